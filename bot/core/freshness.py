"""Fingerprints and the ledger: which English text each translation was made from, and who has read it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.core.entries import CardWords, QuizWords, Text

State = Literal["current", "behind", "unread", "missing"]
MACHINE: Final = "machine"
"""The reader of a text that no native reader has accepted yet."""


@dataclass(frozen=True, slots=True)
class Line:
    """What the ledger says of one text: the fingerprint of its English source, who read it, on which day."""

    english: str
    read: str
    on: str


def fingerprint(parts: Iterable[str]) -> str:
    """Twelve hexadecimal characters that change when any of the parts does."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:12]


def text_fingerprint(words: Text | CardWords | QuizWords) -> str:
    """The fingerprint of everything a child reads in an entry, card or question; dates of files lie, this does not."""
    return fingerprint(line for lines in words.parts.values() for line in (*lines, ""))


def state(english: str, line: Line | None, *, written: bool) -> State:
    """Where a translation stands: `unread` as long as only a machine has seen it.

    `english` is the fingerprint of what it must have been translated from.
    """
    if not written:
        return "missing"
    if line is None or line.english != english:
        return "behind"
    return "unread" if line.read == MACHINE else "current"
