import shutil
from pathlib import Path

import pytest

from bot.core.library import Library
from bot.editor.check import check
from bot.editor.status import write_ledger
from tests.conftest import KNOWLEDGE, LOCALES


def change(folder, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def new_problems(folder, name: str, old: str, new: str) -> str:
    """What the check says after a change that it did not say before."""
    before = set(check(folder, LOCALES))
    change(folder, name, old, new)
    return "\n".join(str(problem) for problem in check(folder, LOCALES) if problem not in before)


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "what"),
    [
        (
            "guardian/fr.yaml",
            "C'est gratuit.",
            "C'est gratuit et cela dure 15 jours.",
            "guardian/fr.yaml:2",
            "`answer` of guardian/get adds 15",
        ),
        (
            "guardian/en.yaml",
            "it can take weeks",
            "it can take 6 weeks",
            "guardian/fr.yaml:2",
            "`answer` of guardian/get lacks 6",
        ),
        (
            "guardian/en.yaml",
            "It is free &",
            "Call 078 15 43 24, it is free &",
            "guardian/en.yaml:2",
            "holds a number or an address",
        ),
        (
            "guardian/en.yaml",
            "It is free &",
            "See www.example.be, it is free &",
            "guardian/en.yaml:2",
            "a number or an address",
        ),
        (
            "guardian/fa.yaml",
            "رایگان است.",
            "۱۸ سال.",
            "guardian/fa.yaml:2",
            "digits that are not 0-9",
        ),
        (
            "guardian/fr.yaml",
            "Appelle {service}.",
            "Appelle.",
            "guardian/fr.yaml:2",
            "the English {service}",
        ),
        (
            "guardian/fr.yaml",
            "C'est gratuit.",
            "C'est gratuit !",
            "guardian/fr.yaml:2",
            "exclamation mark",
        ),
        (
            "guardian/fr.yaml",
            "C'est gratuit.",
            "C'est  gratuit.",
            "guardian/fr.yaml:2",
            "two spaces",
        ),
        (
            "guardian/en.yaml",
            "How do I get a guardian?",
            "How do I get a guardian in Belgium, please, today?",
            "guardian/en.yaml:2",
            "50 characters",
        ),
        (
            "guardian/en.yaml",
            "A guardian is not the police.",
            "A guardian is not the police and not the office that decides who may stay in Belgium for years.",
            "guardian/en.yaml:14",
            "a sentence of 19 words",
        ),
        (
            "guardian/en.yaml",
            "A guardian helps you.",
            "A guardian helps victims.",
            "guardian/en.yaml:11",
            'says "victim"',
        ),
        (
            "guardian/en.yaml",
            "A guardian helps you.",
            "Institutional representation necessitates interdisciplinary communication.",
            "guardian/en.yaml:11",
            "is for school year",
        ),
        (
            "guardian/fr.yaml",
            "Tu as droit à un tuteur.",
            "Tu n'as aucun droit à un tuteur.",
            "guardian/fr.yaml:5",
            'added a "not": "Tu n\'as aucun droit à un tuteur." for "You have a right to a guardian."',
        ),
        (
            "_cards/fr.yaml",
            "je n'ai pas de tuteur",
            "j'ai un tuteur",
            "_cards/fr.yaml:4",
            'lost a "not"',
        ),
        (
            "_cards/fr.yaml",
            "Appelez {service}.",
            "Appelez {ambulance}.",
            "_cards/fr.yaml:1",
            "names {ambulance}, {language} in `say`, the English {language}, {service}",
        ),
        (
            "guardian/fr.yaml",
            'avoir un tuteur ?"\n  answer: |-\n    Tu as droit à un tuteur.',
            'avoir un curateur ?"\n  answer: |-\n    Tu as droit à un curateur.',
            "guardian/fr.yaml:2",
            'never says "guardian"',
        ),
        (
            "_cards/en.yaml",
            "I am alone",
            "I am here and I ask you to read all of this. " * 6 + "I am alone",
            "_cards/en.yaml:1",
            "At least 1, at most 256.",
        ),
        (
            "_cards/cards.yaml",
            "guardian/get",
            "guardian/got",
            "_cards/cards.yaml:1",
            'there is no entry "guardian/got"',
        ),
        (
            "_quiz/quiz.yaml",
            "right: 2",
            "right: 3",
            "_quiz/quiz.yaml:1",
            "has no option 3",
        ),
        (
            "_quiz/fr.yaml",
            "    Beaucoup\n",
            "    Beaucoup\n    Un peu\n",
            "_quiz/fr.yaml:1",
            "has 3 options, the English 2",
        ),
        (
            "_quiz/fr.yaml",
            "    Rien, jamais\n",
            "    Beaucoup\n",
            "_quiz/fr.yaml:1",
            "each of them different",
        ),
        (
            "_quiz/en.yaml",
            "It is free.",
            "It is free. " * 17,
            "_quiz/en.yaml:1",
            "At most 3 lines and 200 characters",
        ),
        (
            "guardian/en.yaml",
            "  do: |-\n    Call {service}.\n    Keep the letter.",
            "  do: |-\n    a\n    b\n    c\n    d\n    {service}",
            "guardian/en.yaml:2",
            "5 lines",
        ),
        (
            "guardian/asked/en.yaml",
            "i have no guardian yet",
            "can i trust my guardian",
            "guardian/asked/en.yaml:8",
            "stands under guardian/get too",
        ),
        (
            "languages.yaml",
            "fallback: [fr]",
            "fallback: [xx]",
            "languages.yaml:1",
            'no language "xx"',
        ),
        (
            "_search/en.yaml",
            "  tonight: |-\n    i have no place to sleep tonight\n    they put me out on the street\n",
            "",
            "_search/en.yaml:6",
            'no phrases for "tonight"',
        ),
    ],
)
def test_each_check_names_file_line_and_remedy(tiny_folder, file, old, new, place, what):
    told = new_problems(tiny_folder, file, old, new)
    assert f"knowledge/{place}: " in told
    assert what in told
    assert "\n    " in told


def test_three_planted_faults_are_found_in_our_own_translations(tmp_path):
    """A changed digit, a dropped "not" and a missing contact in the Dutch of the whole base."""
    folder = Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge"))
    change(folder, "law/nl.yaml", "Na maximaal 48 uur", "Na maximaal 84 uur")
    change(folder, "law/nl.yaml", "Betaal niet. Zeg het aan je voogd.", "Betaal. Zeg het aan je voogd.")
    change(folder, "guardian/nl.yaml", "Bel de Dienst Voogdij: {guardianship-service}.", "Bel de Dienst Voogdij.")
    told = "\n".join(str(problem) for problem in check(folder, LOCALES) if problem.level == "error")
    assert "`answer` of law/police lacks 48" in told
    assert "`answer` of law/police adds 84" in told
    assert 'law/lawyer lost a "not"' in told
    assert "guardian/contact names nobody in `do`" in told


def test_a_sentence_that_somebody_compared_is_accepted(tiny_folder):
    change(tiny_folder, "guardian/fr.yaml", "C'est gratuit.", "Cela ne coûte rien.")
    assert 'added a "not"' in "\n".join(map(str, check(tiny_folder, LOCALES)))
    path = tiny_folder / "_plain" / "fr.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "same_sense: |-\n  Cela ne coûte rien.\n", encoding="utf-8")
    assert 'added a "not"' not in "\n".join(map(str, check(tiny_folder, LOCALES)))


def test_a_quiz_question_must_be_read_again_when_its_entry_changed(tiny_folder):
    write_ledger(Library.load(tiny_folder), tiny_folder, "en")
    assert "has changed since the question was read" not in "\n".join(map(str, check(tiny_folder, LOCALES)))
    told = new_problems(tiny_folder, "guardian/en.yaml", "It is free", "It costs much")
    assert "knowledge/_quiz/quiz.yaml:1: error: _quiz/price or its entry guardian/get has changed" in told


def test_a_missing_translation_is_told(tiny_folder):
    told = "\n".join(map(str, check(tiny_folder, LOCALES)))
    assert "knowledge/guardian/fr.yaml:1: error: guardian/trust has no words" in told
    assert "knowledge/_danger/fr.yaml:1: error: no danger reply" in told


def test_a_broken_file_is_one_of_the_problems_and_hides_no_other(tiny_folder):
    (tiny_folder / "danger" / "fr.yaml").write_text("now: [", encoding="utf-8")
    told = "\n".join(map(str, check(tiny_folder, LOCALES)))
    assert "knowledge/danger/fr.yaml" in told
    assert "guardian/trust has no words" in told


def test_our_own_knowledge_base_is_without_errors():
    assert [str(problem) for problem in check(KNOWLEDGE, LOCALES) if problem.level == "error"] == []
