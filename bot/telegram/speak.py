"""Sends what core decided: the one place where replies become Telegram messages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InaccessibleMessage, LinkPreviewOptions

if TYPE_CHECKING:
    from aiogram import Bot
    from aiogram.types import CallbackQuery, InlineKeyboardMarkup

    from bot.core.entries import Reply
    from bot.telegram.keyboards import Keyboards
    from bot.telegram.middleware import Chat
    from bot.telegram.render import Renderer

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Speaker:
    """Sends messages to one chat at a time, in the chat's language."""

    def __init__(self, bot: Bot, renderer: Renderer, keyboards: Keyboards) -> None:
        self._bot = bot
        self.renderer = renderer
        self.keyboards = keyboards

    async def send(self, chat: Chat, html: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
        await self._bot.send_message(chat.id, html, reply_markup=keyboard, link_preview_options=NO_PREVIEW)

    async def say(self, chat: Chat, name: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
        """Sends one of the bot's own messages."""
        await self.send(chat, self.renderer.say(name, chat.language), keyboard)

    async def entry(self, chat: Chat, entry: str, *, lead: str = "", stay_with: str | None = None) -> None:
        """Sends an entry in as many messages as it needs; the buttons stand below the last."""
        messages = self.renderer.entry(entry, chat.language, datetime.now(UTC).date(), lead=lead)
        for message in messages[:-1]:
            await self.send(chat, message)
        await self.send(chat, messages[-1], self.keyboards.answer(entry, chat.language, stay_with=stay_with))

    async def reply(self, chat: Chat, reply: Reply, *, stay_with: str | None = None) -> None:
        """Sends the reply to a question; `stay_with` is the language the visitor may want to keep."""
        language = chat.language
        calm = self.renderer.possible_danger(language)
        if reply.kind == "danger" and reply.danger is not None:
            await self.send(chat, self.renderer.danger(reply.danger, language), self.keyboards.danger(reply, language))
        elif reply.kind == "answer":
            await self.entry(chat, reply.matches[0].entry, lead=calm if reply.danger else "", stay_with=stay_with)
        elif reply.kind == "choose":
            html = f"{self.renderer.say('choose-answer', language)}\n\n{calm}"
            await self.send(chat, html, self.keyboards.choices(reply.offered, language, stay_with=stay_with))
        else:
            html = f"{self.renderer.say('unsure', language)}\n\n{calm}"
            await self.send(chat, html, self.keyboards.unsure(language, reply.doubt, stay_with=stay_with))

    async def welcome(self, chat: Chat) -> None:
        """Who answers here and how to leave; with the languages, as long as none was chosen."""
        html = f"{self.renderer.say('welcome', chat.language)}\n\n{self.renderer.say('welcome-hide', chat.language)}"
        keyboard = self.keyboards.home(chat.language) if chat.chosen else self.keyboards.first(chat.language)
        await self.send(chat, html, keyboard)

    async def edit(self, chat: Chat, press: CallbackQuery, html: str, keyboard: InlineKeyboardMarkup) -> None:
        """Changes the message a button stands under, or sends a new one where that cannot be done.

        Telegram refuses an edit that changes nothing, so that one is left out.
        """
        message = press.message
        if message is None or isinstance(message, InaccessibleMessage):
            await self.send(chat, html, keyboard)
        elif message.reply_markup is None or message.reply_markup.model_dump() != keyboard.model_dump():
            await self._edit(chat, message.message_id, html, keyboard)

    async def _edit(self, chat: Chat, message: int, html: str, keyboard: InlineKeyboardMarkup) -> None:
        """Edits; after a double tap there is nothing to change, and a message that is gone is sent anew."""
        try:
            await self._bot.edit_message_text(
                html,
                chat_id=chat.id,
                message_id=message,
                reply_markup=keyboard,
                link_preview_options=NO_PREVIEW,
            )
        except TelegramBadRequest as error:
            if "not modified" not in error.message:
                await self.send(chat, html, keyboard)
