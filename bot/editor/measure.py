"""`bot measure`: how well Lantern understands questions that it has not learnt from, language by language."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from bot.core.answer import Answering
from bot.core.entries import Question
from bot.core.index import Index, examples_of
from bot.core.library import Library
from bot.core.problems import KnowledgeError, Place, Problem
from bot.core.reader import Reader
from bot.core.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from rich.table import Table

    from bot.core.entries import Reply
    from bot.settings import Settings

KINDS: Final = ("plain", "indirect", "danger", "hidden", "lookalike", "outside")
"""`plain` and `indirect` have an answer; `danger` calls for help, `hidden` does so in a roundabout way; `lookalike` only sounds
like danger; `outside` has no answer here."""
_ORDINARY: Final = ("plain", "indirect", "outside")
_CONFUSIONS: Final = 12
_WIDTH: Final = 120
"""Characters the tables need: thirteen languages side by side."""
_SLOWEST: Final = 5
COLUMNS: Final = {
    "questions": "questions",
    "language": "language right",
    "first": "right first",
    "three": "in first three",
    "wrong": "wrong answers given",
    "unsure": "not sure",
    "outside_answered": "outside answered",
    "outside_offered": "outside offered",
    "danger_certain": "danger: certain",
    "hidden_found": "hidden: found",
    "alarmed": "ordinary alarmed",
    "touched": "ordinary touched",
    "lookalike_touched": "look-alikes touched",
}
"""The figures of a language, each a share except `questions`; None where a file has no such questions."""


@dataclass(frozen=True, slots=True)
class Held:
    """A question that was held out, and every entry that would be right; none when nothing would."""

    text: str
    language: str
    accept: tuple[str, ...]
    kind: str
    crisis: bool = False
    """Whether one of those entries is for a crisis: then an alarm is never false."""


@dataclass(slots=True)
class Outcome:
    """What became of one question."""

    held: Held
    reply: Reply
    language: str
    """The language found when nothing was chosen."""
    milliseconds: float

    @property
    def first(self) -> bool:
        return bool(self.reply.matches) and self.reply.matches[0].entry in self.held.accept

    @property
    def three(self) -> bool:
        return any(match.entry in self.held.accept for match in self.reply.matches[:3])

    @property
    def level(self) -> str:
        return self.reply.danger.level if self.reply.danger else ""


@dataclass(slots=True)
class Report:
    """The figures of each language, their mean, what was confused with what, and what took longest."""

    languages: dict[str, dict[str, float | None]]
    mean: dict[str, float | None]
    rehearsed: dict[str, dict[str, float]] = field(default_factory=dict)
    """Cross-validation on our own ways of asking: `first`, `three`."""
    confusions: list[tuple[str, str, int]] = field(default_factory=list)
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def as_object(self) -> dict[str, Any]:
        return {
            "languages": self.languages,
            "mean": self.mean,
            "cross_validation": self.rehearsed,
            "confusions": self.confusions,
            "slowest_ms": self.slowest,
        }


def run(
    settings: Settings,
    files: Sequence[Path],
    to: Path | None,
    progress: Callable[[str, int, int], None],
    *,
    wrong: bool,
) -> None:
    """Prints the report, and what went wrong if asked; writes the figures to `to`. Raises `KnowledgeError`."""
    from rich.console import Console
    from rich.progress import track

    library = Library.load(settings.knowledge_dir)
    if not files:
        place = Place("tests/questions")
        raise KnowledgeError(
            [Problem(place, "there are no questions here", "Name a file: bot measure --file FILE.yaml")]
        )
    every = [one for file in files for one in read(file, library)]
    held = unknown(every, library)
    index = Index.load(library, settings.cache_dir, progress)
    index.detector.warm()  # else the first question pays for it, as no visitor's does
    answering = Answering(library, index)
    console, bar = Console(), Console(stderr=True)
    console.width = max(console.width, _WIDTH)
    outcomes = [ask(answering, one) for one in track(held, "Asking", console=bar, transient=True)]
    report = summary(outcomes, library)
    report.rehearsed = {
        code: dict(zip(("first", "three"), pair, strict=True)) for code, pair in index.rehearsed.items()
    }
    for table in tables(report):
        console.print(table)
    console.print(f"Left out, because somebody wrote the very same for us to learn from: {len(every) - len(held)}")
    if wrong:
        for line in mistakes(outcomes):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    if to is not None:
        to.write_text(json.dumps(report.as_object(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        console.print(f"written: {to}")


def read(file: Path, library: Library) -> list[Held]:
    """The questions of a file: a list of `{q, lang, accept, kind}`; `kind` may be missing.

    Raises `KnowledgeError` with everything that is wrong with it.
    """
    reader = Reader(file.parent)
    found = []
    for table in reader.items(file):
        reader.keys(table, ("q", "lang", "accept", "kind", "source"), ("q", "lang", "accept"))
        accept = reader.names(table, "accept")
        kind = table.get("kind") or ("plain" if accept else "outside")
        if kind not in KINDS:
            reader.wrong(table.place("kind"), f'"{kind}" is no kind of question', f"One of: {', '.join(KINDS)}.")
        for name in accept:
            if name not in library.entries:
                reader.wrong(table.place("accept"), f'there is no entry "{name}"', "Mend the name.")
        if (language := reader.text(table, "lang")) not in library.languages:
            reader.wrong(table.place("lang"), f'"{language}" is none of the languages', "Mend the code.")
        crisis = any(library.entries[name].crisis for name in accept if name in library.entries)
        found.append(Held(reader.text(table, "q"), language, accept, kind, crisis))
    if reader.problems:
        raise KnowledgeError(reader.problems)
    return found


def unknown(held: Iterable[Held], library: Library) -> list[Held]:
    """The questions that are not, word for word, among those we learn from."""
    known = {code: {fold(text) for text, _ in examples_of(library, code)} for code in library.languages}
    return [one for one in held if fold(one.text) not in known[one.language]]


def ask(answering: Answering, held: Held) -> Outcome:
    """Asks as somebody who has chosen the language, and looks which language is found when nothing is chosen."""
    start = time.perf_counter()
    reply = answering.answer(Question(held.text, chosen=held.language))
    spent = time.perf_counter() - start
    found = answering.index.detector.decide(held.text, None, None).language
    return Outcome(held, reply, found, 1000 * spent)


def summary(outcomes: Sequence[Outcome], library: Library) -> Report:
    """The figures of every language that was asked in."""
    by_language: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_language[outcome.held.language].append(outcome)
    languages = {code: figures(by_language[code]) for code in library.languages if code in by_language}
    mean: dict[str, float | None] = {}
    for name in COLUMNS:
        values = [value for row in languages.values() if (value := row[name]) is not None]
        mean[name] = (sum(values) if name == "questions" else sum(values) / len(values)) if values else None
    confused = Counter(
        (outcome.held.accept[0], outcome.reply.matches[0].entry)
        for outcome in outcomes
        if outcome.held.accept and outcome.reply.matches and not outcome.first
    )
    slowest = sorted(((round(o.milliseconds, 2), o.held.text) for o in outcomes), reverse=True)
    return Report(
        languages,
        mean,
        confusions=[(*pair, count) for pair, count in confused.most_common(_CONFUSIONS)],
        slowest=slowest[:_SLOWEST],
    )


def figures(outcomes: Iterable[Outcome]) -> dict[str, float | None]:
    """The figures of one language; see `COLUMNS`."""
    kinds: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        kinds[outcome.held.kind].append(outcome)
    every = [outcome for kind in KINDS for outcome in kinds[kind]]
    inside = [outcome for outcome in every if outcome.held.accept and outcome.held.kind != "lookalike"]
    ordinary = [outcome for kind in _ORDINARY for outcome in kinds[kind] if not outcome.held.crisis]
    lookalikes = [outcome for outcome in kinds["lookalike"] if not outcome.held.crisis]
    return {
        "questions": len(every),
        "language": _share(every, lambda o: o.language == o.held.language),
        "first": _share(inside, lambda o: o.first),
        "three": _share(inside, lambda o: o.three),
        "wrong": _share(inside, lambda o: o.reply.kind == "answer" and not o.first),
        "unsure": _share(inside, lambda o: o.reply.kind == "unsure"),
        "outside_answered": _share(kinds["outside"], lambda o: o.reply.kind == "answer"),
        "outside_offered": _share(kinds["outside"], lambda o: o.reply.kind == "choose"),
        "danger_certain": _share(kinds["danger"], lambda o: o.level == "certain"),
        "hidden_found": _share(kinds["hidden"], lambda o: bool(o.level)),
        "alarmed": _share(ordinary, lambda o: o.level == "certain"),
        "touched": _share(ordinary, lambda o: bool(o.level)),
        "lookalike_touched": _share(lookalikes, lambda o: bool(o.level)),
    }


def mistakes(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """One line for everything that went wrong, for editors who look for missing ways of asking."""
    for outcome in outcomes:
        held, reply = outcome.held, outcome.reply
        got = f"{reply.kind} {reply.matches[0].entry if reply.matches else '-'} {outcome.level}".strip()
        missed = (held.kind == "danger" and outcome.level != "certain") or (held.kind == "hidden" and not outcome.level)
        false = reply.kind == "danger" and held.kind in (*_ORDINARY, "lookalike") and not held.crisis
        if (
            missed
            or false
            or (held.accept and not outcome.first)
            or (held.kind == "outside" and reply.kind == "answer")
        ):
            yield f"{held.language} {held.kind}: {held.text}  [{' '.join(held.accept) or 'nothing'}] -> {got}"


def tables(report: Report) -> Iterator[Table]:
    """The report as it is printed."""
    from rich.table import Table

    columns = {**report.languages, "mean": report.mean}
    yield _by_language("Questions nobody learnt from (%)", columns, COLUMNS)
    own = {"first": "right first", "three": "in first three"}
    yield _by_language("Cross-validation on our own ways of asking (%)", report.rehearsed, own)
    confused = Table(title="Confused most often")
    for heading in ("asked for", "found", "times"):
        confused.add_column(heading)
    for wanted, got, count in report.confusions:
        confused.add_row(wanted, got, str(count))
    yield confused
    slow = Table(title="Slowest (ms)")
    for heading in ("ms", "question"):
        slow.add_column(heading)
    for milliseconds, text in report.slowest:
        slow.add_row(f"{milliseconds:.1f}", text[:80])
    yield slow


def _by_language(title: str, columns: dict[str, dict[str, Any]], rows: dict[str, str]) -> Table:
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table(title=title, box=SIMPLE, padding=(0, 0))
    table.add_column("")
    for code in columns:
        table.add_column(code, justify="right", min_width=5)
    for name, heading in rows.items():
        table.add_row(heading, *(_shown(name, figures.get(name)) for figures in columns.values()))
    return table


def _share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float | None:
    return round(sum(map(holds, outcomes)) / len(outcomes), 4) if outcomes else None


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if name == "questions" else f"{100 * value:.1f}"
