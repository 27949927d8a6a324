"""Which of our languages a code or a name means: `zh-hans`, `prs`, `fa_AF`, "Français", "دری"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.core.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.core.entries import Language

# Codes that other systems use for one of our languages.
_SAME: Final = {
    code: ours
    for ours, codes in {
        "fa": "prs pes fas per dari",
        "ps": "pus pbu pst",
        "sq": "als sqi alb",
        "ro": "mo ron rum",
        "zh": "cmn zho chi yue",
        "ar": "ara arb ary apc",
        "bg": "bul",
        "vi": "vie",
        "fr": "fra fre",
        "nl": "nld dut vls",
        "de": "deu ger",
        "en": "eng",
    }.items()
    for code in codes.split()
}


def resolve(code: str | None, languages: Mapping[str, Language]) -> str | None:
    """Our language for an IETF tag such as Telegram sends, or None; never raises, whatever the tag."""
    if not code:
        return None
    first = re.split(r"[^a-z]", code.strip().lower(), maxsplit=1)[0]
    first = _SAME.get(first, first)
    return first if first in languages else None


class LanguageNames:
    """Knows the names people type to change the language."""

    def __init__(self, languages: Mapping[str, Language]) -> None:
        self._codes = {
            fold(name): code for code, language in languages.items() for name in (language.name, *language.also)
        }

    def find(self, message: str) -> str | None:
        """The language that a whole message names, or None."""
        return self._codes.get(fold(message))
