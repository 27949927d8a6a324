"""An aiogram session that is its own Telegram: what the bot sends becomes events for the page."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from aiogram.client.session.base import BaseSession
from aiogram.methods import AnswerCallbackQuery, DeleteMessage, DeleteMessages, EditMessageText, GetMe, SendMessage
from aiogram.types import Chat, Message, User

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from aiogram import Bot
    from aiogram.methods.base import TelegramMethod, TelegramType

TOKEN: Final = "1:browser"  # noqa: S105 - no secret: this bot has no Telegram
_ME: Final = User(id=1, is_bot=True, first_name="Lantern", username="lantern_preview_bot")
_CHATS: Final = 200
_MESSAGES: Final = 400
"""Messages of one chat that buttons still work on."""

Event = dict[str, Any]


class BrowserSession(BaseSession):
    """Keeps, in memory only, what a Telegram server would: the messages whose buttons can be pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._sent: OrderedDict[int, OrderedDict[int, Message]] = OrderedDict()
        self._last: defaultdict[int, int] = defaultdict(int)
        self._events: defaultdict[int, list[Event]] = defaultdict(list)

    def next_id(self, chat: int) -> int:
        """A new message id; visitors' and the bot's messages count together, as in Telegram."""
        self._last[chat] += 1
        return self._last[chat]

    def message(self, chat: int, message: int) -> Message | None:
        """A message the bot sent, as it stands now."""
        return self._sent.get(chat, OrderedDict()).get(message)

    def take_events(self, chat: int) -> list[Event]:
        """What happened in a chat since the last call: `message`, `edit` and `delete` events in order."""
        return self._events.pop(chat, [])

    async def make_request(self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None) -> Any:  # noqa: ASYNC109 - aiogram's signature
        match method:
            case SendMessage():
                return self._send(int(method.chat_id), self.next_id(int(method.chat_id)), method, "message", bot)
            case EditMessageText():
                return self._send(int(method.chat_id or 0), method.message_id or 0, method, "edit", bot)
            case DeleteMessages() | DeleteMessage():
                ids = method.message_ids if isinstance(method, DeleteMessages) else [method.message_id]
                for one in ids:
                    self._sent.get(int(method.chat_id), OrderedDict()).pop(one, None)
                self._events[int(method.chat_id)].append({"type": "delete", "ids": list(ids)})
                return True
            case GetMe():
                return _ME
            case AnswerCallbackQuery():
                return True
        return True

    def _send(self, chat: int, number: int, method: SendMessage | EditMessageText, event: str, bot: Bot) -> Message:
        message = Message(
            message_id=number,
            date=datetime.now(UTC),
            chat=Chat(id=chat, type="private"),
            from_user=_ME,
            text=method.text,
            reply_markup=method.reply_markup,  # type: ignore[arg-type] # only inline keyboards are sent
        ).as_(bot)
        sent = self._sent.setdefault(chat, OrderedDict())
        self._sent.move_to_end(chat)
        sent[number] = message
        while len(sent) > _MESSAGES:
            sent.popitem(last=False)
        while len(self._sent) > _CHATS:
            gone, _ = self._sent.popitem(last=False)
            self._events.pop(gone, None)
            self._last.pop(gone, None)
        rows = message.reply_markup.inline_keyboard if message.reply_markup else []
        buttons = [
            [{"text": b.text, "data": b.callback_data, "style": b.style, "url": b.url} for b in row] for row in rows
        ]
        self._events[chat].append({"type": event, "id": number, "html": method.text, "buttons": buttons})
        return message

    async def close(self) -> None:
        """Nothing is open."""

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 - aiogram's signature
        chunk_size: int = 65536,
        raise_for_status: bool = True,  # noqa: FBT001, FBT002 - aiogram's signature
    ) -> AsyncGenerator[bytes, None]:
        """No files here."""
        return
        yield b""
