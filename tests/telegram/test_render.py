from dataclasses import replace
from datetime import date

import pytest

from bot.core.entries import Danger
from bot.telegram.render import LONGEST, Renderer, parts, units

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def renderer(tiny_product) -> Renderer:
    return Renderer(tiny_product.library, tiny_product.wording)


def test_an_answer_has_title_words_steps_people_and_a_folded_source(renderer):
    (html,) = renderer.entry("guardian/get", "en", TODAY)
    title, answer, steps, people, foot = html.split("\n\n")
    assert title == "<b>🧑 How do I get a guardian?</b>"
    assert answer.split("\n")[1] == "It is free &amp; it can take weeks."
    assert "\u2066Street 44, 1000 Brussels\u2069" in answer
    assert steps.startswith("<b>What you can do</b>\n• Call \u2066078 15 43 24\u2069.")
    assert people == "<b>Who can help</b>\n☎ \u2066078 15 43 24\u2069 <b>Service</b>\nGives you a guardian"
    assert foot.startswith("<blockquote expandable>Checked: October 2026\n")
    assert 'href="https://page.example/a?b=1&amp;c=2"' in foot


def test_a_crisis_entry_shows_its_numbers_before_its_words(renderer):
    (html,) = renderer.entry("danger/now", "en", TODAY)
    assert html.index("101") < html.index("You are right to ask for help.")


def test_past_its_review_date_an_answer_says_that_it_may_be_old(renderer):
    fresh = renderer.entry("guardian/get", "en", TODAY)[0]
    old = renderer.entry("guardian/trust", "en", TODAY)[0]
    assert "This answer may be old" in old
    assert "This answer may be old" not in fresh


def test_an_answer_may_be_led_by_one_calm_line(renderer):
    html = renderer.entry("guardian/get", "en", TODAY, lead=renderer.possible_danger("en"))[0]
    assert html.split("\n\n")[0] == "☎ In danger now? \u2066101\u2069 · \u2066112\u2069"


def test_the_danger_reply_is_one_screen_numbers_first(renderer):
    html = renderer.danger(Danger("suicide", "danger/suicide", "certain"), "en")
    lines = html.split("\n")
    assert lines[0] == "You did the right thing to write."
    assert lines[2] == "☎ \u2066112\u2069 Ambulance"
    assert lines[3] == "☎ \u20661813\u2069 Dutch line (Dutch)"
    assert len([line for line in lines if line]) <= 9
    assert 'Say "police" &amp; where you are.' in html
    assert "!" not in html


def test_right_to_left_lines_start_so_and_keep_numbers_whole(renderer):
    html = renderer.danger(Danger("now", "danger/now", "certain"), "fa")
    assert all(line.startswith("\u200f") for line in html.split("\n") if line)
    assert "\u2066116 000\u2069" in html


def test_contacts_that_nobody_verified_are_never_shown(renderer):
    assert renderer.people(["unsure-office", "nobody"], "en") == ""


def test_a_contact_tells_hours_cost_name_and_languages(renderer, tiny):
    html = renderer.contact(tiny.contacts["line-fr"], "en")
    assert html.split("\n") == [
        "☎ \u20660800 32 123\u2069 <b>French line</b>",
        "To talk",
        "<i>day and night · free · you need not say your name · speaks French</i>",
    ]


def test_a_contact_without_a_phone_is_a_link(renderer, tiny):
    html = renderer.contact(replace(tiny.contacts["service"], phone=""), "en")
    assert html.startswith('🔗 <a href="https://service.example/page">\u2066service.example/page\u2069</a>')


def test_long_answers_are_cut_between_lines_and_never_over_the_limit():
    blocks = ["a" * 3000, "b" * 3000, "\n".join(["c" * 100] * 100), "end"]
    messages = parts(blocks)
    assert all(units(message) <= LONGEST for message in messages)
    assert "".join(messages).count("c") == 10_000
    assert parts(["one", "two"]) == ["one\n\ntwo"]


def test_length_is_counted_as_telegram_counts():
    assert units("a") == 1
    assert units("🧑") == 2
    assert units("ی") == 1
