import pytest

from bot.core.entries import Match, Reply
from bot.telegram.keyboards import LIMIT, Keyboards, other_meaning
from bot.telegram.render import Renderer


@pytest.fixture(scope="module")
def keyboards(tiny_product) -> Keyboards:
    return Keyboards(tiny_product.library, tiny_product.wording, Renderer(tiny_product.library, tiny_product.wording))


def data(markup) -> list[list[str]]:
    return [[button.callback_data for button in row] for row in markup.inline_keyboard]


def test_below_an_answer_stand_related_entries_topics_languages_danger_and_hide(keyboards):
    assert data(keyboards.answer("guardian/get", "en")) == [
        ["e:guardian/trust"],
        ["e:danger/now"],
        ["topics", "languages"],
        ["danger", "hide"],
    ]


def test_the_danger_button_is_red(keyboards):
    button = keyboards.home("en").inline_keyboard[-1][0]
    assert (button.callback_data, button.style) == ("danger", "danger")


def test_staying_with_a_language_is_offered_in_that_language(keyboards):
    rows = keyboards.answer("guardian/get", "en", stay_with="fr").inline_keyboard
    stay = next(button for row in rows for button in row if button.callback_data == "s:fr")
    assert "Français" in stay.text


def test_a_danger_reply_offers_safe_something_else_and_hide(keyboards):
    reply = Reply("danger", "en", (Match("guardian/get", 0.5), Match("guardian/trust", 0.001)))
    assert data(keyboards.danger(reply, "en")) == [["safe"], ["o:guardian/get"], ["hide"]]


def test_what_was_meant_fits_into_the_button_whatever_the_names():
    entries = ["guardian/family-member"] * 5
    assert other_meaning(entries) == "o:guardian/family-member,guardian/family-member"
    assert len(other_meaning(entries).encode()) <= LIMIT
    assert other_meaning([]) == "o:"


def test_every_language_is_there_by_its_own_name(keyboards, tiny):
    texts = [button.text for row in keyboards.languages().inline_keyboard for button in row]
    assert texts == [language.name for language in tiny.languages.values()]
