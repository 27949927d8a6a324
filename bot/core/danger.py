"""The danger check: every message passes it before anything else, in every language at once.

Two layers. *Phrases* that editors wrote, found in any message whatever language it is in. And the *crisis mass*: the summed
probability that the matcher gives to all crisis entries, which finds the indirect messages (measured: better than a yes/no
scorer). Two levels, because one threshold cannot have both recall and calm: `certain` and `possible`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.core.entries import Danger
from bot.core.words import LANGUAGES_WITH_SKELETON, fold, is_han, marked_words, says_little, skeleton, split_han

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.core.entries import DangerKind, Phrases
    from bot.core.search import Found
    from bot.core.thresholds import Limits

SIGNS: Final = frozenset("🆘🚨🚑🚒🚓")
"""Emoji that call for help in any language."""
NUMBERS: Final = frozenset({"112", "101", "911", "999", "sos", "s o s", "mayday"})
"""Whole messages that call for help in any language: the numbers children know, not only Belgian ones."""
HEARD: Final = 0.5
"""Share of the surest language's confidence from which another language's matcher is listened to."""
FLOOR: Final = 0.5
"""Share of a language's `weak` confidence below which a matcher alone is never certain. Nor is it for one word: the words that
are danger by themselves stand in `alone` and `always`."""
CALM_LIKENESS: Final = 0.8
"""How like a line that only looks like danger a message must be for its phrases not to count."""
_LONGEST: Final = 6
"""Words in the longest phrase of `always`."""
_SOUNDS_ENOUGH: Final = 6
"""Consonants from which two spellings that sound alike are taken for the same words."""
ANYTHING: Final = "now"
"""The kind of a danger that nothing tells more about."""


class DangerCheck:
    """Looks for danger in messages; knows the phrases of all languages."""

    def __init__(self, kinds: Mapping[str, DangerKind], phrases: Mapping[str, Phrases]) -> None:
        self._kinds = kinds
        self._kind_of_entry = {kind.entry: kind.id for kind in kinds.values()}
        self.crisis = frozenset(self._kind_of_entry)
        self._always: dict[str, set[str]] = {}
        self._alone: set[str] = set(NUMBERS)
        self._han: set[str] = set()
        self._whole: dict[str, str] = {}
        self._calm: set[str] = set()
        for code, written in phrases.items():
            for phrase in written.always:
                folded = fold(phrase)
                if any(map(is_han, folded)):
                    self._han.add(folded)
                elif folded:
                    self._always.setdefault(folded, set()).add(" ".join(marked_words(phrase)))
            self._alone.update(fold(phrase) for phrase in written.alone)
            for kind, lines in written.danger.items():
                for line in lines:
                    folded = fold(line)
                    self._whole.setdefault(folded, kind)
                    if sounds := skeleton(folded, code):
                        self._whole.setdefault(f"{code}:{sounds}", kind)
            self._calm.update(fold(line) for line in written.calm)
        self._alone.discard("")
        self._han.discard("")

    def phrase(self, text: str) -> str | None:
        """The kind of danger that a known phrase of any language tells, or None. Costs microseconds."""
        if SIGNS & set(text):
            return ANYTHING
        folded = fold(text)
        if not folded or folded in self._calm:
            return None
        if (kind := self._whole.get(folded) or self._heard(folded)) is not None:
            return kind
        return ANYTHING if folded in self._alone or self._holds(folded, text) else None

    def _heard(self, folded: str) -> str | None:
        """The kind of a phrase that sounds like the whole message, in whatever Latin spelling."""
        for code in sorted(LANGUAGES_WITH_SKELETON):
            sounds = skeleton(folded, code)
            if len(sounds) >= _SOUNDS_ENOUGH and (kind := self._whole.get(f"{code}:{sounds}")) is not None:
                return kind
        return None

    def _holds(self, folded: str, text: str) -> bool:
        """Whether one of the `always` phrases stands anywhere in a message, as whole words."""
        words = split_han(folded).split()
        marked = marked_words(text)
        for size in range(1, min(_LONGEST, len(words)) + 1):
            for start in range(len(words) - size + 1):
                spellings = self._always.get(" ".join(words[start : start + size]))
                if spellings is not None and _same_marks(spellings, words, marked, start, size):
                    return True
        squeezed = folded.replace(" ", "")
        return any(map(is_han, folded)) and any(phrase in squeezed for phrase in self._han)

    def check(self, text: str, found: Sequence[Found], limits: Mapping[str, Limits]) -> Danger | None:
        """The danger a message speaks of, or None.

        `found` is what the matchers of the likely languages say; `limits` holds each language's numbers.
        """
        by_phrase = self.phrase(text)
        best: Danger | None = None
        folded = fold(text)
        words, little = split_han(folded).split(), says_little(folded)
        surest = max((result.confidence for result in found), default=0.0)
        for result in found:
            # A message that shares little with a language's examples makes every class as likely; that is no sign.
            heard = result.confidence > 0 and result.confidence >= HEARD * surest
            mass = result.mass(self.crisis) if heard and not little else 0.0
            own = limits[result.language]
            if by_phrase is not None or mass >= own.possible:
                sure = mass >= own.certain and result.confidence >= FLOOR * own.weak and len(words) > 1
                level = "certain" if by_phrase is not None or sure else "possible"
                if best is None or (best.level == "possible" and level == "certain"):
                    ranked = result.best(1, self.crisis)
                    told = by_phrase if by_phrase not in (None, ANYTHING) else None
                    kind = told or (self._kind_of_entry[ranked[0][0]] if ranked and mass >= own.possible else ANYTHING)
                    best = Danger(kind, self._kinds[kind].entry, level)  # type: ignore[arg-type]
        if best is None and by_phrase is not None:
            best = Danger(by_phrase, self._kinds[by_phrase].entry, "certain")
        if best is not None and best.level == "certain" and self._looks_calm(found):
            return Danger(best.kind, best.entry, "possible")
        return best

    def _looks_calm(self, found: Sequence[Found]) -> bool:
        """Whether the message is nearly the same as a line that editors marked as no danger."""
        return any(result.calm >= CALM_LIKENESS for result in found)


def _same_marks(spellings: set[str], words: list[str], marked: list[str], start: int, size: int) -> bool:
    """Whether words typed with marks are the phrase with its marks: Vietnamese "từ từ" (slowly) is not "tự tử" (suicide).

    Words typed without any marks match; so do languages that have no marks.
    """
    if len(marked) != len(words):
        return True
    typed = marked[start : start + size]
    return typed == words[start : start + size] or " ".join(typed) in spellings
