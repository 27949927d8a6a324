"""The bot's own words, from `locales/<language>/LC_MESSAGES/bot.po`, read by Babel at start."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.dates import format_skeleton
from babel.messages.pofile import PoFileError, read_po

from bot.core.library import SOURCE_LANGUAGE, Library
from bot.core.links import PLACEHOLDER
from bot.core.problems import KnowledgeError, Place, Problem

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

ISOLATE: Final = "\u2066{}\u2069"
"""Keeps a number or address readable from left to right inside a right-to-left sentence."""
_RIGHT_TO_LEFT_MARK: Final = "\u200f"
_TURNS: Final = re.compile(r"\u2066[^\u2069]*\u2069|<[^>]*>|(/[a-z]+\b|\d+(?:[ \u00a0]\d+)+)")
"""Commands and grouped numbers, which a right-to-left line would turn round; those in isolates or tags are let be."""


class Wording:
    """Looks up the bot's own messages by name. Make it with `Wording.load`."""

    def __init__(self, library: Library, catalogs: dict[str, dict[str, str]]) -> None:
        self._library = library
        self._catalogs = catalogs
        self._locales = {code: Locale.parse(language.locale) for code, language in library.languages.items()}

    @classmethod
    def load(cls, folder: Path, library: Library) -> Wording:
        """Reads the messages of every language.

        Raises `KnowledgeError` when the source language has none, or a file cannot be read.
        """
        catalogs: dict[str, dict[str, str]] = {}
        for code in library.languages:
            path = folder / code / "LC_MESSAGES" / "bot.po"
            if path.is_file():
                catalogs[code] = _read(path, path.relative_to(folder.parent).as_posix())
        if not catalogs.get(SOURCE_LANGUAGE):
            place = Place(f"{folder.name}/{SOURCE_LANGUAGE}/LC_MESSAGES/bot.po")
            raise KnowledgeError(
                [
                    Problem(
                        place, "the bot has no words of its own", "Put the file back; every message falls back to it."
                    )
                ]
            )
        return cls(library, catalogs)

    @property
    def names(self) -> frozenset[str]:
        """The name of every message there is."""
        return frozenset(self._catalogs[SOURCE_LANGUAGE])

    def has(self, name: str, language: str) -> bool:
        """Whether a message is there in this very language."""
        return name in self._catalogs.get(language, {})

    def say(self, name: str, language: str, /, **values: str) -> str:
        """A message in a language, or in its fallback; `values` fill its placeholders. Raises KeyError for unknown names."""
        for code in self._library.fallbacks(language):
            if text := self._catalogs.get(code, {}).get(name):
                return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
        raise KeyError(name)

    def month(self, day: date, language: str) -> str:
        """A month and year as people write it: "October 2026"."""
        return western_digits(format_skeleton("yMMMM", day, locale=self._locales[language]))

    def language_names(self, codes: tuple[str, ...], language: str) -> str:
        """Names of languages, in a language: "French, Dutch"."""
        names = (self._locales[language].languages.get(code, code) for code in codes)
        return ("、" if language == "zh" else "، " if self.is_rtl(language) else ", ").join(names)

    def is_rtl(self, language: str) -> bool:
        return self._library.languages[language].direction == "rtl"

    def line(self, text: str, language: str) -> str:
        """A line that reads in its language's direction also when it starts with a number or a Latin name."""
        if not self.is_rtl(language) or not text:
            return text
        return _RIGHT_TO_LEFT_MARK + _TURNS.sub(lambda m: ISOLATE.format(m[1]) if m[1] else m[0], text)

    def fill(self, line: str, entry: str | None = None) -> str:
        """A curated line with its placeholders filled, each in a left-to-right isolate."""
        return PLACEHOLDER.sub(lambda match: ISOLATE.format(self._library.value(match[1], entry) or ""), line)


def western_digits(text: str) -> str:
    """The text with 0-9 for every digit: the digits of Belgian paper and of the telephone."""
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)


def _read(path: Path, shown: str) -> dict[str, str]:
    """The messages of one catalog. Raises `KnowledgeError`; Babel alone would drop a letter where a quote is missing."""
    remedy = 'Each msgid and msgstr in double quotes; a quote inside as \\".'
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(map(str.strip, lines), 1):
            if line.startswith(("msgid", "msgstr", '"')) and not line.endswith('"'):
                raise KnowledgeError([Problem(Place(shown, number), "a quote is not closed", remedy)])
        with path.open("rb") as file:
            catalog = read_po(file, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        place = Place(shown, getattr(error, "lineno", 0) + 1)
        raise KnowledgeError([Problem(place, f"this is not a readable PO file ({error})", remedy)]) from error
    return {str(message.id): str(message.string) for message in catalog if message.id and message.string}
