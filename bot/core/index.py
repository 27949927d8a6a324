"""Everything that is fitted on the knowledge base: a matcher and limits for each language, and the language detector.

Fitted arrays are cached as `.npz` (never pickle) under a hash of what they were fitted on; an edit fits one language anew.
"""

from __future__ import annotations

import json
import os
import tempfile
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import astuple, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np

from bot.core.entries import CALM, OUT_OF_SCOPE, Language, Script
from bot.core.freshness import fingerprint
from bot.core.language import Detector, Table
from bot.core.library import Library  # noqa: TC001 - needed by name in cast()
from bot.core.search import Matcher
from bot.core.thresholds import Limits, fit_limits

if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT: Final = "11"
"""Part of every hash; raise it when the way of fitting changes."""


Lessons = tuple[list[tuple[str, str]], list[tuple[str, str]]]
"""What one language is fitted on: ways of asking, and prose; each (text, class)."""


@dataclass(frozen=True, slots=True)
class Index:
    """What the product searches with: `matchers` and `limits` by language, and the `detector`."""

    matchers: dict[str, Matcher]
    limits: dict[str, Limits]
    detector: Detector
    rehearsed: dict[str, tuple[float, float]]
    """What cross-validation on our own ways of asking says: the share right first, and in the first three."""

    @classmethod
    def load(
        cls, library: Library, cache: Path | None, progress: Callable[[str, int, int], None] | None = None
    ) -> Index:
        """From the cache where it is current, fitted where it is not; fitted arrays are put into the cache.

        `progress` is told (language, done, to do) after each language that had to be fitted. Without a cache folder, or when
        it cannot be written, everything still works, only slower.
        """
        matchers: dict[str, Matcher] = {}
        limits: dict[str, Limits] = {}
        rehearsed: dict[str, tuple[float, float]] = {}
        missing: dict[str, tuple[Lessons, str]] = {}
        for code in library.languages:
            lessons = examples_of(library, code), prose_of(library, code)
            if not lessons[0]:
                continue
            parts = (part for pairs in lessons for pair in pairs for part in pair)
            name = f"search-{code}-{fingerprint([FORMAT, *parts])}.npz"
            stored = _read(cache, name)
            if stored is None:
                missing[code] = (lessons, name)
            else:
                matchers[code], limits[code], rehearsed[code] = _restore_matcher(code, stored)
        crisis = frozenset(kind.entry for kind in library.kinds.values())
        for done, (code, matcher, fitted, right) in enumerate(_fit_all(missing, crisis), 1):
            matchers[code], limits[code], rehearsed[code] = matcher, fitted, right
            _write(cache, missing[code][1], f"search-{code}-", _store_matcher(matcher, fitted, right))
            if progress is not None:
                progress(code, done, len(missing))
        ordered = {code: matchers[code] for code in library.languages if code in matchers}
        return cls(ordered, limits, _detector(library, cache), rehearsed)


def examples_of(library: Library, code: str) -> list[tuple[str, str]]:
    """All (message, class) pairs of a language: ways of asking, titles, danger phrases, look-alikes, out of scope."""
    pairs = list(library.examples(code))
    phrases = library.phrases[code]
    for kind, lines in phrases.danger.items():
        pairs += [(line, library.kinds[kind].entry) for line in lines if kind in library.kinds]
    pairs += [(line, CALM) for line in phrases.calm]
    pairs += [(line, OUT_OF_SCOPE) for line in (*phrases.out_of_scope, *phrases.not_yet)]
    return list(dict.fromkeys(pairs))


def prose_of(library: Library, code: str) -> list[tuple[str, str]]:
    """The sentences of the answers and of the quiz, as weak examples of their entry.

    Measured on the lines of writers who had not read them, right first / first three: en .62/.81 -> .64/.83, fr .67/.83 ->
    .69/.85, fa .63/.83 -> .67/.84.
    """
    pairs = [(line, entry) for entry, text in library.texts(code).items() for line in (*text.answer, *text.do)]
    for question in library.quiz.values():
        words = library.written(code).get(f"_quiz/{question.id}")
        if words is not None and question.entry in library.entries:
            pairs += [(line, question.entry) for part in ("question", "why") for line in words.parts[part]]
    return list(dict.fromkeys(pairs))


def _fit_one(code: str, lessons: Lessons, crisis: frozenset[str]) -> tuple[str, Matcher, Limits, tuple[float, float]]:
    matcher, rehearsal = Matcher.fit(code, *lessons)
    return code, matcher, fit_limits(rehearsal, crisis), rehearsal.right()


def _fit_all(missing: dict[str, tuple[Lessons, str]], crisis: frozenset[str]) -> Any:
    """Yields fitted languages as they are ready, on all processors when there is enough to do."""
    jobs = [(code, lessons) for code, (lessons, _) in missing.items()]
    if sum(len(lessons[0]) for _, lessons in jobs) < 2000 or len(jobs) < 2:  # noqa: PLR2004 - a process costs half a second
        for code, lessons in jobs:
            yield _fit_one(code, lessons, crisis)
        return
    # Each process gets one thread of linear algebra; two of them on two processors fight.
    threads = {name: os.environ.get(name) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    os.environ.update(dict.fromkeys(threads, "1"))
    try:
        with ProcessPoolExecutor(min(len(jobs), os.cpu_count() or 1), mp_context=get_context("spawn")) as pool:
            for future in as_completed([pool.submit(_fit_one, code, lessons, crisis) for code, lessons in jobs]):
                yield future.result()
    finally:
        for name, value in threads.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _store_matcher(matcher: Matcher, limits: Limits, right: tuple[float, float]) -> dict[str, Any]:
    numbers = {"limits": np.array(astuple(limits)), "rehearsed": np.array(right)}
    return {**matcher.arrays, "classes": np.array(matcher.classes), **numbers}


def _restore_matcher(code: str, stored: dict[str, Any]) -> tuple[Matcher, Limits, tuple[float, float]]:
    classes = [str(name) for name in stored.pop("classes")]
    limits = Limits(*(float(number) for number in stored.pop("limits")))
    first, three = (float(number) for number in stored.pop("rehearsed"))
    return Matcher(code, classes, stored), limits, (first, three)


def _detector(library: Library, cache: Path | None) -> Detector:
    prose = {code: list(dict.fromkeys(library.prose(code))) for code in library.languages}
    name = f"language-{fingerprint([FORMAT, *(sentence for code in prose for sentence in (code, *prose[code]))])}.npz"
    stored = _read(cache, name)
    if stored is not None:
        return _restore_detector(library.languages, stored)
    detector = Detector.train(library.languages, prose)
    out: dict[str, Any] = {"profiles": np.frombuffer(json.dumps(detector.profiles).encode(), np.uint8)}
    for script, table in detector.tables.items():
        out |= {
            f"{script}.classes": np.array(table.classes),
            f"{script}.keys": table.keys,
            f"{script}.scores": table.scores,
        }
    _write(cache, name, "language-", out)
    return detector


def _restore_detector(languages: dict[str, Language], stored: dict[str, Any]) -> Detector:
    profiles = json.loads(stored.pop("profiles").tobytes())
    tables: dict[Script, Table] = {}
    for script in {name.partition(".")[0] for name in stored}:
        classes = tuple(str(name) for name in stored[f"{script}.classes"])
        tables[cast("Script", script)] = Table(classes, stored[f"{script}.keys"], stored[f"{script}.scores"])
    return Detector(languages, tables, profiles)


def _read(cache: Path | None, name: str) -> dict[str, Any] | None:
    """The arrays of a cache file; None when there is none, or it is damaged."""
    if cache is None:
        return None
    try:
        with np.load(cache / name, allow_pickle=False) as stored:
            return dict(stored)
    except (OSError, ValueError, KeyError, EOFError):
        return None


def _write(cache: Path | None, name: str, stale: str, arrays: dict[str, Any]) -> None:
    """Writes a cache file in one step and removes the ones it replaces; a folder that cannot be written is no error."""
    if cache is None:
        return
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=cache, suffix=".part", delete=False) as file:
            np.savez(file, **arrays)
        Path(file.name).replace(cache / name)
        for old in cache.glob(f"{stale}*.npz"):
            if old.name != name:
                old.unlink(missing_ok=True)
    except OSError:
        return
