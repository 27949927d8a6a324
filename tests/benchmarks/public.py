"""The matcher on public test sets: `make public DATA=<folder>`; the folder holds clones of the repositories named below.

Twelve examples an intent (HINT3: all of them), drawn with seed 0; the test split in full. The data stays where it is and is never
part of this repository.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.core.search import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES: Final = 12
REPOSITORIES: Final = {
    "Banking77": "PolyAI-LDN/task-specific-datasets",
    "HWU64": "xliuhw/NLU-Evaluation-Data",
    "CLINC150": "clinc/oos-eval",
    "HINT3": "hellohaptik/HINT3",
    "xSID": "mainlp/xsid",
}
GOALS: Final = {
    "Banking77": (78, 91, None),
    "HWU64": (73.5, 87, None),
    "CLINC150": (85, 94, 0.915),
    "HINT3 mean": (72.5, 90, 0.85),
    "xSID ar": (86, None, None),
    "xSID de": (90, None, None),
    "xSID nl": (88, None, None),
    "xSID zh": (87, None, None),
}
"""Right first %, in the first three %, area under the curve of out-of-scope messages."""
PEERS: Final = {
    "Banking77": "scikit-learn LogReg 79.1, BM25 58.9",
    "HWU64": "scikit-learn LogReg 73.2, BM25 58.4",
    "CLINC150": "scikit-learn LogReg 85.0 (.909), BM25 71.2 (.796)",
    "HINT3 mean": "Haptik 73.4 (.818), BERT 71.9, Dialogflow 69.3 (.818), Rasa 67.5, LUIS 63.2",
    "xSID ar": "LinearSVC 84.9, Rasa 86.3",
    "xSID de": "LinearSVC 91.5, Rasa 89.7",
    "xSID nl": "LinearSVC 88.7",
    "xSID zh": "LinearSVC 89.3",
}
Pairs = list[tuple[str, str]]


class Result(NamedTuple):
    """Right first and in the first three (%), and how well confidence tells foreign messages (0 to 1, or None)."""

    first: float
    three: float
    separation: float | None


class Repository:
    """A clone (bare or with files) below the data folder, named `owner+name` or `owner/name`; only its HEAD is read."""

    def __init__(self, data: Path, name: str) -> None:
        found = [data / name.replace("/", "+") / "repo", data / name.replace("/", "+"), data / name]
        self._git = next((p / ".git" if (p / ".git").exists() else p for p in found if p.is_dir()), None)
        if self._git is None:
            raise SystemExit(f"{data} holds no clone of {name}: git clone it there as {found[1].name}.")

    def text(self, path: str) -> str:
        command = ["git", f"--git-dir={self._git}", "show", f"HEAD:{path}"]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")

    def files(self, under: str) -> list[str]:
        command = ["git", f"--git-dir={self._git}", "ls-tree", "-r", "--name-only", "HEAD", under]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()

    def rows(self, path: str, delimiter: str = ",") -> Iterator[dict[str, str]]:
        yield from csv.DictReader(io.StringIO(self.text(path)), delimiter=delimiter)


def few(pairs: Pairs, count: int) -> Pairs:
    """The same random examples of each intent in every run; all of them for 0."""
    if not count:
        return pairs
    draw, by_intent = random.Random(0), {}  # noqa: S311
    for text, intent in pairs:
        by_intent.setdefault(intent, []).append(text)
    out = []
    for intent in sorted(by_intent):
        texts = sorted(set(by_intent[intent]))
        draw.shuffle(texts)
        out += [(text, intent) for text in texts[:count]]
    return out


def measure(train: Pairs, test: Pairs, outside: list[str], language: str = "en") -> Result:
    """Fits on `train`, asks `test` (intents that `train` knows) and messages that no intent answers."""
    matcher, _ = Matcher.fit(language, train, prior=0)  # how often an intent is asked is known here
    known = set(matcher.classes)
    inside = [(text, intent) for text, intent in test if intent in known]
    asked = [(matcher.ask(text), intent) for text, intent in inside]
    names = np.array(matcher.classes)
    ranked = [(list(names[np.argsort(-found.probabilities)[:3]]), intent) for found, intent in asked]
    foreign = sorted(matcher.ask(text).confidence for text in outside)
    separation = None
    if foreign:
        below = [np.searchsorted(foreign, found.confidence, "left") for found, _ in asked]
        upto = [np.searchsorted(foreign, found.confidence, "right") for found, _ in asked]
        separation = float((np.array(below) + np.array(upto)).mean() / 2 / len(foreign))
    first = 100 * sum(best[0] == intent for best, intent in ranked) / len(ranked)
    return Result(first, 100 * sum(intent in best for best, intent in ranked) / len(ranked), separation)


def banking(data: Path) -> Iterator[tuple[str, Result]]:
    repository = Repository(data, REPOSITORIES["Banking77"])
    train, test = (
        [(row["text"], row["category"]) for row in repository.rows(f"banking_data/{part}.csv")]
        for part in ("train", "test")
    )
    yield "Banking77", measure(few(train, EXAMPLES), test, [])


def hwu(data: Path) -> Iterator[tuple[str, Result]]:
    repository = Repository(data, REPOSITORIES["HWU64"])
    train: Pairs = []
    test: Pairs = []
    for path in repository.files("CrossValidation/autoGeneFromRealAnno"):
        if "KFold_1/testset/annotated/" in path:
            test += [(one["text"], one["intent"]) for one in json.loads(repository.text(path))["test_data_annotation"]]
        elif "KFold_1/trainset/" in path:
            train += [(r["answer_from_anno"], f"{r['scenario']}_{r['intent']}") for r in repository.rows(path, ";")]
    yield "HWU64", measure(few(train, EXAMPLES), test, [])


def clinc(data: Path) -> Iterator[tuple[str, Result]]:
    sets = json.loads(Repository(data, REPOSITORIES["CLINC150"]).text("data/data_full.json"))
    train, test = ([(text, intent) for text, intent in sets[part]] for part in ("train", "test"))
    yield "CLINC150", measure(few(train, EXAMPLES), test, [text for text, _ in sets["oos_test"]])


def hint3(data: Path) -> Iterator[tuple[str, Result]]:
    repository, results = Repository(data, REPOSITORIES["HINT3"]), []
    for name in ("curekart", "powerplay11", "sofmattress"):
        train, test = (
            [(row["sentence"], row["label"]) for row in repository.rows(f"dataset/v1/{part}/{name}_{part}.csv")]
            for part in ("train", "test")
        )
        outside = [text for text, intent in test if intent == "NO_NODES_DETECTED"]
        result = measure([(t, i) for t, i in train if i != "NO_NODES_DETECTED"], test, outside)
        results.append(result)
        yield f"HINT3 {name}", result
    separations = [r.separation for r in results if r.separation is not None]
    first, three = (sum(getattr(r, part) for r in results) / len(results) for part in ("first", "three"))
    yield "HINT3 mean", Result(first, three, sum(separations) / len(separations))


def xsid(data: Path) -> Iterator[tuple[str, Result]]:
    repository = Repository(data, REPOSITORIES["xSID"])
    for language in ("ar", "de", "en", "nl", "zh"):
        sets = []
        for part in ("valid", "test"):
            blocks = repository.text(f"data/xSID-0.5/{language}.{part}.conll")
            found = re.findall(r"#\s*text\s*[:=]\s*(.*)|#\s*intent\s*[:=]\s*(\S+)", blocks)
            texts, intents = ([one[place] for one in found if one[place]] for place in (0, 1))
            sets.append(list(zip(texts, intents, strict=True)))
        yield f"xSID {language}", measure(few(sets[0], EXAMPLES), sets[1], [], language)


def main() -> None:
    """Prints the table. The only argument is the folder with the clones."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        names = "\n".join(f"  {name}: github.com/{where}" for name, where in REPOSITORIES.items())
        raise SystemExit(f"make public DATA=<folder>, which holds clones of\n{names}")
    data, table = Path(sys.argv[1]), Table(title=f"Public test sets, {EXAMPLES} examples an intent (HINT3: all)")
    for heading in ("set", "right first %", "in first three %", "out of scope AUROC", "goal", "others"):
        table.add_column(heading)
    results: list[tuple[str, Result]] = []
    for sets in track((banking, hwu, clinc, hint3, xsid), "Measuring", console=Console(stderr=True), transient=True):
        results += sets(data)
    for name, result in results:
        goal = " / ".join("–" if one is None else f"{one:g}" for one in GOALS.get(name, ()))
        separation = "–" if result.separation is None else f"{result.separation:.3f}"
        table.add_row(name, f"{result.first:.1f}", f"{result.three:.1f}", separation, goal, PEERS.get(name, ""))
    console = Console()
    console.width = max(console.width, 150)
    console.print(table)


if __name__ == "__main__":
    main()
