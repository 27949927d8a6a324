"""`bot ask`: what a child would see and why, for one message or for many as JSON lines."""

from __future__ import annotations

import gc
import json
import sys
from typing import TYPE_CHECKING, Any

from bot.core.answer import Answering
from bot.core.entries import Question
from bot.core.index import Index
from bot.core.library import Library
from bot.core.locale_codes import resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.core.entries import Reply
    from bot.core.wording import Wording
    from bot.settings import Settings


def run(
    settings: Settings, text: str, language: str | None, progress: Callable[[str, int, int], None], *, as_json: bool
) -> None:
    """Answers `text`, or every line of standard input. Raises `KnowledgeError`."""
    # The base is read into a million small objects that all stay: looking for garbage among them costs a fifth of a second.
    gc.disable()
    library = Library.load(settings.knowledge_dir)
    answering = Answering(library, Index.load(library, settings.cache_dir, progress))
    gc.freeze()
    gc.enable()
    if as_json:
        for line in sys.stdin:
            if line.strip():
                print(json.dumps(answer_line(answering, line), ensure_ascii=False), flush=True)
    else:
        show(settings, answering, Question(text, chosen=resolve(language, library.languages)))


def answer_line(answering: Answering, line: str) -> dict[str, Any]:
    """One JSON line in, one JSON object out; an unreadable line gets `{"error": …}` and does not stop the rest."""
    try:
        asked = json.loads(line)
        text, language = str(asked["text"]), asked.get("language")
    except (ValueError, KeyError, TypeError, AttributeError):
        return {"error": 'each line must be like {"text": "...", "language": "fr" or null}'}
    return as_object(answering.answer(Question(text, chosen=resolve(language, answering.library.languages))))


def as_object(reply: Reply) -> dict[str, Any]:
    """The form of `bot ask --json`; README describes it."""
    danger = reply.danger
    return {
        "kind": reply.kind,
        "language": reply.language,
        "entries": [{"id": match.entry, "score": match.score} for match in reply.matches],
        "danger": {"kind": danger.entry, "level": danger.level} if danger else None,
    }


def show(settings: Settings, answering: Answering, question: Question) -> None:
    """Prints the reply as plain text, then the decision behind it."""
    from rich.console import Console
    from rich.table import Table

    from bot.core.wording import Wording

    library = answering.library
    reply = answering.why(question, answering.answer(question))
    wording = Wording.load(settings.locales_dir, library)
    console = Console()
    for line in _plain(answering, wording, reply):
        console.print(line, markup=False, highlight=False)
    table = Table(
        title=f"{reply.kind} · {reply.language}"
        + (f" · {reply.danger.entry} ({reply.danger.level})" if reply.danger else "")
    )
    for heading in ("entry", "score", "words that carried it"):
        table.add_column(heading)
    for match in reply.matches:
        table.add_row(match.entry, f"{match.score:.2f}", ", ".join(match.why))
    console.print()
    console.print(table)
    for line in explain(answering, question, reply):
        console.print(line, markup=False, highlight=False)


def explain(answering: Answering, question: Question, reply: Reply) -> list[str]:
    """The decision in words, with the numbers it rests on."""
    if reply.foreign is not None:
        return [f"The message is in a language that is none of ours ({reply.foreign})."]
    lines = []
    if reply.danger is not None:
        by_phrase = answering.alarm(question.text) is not None
        because = (
            "a phrase of knowledge/_search says so" if by_phrase else "it is like the ways of asking of crisis entries"
        )
        lines.append(f"Danger ({reply.danger.kind}), {reply.danger.level}: {because}.")
    found = answering.evidence(question)
    if found is None:
        return [*lines, "It has too few letters to say anything."]
    limits = answering.index.limits[found.language]
    sure = f"confidence {found.confidence:.2f}; from {limits.weak:.2f} on it is enough in {found.language}"
    if found.first not in answering.library.entries:
        return [*lines, f"No answer: it is most like messages that no entry answers ({sure})."]
    if found.confidence < limits.weak:
        return [*lines, f"No answer: it is too unlike everything we know ({sure}). More ways of asking would help."]
    second = (
        reply.matches[1].score / reply.matches[0].score if len(reply.matches) > 1 and reply.matches[0].score else 0.0
    )
    near = f"the second fits {second:.0%} as well as the first; from {limits.close:.0%} on it is a choice"
    return [*lines, f"{'A choice' if second > limits.close else 'One answer'}: {near} ({sure})."]


def _plain(answering: Answering, wording: Wording, reply: Reply) -> list[str]:
    library, language = answering.library, reply.language
    words = library.danger_words(language)
    if reply.kind == "danger" and reply.danger is not None:
        people = [library.contacts[name] for name in library.kinds[reply.danger.kind].contacts]
        numbers = [f"☎ {contact.reach}  {library.contact_words(contact.id, language).name}" for contact in people]
        return [words.warm, words.call, *numbers, words.free, words.say, words.advice[reply.danger.kind]]
    lead = [wording.fill(words.possible), ""] if reply.danger or reply.kind != "answer" else []
    if reply.foreign is not None:
        return [wording.say("foreign", "en")]
    if reply.kind == "answer":
        text = library.text(reply.matches[0].entry, language)
        entry = reply.matches[0].entry
        steps = [f"• {wording.fill(line, entry)}" for line in text.do]
        return [
            *lead,
            text.title,
            "",
            *(wording.fill(line, entry) for line in text.answer),
            "",
            wording.say("what-you-can-do", language),
            *steps,
        ]
    if reply.kind == "choose":
        titles = [f"[{library.text(entry, language).title}]" for entry in reply.offered]
        return [*lead, wording.say("choose-answer", language), *titles]
    return [*lead, wording.say("unsure", language)]
