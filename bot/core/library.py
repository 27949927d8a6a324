"""Library.load(folder): the whole knowledge base in memory, checked, with lookups and language fallback."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.core.entries import (
    Contact,
    ContactWords,
    DangerKind,
    DangerWords,
    Entry,
    Language,
    Phrases,
    Text,
    Topic,
)
from bot.core.problems import KnowledgeError, Place, did_you_mean
from bot.core.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from bot.core.problems import Problem
    from bot.core.yaml_lines import Table

PLACEHOLDER: Final = re.compile(r"\{([a-z0-9-]+)\}")
ENTRY_ID: Final = re.compile(r"[a-z]+/[a-z][a-z0-9-]*")
SOURCE_LANGUAGE: Final = "en"
"""The language that is written first and translated from."""


@dataclass(slots=True)
class Library:
    """Everything people have written, read once. Use `Library.load`; the fields are for reading only."""

    languages: dict[str, Language] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    kinds: dict[str, DangerKind] = field(default_factory=dict)
    phrases: dict[str, Phrases] = field(default_factory=dict)
    asked: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    """Ways of asking: language, then entry id."""
    _texts: dict[str, dict[str, Text]] = field(default_factory=dict)
    _topic_names: dict[str, dict[str, str]] = field(default_factory=dict)
    _contact_words: dict[str, dict[str, ContactWords]] = field(default_factory=dict)
    _danger_words: dict[str, DangerWords] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Library:
        """Reads and checks the whole folder.

        Raises `KnowledgeError` with every problem when a file is unreadable, a name is unknown or a text is missing.
        """
        library, problems = cls.read(folder)
        if errors := [problem for problem in problems if problem.level == "error"]:
            raise KnowledgeError(errors)
        return library

    @classmethod
    def read(cls, folder: Path) -> tuple[Library, list[Problem]]:
        """The library as far as it can be read, and everything that is wrong with it."""
        reader, library = Reader(folder), cls()
        if not (folder / "languages.yaml").is_file():
            place = Place(f"{folder.name}/languages.yaml")
            reader.wrong(place, "there is no knowledge base here", f"Start in the folder that holds {folder.name}/, or set KNOWLEDGE_DIR.")
            return library, reader.problems
        library.languages = reader.languages(folder / "languages.yaml")
        library.contacts = reader.contacts(folder / "contacts" / "contacts.yaml")
        library.kinds = reader.danger_kinds(folder / "_danger" / "kinds.yaml")
        places = library._read_topics(reader, folder)
        for code in library.languages:
            library._read_language(reader, folder, code)
        _check_links(library, reader, folder, places)
        return library, reader.problems

    def _read_topics(self, reader: Reader, folder: Path) -> dict[str, Table]:
        found = []
        for path in sorted(folder.glob("[!_]*/topic.yaml")):
            topic, entries, order, table = reader.topic(path)
            found.append((order, topic, entries, table))
        for _, topic, entries, _ in sorted(found, key=lambda item: (item[0], item[1].id)):
            self.topics[topic.id] = topic
            self.entries |= entries
        return {topic.id: table for _, topic, _, table in found}

    def _read_language(self, reader: Reader, folder: Path, code: str) -> None:
        self._texts[code], self._topic_names[code], self.asked[code] = {}, {}, {}
        for topic in self.topics.values():
            words = folder / topic.id / f"{code}.yaml"
            if words.is_file():
                name, texts, table = reader.words(words)
                self._topic_names[code][topic.id] = name
                for entry_id in texts.keys() - set(topic.entries):
                    key = entry_id.partition("/")[2]
                    known = [e.partition("/")[2] for e in topic.entries]
                    reader.wrong(table.place(key), f'"{key}" is no entry of {topic.id}/topic.yaml', did_you_mean(key, known, "Add it there first."))
                self._texts[code] |= {entry: text for entry, text in texts.items() if entry in self.entries}
            asked = folder / topic.id / "asked" / f"{code}.yaml"
            if asked.is_file():
                lines, table = reader.asked(asked)
                for entry_id in lines.keys() - set(topic.entries):
                    key = entry_id.partition("/")[2]
                    known = [e.partition("/")[2] for e in topic.entries]
                    reader.wrong(table.place(key), f'"{key}" is no entry of {topic.id}/topic.yaml', did_you_mean(key, known, "Add it there first."))
                self.asked[code] |= {entry: found for entry, found in lines.items() if entry in self.entries}
        if (path := folder / "contacts" / f"{code}.yaml").is_file():
            self._contact_words[code] = reader.contact_words(path)
        if (path := folder / "_danger" / f"{code}.yaml").is_file():
            self._danger_words[code] = reader.danger_words(path)
        if (path := folder / "_search" / f"{code}.yaml").is_file():
            self.phrases[code] = reader.phrases(path)
        else:
            self.phrases[code] = Phrases()

    # Lookups ---------------------------------------------------------------------------------------------------------

    def fallbacks(self, code: str) -> Iterator[str]:
        """The language itself, then those that stand in for it, ending with the source language."""
        seen: set[str] = set()
        for candidate in (code, *self.languages[code].fallback, SOURCE_LANGUAGE):
            if candidate in self.languages and candidate not in seen:
                seen.add(candidate)
                yield candidate

    def text(self, entry: str, code: str) -> Text:
        """The words of an entry; in a fallback language (see `Text.language`) when its own are missing."""
        for candidate in self.fallbacks(code):
            if entry in self._texts[candidate]:
                return self._texts[candidate][entry]
        raise KeyError(entry)

    def has_text(self, entry: str, code: str) -> bool:
        """Whether an entry has words in this very language."""
        return entry in self._texts[code]

    def topic_name(self, topic: str, code: str) -> str:
        return next((name for c in self.fallbacks(code) if (name := self._topic_names[c].get(topic))), topic)

    def contact_words(self, contact: str, code: str) -> ContactWords:
        for candidate in self.fallbacks(code):
            if words := self._contact_words.get(candidate, {}).get(contact):
                return words
        return ContactWords(contact, "")

    def danger_words(self, code: str) -> DangerWords:
        """The words of a danger reply; in a fallback language when its own are missing."""
        return next(self._danger_words[c] for c in self.fallbacks(code) if c in self._danger_words)

    def value(self, name: str, entry: str | None = None) -> str | None:
        """What a placeholder stands for: a fact of the entry's topic, or the way to reach a sendable contact."""
        if entry is not None and (fact := self.entries[entry].facts.get(name)):
            return fact
        contact = self.contacts.get(name)
        return contact.reach if contact is not None and contact.sendable else None

    def examples(self, code: str) -> Iterator[tuple[str, str]]:
        """Everything that shows how people ask in a language: (message, entry id or `OUT_OF_SCOPE` is for search)."""
        for entry, lines in self.asked[code].items():
            for line in lines:
                yield line, entry
        for entry, text in self._texts[code].items():
            yield text.title, entry

    def prose(self, code: str) -> Iterator[str]:
        """Every sentence written in a language, for learning what the language looks like."""
        for text in self._texts[code].values():
            yield from (text.title, *text.answer, *text.do)
        for words in self._contact_words.get(code, {}).values():
            yield words.what_for
        if words := self._danger_words.get(code):
            yield from (words.warm, words.call, words.free, words.say, *words.advice.values())
        for lines in self.asked[code].values():
            yield from lines
        phrases = self.phrases[code]
        yield from (*phrases.calm, *phrases.out_of_scope, *phrases.not_yet)
        for lines in phrases.danger.values():
            yield from lines


def fingerprint(parts: Iterable[str]) -> str:
    """Twelve hexadecimal characters that change when any of the parts does."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:12]


def _check_links(library: Library, reader: Reader, folder: Path, places: dict[str, Table]) -> None:
    """Every id that is named exists, every placeholder stands for something that may be sent."""
    for entry in library.entries.values():
        key = entry.id.partition("/")[2]
        table = places[entry.topic].get(key)
        if not ENTRY_ID.fullmatch(entry.id):
            reader.wrong(places[entry.topic].place(key), f'"{key}" cannot be an entry id', "Small letters, digits and hyphens only.")
        for name in entry.contacts:
            _sendable(library, reader, table.place("contacts"), name)
        for name in entry.related:
            if name not in library.entries:
                reader.wrong(table.place("related"), f'there is no entry "{name}"', did_you_mean(name, library.entries, "Take it out."))
        if entry.id not in library._texts.get(SOURCE_LANGUAGE, {}):
            reader.wrong(places[entry.topic].place(key), f"{entry.id} has no English words", f"Write them in {entry.topic}/{SOURCE_LANGUAGE}.yaml; the other languages are translated from there.")
    kinds = folder / "_danger" / "kinds.yaml"
    for kind in library.kinds.values():
        for name in kind.contacts:
            _sendable(library, reader, Place(reader.shown(kinds)), name)
    for code, texts in library._texts.items():
        for entry_id, text in texts.items():
            for line in (text.title, *text.answer, *text.do):
                for name in PLACEHOLDER.findall(line):
                    if library.value(name, entry_id) is None:
                        path = folder / entry_id.partition("/")[0] / f"{code}.yaml"
                        known = [*library.entries[entry_id].facts, *(c.id for c in library.contacts.values() if c.sendable)]
                        place = _line_of(path, f"{{{name}}}", reader)
                        reader.wrong(place, f"{{{name}}} stands for nothing that may be sent", did_you_mean(name, known, "Use a contact or a fact of this topic."))
    for code in library.languages:
        danger = library._danger_words.get(code)
        if danger is not None:
            for kind in library.kinds.keys() - danger.advice.keys():
                reader.wrong(Place(f"{folder.name}/_danger/{code}.yaml"), f'there is no advice for "{kind}"', "Add one line below `advice:`.")
            for name in PLACEHOLDER.findall(danger.possible):
                _sendable(library, reader, Place(f"{folder.name}/_danger/{code}.yaml"), name)
        for kind in library.phrases[code].danger.keys() - library.kinds.keys():
            reader.wrong(Place(f"{folder.name}/_search/{code}.yaml"), f'"{kind}" is no kind of danger', did_you_mean(kind, library.kinds, "See _danger/kinds.yaml."))


def _sendable(library: Library, reader: Reader, place: Place, name: str) -> None:
    contact = library.contacts.get(name)
    if contact is None:
        reader.wrong(place, f'there is no contact "{name}"', did_you_mean(name, library.contacts, "Add it to contacts/contacts.yaml."))
    elif not contact.sendable:
        reader.wrong(place, f'"{name}" has confidence `check` and is never sent', "Verify it by phone and set its confidence, or take it out here.")


def _line_of(path: Path, needle: str, reader: Reader) -> Place:
    lines = path.read_text(encoding="utf-8").splitlines()
    return Place(reader.shown(path), next((n for n, line in enumerate(lines, 1) if needle in line), 1))
