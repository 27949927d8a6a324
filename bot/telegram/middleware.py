"""What happens around every update: the chosen language, one log line, ids for /hide, a limit on floods."""

from __future__ import annotations

import logging
import re
import time
from collections import OrderedDict, deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from aiogram import BaseMiddleware
from aiogram.client.session.middlewares.base import BaseRequestMiddleware
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, Message, Update
from aiogram.types.update import UpdateTypeLookupError

from bot.core.entries import Question
from bot.core.locale_codes import resolve

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiogram import Bot
    from aiogram.client.session.middlewares.base import NextRequestMiddlewareType
    from aiogram.methods import Response, TelegramMethod
    from aiogram.methods.base import TelegramType
    from aiogram.types import TelegramObject

    from bot.core.answer import Answering
    from bot.core.library import Library
    from bot.telegram.memory import Memory

    Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

log = logging.getLogger("lantern.update")

BURST: Final = 30
"""Messages of one chat that are answered within `WINDOW`; a frightened child sends many short ones."""
WINDOW: Final = 10.0
"""Seconds."""
_CHATS: Final = 10_000
DEFAULT_LANGUAGE: Final = "en"
_LINKED: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What a deep link may carry."""


class Chat:
    """What a handler knows about the visitor: language to speak, language chosen (or None), Telegram's hint, stay."""

    __slots__ = ("chosen", "hint", "id", "language", "stay")

    def __init__(self, chat: int, chosen: str | None, hint: str | None, *, stay: bool) -> None:
        self.id = chat
        self.chosen = chosen
        self.hint = hint
        self.stay = stay
        self.language = chosen or hint or DEFAULT_LANGUAGE


class Visitor(BaseMiddleware):
    """Gives handlers `chat` and remembers the ids of what the visitor sends."""

    def __init__(self, library: Library, memory: Memory) -> None:
        self._library = library
        self._memory = memory

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if not isinstance(event, Message | CallbackQuery):
            return await handler(event, data)
        message = event if isinstance(event, Message) else event.message
        user = event.from_user
        if message is None or message.chat.type != "private":
            return await handler(event, data)
        chosen, stay = await self._memory.language(message.chat.id)
        if chosen not in self._library.languages:
            chosen = None
        hint = resolve(user.language_code if user else None, self._library.languages)
        data["chat"] = Chat(message.chat.id, chosen, hint, stay=stay)
        if isinstance(event, Message):
            await self._memory.remember(message.chat.id, event.message_id, time.time())
        return await handler(event, data)


class Answered(BaseMiddleware):
    """Tells Telegram that a press has arrived, before anything else; one that is too old to be told is handled all the same."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if isinstance(event, CallbackQuery):
            with suppress(TelegramAPIError):
                await event.answer()
        return await handler(event, data)


class DangerInCommands(BaseMiddleware):
    """A command may carry words, and the words a call for help: then it is a question, not a command."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if isinstance(event, Message) and event.text and event.text.startswith("/") and " " in event.text:
            words = event.text.partition(" ")[2]
            # What a link carries is no sentence; a single word such as "help" is still heard.
            danger = (
                self._answering.alarm(words)
                if _LINKED.fullmatch(words)
                else self._answering.answer(Question(words)).danger
            )
            if danger is not None and danger.level == "certain":
                event = event.model_copy(update={"text": words})
        return await handler(event, data)


class OneLine(BaseMiddleware):
    """Logs one line per update: kind of event, outcome, milliseconds; never text, never ids."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        started = time.perf_counter()
        outcome: dict[str, str] = {}
        data["outcome"] = outcome
        kind = _kind(event)
        try:
            result = await handler(event, data)
            if result is UNHANDLED:
                outcome.setdefault("kind", "unhandled")
            return result
        finally:
            spent = (time.perf_counter() - started) * 1000
            told = " ".join(f"{name}={value}" for name, value in outcome.items())
            log.info("%s %s ms=%.1f", kind, told or "kind=other", spent)


def _kind(event: TelegramObject) -> str:
    try:
        return event.event_type if isinstance(event, Update) else "update"
    except UpdateTypeLookupError:
        return "unknown"


class Flood:
    """Counts the messages of each chat in memory; the oldest chats are forgotten."""

    def __init__(self, burst: int = BURST, window: float = WINDOW) -> None:
        self._burst = burst
        self._window = window
        self._times: OrderedDict[int, deque[float]] = OrderedDict()

    def allows(self, chat: int, now: float) -> bool:
        """Whether one more message of this chat is answered; `now` in seconds of any steady clock."""
        while self._times and next(iter(self._times.values()))[-1] <= now - self._window:
            self._times.popitem(last=False)
        times = self._times.setdefault(chat, deque())
        self._times.move_to_end(chat)
        while len(self._times) > _CHATS:
            self._times.popitem(last=False)
        while times and times[0] <= now - self._window:
            times.popleft()
        times.append(now)
        return len(times) <= self._burst


class RememberSent(BaseRequestMiddleware):
    """Remembers the ids of what the bot sends, whichever way it was sent."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        result: Any = await make_request(bot, method)
        if (
            isinstance(result, Message)
            and result.chat.type == "private"
            and not method.__api_method__.startswith("edit")
        ):
            await self._memory.remember(result.chat.id, result.message_id, time.time())
        return result  # type: ignore[no-any-return]
