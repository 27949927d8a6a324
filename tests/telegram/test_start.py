import pytest

from bot.telegram.start import read_link


@pytest.mark.parametrize(
    ("payload", "found"),
    [
        ("fr", ("fr", "")),
        ("guardian", (None, "guardian")),
        ("guardian-get", (None, "guardian/get")),
        ("fa_guardian-get", ("fa", "guardian/get")),
        ("fa_guardian", ("fa", "guardian")),
        ("fa_old-entry", ("fa", "")),
        ("xx_guardian-get", (None, "")),
        ("", (None, "")),
        ("_", (None, "")),
        ("-", (None, "")),
        ("a" * 64, (None, "")),
    ],
)
def test_a_link_opens_what_it_names_and_the_welcome_otherwise(tiny, payload, found):
    assert read_link(payload, tiny) == found


async def test_the_first_start_shows_who_answers_and_every_language(chat):
    (html,) = await chat.say("/start")
    assert "I am a program" in html
    assert {"l:en", "l:fr", "l:fa", "l:pcm", "topics", "danger"} <= chat.buttons.keys()


async def test_a_deep_link_sets_the_language_and_opens_the_entry_at_once(chat):
    (html,) = await chat.say("/start fr_guardian-get")
    assert "Comment avoir un tuteur" in html
    assert await chat.memory.language(7) == ("fr", False)


async def test_a_deep_link_to_a_topic_opens_its_entries(chat):
    await chat.say("/start fa_guardian")
    assert "e:guardian/get" in chat.buttons


async def test_an_unknown_deep_link_leads_to_the_welcome(chat):
    assert "I am Lantern" in (await chat.say("/start from-2019_old"))[0]


async def test_choosing_a_language_is_confirmed_in_it_and_kept(chat):
    await chat.say("/language")
    (html,) = await chat.press("l:fr")
    assert html != ""
    assert await chat.memory.language(7) == ("fr", False)
    assert chat.buttons["topics"] == "☰ Thèmes" or "☰" in chat.buttons["topics"]


async def test_a_language_can_be_chosen_by_its_name(chat):
    await chat.say("francais")
    assert await chat.memory.language(7) == ("fr", False)


async def test_staying_with_a_language_is_kept(chat):
    await chat.say("/start fr")
    await chat.say("how do i get a guardian in this country please")
    assert "s:fr" in chat.buttons
    await chat.press("s:fr")
    assert await chat.memory.language(7) == ("fr", True)
    await chat.say("how do i get a guardian in this country please")
    assert "tuteur" in chat.last.text


async def test_help_says_who_answers_and_names_people(chat):
    first, second = await chat.say("/help")
    assert "I do not make up anything" in first
    assert "talk to a real person" in second


async def test_a_language_button_of_another_time_leads_to_the_welcome(chat):
    await chat.say("/start")
    assert "I am Lantern" in (await chat.press("l:xx"))[0]
