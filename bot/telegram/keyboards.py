"""Buttons: what they say, what they send back (at most 64 bytes, the same in every release)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.core.entries import Reply
    from bot.core.library import Library
    from bot.core.wording import Wording
    from bot.telegram.render import Renderer

Rows = list[list[InlineKeyboardButton]]

# What a button sends back. Old messages keep their buttons for years: never change one, only add.
TOPICS: Final = "topics"
LANGUAGES: Final = "languages"
DANGER: Final = "danger"
HIDE: Final = "hide"
SAFE: Final = "safe"
PERSON: Final = "person"
NONE: Final = "none"
ENTRY: Final = "e:"
TOPIC: Final = "t:"
LANGUAGE: Final = "l:"
STAY: Final = "s:"
OTHER: Final = "o:"
LIMIT: Final = 64
"""Bytes of callback data (Bot API, InlineKeyboardButton)."""
RELATED: Final = 3
MEANT: Final = 0.05
"""Probability from which an entry is offered after "I meant something else"."""


class Keyboards:
    """Makes the keyboards of every message, in any language."""

    def __init__(self, library: Library, wording: Wording, renderer: Renderer) -> None:
        self._library = library
        self._wording = wording
        self._renderer = renderer

    def languages(self) -> InlineKeyboardMarkup:
        """Every language by its own name, two in a row."""
        buttons = [_button(language.name, f"{LANGUAGE}{code}") for code, language in self._library.languages.items()]
        return _markup(_pairs(buttons))

    def first(self, language: str) -> InlineKeyboardMarkup:
        """Below the very first welcome: every language, then topics, a person, the red button."""
        topics = [*self._always(language, TOPICS), _button(self._say("button-person", language), PERSON)]
        return _markup([*self.languages().inline_keyboard, topics, self._danger(language)])

    def topics(self, language: str) -> InlineKeyboardMarkup:
        buttons = [_button(self._topic(topic, language), f"{TOPIC}{topic}") for topic in self._library.topics]
        return _markup([*([button] for button in buttons), self._always(language, LANGUAGES), self._danger(language)])

    def topic(self, topic: str, language: str) -> InlineKeyboardMarkup:
        """The entries of a topic."""
        rows = [[self._entry(entry, language)] for entry in self._library.topics[topic].entries]
        return _markup([*rows, [_button(f"‹ {self._say('button-back', language)}", TOPICS)], self._danger(language)])

    def answer(self, entry: str, language: str, *, stay_with: str | None = None) -> InlineKeyboardMarkup:
        """Below an answer: related entries, topics, languages, the red button, hide."""
        related = [[self._entry(other, language)] for other in self._library.entries[entry].related[:RELATED]]
        return _markup(
            [*related, *self._stay(stay_with), self._always(language, TOPICS, LANGUAGES), self._danger(language, HIDE)]
        )

    def choices(self, entries: Iterable[str], language: str, *, stay_with: str | None = None) -> InlineKeyboardMarkup:
        """Two or three titles and "None of these"."""
        rows = [[self._entry(entry, language)] for entry in entries]
        none = [_button(self._say("button-none", language), NONE)]
        return _markup([*rows, none, *self._stay(stay_with), self._danger(language, HIDE)])

    def unsure(self, language: str, doubt: Sequence[str] = (), *, stay_with: str | None = None) -> InlineKeyboardMarkup:
        """Topics, a person to call, the languages the message may be in."""
        flags = [_button(self._library.languages[code].name, f"{LANGUAGE}{code}") for code in doubt]
        person = [_button(self._say("button-person", language), PERSON)]
        rows = [
            *_pairs(flags),
            *self._stay(stay_with),
            self._always(language, TOPICS, LANGUAGES),
            person,
            self._danger(language),
        ]
        return _markup(rows)

    def danger(self, reply: Reply, language: str) -> InlineKeyboardMarkup:
        """I am safe now, I meant something else, hide this chat."""
        safe = _button(self._say("button-safe", language), SAFE)
        other = _button(
            self._say("button-other", language), other_meaning([m.entry for m in reply.matches if m.score >= MEANT])
        )
        hide = _button(self._say("button-hide", language), HIDE)
        return _markup([[safe], [other], [hide]])

    def home(self, language: str) -> InlineKeyboardMarkup:
        """Topics, languages, a person, the red button."""
        person = [_button(self._say("button-person", language), PERSON)]
        return _markup([self._always(language, TOPICS, LANGUAGES), person, self._danger(language)])

    def _always(self, language: str, *which: str) -> list[InlineKeyboardButton]:
        names = {TOPICS: ("☰", "button-topics"), LANGUAGES: ("🌐", "button-languages")}
        return [_button(f"{names[one][0]} {self._say(names[one][1], language)}", one) for one in which]

    def _danger(self, language: str, *more: str) -> list[InlineKeyboardButton]:
        red = InlineKeyboardButton(
            text=f"🆘 {self._say('button-danger', language)}", callback_data=DANGER, style="danger"
        )
        return [red, *(_button(self._say("button-hide", language), one) for one in more)]

    def _stay(self, code: str | None) -> Rows:
        if code is None:
            return []
        name = self._library.languages[code].name
        return [[_button(self._wording.say("stay-with", code, language=name), f"{STAY}{code}")]]

    def _entry(self, entry: str, language: str) -> InlineKeyboardButton:
        return _button(self._renderer.title(entry, language), f"{ENTRY}{entry}")

    def _topic(self, topic: str, language: str) -> str:
        return f"{self._library.topics[topic].icon} {self._library.topic_name(topic, language)}"

    def _say(self, name: str, language: str) -> str:
        return self._wording.say(name, language)


def other_meaning(entries: Sequence[str]) -> str:
    """Callback data that carries as many entries as fit, best first: the question itself is kept nowhere."""
    data = OTHER
    for entry in entries:
        longer = f"{data}{'' if data == OTHER else ','}{entry}"
        if len(longer.encode()) > LIMIT:
            break
        data = longer
    return data


def _button(text: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data)


def _pairs(buttons: Sequence[InlineKeyboardButton]) -> Rows:
    return [list(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]


def _markup(rows: Iterable[list[InlineKeyboardButton]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[row for row in rows if row])
