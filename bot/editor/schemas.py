"""`bot schemas`: JSON Schemas of every knowledge file, for completion and red underlines while typing."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final, get_args

from bot.core import entries
from bot.core.library import Library
from bot.editor.checks import limits

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings

_TEXT: Final = {"type": "string"}
_NAMES: Final = {"type": "array", "items": _TEXT}
_DAY: Final = {"type": "string", "format": "date"}


def run(settings: Settings) -> None:
    """Writes one file for each kind of knowledge file into `knowledge/_schema`. Raises `KnowledgeError`."""
    folder = settings.knowledge_dir / "_schema"
    folder.mkdir(exist_ok=True)
    for name, schema in make(Library.load(settings.knowledge_dir)).items():
        (folder / f"{name}.schema.json").write_text(as_text(schema), encoding="utf-8")
    print(f"written: {folder.name}/")


def as_text(schema: dict[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def stale(library: Library, folder: Path) -> list[str]:
    """The schemas whose file is missing or not what the models give."""
    wanted = {f"{name}.schema.json": as_text(schema) for name, schema in make(library).items()}
    return [
        name
        for name, text in wanted.items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]


def make(library: Library) -> dict[str, dict[str, Any]]:
    """Every schema by name, made from the models and from the ids there are."""
    contact_ids = {"type": "array", "items": {"enum": sorted(c.id for c in library.contacts.values() if c.sendable)}}
    entry_ids = {"type": "array", "items": {"enum": list(library.entries)}}
    source = _table(("title", "url"), title=_TEXT, url={"type": "string", "pattern": "^https?://"}, checked=_DAY)
    entry = _table(
        ("related", "sources", "review"),
        icon=_TEXT,
        contacts=contact_ids,
        related=entry_ids,
        sources=_NAMES,
        review=_DAY,
        crisis={"type": "boolean"},
    )
    fact = _table(("value", "source"), value=_TEXT, source=_TEXT)
    language = _table(
        ("name", "locale", "script", "direction", "fallback"),
        name=_TEXT,
        locale=_TEXT,
        script=_choice(entries.Script),
        direction=_choice(entries.Direction),
        fallback=_NAMES,
        also=_NAMES,
        kin=_TEXT,
    )
    contact = _table(
        ("hours", "cost", "languages", "source", "checked", "confidence"),
        phone={"type": "string", "pattern": "^[0-9][0-9 ]*[0-9]$"},
        website=_TEXT,
        email=_TEXT,
        address=_TEXT,
        hours=_choice(entries.Hours),
        cost=_choice(entries.Cost),
        languages=_NAMES,
        anonymous={"type": "boolean"},
        area=_TEXT,
        source=source,
        checked=_DAY,
        confidence=_choice(entries.Confidence),
        unverified={"type": "object"},
    )
    words = _table(("title", "answer", "do"), title=_up_to(limits.TITLE), answer=_TEXT, do=_TEXT)
    card = _table(
        ("title", "for", "say"), **{"title": _up_to(limits.TITLE), "for": _up_to(limits.CARD_WHOM), "say": _TEXT}
    )
    question = _table(
        ("question", "options", "why"), question=_up_to(limits.QUESTION), options=_TEXT, why=_up_to(limits.WHY)
    )
    plain = _table(
        ("sentence", "negation"),
        sentence={"type": "integer"},
        negation=_NAMES,
        no_negation=_TEXT,
        avoid=_each(_TEXT),
        words=_each(_NAMES),
        same_sense=_TEXT,
    )
    one_entry = {"enum": list(library.entries)}
    advice = _table(tuple(library.kinds), **dict.fromkeys(library.kinds, _TEXT))
    spoken = {field.name: _TEXT for field in fields(entries.DangerWords)} | {"advice": advice}
    phrases = {field.name: _TEXT for field in fields(entries.Phrases)}
    phrases["danger"] = _table((), **dict.fromkeys(library.kinds, _TEXT))
    kind = _table(("entry", "contacts"), entry={"type": "string", "pattern": "^[a-z]+/[a-z-]+$"}, contacts=contact_ids)
    topic = _table(
        ("icon", "order", "sources", "entries"),
        icon=_TEXT,
        order={"type": "integer"},
        sources=_each(source),
        facts=_each(fact),
        entries=_each(entry),
    )
    return {
        "languages": _each(language),
        "contacts": _each(contact),
        "contact-words": _each(_table(("name", "for"), **{"name": _TEXT, "for": _TEXT})),
        "topic": topic,
        "words": {
            "type": "object",
            "properties": {"topic": _up_to(28)},
            "additionalProperties": words,
        },
        "asked": _each(_TEXT),
        "cards": _each(_table(("icon", "entry"), icon=_TEXT, entry=one_entry)),
        "card-words": _each(card),
        "quiz": _each(_table(("entry", "right"), entry=one_entry, right={"type": "integer", "minimum": 1})),
        "quiz-words": _each(question),
        "plain": plain,
        "search": _table(tuple(name for name in phrases if name != "not_yet"), **phrases),
        "danger": _table(tuple(spoken), **spoken),
        "danger-kinds": _each(kind),
    }


def _table(required: tuple[str, ...], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _each(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": value}


def _up_to(most: int) -> dict[str, Any]:
    return {"type": "string", "maxLength": most}


def _choice(literal: Any) -> dict[str, Any]:
    return {"enum": list(get_args(literal))}
