"""An aiogram session that records what the bot asks of Telegram, and a chat to talk to the bot with."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from aiogram.client.session.base import BaseSession
from aiogram.methods import EditMessageText, GetMe, SendMessage
from aiogram.types import CallbackQuery, Chat, Message, Update, User

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from aiogram import Bot, Dispatcher
    from aiogram.methods.base import TelegramMethod

    from bot.telegram.memory import Memory

CHAT = 7
ME = User(id=42, is_bot=True, first_name="Lantern", username="lantern_test_bot")


class Recording(BaseSession):
    """Answers like Telegram and keeps every method; `fail` makes the next call of a method raise."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[TelegramMethod[Any]] = []
        self.fail: dict[type, Exception] = {}
        self._ids = itertools.count(1000)
        self.messages: dict[int, Message] = {}

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109
        self.calls.append(method)
        if type(method) in self.fail:
            raise self.fail.pop(type(method))
        if isinstance(method, SendMessage | EditMessageText):
            number = next(self._ids) if isinstance(method, SendMessage) else method.message_id
            message = Message(
                message_id=number,
                date=datetime.now(UTC),
                chat=Chat(id=method.chat_id, type="private"),
                text=method.text,
                reply_markup=method.reply_markup,
            ).as_(bot)
            self.messages[number] = message
            return message
        return ME if isinstance(method, GetMe) else True

    async def close(self) -> None:
        pass

    async def stream_content(self, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        return
        yield b""


class Conversation:
    """Feeds updates of one private chat to the real dispatcher and reads back what the bot did."""

    def __init__(self, dispatcher: Dispatcher, bot: Bot, session: Recording, memory: Memory) -> None:
        self.dispatcher, self.bot, self.session, self.memory = dispatcher, bot, session, memory
        self._ids = itertools.count(1)
        self.language_code: str | None = "en"

    async def close(self) -> None:
        await self.bot.session.close()

    async def say(self, text: str | None = None, **more: Any) -> list[str]:
        """Sends a message; returns the HTML of everything the bot sent back."""
        number = next(self._ids)
        message = Message(
            message_id=number,
            date=datetime.now(UTC),
            chat=more.pop("chat", Chat(id=CHAT, type="private")),
            from_user=User(
                id=CHAT, is_bot=False, first_name="zzname", username="zzuser", language_code=self.language_code
            ),
            text=text,
            **more,
        )
        return await self._feed(Update(update_id=number, message=message))

    async def press(self, data: str, message: int | None = None) -> list[str]:
        """Presses a button, under the last message unless another is named."""
        number = next(self._ids)
        under = self.session.messages[message or max(self.session.messages)]
        user = User(id=CHAT, is_bot=False, first_name="zzname", language_code=self.language_code)
        press = CallbackQuery(id=str(number), from_user=user, chat_instance="x", message=under, data=data)
        return await self._feed(Update(update_id=number, callback_query=press))

    async def _feed(self, update: Update) -> list[str]:
        before = len(self.session.calls)
        await self.dispatcher.feed_update(self.bot, update)
        return [c.text for c in self.session.calls[before:] if isinstance(c, SendMessage | EditMessageText)]

    @property
    def last(self) -> SendMessage | EditMessageText:
        """The last message the bot sent or changed."""
        return next(c for c in reversed(self.session.calls) if isinstance(c, SendMessage | EditMessageText))

    @property
    def buttons(self) -> dict[str, str]:
        """The buttons of the last message: what they send back, and what they say."""
        markup = self.last.reply_markup
        return {b.callback_data: b.text for row in (markup.inline_keyboard if markup else []) for b in row}
