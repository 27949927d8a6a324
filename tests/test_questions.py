"""How well every language is understood, on questions nobody learnt from; no language may fall below its floor."""

import json

import pytest

from bot.core.words import fold
from bot.editor.measure import KINDS, ask, read, summary, unknown
from tests.conftest import TESTS
from tests.test_whole import LANGUAGES

FOLDER = TESTS / "questions"
FLOORS = json.loads((FOLDER / "floors.json").read_text(encoding="utf-8"))
"""By language and figure: what was measured when the floors were written, less three points (more for rates of errors)."""
AT_MOST = ("wrong", "outside_answered", "alarmed", "touched", "lookalike_touched")


@pytest.fixture(scope="module")
def report(whole):
    held = [one for file in sorted(FOLDER.glob("*.yaml")) for one in read(file, whole.library)]
    return summary([ask(whole.answering, one) for one in unknown(held, whole.library)], whole.library)


def test_there_are_many_questions_of_every_kind_in_every_language(whole):
    for code in LANGUAGES:
        held = read(FOLDER / f"{code}.yaml", whole.library)
        assert {one.language for one in held} == {code}
        assert len({fold(one.text) for one in held}) > 350
        for kind in KINDS:
            assert sum(one.kind == kind for one in held) >= 30, (code, kind)


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_language_falls_below_its_floor(report, code):
    found, floors = report.languages[code], FLOORS[code]
    worse = {
        name: (found[name], floor)
        for name, floor in floors.items()
        if (found[name] > floor if name in AT_MOST else found[name] < floor)
    }
    assert worse == {}
