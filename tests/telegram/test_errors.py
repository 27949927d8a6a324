import logging

import pytest
from aiogram.exceptions import TelegramForbiddenError
from aiogram.methods import SendMessage

from bot.logs import without_values


@pytest.fixture
def broken(chat, monkeypatch):
    def fail(question):
        raise RuntimeError(f"zzmarkerzz {question.text}")

    monkeypatch.setattr(chat.dispatcher["answering"], "answer", fail)
    return chat


async def test_whatever_breaks_a_child_gets_the_numbers_in_her_language(broken):
    await broken.memory.choose(7, "fr")
    (html,) = await broken.say("bonjour")
    assert "112" in html
    assert "danger" in broken.buttons


async def test_the_log_of_an_error_holds_no_word_of_the_message(broken, caplog):
    caplog.set_level(logging.DEBUG)
    await broken.say("my secret words")
    text = "\n".join(f"{record.getMessage()} {record.exc_info}" for record in caplog.records)
    assert "RuntimeError at test_errors.py" in text
    assert "secret words" not in text
    assert "zzmarkerzz" not in text


async def test_a_child_that_blocked_the_bot_is_left_alone(chat):
    chat.session.fail[SendMessage] = TelegramForbiddenError(method=SendMessage(chat_id=7, text="x"), message="blocked")
    assert len(await chat.say("hello")) == 1


def test_an_error_is_told_by_kind_and_place():
    try:
        raise ValueError("a secret")
    except ValueError as error:
        told = without_values(error)
    assert told.startswith("ValueError at test_errors.py:")
    assert "secret" not in told
