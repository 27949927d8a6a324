from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendMessage


async def test_topics_open_entries_in_place_and_entries_open_below(chat):
    await chat.say("/topics")
    await chat.press("t:guardian")
    assert isinstance(chat.last, EditMessageText)
    assert {"e:guardian/get", "e:guardian/trust", "topics", "danger"} <= chat.buttons.keys()
    await chat.press("e:guardian/get")
    assert isinstance(chat.last, SendMessage)
    assert "How do I get a guardian?" in chat.last.text


async def test_back_returns_to_the_topics_in_place(chat):
    await chat.say("/topics")
    await chat.press("t:guardian")
    await chat.press("topics")
    assert isinstance(chat.last, EditMessageText)
    assert "t:danger" in chat.buttons


async def test_topics_below_an_answer_leave_the_answer_where_it_is(chat):
    await chat.say("how do i get a guardian")
    await chat.press("topics")
    assert isinstance(chat.last, SendMessage)


async def test_pressing_twice_asks_telegram_for_no_edit_that_changes_nothing(chat):
    await chat.say("/topics")
    await chat.press("t:guardian")
    edits = sum(isinstance(call, EditMessageText) for call in chat.session.calls)
    await chat.press("t:guardian")
    assert sum(isinstance(call, EditMessageText) for call in chat.session.calls) == edits


async def test_every_press_is_answered_once(chat):
    await chat.say("/start")
    pressed = [
        "topics",
        "t:guardian",
        "e:guardian/get",
        "languages",
        "l:en",
        "danger",
        "o:guardian/get",
        "none",
        "safe",
        "person",
        "hide",
    ]
    for data in pressed:
        await chat.press(data, message=max(chat.session.messages))
    answers = [call for call in chat.session.calls if isinstance(call, AnswerCallbackQuery)]
    assert len(answers) == len(pressed)
    assert len({answer.callback_query_id for answer in answers}) == len(pressed)


async def test_none_of_these_leads_to_the_topics_with_the_numbers(chat):
    await chat.say("/start")
    (html,) = await chat.press("none")
    assert "112" in html
    assert "t:guardian" in chat.buttons


async def test_buttons_of_another_time_lead_to_the_welcome(chat):
    await chat.say("/start")
    for old in ("v1|menu", "e:gone/entry", "t:gone", ""):
        assert "I am Lantern" in (await chat.press(old))[0]


async def test_a_press_that_telegram_calls_too_old_works_all_the_same(chat):
    await chat.say("/start")
    for data, shown in (("danger", "101"), ("e:guardian/get", "How do I get a guardian?")):
        chat.session.fail[AnswerCallbackQuery] = TelegramBadRequest(
            method=AnswerCallbackQuery(callback_query_id="1"), message="query is too old"
        )
        assert shown in (await chat.press(data))[0]


async def test_an_edit_that_telegram_refuses_is_no_error_for_the_child(chat):
    method = EditMessageText(text="x", chat_id=7, message_id=1)
    await chat.say("/topics")
    chat.session.fail[EditMessageText] = TelegramBadRequest(
        method=method, message="Bad Request: message is not modified"
    )
    await chat.press("t:guardian")
    assert not isinstance(chat.session.calls[-1], SendMessage)
    chat.session.fail[EditMessageText] = TelegramBadRequest(
        method=method, message="Bad Request: message to edit not found"
    )
    await chat.press("t:danger")
    assert isinstance(chat.last, SendMessage)
    assert "e:danger/now" in chat.buttons
