"""`bot check`: everything that is wrong in the knowledge base, with file, line and remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.core.library import Library
from bot.core.problems import KnowledgeError, Place, Problem
from bot.core.wording import Wording
from bot.editor.checks import complete, limits, parity, plain
from bot.editor.checks.places import PLACEHOLDER, Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.settings import Settings

BUTTON: Final = 30
CHECKS: Final[tuple[Callable[[Library, Places], Iterator[Problem]], ...]] = (
    complete.complete,
    complete.quiz_behind,
    complete.asked,
    complete.danger,
    complete.fallback_codes,
    limits.entries,
    limits.cards,
    limits.quiz,
    plain.numbers,
    plain.calm,
    plain.short_sentences,
    plain.avoided,
    plain.readable,
    parity.same_values,
    parity.same_numbers,
    parity.same_sense,
    parity.glossary,
)


def run(settings: Settings) -> bool:
    """Prints every problem, sorted; whether one of them is an error."""
    problems = check(settings.knowledge_dir, settings.locales_dir)
    for problem in problems:
        print(problem)
    errors = sum(problem.level == "error" for problem in problems)
    print(f"{errors} error(s), {len(problems) - errors} warning(s)")
    return errors > 0


def check(knowledge: Path, locales: Path) -> list[Problem]:
    """All problems of a knowledge base and of the bot's own words."""
    library, problems = Library.read(knowledge)
    if not library.languages:
        return problems
    places = Places(knowledge)
    for one in CHECKS:
        problems += one(library, places)
    try:
        problems += list(own_words(Wording.load(locales, library), library))
    except KnowledgeError as error:
        problems += error.problems
    return sorted(set(problems))


def own_words(wording: Wording, library: Library) -> Iterator[Problem]:
    """The bot's own messages are there in every language, with the same placeholders, and buttons fit."""
    for code in library.languages:
        place = Place(f"locales/{code}/LC_MESSAGES/bot.po")
        for name in sorted(wording.names):
            if not wording.has(name, code):
                yield Problem(place, f'"{name}" is not translated', "Add its msgstr.")
                continue
            said, english = wording.say(name, code), wording.say(name, "en")
            if sorted(PLACEHOLDER.findall(said)) != sorted(PLACEHOLDER.findall(english)):
                yield Problem(place, f'"{name}" has other placeholders than the English', "Copy them from locales/en.")
            if name.startswith("button-") and len(said) > BUTTON:
                yield Problem(place, f'"{name}" has {len(said)} characters', f"A button holds {BUTTON}.")
