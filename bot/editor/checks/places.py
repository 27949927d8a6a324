"""Where a text stands: its file and line, for the messages of the checks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.core.library import SOURCE_LANGUAGE
from bot.core.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.core.entries import Parts
    from bot.core.library import Library

PLACEHOLDER: Final = re.compile(r"\{[^}]*\}")


class Places:
    """Finds the line of an entry in a file, once each file is read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, list[str]] = {}

    def of(self, path: str, key: str, after: str = "") -> Place:
        """Where `key` stands in a file below the folder (after the line of `after`); line 1 when it does not."""
        if path not in self._files:
            file = self._folder / path
            self._files[path] = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
        lines = self._files[path]
        start = next((n for n, line in enumerate(lines) if after and line.startswith(f"{after}:")), 0)
        found = next((n for n, line in enumerate(lines) if n >= start and line.strip().startswith(f"{key}:")), 0)
        return Place(f"{self._folder.name}/{path}", found + 1)

    def line(self, path: str, key: str, words: str) -> Place:
        """The line of a file that holds `words`, below the line of `key`; that line itself when none does."""
        at = self.of(path, key)
        lines = self._files[path]
        found = next((n for n in range(at.line - 1, len(lines)) if words in lines[n]), at.line - 1)
        return Place(at.path, found + 1)


class Written(NamedTuple):
    """One text of one language: an entry, a card or a quiz question."""

    code: str
    id: str
    parts: Parts
    path: str
    key: str

    @property
    def all(self) -> str:
        """Everything a child reads of it, one line each."""
        return "\n".join(line for lines in self.parts.values() for line in lines)


def written(library: Library, *, translations: bool = False) -> Iterator[Written]:
    """Every text of every language; with `translations` only those that have an English one beside them."""
    english = library.written(SOURCE_LANGUAGE) if SOURCE_LANGUAGE in library.languages else {}
    for code in library.languages:
        if translations and code == SOURCE_LANGUAGE:
            continue
        for name, words in library.written(code).items():
            folder, _, key = name.partition("/")
            if not translations or name in english:
                yield Written(code, name, words.parts, f"{folder}/{code}.yaml", key)
