"""Reads each kind of knowledge file into plain data; what is wrong is collected, never raised one by one."""

from __future__ import annotations

import re
from datetime import date
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
    Source,
    Text,
    Topic,
)
from bot.core.freshness import Line
from bot.core.problems import Place, Problem, did_you_mean
from bot.core.yaml_lines import Table, read_table, read_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_PHONE: Final = re.compile(r"\d[\d ]{1,18}\d")
_URL: Final = re.compile(r"https?://[^\s/]+\.[^\s]+")
_NEVER: Final = date(1970, 1, 1)


class Reader:
    """Reads files below one folder; every problem met lands in `problems`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def table(self, path: Path) -> Table:
        return read_table(path, self.shown(path), self.problems)

    def items(self, path: Path) -> list[Table]:
        """The tables of a file that is a list of them."""
        return read_tables(path, self.shown(path), self.problems)

    def shown(self, path: Path) -> str:
        """How a message names a file: `knowledge/guardian/fr.yaml`."""
        return path.relative_to(self.folder.parent).as_posix()

    def wrong(self, place: Place, message: str, remedy: str) -> None:
        self.problems.append(Problem(place, message, remedy))

    # One value -------------------------------------------------------------------------------------------------------

    def keys(self, table: Table, known: Sequence[str], required: Sequence[str] = ()) -> None:
        """Reports the keys that nobody reads and the required ones that are missing."""
        for key in table.keys() - set(known):
            self.wrong(
                table.place(key),
                f'"{key}" is not a known name here',
                did_you_mean(key, known, f"Known here: {', '.join(known)}."),
            )
        for key in required:
            if key not in table:
                self.wrong(table.at, f'"{key}" is missing', f"Add a line `{key}: …`.")

    def text(self, table: Table, key: str) -> str:
        value = table.get(key, "")
        if isinstance(value, str):
            return value.strip()
        self.wrong(table.place(key), f'"{key}" must be text', "Put the value in quotes.")
        return ""

    def lines(self, table: Table, key: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.text(table, key).splitlines() if line.strip())

    def names(self, table: Table, key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.wrong(table.place(key), f'"{key}" must be a list of names', f"Write it like `{key}: [one, two]`.")
        return ()

    def choice(self, table: Table, key: str, known: Sequence[str]) -> Any:
        value = table.get(key)
        if value in known:
            return value
        if key in table:
            self.wrong(
                table.place(key),
                f'"{value}" is not possible for "{key}"',
                did_you_mean(str(value), known, f"Choose one of: {', '.join(known)}."),
            )
        return known[0]

    def day(self, table: Table, key: str) -> date:
        value = table.get(key)
        if isinstance(value, date):
            return value
        if key in table:
            self.wrong(table.place(key), f'"{key}" must be a day', "Write it like 2026-11-23.")
        return _NEVER

    def flag(self, table: Table, key: str) -> bool:
        value = table.get(key, False)
        if isinstance(value, bool):
            return value
        self.wrong(table.place(key), f'"{key}" must be true or false', "Write true or false, without quotes.")
        return False

    def tables(self, table: Table, key: str | None = None) -> Iterator[tuple[str, Table]]:
        """The named tables inside a table (or inside its value `key`)."""
        inside = table if key is None else table.get(key, {})
        if not isinstance(inside, dict):
            self.wrong(table.place(key or ""), f'"{key}" must hold names and values', "Indent them below it.")
            return
        for name, value in inside.items():
            if isinstance(value, Table):
                yield name, value
            else:
                at = inside.place(name) if isinstance(inside, Table) else table.at
                self.wrong(at, f'"{name}" must hold names and values', "Indent them below it.")

    # One file --------------------------------------------------------------------------------------------------------

    def languages(self, path: Path) -> dict[str, Language]:
        out = {}
        fields = ("name", "locale", "script", "direction", "fallback")
        for code, table in self.tables(self.table(path)):
            self.keys(table, (*fields, "also", "kin"), fields)
            out[code] = Language(
                code=code,
                name=self.text(table, "name"),
                locale=self.text(table, "locale"),
                script=self.choice(table, "script", ("Latin", "Arabic", "Cyrillic", "Han")),
                direction=self.choice(table, "direction", ("ltr", "rtl")),
                fallback=self.names(table, "fallback"),
                also=self.names(table, "also"),
                kin=self.text(table, "kin"),
            )
        return out

    def source(self, table: Table, checked: date | None = None) -> Source:
        known = ("title", "url") if checked else ("title", "url", "checked")
        self.keys(table, known, known)
        url = self.text(table, "url")
        if url and not _URL.fullmatch(url):
            self.wrong(table.place("url"), f'"{url}" is not a web address', "Write the whole address, from https://.")
        return Source(self.text(table, "title"), url, checked or self.day(table, "checked"))

    def contacts(self, path: Path) -> dict[str, Contact]:
        out = {}
        reach = ("phone", "website", "email", "address")
        required = ("hours", "cost", "languages", "source", "checked", "confidence")
        for name, table in self.tables(self.table(path)):
            self.keys(table, (*reach, *required, "anonymous", "area", "unverified"), required)
            checked = self.day(table, "checked")
            source = table.get("source")
            phone = self.text(table, "phone")
            if phone and not _PHONE.fullmatch(phone):
                self.wrong(
                    table.place("phone"),
                    f'"{phone}" is not one phone number',
                    'Digits and single spaces, in quotes: "078 15 43 24".',
                )
            contact = Contact(
                id=name,
                phone=phone,
                website=self.text(table, "website"),
                email=self.text(table, "email"),
                address=self.text(table, "address"),
                hours=self.choice(table, "hours", ("some", "always", "office", "evenings")),
                cost=self.choice(table, "cost", ("unknown", "free", "normal")),
                languages=self.names(table, "languages"),
                anonymous=self.flag(table, "anonymous"),
                area=self.text(table, "area"),
                source=self.source(source, checked) if isinstance(source, Table) else Source("", "", _NEVER),
                confidence=self.choice(table, "confidence", ("check", "likely", "sure")),
            )
            if contact.sendable and not contact.reach:
                self.wrong(
                    table.at, f'"{name}" has no phone, website or address', "Add one, or set `confidence: check`."
                )
            out[name] = contact
        return out

    def contact_words(self, path: Path) -> dict[str, ContactWords]:
        out = {}
        for name, table in self.tables(self.table(path)):
            self.keys(table, ("name", "for"), ("name", "for"))
            out[name] = ContactWords(self.text(table, "name"), self.text(table, "for"))
        return out

    def topic(self, path: Path) -> tuple[Topic, dict[str, Entry], int, Table]:
        """A topic with its facts, its place in the menu, and the table of its entries (for later messages)."""
        topic, table = path.parent.name, self.table(path)
        self.keys(table, ("icon", "order", "sources", "facts", "entries"), ("icon", "order", "sources", "entries"))
        order = table.get("order", 0)
        sources = {name: self.source(inner) for name, inner in self.tables(table, "sources")}
        facts = {}
        for name, inner in self.tables(table, "facts"):
            self.keys(inner, ("value", "source"), ("value", "source"))
            facts[name] = self.text(inner, "value")
            self._known(inner, "source", (self.text(inner, "source"),), sources)
        entries = {}
        for name, inner in self.tables(table, "entries"):
            required = ("related", "sources", "review")
            self.keys(inner, ("icon", "contacts", "crisis", *required), required)
            named = self.names(inner, "sources")
            self._known(inner, "sources", named, sources)
            entries[f"{topic}/{name}"] = Entry(
                id=f"{topic}/{name}",
                topic=topic,
                icon=self.text(inner, "icon") or self.text(table, "icon"),
                contacts=self.names(inner, "contacts"),
                related=self.names(inner, "related"),
                sources=tuple(sources[key] for key in named if key in sources),
                facts=facts,
                review=self.day(inner, "review"),
                crisis=self.flag(inner, "crisis"),
            )
        inside = table.get("entries")
        found = Topic(topic, self.text(table, "icon"), tuple(entries))
        return found, entries, order if isinstance(order, int) else 0, inside if isinstance(inside, Table) else table

    def words(self, path: Path) -> tuple[str, dict[str, Text], Table]:
        """A topic's name and its texts in the language the file is named after, by entry id."""
        topic, language, table = path.parent.name, path.stem, self.table(path)
        out = {}
        parts = ("title", "answer", "do")
        for name, inner in table.items():
            if name == "topic":
                continue
            if not isinstance(inner, Table):
                self.wrong(table.place(name), f'"{name}" must hold title, answer and do', "Indent them below it.")
                continue
            self.keys(inner, parts, parts)
            out[f"{topic}/{name}"] = Text(
                language, self.text(inner, "title"), self.lines(inner, "answer"), self.lines(inner, "do")
            )
        return self.text(table, "topic"), out, table

    def asked(self, path: Path) -> tuple[dict[str, tuple[str, ...]], Table]:
        """Ways of asking by entry id."""
        table = self.table(path)
        return {f"{path.parent.parent.name}/{name}": self.lines(table, name) for name in table}, table

    def phrases(self, path: Path) -> Phrases:
        table = self.table(path)
        self.keys(
            table,
            ("always", "alone", "danger", "calm", "out_of_scope", "not_yet"),
            ("always", "alone", "danger", "calm", "out_of_scope"),
        )
        danger = table.get("danger")
        return Phrases(
            always=self.lines(table, "always"),
            alone=self.lines(table, "alone"),
            danger={kind: self.lines(danger, kind) for kind in danger} if isinstance(danger, Table) else {},
            calm=self.lines(table, "calm"),
            out_of_scope=self.lines(table, "out_of_scope"),
            not_yet=self.lines(table, "not_yet"),
        )

    def ledger(self, path: Path) -> dict[str, Line]:
        """Who read which translation, by entry id."""
        out = {}
        for name, table in self.tables(self.table(path)):
            self.keys(table, ("english", "read", "on"), ("english", "read", "on"))
            out[name] = Line(self.text(table, "english"), self.text(table, "read"), self.day(table, "on").isoformat())
        return out

    def danger_kinds(self, path: Path) -> dict[str, DangerKind]:
        out = {}
        for name, table in self.tables(self.table(path)):
            self.keys(table, ("entry", "contacts"), ("entry", "contacts"))
            out[name] = DangerKind(name, self.text(table, "entry"), self.names(table, "contacts"))
        return out

    def danger_words(self, path: Path) -> DangerWords:
        table = self.table(path)
        fields = ("warm", "call", "free", "say", "possible")
        self.keys(table, (*fields, "advice"), (*fields, "advice"))
        advice = table.get("advice")
        return DangerWords(
            **{field: self.text(table, field) for field in fields},
            advice={kind: self.text(advice, kind) for kind in advice} if isinstance(advice, Table) else {},
        )

    def cards(self, path: Path) -> dict[str, Card]:
        out = {}
        for name, table in self.tables(self.table(path)):
            self.keys(table, ("icon", "entry"), ("icon", "entry"))
            out[name] = Card(name, self.text(table, "icon"), self.text(table, "entry"))
        return out

    def card_words(self, path: Path) -> dict[str, CardWords]:
        out = {}
        for name, table in self.tables(self.table(path)):
            self.keys(table, ("title", "for", "say"), ("title", "for", "say"))
            out[name] = CardWords(*(self.text(table, key) for key in ("title", "for", "say")))
        return out

    def quiz(self, path: Path) -> dict[str, QuizQuestion]:
        out = {}
        for name, table in self.tables(self.table(path)):
            self.keys(table, ("entry", "right"), ("entry", "right"))
            right = table.get("right")
            if not isinstance(right, int) or isinstance(right, bool):
                self.wrong(table.place("right"), '"right" must be a number', "1 is the first option.")
                right = 1
            out[name] = QuizQuestion(name, self.text(table, "entry"), right)
        return out

    def quiz_words(self, path: Path) -> dict[str, QuizWords]:
        out = {}
        for name, table in self.tables(self.table(path)):
            self.keys(table, ("question", "options", "why"), ("question", "options", "why"))
            out[name] = QuizWords(
                self.text(table, "question"), self.lines(table, "options"), "\n".join(self.lines(table, "why"))
            )
        return out

    def plain(self, path: Path) -> Plain:
        table = self.table(path)
        fields = ("sentence", "negation", "no_negation", "avoid", "words", "same_sense")
        self.keys(table, fields, ("sentence", "negation"))
        limit, avoid, words = table.get("sentence"), table.get("avoid"), table.get("words")
        if not isinstance(limit, int):
            self.wrong(table.place("sentence"), '"sentence" must be a number', "The most words in one sentence.")
        return Plain(
            sentence=limit if isinstance(limit, int) else 0,
            negation=self.names(table, "negation"),
            no_negation=self.lines(table, "no_negation"),
            avoid={word: self.text(avoid, word) for word in avoid} if isinstance(avoid, Table) else {},
            words={term: self.names(words, term) for term in words} if isinstance(words, Table) else {},
            same_sense=self.lines(table, "same_sense"),
        )

    def _known(self, table: Table, key: str, named: Sequence[str], known: dict[str, Any]) -> None:
        for name in named:
            if name not in known:
                self.wrong(
                    table.place(key), f'"{name}" is not known', did_you_mean(name, known, "Add it, or mend the name.")
                )
