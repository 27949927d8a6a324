import pytest

from bot.core.answer import Answering
from bot.core.entries import Danger, Match, Question, Reply


@pytest.fixture(scope="module")
def answering(tiny_product) -> Answering:
    return tiny_product.answering


def test_a_question_gets_its_entry_in_the_language_of_the_message(answering):
    reply = answering.answer(Question("how do i get a gaurdian"))
    assert (reply.kind, reply.language, reply.matches[0].entry) == ("answer", "en", "guardian/get")
    assert answering.answer(Question("comment avoir un tuteur stp")).language == "fr"
    assert answering.answer(Question("چطور سرپرست بگیرم")).language == "fa"


def test_the_visitor_who_stays_with_a_language_is_answered_in_it(answering):
    reply = answering.answer(Question("how do i get a guardian in this country", chosen="fr", stay=True))
    assert (reply.language, reply.matches[0].entry) == ("fr", "guardian/get")


def test_danger_comes_before_everything(answering):
    reply = answering.answer(Question("i want to die"))
    assert (reply.kind, reply.danger.kind, reply.danger.level) == ("danger", "suicide", "certain")


def test_a_foreign_message_gets_no_guess(answering):
    reply = answering.answer(Question("quantum xylophone zebra"))
    assert reply.kind == "unsure"


@pytest.mark.parametrize(
    "text",
    ["", "🙂🙂", "12345", "\u202e\u0000", "a" * 4096, "<script>alert(1)</script>", "%s {0} {word}", "؟؟؟", "ሰላም"],
)
def test_no_message_is_an_error(answering, text):
    assert answering.answer(Question(text)).kind in ("unsure", "choose", "answer")


def test_a_message_that_shares_nothing_with_ours_has_no_matches(answering):
    assert answering.answer(Question("🙂")).matches == ()


def test_scores_are_best_first_and_at_most_five(answering):
    reply = answering.answer(Question("guardian police secret"))
    scores = [match.score for match in reply.matches]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) <= 5


def test_the_words_that_carried_a_match_are_told_on_request(answering):
    question = Question("how do i get a guardian")
    assert "guardian" in answering.why(question, answering.answer(question)).matches[0].why


def test_what_may_be_danger_is_offered_its_entry_instead_of_not_sure(answering):
    unsure = Reply("unsure", "en", (Match("guardian/get", 0.2), Match("danger/now", 0.1)))
    reply = answering._offer(Danger("now", "danger/now", "possible"), unsure)
    assert (reply.kind, reply.offered) == ("choose", ("danger/now", "guardian/get"))
    assert reply.matches == unsure.matches
    assert answering._offer(Danger("tonight", "home/tonight", "possible"), unsure) == unsure
