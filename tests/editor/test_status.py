from bot.core.library import Library
from bot.editor.schemas import make, stale
from bot.editor.status import amounts, count_states, write_ledger
from tests.conftest import KNOWLEDGE


def test_the_ledger_tells_what_is_missing_behind_and_unread(tiny_folder):
    library = Library.load(tiny_folder)
    assert count_states(library, "fr") == {"missing": 3, "behind": 3}
    write_ledger(library, tiny_folder, "fr")
    library = Library.load(tiny_folder)
    assert count_states(library, "fr") == {"missing": 3, "unread": 3}


def test_a_line_of_the_ledger_is_not_overwritten_and_an_edit_of_the_english_shows(tiny_folder):
    write_ledger(Library.load(tiny_folder), tiny_folder, "fr")
    path = tiny_folder / "_status" / "fr.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("machine'", "native reader'"), encoding="utf-8")
    write_ledger(Library.load(tiny_folder), tiny_folder, "fr")
    assert count_states(Library.load(tiny_folder), "fr")["current"] == 3
    english = tiny_folder / "guardian" / "en.yaml"
    english.write_text(english.read_text(encoding="utf-8").replace("It is free", "It costs nothing"), encoding="utf-8")
    assert count_states(Library.load(tiny_folder), "fr")["behind"] == 2  # the entry, and the quiz question on it


def test_every_text_we_ship_is_in_the_ledger_and_none_claims_a_native_reader(whole):
    library = whole.library
    for code in library.languages:
        assert count_states(library, code) == {"unread": len(library.fingerprints())}, code
        assert {line.read for line in library.ledger[code].values()} == {"machine"}


def test_the_amounts_are_those_of_the_entry_and_the_kind_with_the_fewest(tiny):
    found = amounts(tiny, "fr")
    assert (found["entries"], found["cards"], found["quiz"]) == (1, 1, 1)
    assert found["asked, fewest"] == 2
    assert found["asked, lines"] == sum(map(len, tiny.asked["fr"].values())) > 0
    assert amounts(tiny, "en")["danger, fewest"] == min(map(len, tiny.phrases["en"].danger.values()))


def test_the_schemas_in_the_repository_are_those_of_the_models(whole):
    assert stale(whole.library, KNOWLEDGE / "_schema") == []


def test_every_file_names_a_schema_that_exists(whole):
    names = {f"{name}.schema.json" for name in make(whole.library)}
    for path in KNOWLEDGE.rglob("*.yaml"):
        if path.parent.name == "_status":
            continue
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema="), path
        schema = (path.parent / first.partition("$schema=")[2]).resolve()
        assert schema.name in names, path
        assert schema.is_file(), path
