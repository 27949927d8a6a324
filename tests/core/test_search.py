import numpy as np
import pytest

from bot.core.entries import CALM, OUT_OF_SCOPE
from bot.core.search import Matcher, confidence

EXAMPLES = [
    ("how do i get a guardian", "g"), ("i have no guardian yet", "g"), ("when do they give me a guardian", "g"),
    ("can i see a doctor", "d"), ("my tooth hurts", "d"), ("i need medicine", "d"), ("who pays the hospital", "d"),
    ("who won the match", OUT_OF_SCOPE), ("tell me a joke", OUT_OF_SCOPE), ("my phone died", CALM),
]  # fmt: skip


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.fit("en", EXAMPLES)[0]


@pytest.mark.parametrize(
    ("message", "entry"),
    [
        ("guardian when", "g"),
        ("gaurdian how to get", "g"),
        ("doctor pls", "d"),
        ("MY TOOTH!!", "d"),
        ("a joke please", OUT_OF_SCOPE),
    ],
)
def test_misspelt_and_short_messages_find_their_class(matcher, message, entry):
    assert matcher.ask(message).first == entry


def test_probabilities_are_probabilities_and_classes_can_be_summed(matcher):
    found = matcher.ask("doctor or guardian")
    assert found.probabilities.sum() == pytest.approx(1, abs=1e-5)
    assert found.mass(frozenset({"g", "d", OUT_OF_SCOPE, CALM})) == pytest.approx(1, abs=1e-5)
    best = found.best(5, frozenset({"g", "d"}))
    assert {name for name, _ in best} == {"g", "d"}
    assert best[0][1] >= best[1][1]


def test_a_message_it_has_seen_is_surer_than_one_it_has_not(matcher):
    seen, near, foreign = (
        matcher.ask(m).confidence for m in ("i have no guardian yet", "guardian no have", "xylophone quartz")
    )
    assert seen > near > foreign
    assert foreign < 0.2


def test_the_nearest_look_alike_is_told(matcher):
    assert matcher.ask("my phone died").calm > 0.9
    assert matcher.ask("guardian").calm < 0.3


@pytest.mark.parametrize(
    "message", ["", "🙂", "\u202e", "   ", "12345678901234567890", "a" * 4096, "<b>&amp;</b>", "\x00"]
)
def test_nothing_a_person_can_send_breaks_it(matcher, message):
    found = matcher.ask(message)
    assert np.isfinite(found.probabilities).all()
    assert 0.0 <= found.confidence <= 1.0


def test_the_words_that_carried_a_match_are_named_strongest_first(matcher):
    assert matcher.why("please where is my guardian", "g")[0] == "guardian"
    assert matcher.why("", "g") == ()
    assert matcher.why("guardian", "no such class") == ()


def test_the_same_examples_give_the_same_matcher(matcher):
    again = Matcher.fit("en", EXAMPLES)[0]
    assert all(np.array_equal(matcher.arrays[name], again.arrays[name]) for name in matcher.arrays)


def test_a_romanised_message_finds_what_was_written_in_native_script():
    examples = [("چطور سرپرست بگیرم", "g"), ("من سرپرست ندارم", "g"), ("داکتر کجاست", "d"), ("دندانم درد می کند", "d")]
    matcher = Matcher.fit("fa", examples)[0]
    assert matcher.ask("sarparast nadaram").first == "g"
    assert matcher.ask("daktar").first == "d"


def test_chinese_needs_no_spaces():
    examples = [("我怎么得到监护人", "g"), ("监护人是谁", "g"), ("我想看医生", "d"), ("牙疼怎么办", "d")]
    matcher = Matcher.fit("zh", examples)[0]
    assert matcher.ask("监护人").first == "g"
    assert matcher.ask("看 医 生").first == "d"


def test_rehearsal_asks_a_matcher_that_has_not_seen_the_messages():
    _, rehearsal = Matcher.fit("en", EXAMPLES)
    assert rehearsal.probabilities.shape == (4, 4)
    assert rehearsal.confidence.max() < confidence(1.0, 1.0, 1.0)
