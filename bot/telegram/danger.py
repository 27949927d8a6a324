"""The red button and what follows a danger reply: I am safe now, I meant something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F

from bot.core.danger import ANYTHING
from bot.core.entries import Danger, Reply
from bot.telegram.keyboards import DANGER, OTHER, SAFE

if TYPE_CHECKING:
    from aiogram import Router
    from aiogram.types import CallbackQuery

    from bot.core.library import Library
    from bot.telegram.middleware import Chat
    from bot.telegram.speak import Speaker


def register(router: Router) -> None:
    """Adds the handlers of this module."""
    router.callback_query.register(red_button, F.data == DANGER)
    router.callback_query.register(safe, F.data == SAFE)
    router.callback_query.register(other_meaning, F.data.startswith(OTHER))


async def red_button(
    press: CallbackQuery, chat: Chat, library: Library, speaker: Speaker, outcome: dict[str, str]
) -> None:
    """The numbers, at once."""
    outcome["kind"] = "danger"
    danger = Danger(ANYTHING, library.kinds[ANYTHING].entry, "certain")
    await speaker.reply(chat, Reply("danger", chat.language, danger=danger))


async def safe(press: CallbackQuery, chat: Chat, speaker: Speaker, outcome: dict[str, str]) -> None:
    """A kind word, and the way back."""
    outcome["kind"] = "safe"
    await speaker.say(chat, "safe-now", speaker.keyboards.home(chat.language))


async def other_meaning(
    press: CallbackQuery, chat: Chat, library: Library, speaker: Speaker, outcome: dict[str, str]
) -> None:
    """Answers, or offers, what the message may have meant; the button carries the entries, the message is kept nowhere."""
    outcome["kind"] = "other"
    names = [name for name in (press.data or "")[len(OTHER) :].split(",") if name in library.entries]
    if len(names) == 1:
        await speaker.entry(chat, names[0], lead=speaker.renderer.possible_danger(chat.language))
    elif names:
        await speaker.reply(chat, Reply("choose", chat.language, offered=tuple(names)))
    else:
        await speaker.say(chat, "other-meaning", speaker.keyboards.topics(chat.language))
