import logging

from aiogram.types import Chat as TelegramChat

from bot.telegram.middleware import Flood
from tests.recording import CHAT


def test_a_burst_is_answered_and_more_must_wait():
    flood = Flood(burst=2, window=10)
    assert [flood.allows(1, now) for now in (0, 1, 2)] == [True, True, False]
    assert flood.allows(2, 2)
    assert flood.allows(1, 20)


async def test_one_line_is_logged_for_each_update_without_a_word_of_it(chat, caplog):
    caplog.set_level(logging.DEBUG)
    await chat.say("how do i get a guardian zzmarkerzz")
    lines = [record.getMessage() for record in caplog.records if record.name == "lantern.update"]
    assert len(lines) == 1
    assert lines[0].startswith("message kind=answer language=en entry=guardian/get ms=")
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("lantern"))
    for secret in ("zzmarkerzz", "zzname", "zzuser", f" {CHAT} "):
        assert secret not in ours


async def test_the_bot_says_nothing_in_groups(chat):
    assert await chat.say("help", chat=TelegramChat(id=-5, type="group")) == []
    assert await chat.say("/start", chat=TelegramChat(id=-5, type="supergroup")) == []


async def test_telegrams_hint_is_used_until_a_language_is_chosen(chat):
    chat.language_code = "fr-BE"
    assert "Bonjour" in (await chat.say("/start"))[0]
    chat.language_code = "zh-hans"
    assert "Hello" in (await chat.say("/start"))[0]
    chat.language_code = None
    assert "Hello" in (await chat.say("/start"))[0]
