"""Whether everything is there: words in every language, ways of asking, phrases of danger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.core.library import SOURCE_LANGUAGE
from bot.core.problems import Problem
from bot.core.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.core.library import Library
    from bot.editor.checks.places import Places

ASKED: Final = 50
ASKED_CRISIS: Final = 100
"""Ways of asking an entry: measured, 12 lines find .61-.66 of other people's messages first, 30 find .82-.89."""


def complete(library: Library, places: Places) -> Iterator[Problem]:
    """Every entry, card, quiz question, contact and danger reply has words in every language."""
    wanted = [
        *library.entries,
        *(f"_cards/{name}" for name in library.cards),
        *(f"_quiz/{name}" for name in library.quiz),
    ]
    for code in library.languages:
        there = library.written(code)
        for name in wanted:
            if name not in there:
                place = places.of(f"{name.partition('/')[0]}/{code}.yaml", "topic")
                yield Problem(place, f"{name} has no words", "Translate it from en.yaml.")
        if library.own_danger_words(code) is None:
            place = places.of(f"_danger/{code}.yaml", "warm")
            yield Problem(place, "no danger reply", "Translate it from _danger/en.yaml.")
        for contact in library.contacts:
            if not library.has_contact_words(contact, code):
                place = places.of(f"contacts/{code}.yaml", contact)
                yield Problem(place, f"{contact} has no words", "Translate name and for.")


def quiz_behind(library: Library, places: Places) -> Iterator[Problem]:
    """No entry has changed since the quiz question on it was last read: its right option may be wrong now."""
    wanted, ledger = library.fingerprints(), library.ledger[SOURCE_LANGUAGE]
    for question in library.quiz.values():
        name = f"_quiz/{question.id}"
        if name in ledger and ledger[name].english != wanted.get(name):
            place = places.of("_quiz/quiz.yaml", question.id)
            problem = f"{name} or its entry {question.entry} has changed since the question was read"
            remedy = f"Read both. Still right? Take {name} out of _status/*.yaml, then `bot status --write`."
            yield Problem(place, problem, remedy)


def asked(library: Library, places: Places) -> Iterator[Problem]:
    """Enough ways of asking, and none under two entries."""
    for code in library.languages:
        seen: dict[str, str] = {}
        for entry, facts in library.entries.items():
            topic, _, key = entry.partition("/")
            place = places.of(f"{topic}/asked/{code}.yaml", key)
            lines = library.asked[code].get(entry, ())
            least = ASKED_CRISIS if facts.crisis else ASKED
            if len(lines) < least:
                problem = f"{entry} has {len(lines)} ways of asking"
                yield Problem(
                    place, problem, f"At least {least}, one a line: the more, the better it is found.", "warning"
                )
            for line in {fold(line): line for line in lines}.values():
                other = seen.setdefault(fold(line), entry)
                if other != entry:
                    problem = f'"{line}" stands under {other} too'
                    yield Problem(place, problem, "Keep it where it fits best.")


def danger(library: Library, places: Places) -> Iterator[Problem]:
    """Every kind of danger has phrases in every language."""
    for code in library.languages:
        for kind in library.kinds:
            if not library.phrases[code].danger.get(kind):
                place = places.of(f"_search/{code}.yaml", "danger")
                yield Problem(place, f'no phrases for "{kind}"', "Write what children would say, one a line.")


def fallback_codes(library: Library, places: Places) -> Iterator[Problem]:
    """Fallback languages and kin exist."""
    for language in library.languages.values():
        for code in (*language.fallback, *filter(None, [language.kin])):
            if code not in library.languages:
                place = places.of("languages.yaml", language.code)
                yield Problem(place, f'no language "{code}"', "Name one of this file.")
