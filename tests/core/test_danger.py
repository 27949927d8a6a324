import pytest

from bot.core.danger import DangerCheck
from bot.core.entries import DangerKind, Phrases, Question

KINDS = {"now": DangerKind("now", "danger/now", ()), "suicide": DangerKind("suicide", "danger/suicide", ())}


@pytest.fixture(scope="module")
def check() -> DangerCheck:
    phrases = {
        "en": Phrases(
            always=("help me", "i want to die"),
            alone=("help",),
            danger={"suicide": ("i took all the pills",)},
            calm=("help me with my homework",),
        ),
        "vi": Phrases(always=("tự tử",)),
        "zh": Phrases(always=("救命",)),
        "fa": Phrases(danger={"now": ("او چاقو دارد",)}),
    }
    return DangerCheck(KINDS, phrases)


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("help", "now"), ("HELP!!!", "now"), ("heeeelp", "now"), ("please help me sir", "now"), ("🆘", "now"),
        ("sos", "now"), ("112", "now"), ("I took all the pills", "suicide"), ("i want to die now", "now"),
        ("tự tử", "now"), ("tu tu", "now"), ("快来救命啊", "now"), ("او چاقو دارد", "now"), ("oo chaqo darad", "now"),
    ],
)  # fmt: skip
def test_phrases_are_found_whatever_the_typing(check, message, kind):
    assert check.phrase(message) == kind


@pytest.mark.parametrize(
    "message",
    ["", "hello", "helpful", "can you help with homework", "help me with my homework", "từ từ thôi", "1125", "died"],
)
def test_what_only_looks_like_it_is_let_be(check, message):
    assert check.phrase(message) is None


def test_a_phrase_alone_is_certain_even_when_no_matcher_knows_the_language(check):
    danger = check.check("help me", (), {})
    assert (danger.kind, danger.level) == ("now", "certain")
    assert check.check("hello", (), {}) is None


def test_indirect_messages_are_found_by_the_matcher(tiny_product):
    """No phrase of the list stands in it; the summed probability of the crisis entries tells."""
    reply = tiny_product.answering.answer(Question("he follows me in the street again"))
    assert reply.danger is not None
    assert reply.danger.entry == "danger/now"


def test_a_kind_without_an_entry_of_its_own_is_found_too(tiny_product):
    reply = tiny_product.answering.answer(Question("they put me on the street, no place to sleep tonight"))
    assert reply.danger.kind == "tonight"
    assert all(match.entry in tiny_product.library.entries for match in reply.matches)


def test_danger_in_another_language_than_the_chosen_one_is_found(tiny_product):
    reply = tiny_product.answering.answer(Question("je veux mourir", chosen="fa"))
    assert reply.kind == "danger"


@pytest.mark.parametrize("word", ["no", "No!", "i", "m", "s", "ja", "a", "ok", "yes"])
def test_a_word_that_says_nothing_is_no_danger(whole, word):
    for chosen in (None, "en", "fr", "nl"):
        assert whole.answering.answer(Question(word, chosen=chosen)).kind != "danger"


def test_one_word_is_certain_only_when_editors_said_so(whole):
    for code in whole.library.languages:
        for phrase in whole.library.phrases[code].alone:
            assert whole.answering.answer(Question(phrase)).danger.level == "certain", phrase
