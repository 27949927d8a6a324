"""`bot status`: how far the translations are, who has read them, and what waits for somebody."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.core.freshness import MACHINE, state, text_fingerprint
from bot.core.library import SOURCE_LANGUAGE, Library

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings

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
    console.print(table)
    waiting = [contact.id for contact in library.contacts.values() if not contact.sendable]
    console.print(f"Contacts that wait for somebody to verify them (never sent): {', '.join(waiting) or 'none'}")
    today = datetime.now(UTC).date()
    due = [entry.id for entry in library.entries.values() if entry.review <= today]
    console.print(f"Reviews due: {', '.join(due) or 'none'}")


def count_states(library: Library, code: str) -> Counter[str]:
    """How many texts of a language are in each state."""
    english, ours = library.texts(SOURCE_LANGUAGE), library.texts(code)
    return Counter(state(english[entry], ours.get(entry), library.ledger[code].get(entry)) for entry in library.entries)


def write_ledger(library: Library, folder: Path, code: str) -> None:
    """Adds what is missing in a language's ledger; lines that are there stay as they are."""
    today = datetime.now(UTC).date().isoformat()
    lines = [
        "# Which English text each translation was made from (its fingerprint), and who has read it.",
        "# `machine` means: no native reader has accepted it yet. Written by `bot status --write`.",
    ]
    english = library.texts(SOURCE_LANGUAGE)
    for entry in library.entries:
        known = library.ledger[code].get(entry)
        if known is not None:
            lines.append(f"{entry}: {{english: {known.english!r}, read: {known.read!r}, on: {known.on}}}")
        elif entry in library.texts(code):
            print_of = text_fingerprint(english[entry])
            lines.append(f"{entry}: {{english: {print_of!r}, read: {MACHINE!r}, on: {today}}}")
    (folder / "_status").mkdir(exist_ok=True)
    (folder / "_status" / f"{code}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
