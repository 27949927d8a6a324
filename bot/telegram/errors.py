"""When something breaks: an apology with the emergency numbers, in the visitor's language; a log without the update."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import CallbackQuery, Message
from aiogram.types.update import UpdateTypeLookupError

from bot.logs import without_values
from bot.telegram.middleware import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from aiogram import Bot, Router
    from aiogram.types import ErrorEvent

    from bot.telegram.keyboards import Keyboards
    from bot.telegram.memory import Memory
    from bot.telegram.render import Renderer

log = logging.getLogger("lantern.error")


def register(router: Router) -> None:
    """Adds the handlers of this module."""
    router.errors.register(apologise)


async def apologise(event: ErrorEvent, bot: Bot, memory: Memory, renderer: Renderer, keyboards: Keyboards) -> None:
    """The one broad handler: whatever broke, a child gets the numbers, and the log gets no word of hers."""
    log.error("%s", without_values(event.exception))
    if isinstance(event.exception, TelegramForbiddenError):
        return
    try:
        inner: Any = event.update.event
    except UpdateTypeLookupError:
        return
    message = inner if isinstance(inner, Message) else inner.message if isinstance(inner, CallbackQuery) else None
    if message is None or message.chat.type != "private":
        return
    language = (await memory.language(message.chat.id))[0] or DEFAULT_LANGUAGE
    html = f"{renderer.say('error', language)}\n\n{renderer.possible_danger(language)}"
    try:
        await bot.send_message(message.chat.id, html, reply_markup=keyboards.home(language))
    except Exception as error:  # noqa: BLE001 - nothing may escape the last handler
        log.error("the apology could not be sent: %s", type(error).__name__)  # noqa: TRY400 - a traceback may quote a child
