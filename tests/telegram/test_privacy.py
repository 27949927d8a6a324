from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import DeleteMessages, SendMessage

from tests.recording import CHAT


def deleted(chat) -> list[list[int]]:
    return [call.message_ids for call in chat.session.calls if isinstance(call, DeleteMessages)]


async def test_hide_deletes_the_childs_and_the_bots_messages_then_says_one_neutral_line(chat):
    await chat.say("i want to die")
    sent = max(chat.session.messages)
    (html,) = await chat.say("/hide")
    (ids,) = deleted(chat)
    assert {1, sent, 2} <= set(ids)
    assert html == "Hello. What would you like to learn today?"
    assert chat.last.reply_markup is None
    kinds = [type(call) for call in chat.session.calls]
    assert kinds.index(DeleteMessages) < len(kinds) - 1 - kinds[::-1].index(SendMessage)


async def test_hide_works_in_batches_of_a_hundred_and_a_failed_batch_stops_nothing(chat):
    for number in range(1, 251):
        await chat.memory.remember(CHAT, number, __import__("time").time())
    chat.session.fail[DeleteMessages] = TelegramBadRequest(
        method=DeleteMessages(chat_id=CHAT, message_ids=[1]), message="no"
    )
    (html,) = await chat.say("/hide")
    assert [len(ids) for ids in deleted(chat)][:3] == [100, 100, 50]
    assert "Older messages are still here" in html


async def test_what_is_hidden_is_forgotten(chat):
    await chat.say("hello")
    await chat.say("/hide")
    before = len(deleted(chat))
    await chat.say("/hide")
    assert all(1 not in ids for ids in deleted(chat)[before:])
