"""Checks that every name stands for something: entries, contacts, facts, kinds of danger."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.core.problems import Place, did_you_mean

if TYPE_CHECKING:
    from bot.core.entries import Text
    from bot.core.library import Library
    from bot.core.reader import Reader
    from bot.core.yaml_lines import Table

PLACEHOLDER: Final = re.compile(r"\{([a-z0-9-]+)\}")
LANGUAGE: Final = "language"
"""The placeholder of a card for the child's language."""
ENTRY_ID: Final = re.compile(r"[a-z]+/[a-z][a-z0-9-]*")


def check_links(library: Library, reader: Reader, topics: dict[str, Table]) -> None:
    """Reports every name that stands for nothing, or for a contact that may not be sent.

    `topics` holds the table of entries of each topic.yaml, for the line numbers.
    """
    _entries(library, reader, topics)
    for code in library.languages:
        for entry, text in library.texts(code).items():
            _placeholders(library, reader, entry, text)
        _danger(library, reader, code)
    _cards_and_quiz(library, reader)
    for kind in library.kinds.values():
        for name in kind.contacts:
            _contact(library, reader, _place(reader, "_danger/kinds.yaml", kind.id), name)


def _entries(library: Library, reader: Reader, topics: dict[str, Table]) -> None:
    english = library.texts("en") if "en" in library.languages else {}
    for entry in library.entries.values():
        key = entry.id.partition("/")[2]
        at, table = topics[entry.topic].place(key), topics[entry.topic][key]
        if not ENTRY_ID.fullmatch(entry.id):
            reader.wrong(at, f'"{key}" cannot be an entry id', "Small letters, digits and hyphens only.")
        for name in entry.contacts:
            _contact(library, reader, table.place("contacts"), name)
        for name in entry.related:
            if name not in library.entries:
                remedy = did_you_mean(name, library.entries, "Take it out.")
                reader.wrong(table.place("related"), f'there is no entry "{name}"', remedy)
        if entry.id not in english:
            remedy = f"Write them in {entry.topic}/en.yaml; the other languages are translated from there."
            reader.wrong(at, f"{entry.id} has no English words", remedy)


def _placeholders(library: Library, reader: Reader, entry: str, text: Text) -> None:
    for name in {name for line in (text.title, *text.answer, *text.do) for name in PLACEHOLDER.findall(line)}:
        if library.value(name, entry) is None:
            known = [*library.entries[entry].facts, *(c.id for c in library.contacts.values() if c.sendable)]
            place = _place(reader, f"{entry.partition('/')[0]}/{text.language}.yaml", f"{{{name}}}")
            remedy = did_you_mean(name, known, "Use a contact or a fact of this topic.")
            reader.wrong(place, f"{{{name}}} stands for nothing that may be sent", remedy)


def _cards_and_quiz(library: Library, reader: Reader) -> None:
    for folder, listed in (("_cards", library.cards), ("_quiz", library.quiz)):
        path = f"{folder}/{folder[1:]}.yaml"
        for name, one in listed.items():
            if one.entry not in library.entries:
                remedy = did_you_mean(one.entry, library.entries, "Name an entry.")
                reader.wrong(_place(reader, path, f"{name}:"), f'there is no entry "{one.entry}"', remedy)
            if "en" in library.languages and f"{folder}/{name}" not in library.written("en"):
                reader.wrong(
                    _place(reader, path, f"{name}:"), f'"{name}" has no English words', f"Write {folder}/en.yaml."
                )
    for code in library.languages:
        for name, words in library.written(code).items():
            folder = name.partition("/")[0]
            if folder not in ("_cards", "_quiz"):
                continue
            for found in {
                found for lines in words.parts.values() for line in lines for found in PLACEHOLDER.findall(line)
            }:
                if library.value(found) is None and not (folder == "_cards" and found == LANGUAGE):
                    place = _place(reader, f"{folder}/{code}.yaml", f"{{{found}}}")
                    reader.wrong(place, f"{{{found}}} stands for nothing that may be sent", "Use a contact.")


def _danger(library: Library, reader: Reader, code: str) -> None:
    if (words := library.own_danger_words(code)) is not None:
        path = f"_danger/{code}.yaml"
        for kind in library.kinds.keys() - words.advice.keys():
            place = _place(reader, path, "advice")
            reader.wrong(place, f'there is no advice for "{kind}"', "Add one line below `advice:`.")
        for name in PLACEHOLDER.findall(words.possible):
            _contact(library, reader, _place(reader, path, f"{{{name}}}"), name)
    for kind in library.phrases[code].danger.keys() - library.kinds.keys():
        remedy = did_you_mean(kind, library.kinds, "The kinds stand in _danger/kinds.yaml.")
        reader.wrong(_place(reader, f"_search/{code}.yaml", f"{kind}:"), f'"{kind}" is no kind of danger', remedy)


def _contact(library: Library, reader: Reader, place: Place, name: str) -> None:
    contact = library.contacts.get(name)
    if contact is None:
        remedy = did_you_mean(name, library.contacts, "Add it to contacts/contacts.yaml.")
        reader.wrong(place, f'there is no contact "{name}"', remedy)
    elif not contact.sendable:
        remedy = "Verify it and set its confidence in contacts/contacts.yaml, or take it out here."
        reader.wrong(place, f'"{name}" has confidence `check` and is never sent', remedy)


def _place(reader: Reader, path: str, needle: str) -> Place:
    """The first line of a file that holds `needle`; line 1 when none does."""
    file = reader.folder / path
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return Place(reader.shown(file), next((n for n, line in enumerate(lines, 1) if needle in line), 1))
