"""Sentences and words as a reader meets them, in every script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_END: Final = re.compile(r"(?<=[.?!。？！؟])[\"”»“’)」』]*\s*(?=\S)|(?<=[。？！])")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_WORD: Final = re.compile(r"\w[\w'’-]*")
_ARABIC_MARKS: Final = re.compile("[\u064b-\u0652\u0670\u0640]")
"""Vowel signs, which are no letters for `\\w` and would cut a word in two."""


def sentences(line: str) -> list[str]:
    """The sentences of a line, in order; a quotation mark after the full stop goes with none of them."""
    return [part.strip() for part in _END.split(line) if part.strip()]


def length(sentence: str) -> int:
    """How long a sentence is: its words, or in Chinese its characters."""
    return len(_HAN.findall(sentence)) or len(_WORD.findall(_ARABIC_MARKS.sub("", sentence)))


class Finder:
    """Counts words in a text: whole words, words that begin with `word*`, and in Chinese plain characters."""

    def __init__(self, words: Sequence[str], except_in: Sequence[str] = ()) -> None:
        self._find = re.compile("|".join(map(_pattern, words)) or r"(?!)", re.IGNORECASE)
        self._skip = re.compile("|".join(map(_pattern, except_in)) or r"(?!)", re.IGNORECASE)
        self.empty = not words

    def count(self, text: str) -> int:
        """How often one of the words stands in a text; those inside an exception do not count."""
        return len(self._find.findall(self._skip.sub(" ", _ARABIC_MARKS.sub("", text).replace("’", "'"))))


def _pattern(word: str) -> str:
    """A regular expression for a word; one that ends in an apostrophe or a hyphen is bound to what follows."""
    begins = word.endswith("*")
    inner = re.escape(_ARABIC_MARKS.sub("", word).rstrip("*").replace("’", "'"))
    if _HAN.search(word):
        return inner
    before = "" if word.startswith("'") else r"(?<!\w)"
    return before + inner + ("" if begins or not word[-1].isalnum() else r"(?!\w)")
