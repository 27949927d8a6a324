"""Library.load(folder): the whole knowledge base in memory, checked, with lookups and language fallback."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from bot.core.entries import (
    Card,
    CardWords,
    Contact,
    ContactWords,
    DangerKind,
    DangerWords,
    Entry,
    Language,
    Phrases,
    Plain,
    QuizQuestion,
    QuizWords,
    Text,
    Topic,
)
from bot.core.freshness import Line, fingerprint, text_fingerprint
from bot.core.links import check_links
from bot.core.problems import KnowledgeError, Place, did_you_mean
from bot.core.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bot.core.problems import Problem
    from bot.core.yaml_lines import Table

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
    cards: dict[str, Card] = field(default_factory=dict)
    quiz: dict[str, QuizQuestion] = field(default_factory=dict)
    phrases: dict[str, Phrases] = field(default_factory=dict)
    plain: dict[str, Plain] = field(default_factory=dict)
    asked: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    """Ways of asking: language, then entry id."""
    ledger: dict[str, dict[str, Line]] = field(default_factory=dict)
    """Who read which translation: language, then entry id."""
    _texts: dict[str, dict[str, Text]] = field(default_factory=dict)
    _topic_names: dict[str, dict[str, str]] = field(default_factory=dict)
    _contact_words: dict[str, dict[str, ContactWords]] = field(default_factory=dict)
    _danger_words: dict[str, DangerWords] = field(default_factory=dict)
    _card_words: dict[str, dict[str, CardWords]] = field(default_factory=dict)
    _quiz_words: dict[str, dict[str, QuizWords]] = field(default_factory=dict)

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
            reader.wrong(
                place,
                "there is no knowledge base here",
                f"Start in the folder that holds {folder.name}/, or set KNOWLEDGE_DIR.",
            )
            return library, reader.problems
        library.languages = reader.languages(folder / "languages.yaml")
        library.contacts = reader.contacts(folder / "contacts" / "contacts.yaml")
        library.kinds = reader.danger_kinds(folder / "_danger" / "kinds.yaml")
        if (path := folder / "_cards" / "cards.yaml").is_file():
            library.cards = reader.cards(path)
        if (path := folder / "_quiz" / "quiz.yaml").is_file():
            library.quiz = reader.quiz(path)
        places = library._read_topics(reader, folder)
        for code in library.languages:
            library._read_language(reader, folder, code)
        check_links(library, reader, places)
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
            if (path := folder / topic.id / f"{code}.yaml").is_file():
                name, texts, table = reader.words(path)
                self._topic_names[code][topic.id] = name
                self._texts[code] |= self._known(texts, topic, table, reader)
            if (path := folder / topic.id / "asked" / f"{code}.yaml").is_file():
                lines, table = reader.asked(path)
                self.asked[code] |= self._known(lines, topic, table, reader)
        if (path := folder / "contacts" / f"{code}.yaml").is_file():
            self._contact_words[code] = reader.contact_words(path)
        if (path := folder / "_danger" / f"{code}.yaml").is_file():
            self._danger_words[code] = reader.danger_words(path)
        if (path := folder / "_search" / f"{code}.yaml").is_file():
            self.phrases[code] = reader.phrases(path)
        else:
            self.phrases[code] = Phrases()
        path = folder / "_plain" / f"{code}.yaml"
        self.plain[code] = reader.plain(path) if path.is_file() else Plain()
        if (path := folder / "_cards" / f"{code}.yaml").is_file():
            self._card_words[code] = self._listed(reader.card_words(path), self.cards, path, reader)
        if (path := folder / "_quiz" / f"{code}.yaml").is_file():
            self._quiz_words[code] = self._listed(reader.quiz_words(path), self.quiz, path, reader)
        ledger = folder / "_status" / f"{code}.yaml"
        self.ledger[code] = reader.ledger(ledger) if ledger.is_file() else {}

    @staticmethod
    def _known(found: dict[str, Any], topic: Topic, table: Table, reader: Reader) -> dict[str, Any]:
        """What belongs to an entry of the topic; the rest is reported."""
        names = [entry.partition("/")[2] for entry in topic.entries]
        for key in sorted(entry.partition("/")[2] for entry in found.keys() - set(topic.entries)):
            problem = f'"{key}" is no entry of {topic.id}/topic.yaml'
            reader.wrong(table.place(key), problem, did_you_mean(key, names, "Add it there first."))
        return {entry: value for entry, value in found.items() if entry in topic.entries}

    @staticmethod
    def _listed(found: dict[str, Any], listed: Mapping[str, Any], path: Path, reader: Reader) -> dict[str, Any]:
        """The words whose id is listed; the rest is reported."""
        for name in found.keys() - listed.keys():
            reader.wrong(
                Place(reader.shown(path)), f'"{name}" is not listed', did_you_mean(name, listed, "List it first.")
            )
        return {name: words for name, words in found.items() if name in listed}

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

    def texts(self, code: str) -> Mapping[str, Text]:
        """The entries that have words in this very language."""
        return self._texts[code]

    def own_danger_words(self, code: str) -> DangerWords | None:
        """The words of a danger reply, when there are any in this very language."""
        return self._danger_words.get(code)

    def has_contact_words(self, contact: str, code: str) -> bool:
        """Whether a contact is named in this very language."""
        return contact in self._contact_words.get(code, {})

    def has_text(self, entry: str, code: str) -> bool:
        """Whether an entry has words in this very language."""
        return entry in self._texts[code]

    def topic_name(self, topic: str, code: str) -> str:
        return next((name for c in self.fallbacks(code) if (name := self._topic_names[c].get(topic))), topic)

    def contact_words(self, contact: str, code: str) -> ContactWords:
        for candidate in self.fallbacks(code):
            if named := self._contact_words.get(candidate, {}).get(contact):
                return named
        return ContactWords(contact, "")

    def danger_words(self, code: str) -> DangerWords:
        """The words of a danger reply; in a fallback language when its own are missing."""
        return next(self._danger_words[c] for c in self.fallbacks(code) if c in self._danger_words)

    def card_words(self, card: str, code: str) -> CardWords:
        """The words of a card; in a fallback language when its own are missing. Raises KeyError for unknown cards."""
        return next(words[card] for c in self.fallbacks(code) if card in (words := self._card_words.get(c, {})))

    def quiz_words(self, question: str, code: str) -> QuizWords:
        """The words of a quiz question; in a fallback language when its own are missing."""
        return next(words[question] for c in self.fallbacks(code) if question in (words := self._quiz_words.get(c, {})))

    def written(self, code: str) -> dict[str, Text | CardWords | QuizWords]:
        """Every translated text of a language by id: `guardian/get`, `_cards/lawyer`, `_quiz/passport`."""
        return {
            **self._texts[code],
            **{f"_cards/{name}": words for name, words in self._card_words.get(code, {}).items()},
            **{f"_quiz/{name}": words for name, words in self._quiz_words.get(code, {}).items()},
        }

    def fingerprints(self) -> dict[str, str]:
        """What each text must have been translated from, by id: the fingerprint of its English words.

        That of a quiz question covers its entry too: when the answer changes, the question must be read again.
        """
        english = self.written(SOURCE_LANGUAGE)
        out = {name: text_fingerprint(words) for name, words in english.items()}
        for question in self.quiz.values():
            name = f"_quiz/{question.id}"
            if name in out and question.entry in out:
                out[name] = fingerprint((out[name], out[question.entry]))
        return out

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
        for contact in self._contact_words.get(code, {}).values():
            yield contact.what_for
        if words := self._danger_words.get(code):
            yield from (words.warm, words.call, words.free, words.say, *words.advice.values())
        for lines in self.asked[code].values():
            yield from lines
        phrases = self.phrases[code]
        yield from (*phrases.calm, *phrases.out_of_scope, *phrases.not_yet)
        for lines in phrases.danger.values():
            yield from lines
