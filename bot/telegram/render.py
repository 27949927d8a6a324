"""Turns entries and replies into Telegram's HTML: short parts, numbers that read from left to right, nothing invented."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from bot.core import contacts as choose_contacts
from bot.core.wording import ISOLATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bot.core.entries import Contact, Danger, Entry
    from bot.core.library import Library
    from bot.core.wording import Wording

LONGEST: Final = 4096
"""UTF-16 code units in one message, after entities are parsed (Bot API, sendMessage); we count before, to be safe."""
PHONE: Final = "☎"
WEB: Final = "🔗"
FEW: Final = 2
"""Languages that are worth naming in a short line."""


class Renderer:
    """Renders in any language; holds the words, keeps nothing."""

    def __init__(self, library: Library, wording: Wording) -> None:
        self._library = library
        self._wording = wording

    def say(self, name: str, language: str, /, **values: str) -> str:
        """One of the bot's own messages, safe to send as HTML."""
        return self._lines(self._wording.say(name, language, **values).splitlines(), language)

    def title(self, entry: str, language: str) -> str:
        """An entry's icon and title as plain text, for buttons."""
        return f"{self._library.entries[entry].icon} {self._library.text(entry, language).title}"

    def topic(self, topic: str, language: str) -> str:
        """A topic's name."""
        return escape(self._library.topic_name(topic, language))

    def entry(self, entry_id: str, language: str, today: date, *, lead: str = "") -> list[str]:
        """An entry as one or more messages; crisis entries show their contacts before the answer."""
        entry = self._library.entries[entry_id]
        text = self._library.text(entry_id, language)
        spoken = text.language
        title = self._wording.line(f"<b>{escape(self.title(entry_id, language))}</b>", spoken)
        answer = self._filled(text.answer, entry_id, spoken)
        steps = (
            self._heading("what-you-can-do", language)
            + "\n"
            + self._filled((f"• {step}" for step in text.do), entry_id, spoken)
        )
        people = choose_contacts.for_entry(self._library, entry_id)
        helpers = (
            [self._heading("who-can-help", language) + "\n" + "\n".join(self.contact(c, language) for c in people)]
            if people
            else []
        )
        foot = [self._foot(entry, language, today)]
        order = [title, *helpers, answer, steps, *foot] if entry.crisis else [title, answer, steps, *helpers, *foot]
        return parts([lead, *order] if lead else order)

    def danger(self, danger: Danger, language: str) -> str:
        """The danger reply: short, warm, numbers first, one screen."""
        words = self._library.danger_words(language)
        people = choose_contacts.for_danger(self._library, danger.kind, language)
        numbers = "\n".join(self._short(contact, language) for contact in people)
        lines = [words.free, words.say, words.advice[danger.kind]]
        block = "\n".join(self._wording.line(self._wording.fill(escape(line, quote=False)), language) for line in lines)
        first = self._wording.line(escape(words.warm), language)
        call = self._wording.line(f"<b>{escape(words.call)}</b>", language)
        return f"{first}\n{call}\n{numbers}\n\n{block}"

    def possible_danger(self, language: str) -> str:
        """One calm line with the emergency numbers."""
        line = self._wording.fill(escape(self._library.danger_words(language).possible))
        return self._wording.line(f"{PHONE} {line}", language)

    def people(self, names: Sequence[str], language: str) -> str:
        """A list of contacts, with what each is for."""
        sendable = [c for name in names if (c := self._library.contacts.get(name)) is not None and c.sendable]
        return "\n\n".join(self.contact(contact, language) for contact in sendable)

    def contact(self, contact: Contact, language: str) -> str:
        """A contact on three lines: number, name and what for, then hours, cost and languages."""
        words = self._library.contact_words(contact.id, language)
        lines = [f"{self._reach(contact)} <b>{escape(words.name)}</b>"]
        if words.what_for:
            lines.append(escape(words.what_for))
        facts = []
        if contact.phone and contact.hours in ("always", "office", "evenings"):
            facts.append(self._wording.say(f"hours-{contact.hours}", language))
        if contact.phone and contact.cost == "free":
            facts.append(self._wording.say("call-free", language))
        if contact.anonymous:
            facts.append(self._wording.say("no-name", language))
        if contact.languages:
            spoken = self._wording.language_names(contact.languages, language)
            facts.append(self._wording.say("speaks", language, languages=spoken))
        if facts:
            lines.append(f"<i>{escape(' · '.join(facts))}</i>")
        return "\n".join(self._wording.line(line, language) for line in lines)

    def _short(self, contact: Contact, language: str) -> str:
        """One line; a help line of one or two languages says which, unless the visitor's own is among them."""
        name = escape(self._library.contact_words(contact.id, language).name)
        if (
            language not in contact.languages
            and 0 < len(contact.languages) <= FEW
            and not choose_contacts.is_emergency(contact)
        ):
            name += f" ({escape(self._wording.language_names(contact.languages, language))})"
        return self._wording.line(f"{self._reach(contact)} {name}", language)

    def _reach(self, contact: Contact) -> str:
        if contact.phone:
            return f"{PHONE} {ISOLATE.format(escape(contact.phone))}"
        if contact.website:
            return f'{WEB} <a href="{escape(contact.website)}">{ISOLATE.format(escape(_host(contact.website)))}</a>'
        return ISOLATE.format(escape(contact.reach))

    def _heading(self, name: str, language: str) -> str:
        return self._wording.line(f"<b>{escape(self._wording.say(name, language))}</b>", language)

    def _filled(self, lines: Iterable[str], entry: str, language: str) -> str:
        return "\n".join(
            self._wording.line(self._wording.fill(escape(line, quote=False), entry), language) for line in lines
        )

    def _lines(self, lines: Iterable[str], language: str) -> str:
        return "\n".join(self._wording.line(escape(line, quote=False), language) for line in lines)

    def _foot(self, entry: Entry, language: str, today: date) -> str:
        """When it was checked and where it comes from, folded; and a warning when the review date has passed."""
        checked = max(source.checked for source in entry.sources)
        month = self._wording.say("checked", language, month=self._wording.month(checked, language))
        named = self._wording.say("source", language)
        links = "\n".join(f'{escape(named)}: <a href="{escape(s.url)}">{escape(s.title)}</a>' for s in entry.sources)
        body = "\n".join(self._wording.line(line, language) for line in [escape(month), *links.split("\n")])
        quote = f"<blockquote expandable>{body}</blockquote>"
        if today > entry.review:
            return f"{self.say('may-be-old', language)}\n{quote}"
        return quote


def _host(url: str) -> str:
    return url.partition("://")[2].rstrip("/").removeprefix("www.")


def units(text: str) -> int:
    """How long Telegram counts a text: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def parts(blocks: Sequence[str]) -> list[str]:
    """Blocks put together, an empty line between them, into messages of at most 4096 units.

    A block that is too long alone is cut between lines; our tags never span lines except in the last, short block.
    """
    pieces = []
    for block in blocks:
        pieces += [block] if units(block) <= LONGEST else block.split("\n")
    out: list[str] = []
    for piece in pieces:
        if out and units(out[-1]) + units(piece) + 2 <= LONGEST:
            out[-1] += f"\n\n{piece}"
        else:
            out.append(piece)
    return out
