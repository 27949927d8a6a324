"""What a visitor writes: the question goes to core, the reply goes back; and what is no text gets a kind word."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Final

from aiogram import F

from bot.core.entries import Question
from bot.core.words import fold, visible

if TYPE_CHECKING:
    from aiogram import Router
    from aiogram.types import Message

    from bot.core.answer import Answering
    from bot.core.locale_codes import LanguageNames
    from bot.telegram.memory import Memory
    from bot.telegram.middleware import Chat, Flood
    from bot.telegram.speak import Speaker


_ONLY_LINK: Final = re.compile(r"(https?://|www\.|t\.me/)[!-~]+", re.IGNORECASE)


def register(router: Router) -> None:
    """Adds the handlers of this module."""
    router.message.register(question, F.text)
    router.message.register(picture, F.photo | F.video | F.document | F.animation | F.video_note)
    router.message.register(place, F.location | F.contact | F.venue)
    spoken = F.voice | F.audio | F.sticker | F.poll | F.dice | F.game | F.story | F.paid_media | F.checklist
    router.message.register(not_words, spoken)


async def question(
    message: Message,
    chat: Chat,
    answering: Answering,
    speaker: Speaker,
    memory: Memory,
    names: LanguageNames,
    flood: Flood,
    outcome: dict[str, str],
) -> None:
    """A free question, the name of a language, or something that cannot be read."""
    text = visible(message.text or "")
    if not flood.allows(chat.id, time.monotonic()) and answering.alarm(text) is None:
        outcome["kind"] = "flood"
        return
    if (language := names.find(text)) is not None:
        outcome.update(kind="language", language=language)
        await memory.choose(chat.id, language)
        chat.language = language
        await speaker.say(chat, "language-set", speaker.keyboards.home(language))
        return
    if _ONLY_LINK.fullmatch(text) and answering.alarm(text) is None:
        outcome["kind"] = "link"
        await speaker.say(chat, "no-links", speaker.keyboards.home(chat.language))
        return
    reply = answering.answer(Question(text, chosen=chat.chosen, hint=chat.hint, stay=chat.stay))
    if reply.danger is None and not fold(text) and reply.foreign is None:
        outcome["kind"] = "empty"
        await speaker.say(chat, "nothing-to-read", speaker.keyboards.home(chat.language))
        return
    outcome.update(
        kind=reply.kind, language=reply.language, entry=reply.matches[0].entry if reply.kind == "answer" else "-"
    )
    if reply.foreign is not None:
        await speaker.send(chat, speaker.renderer.say("foreign", "en"), speaker.keyboards.languages())
        return
    before = chat.chosen
    chat.language = reply.language
    if before != reply.language and not reply.doubt and reply.kind != "unsure":
        await memory.choose(chat.id, reply.language)
    stay_with = before if before is not None and before != reply.language else None
    await speaker.reply(chat, reply, stay_with=stay_with)


async def picture(
    message: Message, chat: Chat, answering: Answering, speaker: Speaker, outcome: dict[str, str]
) -> None:
    """A picture or file is not looked at; danger in its caption is not overlooked."""
    await _not_a_question(message.caption, "no-pictures", chat, answering, speaker, outcome)


async def place(message: Message, chat: Chat, answering: Answering, speaker: Speaker, outcome: dict[str, str]) -> None:
    """A place or a phone number: nobody needs it here."""
    await _not_a_question(None, "no-location", chat, answering, speaker, outcome)


async def not_words(
    message: Message, chat: Chat, answering: Answering, speaker: Speaker, outcome: dict[str, str]
) -> None:
    """A voice message, a sticker, a game. Telegram's own notices (a pinned message, a timer) get no answer."""
    said = (message.sticker and message.sticker.emoji) or (message.poll and message.poll.question) or message.caption
    await _not_a_question(said, "only-words", chat, answering, speaker, outcome)


async def _not_a_question(
    words: str | None, answer: str, chat: Chat, answering: Answering, speaker: Speaker, outcome: dict[str, str]
) -> None:
    if words:
        reply = answering.answer(Question(words, chosen=chat.chosen, hint=chat.hint, stay=chat.stay))
        if reply.kind == "danger":
            outcome["kind"] = "danger"
            chat.language = reply.language
            await speaker.reply(chat, reply)
            return
    outcome["kind"] = answer
    await speaker.say(chat, answer, speaker.keyboards.home(chat.language))
