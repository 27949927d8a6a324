"""Plain, calm words: what a tired child can read, and what may not stand there."""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING, Final

from bot.core.library import SOURCE_LANGUAGE
from bot.core.problems import Place, Problem
from bot.core.words import visible
from bot.editor.checks.places import PLACEHOLDER, written
from bot.editor.checks.sentences import Finder, length, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.core.library import Library
    from bot.editor.checks.places import Places

GRADE: Final = 5.0
GRADE_MEDIAN: Final = 4.0
"""Flesch-Kincaid grades of the English answers: years of school in the United States."""
_LONG_NUMBER: Final = re.compile(r"\d{3,}|\d \d")
_OTHER_DIGITS: Final = re.compile(r"[\u0660-\u0669\u06f0-\u06f9]")
_ADDRESS: Final = re.compile(r"https?:|www\.|\w@\w")


def numbers(library: Library, places: Places) -> Iterator[Problem]:
    """Phone numbers and addresses stand in contacts.yaml and topic.yaml, never in words; digits are Western ones."""
    for text in written(library):
        words = PLACEHOLDER.sub("", text.all)
        place = places.of(text.path, text.key)
        if _LONG_NUMBER.search(words) or _ADDRESS.search(words):
            remedy = "Put it into contacts.yaml or `facts:` of topic.yaml, and write its {name} here."
            yield Problem(place, f"{text.id} holds a number or an address", remedy)
        if _OTHER_DIGITS.search(words):
            yield Problem(place, f"{text.id} holds digits that are not 0-9", "Write 18, as it stands on Belgian paper.")


def calm(library: Library, places: Places) -> Iterator[Problem]:
    """No exclamation marks, no invisible characters."""
    for text in written(library):
        place = places.of(text.path, text.key)
        if re.search("[!\uff01]", text.all):
            yield Problem(place, f"{text.id} holds an exclamation mark", "Write calmly: end with a full stop.")
        if any(visible(line) != line for line in text.all.splitlines()):
            remedy = "Delete and type the line again; the bot sets direction marks itself."
            yield Problem(place, f"{text.id} holds an invisible character or two spaces", remedy, "warning")


def short_sentences(library: Library, places: Places) -> Iterator[Problem]:
    """No sentence is longer than the language's limit."""
    for text in written(library):
        most = library.plain[text.code].sentence
        for sentence in (one for line in text.all.splitlines() for one in sentences(line)):
            if most and length(sentence) > most:
                place = places.line(text.path, text.key, sentence)
                problem = f'{text.id} has a sentence of {length(sentence)} words: "{sentence}"'
                yield Problem(place, problem, f"At most {most}: make two of it.")


def avoided(library: Library, places: Places) -> Iterator[Problem]:
    """No word that blames, promises or frightens."""
    finders = {
        code: [(word, Finder([word]), remedy) for word, remedy in plain.avoid.items()]
        for code, plain in library.plain.items()
    }
    for text in written(library):
        for word, find, remedy in finders[text.code]:
            if find.count(text.all):
                place = places.of(text.path, text.key)
                yield Problem(place, f'{text.id} says "{word.rstrip("*")}"', remedy)


def sentence_lengths(library: Library, code: str) -> list[int]:
    """The length of every sentence of a language's entries, cards and quiz, in words (Chinese: characters), sorted."""
    every = (words.parts.values() for words in library.written(code).values())
    return sorted(length(one) for parts in every for lines in parts for line in lines for one in sentences(line))


def grades(library: Library) -> dict[str, float]:
    """The Flesch-Kincaid grade of each English answer with its steps, by entry id."""
    import textstat  # slow, and nothing else needs it

    return {
        entry: textstat.flesch_kincaid_grade(
            PLACEHOLDER.sub("there", "\n".join((*text.answer, *text.do))).replace("\n", " ")
        )
        for entry, text in library.texts(SOURCE_LANGUAGE).items()
    }


def readable(library: Library, places: Places) -> Iterator[Problem]:
    """English answers are for five years of school, half of them for four."""
    found = grades(library)
    for entry, grade in found.items():
        if grade > GRADE:
            topic, _, key = entry.partition("/")
            place = places.of(f"{topic}/{SOURCE_LANGUAGE}.yaml", key)
            problem = f"{entry} is for school year {grade:.1f}"
            yield Problem(place, problem, f"At most {GRADE:.0f}: shorter words, shorter sentences.")
    if found and median(found.values()) > GRADE_MEDIAN:
        problem = f"half of the English answers are for school year {median(found.values()):.1f} or more"
        yield Problem(Place("knowledge"), problem, f"At most {GRADE_MEDIAN:.0f}.")
