import pytest
from aiogram.types import Contact, Location, MessageAutoDeleteTimerChanged, PhotoSize, Sticker, Voice

from bot.core.entries import Danger, Match, Reply
from bot.telegram.middleware import BURST, Chat
from tests.recording import CHAT


async def test_a_question_gets_its_answer_with_buttons(chat):
    (html,) = await chat.say("how do i get a gaurdian")
    assert "How do I get a guardian?" in html
    assert {"e:guardian/trust", "topics", "languages", "danger", "hide"} <= chat.buttons.keys()


async def test_danger_gets_numbers_and_no_other_word_first(chat):
    (html,) = await chat.say("i want to die")
    assert html.startswith("You did the right thing to write.")
    assert "112" in html
    assert "again" not in html.lower()
    assert "hide" in chat.buttons
    assert "safe" in chat.buttons


async def test_a_message_in_another_language_is_answered_in_it_with_a_way_back(chat):
    await chat.say("/start fr")
    await chat.say("چطور سرپرست بگیرم")
    assert "چطور سرپرست بگیرم" in chat.last.text
    assert "s:fr" in chat.buttons
    await chat.press("e:guardian/get")
    assert "چطور" in chat.last.text


async def test_not_sure_says_so_shows_the_numbers_and_a_person(chat):
    (html,) = await chat.say("xylophone quartz zebra")
    assert chat.last.reply_markup is not None
    assert "112" in html
    assert {"topics", "person", "danger"} <= chat.buttons.keys()


async def test_a_language_that_is_none_of_ours_gets_the_list_of_ours(chat):
    (html,) = await chat.say("ሰላም እንዴት ነህ")
    assert "I do not know this language" in html
    assert "l:fr" in chat.buttons


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("🙂🙂", "Write your question"),
        ("   ", "Write your question"),
        ("\u202e\u200b", "Write your question"),
        ("https://example.com/x?y=1", "I do not open links"),
        ("12345", ""),
        ("a" * 4096, ""),
        ("<b>bold</b> & <script>", ""),
        ("{service} %s \\n", ""),
        ("؟؟؟", "Write your question"),
    ],
)
async def test_odd_messages_get_a_kind_reply(chat, text, answer):
    messages = await chat.say(text)
    assert len(messages) == 1
    assert answer in messages[0]
    assert "<script>" not in messages[0]


async def test_what_is_no_text_gets_a_kind_reply(chat):
    file = {"file_id": "f", "file_unique_id": "u"}
    (voice,) = await chat.say(voice=Voice(**file, duration=3))
    assert "only read words" in voice
    (photo,) = await chat.say(photo=[PhotoSize(**file, width=1, height=1)])
    assert "cannot see pictures" in photo
    (place,) = await chat.say(location=Location(latitude=50.8, longitude=4.3))
    assert "where you are" in place
    (contact,) = await chat.say(contact=Contact(phone_number="1", first_name="x"))
    assert "where you are" in contact
    (sticker,) = await chat.say(
        sticker=Sticker(**file, type="regular", width=1, height=1, is_animated=False, is_video=False, emoji="🙂")
    )
    assert "only read words" in sticker


async def test_danger_in_a_caption_or_a_sticker_is_not_overlooked(chat):
    file = {"file_id": "f", "file_unique_id": "u"}
    (caption,) = await chat.say(photo=[PhotoSize(**file, width=1, height=1)], caption="help me")
    assert caption.startswith("You did the right thing")
    (sticker,) = await chat.say(
        sticker=Sticker(**file, type="regular", width=1, height=1, is_animated=False, is_video=False, emoji="🆘")
    )
    assert sticker.startswith("You did the right thing")


async def test_a_flood_is_not_answered_but_danger_in_it_is(chat):
    for _ in range(BURST):
        await chat.say("hello")
    assert await chat.say("hello") == []
    assert (await chat.say("help me"))[0].startswith("You did the right thing")


async def test_what_may_be_about_danger_is_answered_with_the_numbers_on_top(chat):
    reply = Reply("answer", "en", (Match("guardian/get", 0.9),), Danger("now", "danger/now", "possible"))
    await chat.dispatcher["speaker"].reply(Chat(CHAT, "en", None, stay=False), reply)
    assert chat.last.text.startswith("☎ In danger now? \u2066101\u2069")
    assert "How do I get a guardian?" in chat.last.text


@pytest.mark.parametrize("text", ["/help i want to die", "/start help me", "/topics aidez moi"])
async def test_a_command_that_carries_a_call_for_help_is_a_call_for_help(chat, text):
    (html,) = await chat.say(text)
    assert html.startswith("You did the right thing")


async def test_a_link_beside_a_call_for_help_hides_nothing(chat):
    assert (await chat.say("https://x.example/🆘"))[0].startswith("You did the right thing")
    assert (await chat.say("https://x.example/a i want to die"))[0].startswith("You did the right thing")


async def test_danger_told_in_a_caption_or_a_poll_in_other_words_is_found_too(chat):
    file = {"file_id": "f", "file_unique_id": "u"}
    photo = [PhotoSize(**file, width=1, height=1)]
    (html,) = await chat.say(photo=photo, caption="someone is after me in the street")
    assert html.startswith("You did the right thing")


async def test_telegrams_own_notices_get_no_answer(chat):
    timer = MessageAutoDeleteTimerChanged(message_auto_delete_time=86_400)
    assert await chat.say(message_auto_delete_timer_changed=timer) == []
