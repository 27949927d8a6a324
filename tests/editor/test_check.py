import pytest

from bot.editor.check import check
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
