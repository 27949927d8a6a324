"""Which contacts go with an answer or a danger, the ones this visitor can best speak with first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.core.entries import Contact
    from bot.core.library import Library


def for_entry(library: Library, entry: str) -> list[Contact]:
    """The sendable contacts of an entry, as its editor ordered them; empty when it names none."""
    return [library.contacts[name] for name in library.entries[entry].contacts if library.contacts[name].sendable]


def for_danger(library: Library, kind: str, language: str) -> list[Contact]:
    """The contacts of a kind of danger: in the editor's order, but of help lines one that speaks `language` comes first.

    112 and 101 keep their place: whoever answers there, they send help.
    """
    contacts = [library.contacts[name] for name in library.kinds[kind].contacts if library.contacts[name].sendable]
    urgent = [contact for contact in contacts if is_emergency(contact)]
    lines = [contact for contact in contacts if not is_emergency(contact)]
    lines.sort(key=lambda contact: language not in contact.languages)
    return urgent + lines if contacts and is_emergency(contacts[0]) else lines + urgent


def is_emergency(contact: Contact) -> bool:
    """Whether it is 112 or 101 rather than a help line."""
    return len(contact.phone.replace(" ", "")) == 3  # noqa: PLR2004 - three digits: 112, 101
