"""`bot status`: how far the translations are, who has read them, and what waits for somebody."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING

from bot.core.freshness import MACHINE, state
from bot.core.library import Library
from bot.editor.checks import plain

if TYPE_CHECKING:
    from pathlib import Path

    from rich.table import Table

    from bot.settings import Settings

_WIDTH = 110
"""Characters the widest table needs."""
STATES = ("current", "behind", "unread", "missing")


def run(settings: Settings, *, write: bool) -> None:
    """Prints the table; with `write`, first adds a `machine` line for every text that the ledger does not know.

    Raises `KnowledgeError`.
    """
    from rich.console import Console
    from rich.table import Table

    library = Library.load(settings.knowledge_dir)
    if write:
        for code in library.languages:
            write_ledger(library, settings.knowledge_dir, code)
        library = Library.load(settings.knowledge_dir)
    table = Table(title="Texts")
    for heading in ("language", *STATES):
        table.add_column(heading, justify="left" if heading == "language" else "right")
    for code, language in library.languages.items():
        count = count_states(library, code)
        table.add_row(f"{code} {language.name}", *(str(count[name]) for name in STATES))
    console = Console()
    console.width = max(console.width, _WIDTH)
    console.print(table)
    console.print(_amounts(library))
    console.print(_plain_words(library))
    found = plain.grades(library).values()
    told = f"median {median(found):.1f}, highest {max(found):.1f}" if found else "none"
    console.print(
        f"Flesch-Kincaid grades of the English answers: {told} (limits {plain.GRADE_MEDIAN:.0f} and {plain.GRADE:.0f})"
    )
    waiting = [contact.id for contact in library.contacts.values() if not contact.sendable]
    console.print(f"Contacts that wait for somebody to verify them (never sent): {', '.join(waiting) or 'none'}")
    today = datetime.now(UTC).date()
    due = [entry.id for entry in library.entries.values() if entry.review <= today]
    console.print(f"Reviews due: {', '.join(due) or 'none'}")


def amounts(library: Library, code: str) -> dict[str, int]:
    """How much of everything a language has; of ways of asking and phrases, that of the entry or kind with the fewest."""
    asked, phrases = library.asked[code], library.phrases[code]
    written = library.written(code)
    crisis = [entry.id for entry in library.entries.values() if entry.crisis]
    return {
        "entries": len(library.texts(code)),
        "cards": sum(f"_cards/{name}" in written for name in library.cards),
        "quiz": sum(f"_quiz/{name}" in written for name in library.quiz),
        "asked, lines": sum(map(len, asked.values())),
        "asked, fewest": min((len(asked.get(entry, ())) for entry in library.entries), default=0),
        "crisis, fewest": min((len(asked.get(entry, ())) for entry in crisis), default=0),
        "danger, fewest": min((len(phrases.danger.get(kind, ())) for kind in library.kinds), default=0),
        "look-alikes": len(phrases.calm),
        "out of scope": len(phrases.out_of_scope),
    }


def _amounts(library: Library) -> Table:
    from rich.table import Table

    table = Table(title="What there is")
    table.add_column("language")
    rows = {code: amounts(library, code) for code in library.languages}
    for heading in next(iter(rows.values())):
        table.add_column(heading, justify="right")
    for code, row in rows.items():
        table.add_row(code, *map(str, row.values()))
    return table


def _plain_words(library: Library) -> Table:
    from rich.table import Table

    table = Table(title="Words in a sentence (Chinese: characters)")
    for heading in ("language", "median", "19 of 20 have at most", "longest", "limit", "answers, most characters"):
        table.add_column(heading, justify="left" if heading == "language" else "right")
    for code in library.languages:
        lengths = plain.sentence_lengths(library, code)
        if lengths:
            longest = max((sum(map(len, text.answer)) for text in library.texts(code).values()), default=0)
            figures = (
                median(lengths),
                lengths[int(0.95 * len(lengths))],
                lengths[-1],
                library.plain[code].sentence,
                longest,
            )
            table.add_row(code, *(f"{figure:.0f}" for figure in figures))
    return table


def count_states(library: Library, code: str) -> Counter[str]:
    """How many texts of a language are in each state."""
    ours, ledger = library.written(code), library.ledger[code]
    return Counter(
        state(english, ledger.get(name), written=name in ours) for name, english in library.fingerprints().items()
    )


def write_ledger(library: Library, folder: Path, code: str) -> None:
    """Adds what is missing in a language's ledger; lines that are there stay as they are."""
    today = datetime.now(UTC).date().isoformat()
    lines = [
        "# Which English text each translation was made from (its fingerprint), and who has read it.",
        "# `machine` means: no native reader has accepted it yet. Written by `bot status --write`.",
    ]
    ours = library.written(code)
    for name, english in library.fingerprints().items():
        known = library.ledger[code].get(name)
        if known is not None:
            lines.append(f"{name}: {{english: {known.english!r}, read: {known.read!r}, on: {known.on}}}")
        elif name in ours:
            lines.append(f"{name}: {{english: {english!r}, read: {MACHINE!r}, on: {today}}}")
    (folder / "_status").mkdir(exist_ok=True)
    (folder / "_status" / f"{code}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
