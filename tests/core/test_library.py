from datetime import date

import pytest

from bot.core.library import Library
from bot.core.problems import KnowledgeError


def problems_of(folder) -> list[str]:
    return [str(problem) for problem in Library.read(folder)[1]]


def change(folder, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_topics_stand_in_their_order_and_entries_in_the_order_of_the_file(tiny):
    assert list(tiny.topics) == ["guardian", "danger"]
    assert tiny.topics["guardian"].entries == ("guardian/get", "guardian/trust")


def test_facts_and_sources_come_from_the_topic(tiny):
    entry = tiny.entries["guardian/get"]
    assert entry.facts == {"street": "Street 44, 1000 Brussels"}
    assert entry.sources[0].checked == date(2026, 10, 2)
    assert entry.icon == "🧑"
    assert tiny.entries["danger/now"].crisis


def test_a_missing_text_falls_back_and_says_in_which_language_it_speaks(tiny):
    assert tiny.text("guardian/get", "fr").language == "fr"
    assert tiny.text("guardian/trust", "fr").language == "en"
    assert tiny.text("guardian/get", "pcm").title == "How do I get a guardian?"
    assert tiny.topic_name("guardian", "pcm") == "Your guardian"
    assert tiny.contact_words("ambulance", "fa").name == "Ambulance"
    assert tiny.danger_words("fr").warm == "You did the right thing to write."


def test_a_placeholder_stands_for_a_fact_or_for_a_contact_that_may_be_sent(tiny):
    assert tiny.value("street", "guardian/get") == "Street 44, 1000 Brussels"
    assert tiny.value("service") == "078 15 43 24"
    assert tiny.value("unsure-office") is None
    assert tiny.value("nobody") is None


def test_a_broken_file_stops_the_load_with_file_line_and_remedy(tiny_folder):
    change(tiny_folder, "guardian/fr.yaml", "  title: ", "  titel: ")
    with pytest.raises(KnowledgeError) as caught:
        Library.load(tiny_folder)
    shown = str(caught.value)
    assert 'knowledge/guardian/fr.yaml:3: error: "titel" is not a known name here' in shown
    assert 'Did you mean "title"?' in shown


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "what"),
    [
        ("guardian/en.yaml", "{service}", "{servce}", "guardian/en.yaml:9", 'Did you mean "service"?'),
        (
            "guardian/en.yaml",
            "{service}",
            "{unsure-office}",
            "guardian/en.yaml:9",
            "stands for nothing that may be sent",
        ),
        (
            "guardian/topic.yaml",
            "contacts: [service]",
            "contacts: [unsure-office]",
            "guardian/topic.yaml:9",
            "never sent",
        ),
        ("guardian/topic.yaml", "guardian/trust, danger", "guardian/trusst, danger", "topic.yaml:10", "guardian/trust"),
        ("guardian/topic.yaml", "sources: [page]", "sources: [pag]", "guardian/topic.yaml:11", 'Did you mean "page"?'),
        ("guardian/topic.yaml", "review: 2027-05-23", "review: soon", "guardian/topic.yaml:12", "2026-11-23"),
        ("guardian/topic.yaml", "https://page", "ttps://page", "guardian/topic.yaml:4", "not a web address"),
        (
            "contacts/contacts.yaml",
            '"078 15 43 24"',
            '"078 15 43 24 or 25"',
            "contacts.yaml:38",
            "not one phone number",
        ),
        ("contacts/contacts.yaml", "hours: some", "hours: sometimes", "contacts.yaml:40", 'Did you mean "some"?'),
        ("danger/topic.yaml", "crisis: true", "crisis: yes please", "danger/topic.yaml:11", "true or false"),
        ("_danger/en.yaml", "  tonight:", "  tonigt:", "_danger/en.yaml", 'no advice for "tonight"'),
        (
            "_danger/kinds.yaml",
            "contacts: [police, ambulance]",
            "contacts: [polis, ambulance]",
            "kinds.yaml:1",
            '"police"',
        ),
        ("_search/en.yaml", "  tonight: |-", "  tonite: |-", "_search/en.yaml", '"tonite" is no kind of danger'),
        ("guardian/asked/en.yaml", "trust: |-", "thrust: |-", "guardian/asked/en.yaml:8", 'Did you mean "trust"?'),
        ("languages.yaml", "direction: rtl", "direction: left", "languages.yaml:3", "direction"),
    ],
)
def test_each_kind_of_mistake_names_its_place_and_what_to_do(tiny_folder, file, old, new, where, what):
    change(tiny_folder, file, old, new)
    shown = "\n".join(problems_of(tiny_folder))
    assert where in shown
    assert what in shown


def test_all_mistakes_are_told_at_once_and_sorted(tiny_folder):
    change(tiny_folder, "guardian/fr.yaml", "  title: ", "  titel: ")
    change(tiny_folder, "contacts/contacts.yaml", "hours: some", "hours: never")
    with pytest.raises(KnowledgeError) as caught:
        Library.load(tiny_folder)
    places = [str(problem.place) for problem in caught.value.problems]
    assert len(places) >= 3
    assert places == sorted(places, key=lambda place: (place.rpartition(":")[0], int(place.rpartition(":")[2])))


def test_a_folder_without_knowledge_is_one_clear_problem(tmp_path):
    with pytest.raises(KnowledgeError, match="there is no knowledge base here"):
        Library.load(tmp_path)


def test_examples_hold_ways_of_asking_and_titles(tiny):
    examples = list(tiny.examples("fr"))
    assert ("comment avoir un tuteur", "guardian/get") in examples
    assert ("Comment avoir un tuteur ?", "guardian/get") in examples
