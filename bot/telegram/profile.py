"""The bot's profile and commands in every language Telegram allows (two-letter codes only: no Pidgin)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats

if TYPE_CHECKING:
    from aiogram import Bot

    from bot.core.library import Library
    from bot.core.wording import Wording

log = logging.getLogger("lantern.profile")

COMMANDS: Final = ("start", "topics", "language", "help", "hide")
_TELEGRAM_CODE: Final = 2


async def publish(bot: Bot, library: Library, wording: Wording) -> None:
    """Sets commands and descriptions; English stands for every language that has none of its own.

    A refusal is logged and does not keep the bot from starting.
    """
    codes = [None, *(code for code in library.languages if len(code) == _TELEGRAM_CODE)]
    for code in codes:
        language = code or "en"
        commands = [BotCommand(command=name, description=wording.say(f"command-{name}", language)) for name in COMMANDS]
        try:
            await bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats(), language_code=code)
            await bot.set_my_short_description(wording.say("profile-short", language), language_code=code)
            await bot.set_my_description(wording.say("profile-long", language), language_code=code)
        except TelegramAPIError as error:
            log.warning("the profile for %s was refused: %s", language, type(error).__name__)
            return
