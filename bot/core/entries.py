"""The plain data that everything else passes around: topics, entries, contacts, questions, replies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 - the schemas are made from these types at run time
from typing import Literal

Confidence = Literal["sure", "likely", "check"]
Hours = Literal["always", "office", "evenings", "some"]
Cost = Literal["free", "normal", "unknown"]
Direction = Literal["ltr", "rtl"]
Script = Literal["Latin", "Arabic", "Cyrillic", "Han"]
Level = Literal["certain", "possible"]
Kind = Literal["danger", "answer", "choose", "unsure"]
Parts = dict[str, tuple[str, ...]]
"""What a child reads of one text: the name of each part in its YAML file, and its lines."""

OUT_OF_SCOPE = "-"
"""The class of messages that no entry answers; never an entry id, because ids contain a slash."""
CALM = "~"
"""The class of messages that only look like danger."""


@dataclass(frozen=True, slots=True)
class Language:
    """One of the languages of the bot. `code` is ours (`zh`, `pcm`), `locale` is Babel's (`zh_Hans`)."""

    code: str
    name: str
    locale: str
    script: Script
    direction: Direction
    fallback: tuple[str, ...]
    also: tuple[str, ...] = ()
    """Other names people type for it."""
    kin: str = ""
    """A language that its speakers write half of their words in; its matcher is asked too."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page that a fact or contact was taken from, and the day somebody looked at it."""

    title: str
    url: str
    checked: date


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody a child can reach. A contact with confidence `check` is stored, never sent."""

    id: str
    phone: str
    website: str
    email: str
    address: str
    hours: Hours
    cost: Cost
    languages: tuple[str, ...]
    anonymous: bool
    area: str
    source: Source
    confidence: Confidence

    @property
    def sendable(self) -> bool:
        return self.confidence != "check"

    @property
    def reach(self) -> str:
        """The one thing that stands for the contact inside a sentence: phone, else website, else address."""
        return self.phone or self.website or self.email or self.address


@dataclass(frozen=True, slots=True)
class ContactWords:
    """A contact's name and what it can help with, in one language."""

    name: str
    what_for: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One question the knowledge base answers; the facts of it, without words."""

    id: str
    topic: str
    icon: str
    contacts: tuple[str, ...]
    related: tuple[str, ...]
    sources: tuple[Source, ...]
    facts: dict[str, str]
    review: date
    crisis: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """A door of the menu: an icon and its entries, in the order of the menu."""

    id: str
    icon: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one entry in one language; `answer` and `do` hold one sentence group per line."""

    language: str
    title: str
    answer: tuple[str, ...]
    do: tuple[str, ...]

    @property
    def parts(self) -> Parts:
        return {"title": (self.title,), "answer": self.answer, "do": self.do}


@dataclass(frozen=True, slots=True)
class Card:
    """A need that a child shows to an adult in writing, and the entry that says more about it."""

    id: str
    icon: str
    entry: str


@dataclass(frozen=True, slots=True)
class CardWords:
    """A card in one language: its name, which adult it is for, and the sentences the child shows."""

    title: str
    whom: str
    say: str

    @property
    def parts(self) -> Parts:
        return {"title": (self.title,), "for": (self.whom,), "say": (self.say,)}


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """A quiz question: the entry it stands on, and which option is right, counted from 1."""

    id: str
    entry: str
    right: int


@dataclass(frozen=True, slots=True)
class QuizWords:
    """A quiz question in one language; the options stand in the order of the English ones."""

    question: str
    options: tuple[str, ...]
    why: str

    @property
    def parts(self) -> Parts:
        return {"question": (self.question,), "options": self.options, "why": tuple(self.why.splitlines())}


@dataclass(frozen=True, slots=True)
class Plain:
    """What plain words mean in one language, for the editors' checks; see `knowledge/_plain`.

    A word that ends in `*` stands for everything that begins like it.
    """

    sentence: int = 0
    """The most words in one sentence (in Chinese: characters); 0 is no limit."""
    negation: tuple[str, ...] = ()
    """Words that turn a sentence round."""
    no_negation: tuple[str, ...] = ()
    """Phrases that hold such a word and turn nothing round: the "không" of a question, "n'importe qui"."""
    avoid: dict[str, str] = field(default_factory=dict)
    """Words that are not for children, and what to write instead."""
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The glossary: what each term is called here; any of the words will do."""
    same_sense: tuple[str, ...] = ()
    """Sentences that somebody compared with the English: they mean the same, though with another count of negations."""


@dataclass(frozen=True, slots=True)
class DangerKind:
    """A kind of danger, the entry that goes with it (maybe not yet written), and whom to call, best first."""

    id: str
    entry: str
    contacts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DangerWords:
    """The words of a danger reply in one language; `advice` holds one line for each kind."""

    warm: str
    call: str
    free: str
    say: str
    possible: str
    advice: dict[str, str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """What a language's danger, and what only looks like it, sounds like; see `knowledge/_search`."""

    always: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    danger: dict[str, tuple[str, ...]] = field(default_factory=dict)
    calm: tuple[str, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wrote, the language they chose (a prior, not an order) and Telegram's own hint.

    `stay` is set when the visitor has asked to stay with the chosen language.
    """

    text: str
    chosen: str | None = None
    hint: str | None = None
    stay: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and how well it fits, 0 to 1; `why` names the words that carried it, strongest first."""

    entry: str
    score: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Danger:
    """What kind of danger a message speaks of, and how certain that is."""

    kind: str
    entry: str
    level: Level


@dataclass(frozen=True, slots=True)
class Reply:
    """The whole decision about one message.

    `matches` are the best five, best first, and may be empty. For `answer` the first match is the answer; for `choose`
    the entries of `offered` are. `foreign` names a language that is none of ours, when we are sure of it.
    `doubt` holds the languages the message may be in when that is open and nothing was chosen.
    """

    kind: Kind
    language: str
    matches: tuple[Match, ...] = ()
    danger: Danger | None = None
    offered: tuple[str, ...] = ()
    foreign: str | None = None
    doubt: tuple[str, ...] = ()
