"""Finding an answer by tapping: topics, the entries of a topic, an entry. And every button that is older than we are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import F
from aiogram.filters import Command

from bot.telegram.keyboards import ENTRY, NONE, TOPIC, TOPICS

if TYPE_CHECKING:
    from aiogram import Router
    from aiogram.types import CallbackQuery, Message

    from bot.core.library import Library
    from bot.telegram.middleware import Chat
    from bot.telegram.speak import Speaker


def register(router: Router) -> None:
    """Adds the handlers of this module."""
    router.message.register(topics, Command("topics", ignore_case=True))
    router.callback_query.register(topics_pressed, F.data == TOPICS)
    router.callback_query.register(topic, F.data.startswith(TOPIC))
    router.callback_query.register(entry, F.data.startswith(ENTRY))
    router.callback_query.register(none_of_these, F.data == NONE)


def register_last(router: Router) -> None:
    """Adds what must come after every other button."""
    router.callback_query.register(unknown_button)


async def topics(message: Message, chat: Chat, speaker: Speaker, outcome: dict[str, str]) -> None:
    """The menu."""
    outcome["kind"] = "topics"
    await speaker.say(chat, "choose-topic", speaker.keyboards.topics(chat.language))


async def topics_pressed(press: CallbackQuery, chat: Chat, speaker: Speaker, outcome: dict[str, str]) -> None:
    """The menu: in place when the button stood in the menu, else as a new message, so that no answer disappears."""
    outcome["kind"] = "topics"
    html, keyboard = speaker.renderer.say("choose-topic", chat.language), speaker.keyboards.topics(chat.language)
    if _in_menu(press):
        await speaker.edit(chat, press, html, keyboard)
    else:
        await speaker.send(chat, html, keyboard)


async def topic(press: CallbackQuery, chat: Chat, library: Library, speaker: Speaker, outcome: dict[str, str]) -> None:
    """The entries of a topic, in place of the menu."""
    name = (press.data or "")[len(TOPIC) :]
    if name not in library.topics:
        await speaker.welcome(chat)
        return
    outcome.update(kind="topic", entry=name)
    title = f"<b>{library.topics[name].icon} {speaker.renderer.topic(name, chat.language)}</b>"
    await speaker.edit(chat, press, title, speaker.keyboards.topic(name, chat.language))


async def entry(press: CallbackQuery, chat: Chat, library: Library, speaker: Speaker, outcome: dict[str, str]) -> None:
    """An entry, as a new message: the one before stays readable."""
    name = (press.data or "")[len(ENTRY) :]
    if name not in library.entries:
        await speaker.welcome(chat)
        return
    outcome.update(kind="entry", entry=name, language=chat.language)
    await speaker.entry(chat, name)


async def none_of_these(press: CallbackQuery, chat: Chat, speaker: Speaker, outcome: dict[str, str]) -> None:
    """None of the offered titles fitted: the menu, and the calm line."""
    outcome["kind"] = "none"
    html = (
        f"{speaker.renderer.say('other-meaning', chat.language)}\n\n{speaker.renderer.possible_danger(chat.language)}"
    )
    await speaker.send(chat, html, speaker.keyboards.topics(chat.language))


async def unknown_button(press: CallbackQuery, chat: Chat, speaker: Speaker, outcome: dict[str, str]) -> None:
    """A button of an older Lantern: back to the welcome, never an error."""
    outcome["kind"] = "old-button"
    await speaker.welcome(chat)


def _in_menu(press: CallbackQuery) -> bool:
    """Whether the button's message is a menu: it has a button that opens an entry or topic right above "Back"."""
    markup = getattr(press.message, "reply_markup", None)
    rows = markup.inline_keyboard if markup else []
    return any(row[0].callback_data == TOPICS and len(row) == 1 for row in rows)
