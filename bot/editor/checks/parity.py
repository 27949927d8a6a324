"""Whether a translation says what the English says: the same contacts, numbers, negations and terms."""

from __future__ import annotations

import re
from itertools import starmap
from typing import TYPE_CHECKING, Final

from bot.core.library import SOURCE_LANGUAGE
from bot.core.problems import Problem
from bot.editor.checks.places import PLACEHOLDER, written
from bot.editor.checks.sentences import Finder, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.core.library import Library
    from bot.editor.checks.places import Places

_NOT_COMPARED: Final = ("title", "question")
"""Parts that are told freely: the child's own words in each language."""


def same_values(library: Library, places: Places) -> Iterator[Problem]:
    """A translation names the same contacts and facts as the English."""
    english = library.written(SOURCE_LANGUAGE)
    for text in written(library, translations=True):
        for part, lines in text.parts.items():
            theirs = sorted(PLACEHOLDER.findall("\n".join(english[text.id].parts[part])))
            ours = sorted(PLACEHOLDER.findall("\n".join(lines)))
            if ours != theirs:
                named = ", ".join(ours) or "nobody"
                problem = f"{text.id} names {named} in `{part}`, the English {', '.join(theirs) or 'nobody'}"
                yield Problem(places.of(text.path, text.key), problem, "Name the same ones, each as often.")


def same_numbers(library: Library, places: Places) -> Iterator[Problem]:
    """A translation holds the numbers of the English, and no other: ages, days, the numbers of papers.

    18 may be added, because "a child" is "under 18" in some languages.
    """
    english = library.written(SOURCE_LANGUAGE)
    for text in written(library, translations=True):
        place = places.of(text.path, text.key)
        for part, lines in text.parts.items():
            if part == "title":
                continue
            theirs, ours = _numbers(english[text.id].parts[part]), _numbers(lines)
            if missing := theirs - ours:
                yield Problem(place, f"`{part}` of {text.id} lacks {', '.join(sorted(missing))}", "The English has it.")
            if added := ours - theirs - {"18"}:
                yield Problem(
                    place, f"`{part}` of {text.id} adds {', '.join(sorted(added))}", "The English has it not."
                )


def same_sense(library: Library, places: Places) -> Iterator[Problem]:
    """A sentence of a translation has as many negations as the English sentence beside it: no "not" is lost or added.

    Sentences are paired line by line; where a line has another number of them, the whole line is compared. A sentence
    that somebody compared and accepted stands in `same_sense` of `_plain/<language>.yaml`.
    """
    english = library.written(SOURCE_LANGUAGE)
    finders = {code: Finder(plain.negation, plain.no_negation) for code, plain in library.plain.items()}
    theirs = finders[SOURCE_LANGUAGE]
    if theirs.empty:
        return
    for text in written(library, translations=True):
        find, accepted = finders[text.code], library.plain[text.code].same_sense
        if find.empty:
            continue
        for part, lines in text.parts.items():
            original = english[text.id].parts[part]
            if part in _NOT_COMPARED:
                continue
            if len(lines) != len(original):
                problem = f"`{part}` of {text.id} has {len(lines)} lines, the English {len(original)}"
                yield Problem(places.of(text.path, text.key), problem, "One line for each line of the English.")
                continue
            for source, ours in (
                pair for pairs in starmap(_pairs, zip(original, lines, strict=True)) for pair in pairs
            ):
                lost, added = theirs.count(source) > find.count(ours), theirs.count(source) < find.count(ours)
                if (lost or (added and not theirs.count(source))) and ours not in accepted:
                    problem = f'{text.id} {"lost" if lost else "added"} a "not": "{ours}" for "{source}"'
                    remedy = (
                        f"Mend it; if it means the same, add the sentence to `same_sense` of _plain/{text.code}.yaml."
                    )
                    yield Problem(places.line(text.path, text.key, ours), problem, remedy)


def glossary(library: Library, places: Places) -> Iterator[Problem]:
    """Where the English uses a term of the glossary, a translation calls it by its own word of the glossary."""
    english = library.written(SOURCE_LANGUAGE)
    terms = {term: Finder(words) for term, words in library.plain[SOURCE_LANGUAGE].words.items()}
    ours = {code: {term: Finder(words) for term, words in plain.words.items()} for code, plain in library.plain.items()}
    for text in written(library, translations=True):
        source = PLACEHOLDER.sub("", "\n".join(line for lines in english[text.id].parts.values() for line in lines))
        said = PLACEHOLDER.sub("", text.all)
        for term, find in ours[text.code].items():
            if term in terms and terms[term].count(source) and not find.count(said):
                words = ", ".join(library.plain[text.code].words[term])
                problem = f'{text.id} never says "{term}", as the English does'
                yield Problem(places.of(text.path, text.key), problem, f"One word for one thing: {words}.")


def _pairs(source: str, ours: str) -> list[tuple[str, str]]:
    one, other = sentences(source), sentences(ours)
    return list(zip(one, other, strict=True)) if len(one) == len(other) else [(source, ours)]


def _numbers(lines: tuple[str, ...]) -> set[str]:
    return set(re.findall(r"\d+", PLACEHOLDER.sub("", "\n".join(lines))))
