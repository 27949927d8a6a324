"""/start with its deep links, /language, /help, and choosing a language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiogram import F
from aiogram.filters import Command, CommandStart

from bot.telegram.keyboards import LANGUAGE, LANGUAGES, PERSON, STAY

if TYPE_CHECKING:
    from aiogram import Router
    from aiogram.filters import CommandObject
    from aiogram.types import CallbackQuery, Message

    from bot.core.library import Library
    from bot.telegram.memory import Memory
    from bot.telegram.middleware import Chat
    from bot.telegram.speak import Speaker


PEOPLE: Final = ("child-focus", "ecoute-enfants-103", "awel-102", "guardianship-service", "police-101", "emergency-112")
"""Whom /help names: open to every child, free or nearly, the two languages of Belgium."""


def register(router: Router) -> None:
    """Adds the handlers of this module."""
    router.message.register(start, CommandStart(ignore_case=True))
    router.message.register(languages, Command("language", ignore_case=True))
    router.callback_query.register(languages_pressed, F.data == LANGUAGES)
    router.callback_query.register(language_chosen, F.data.startswith(LANGUAGE) | F.data.startswith(STAY))
    router.message.register(help_command, Command("help", ignore_case=True))
    router.callback_query.register(person, F.data == PERSON)


async def start(
    message: Message,
    command: CommandObject,
    chat: Chat,
    library: Library,
    speaker: Speaker,
    memory: Memory,
    outcome: dict[str, str],
) -> None:
    """The welcome; a link may carry a language, a topic or an entry: `ps`, `guardian`, `ps_guardian-get`."""
    outcome["kind"] = "start"
    language, target = read_link(command.args or "", library)
    if language is not None:
        await memory.choose(chat.id, language)
        chat.chosen = chat.language = language
    if target in library.entries:
        await speaker.entry(chat, target)
    elif target in library.topics:
        await speaker.send(
            chat, speaker.renderer.say("choose-topic", chat.language), speaker.keyboards.topic(target, chat.language)
        )
    else:
        await speaker.welcome(chat)


def read_link(payload: str, library: Library) -> tuple[str | None, str]:
    """The language and the topic or entry that a deep link names; (None, "") for what is unknown or old."""
    language, _, target = payload.partition("_")
    if language not in library.languages:
        language, target = "", payload
    topic, _, entry = target.partition("-")
    wanted = f"{topic}/{entry}" if entry else topic
    known = wanted in library.entries or wanted in library.topics
    return language or None, wanted if known else ""


async def languages(message: Message, chat: Chat, speaker: Speaker, outcome: dict[str, str]) -> None:
    """Every language by its own name."""
    outcome["kind"] = "languages"
    await speaker.say(chat, "choose-language", speaker.keyboards.languages())


async def languages_pressed(press: CallbackQuery, chat: Chat, speaker: Speaker, outcome: dict[str, str]) -> None:
    """Every language by its own name, as a new message."""
    outcome["kind"] = "languages"
    await speaker.say(chat, "choose-language", speaker.keyboards.languages())


async def language_chosen(
    press: CallbackQuery, chat: Chat, library: Library, speaker: Speaker, memory: Memory, outcome: dict[str, str]
) -> None:
    """A language was tapped; after "stay with", later messages do not switch it either."""
    data = press.data or ""
    code = data[len(LANGUAGE) :]
    if code not in library.languages:
        await speaker.welcome(chat)
        return
    outcome.update(kind="language", language=code)
    await memory.choose(chat.id, code, stay=data.startswith(STAY))
    chat.chosen = chat.language = code
    await speaker.say(chat, "language-set", speaker.keyboards.home(code))


async def help_command(message: Message, chat: Chat, speaker: Speaker, outcome: dict[str, str]) -> None:
    """Who answers here, and real people to talk to."""
    outcome["kind"] = "help"
    await speaker.say(chat, "help")
    await _people(chat, speaker)


async def person(press: CallbackQuery, chat: Chat, speaker: Speaker, outcome: dict[str, str]) -> None:
    """Real people to talk to."""
    outcome["kind"] = "person"
    await _people(chat, speaker)


async def _people(chat: Chat, speaker: Speaker) -> None:
    html = f"<b>{speaker.renderer.say('talk-to-person', chat.language)}</b>\n\n{speaker.renderer.people(PEOPLE, chat.language)}"
    await speaker.send(chat, html, speaker.keyboards.home(chat.language))
