"""Hide: deletes what can be deleted of the last 48 hours, then shows one neutral line."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

from aiogram import F
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Command

from bot.telegram.keyboards import HIDE

if TYPE_CHECKING:
    from aiogram import Bot, Router
    from aiogram.types import CallbackQuery, Message

    from bot.telegram.memory import Memory
    from bot.telegram.middleware import Chat
    from bot.telegram.speak import Speaker

log = logging.getLogger("lantern.hide")

BATCH: Final = 100
"""Ids in one deleteMessages call (Bot API)."""


def register(router: Router) -> None:
    """Adds the handlers of this module."""
    router.message.register(hide, Command("hide", ignore_case=True))
    router.callback_query.register(hide_pressed, F.data == HIDE)


async def hide(
    message: Message, bot: Bot, chat: Chat, speaker: Speaker, memory: Memory, outcome: dict[str, str]
) -> None:
    """Hides the chat on command."""
    outcome["kind"] = "hide"
    await _hide(bot, chat, speaker, memory)


async def hide_pressed(
    press: CallbackQuery, bot: Bot, chat: Chat, speaker: Speaker, memory: Memory, outcome: dict[str, str]
) -> None:
    """Hides the chat on a tap."""
    outcome["kind"] = "hide"
    await _hide(bot, chat, speaker, memory)


async def _hide(bot: Bot, chat: Chat, speaker: Speaker, memory: Memory) -> None:
    """Deletes first, then says one neutral line; a batch that fails does not stop the others."""
    messages = await memory.take_messages(chat.id, time.time())
    failed = False
    for start in range(0, len(messages), BATCH):
        try:
            await bot.delete_messages(chat.id, messages[start : start + BATCH])
        except TelegramAPIError as error:
            failed = True
            for one in messages[start : start + BATCH]:
                await memory.remember(chat.id, one, time.time())
            log.warning("a batch could not be deleted: %s", type(error).__name__)
    html = speaker.renderer.say("hidden", chat.language)
    if failed:
        html += f"\n{speaker.renderer.say('hidden-rest', chat.language)}"
    await speaker.send(chat, html)
