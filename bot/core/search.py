"""Finds the entries that fit a message: one small matcher per language, fitted on how people really ask.

The matcher is kernel multinomial logistic regression over word 1-2 and character 2-5 n-grams (Chinese: characters 1-3), in
NumPy. One pass over the posting lists gives both the nearest examples and the class scores. On 12 examples a class it is
level with scikit-learn's logistic regression and ahead of BM25 by 12 to 20 points, at 0.4 ms a message.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bot.core.entries import CALM
from bot.core.ngrams import Pieces, find
from bot.core.training import softmax_rows, train
from bot.core.words import fold, skeleton, split_han

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Keys = NDArray[np.uint64]
    Whole = NDArray[np.int32]

PRIOR: Final = 1.0
"""Share of the log of a class's number of examples that is taken off its score: crisis entries have twice as many lines as
others and would draw every long message to them. 0 / 0.5 / 1: AUROC of foreign messages .76 / .77 / .79 (en), .67 / .71 / .74
(fa), first matches the same."""
HELD_OUT: Final = 3
"""One of so many examples is held out to rehearse on: a thousand and more messages for four numbers."""
FREQUENT: Final = 200
"""Examples a piece must stand in to count as frequent."""
SHARES: Final = (1.0, 2.0, 1.0)
"""What words, characters and sounds count for. With even shares AUROC on CLINC150 is .923, with these .929; first matches the
same."""
KIN: Final = 0.3
"""Share of a kindred language's matcher: Pidgin with English .64/.82 -> .65/.84 (0.15 and 0.45 the same). French with Dutch,
Pashto with Persian, Arabic with Persian, Bulgarian or Albanian with English: no gain."""
COMMON: Final = 0.15
"""Share of the examples above which a piece is not looked up. 1 / .35 / .15: our own en, bg, sq the same within noise, and at .15
a third fewer places to look at."""
BLOCKS: Final = len(SHARES)
FEW: Final = 650
"""Examples that a piece may stand in whatever their share: in small sets such pieces do tell (CLINC150 84.1, else 83.4)."""
_SHORT: Final = 2**15
_WORD, _PIECE, _SOUND = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Found:
    """What one matcher says about one message."""

    language: str
    probabilities: Floats
    classes: tuple[str, ...]
    confidence: float
    """How sure the first match is, 0 to 1: its probability, its nearest example and the share of known pieces."""
    calm: float
    """How like the nearest line is that only looks like danger, 0 to 1."""

    @property
    def first(self) -> str:
        """The most probable class; maybe `OUT_OF_SCOPE` or `CALM`."""
        return self.classes[int(self.probabilities.argmax())]

    def best(self, count: int, among: set[str] | frozenset[str]) -> list[tuple[str, float]]:
        """The most probable classes of those `among`, best first, with their probability."""
        order = np.argsort(-self.probabilities)
        return [(self.classes[i], float(self.probabilities[i])) for i in order if self.classes[i] in among][:count]

    def with_kin(self, other: Found) -> Found:
        """What this says, mixed with what the matcher of a kindred language says; the classes must be the same."""
        if self.classes != other.classes:
            return self
        mixed = (1 - KIN) * self.probabilities + KIN * other.probabilities
        best = int(mixed.argmax())
        agree = [one.confidence for one in (self, other) if int(one.probabilities.argmax()) == best]
        sure = max(agree) if agree else min(self.confidence, other.confidence)
        return replace(self, probabilities=mixed, confidence=sure, calm=max(self.calm, other.calm))

    def mass(self, among: set[str] | frozenset[str]) -> float:
        """The summed probability of some classes."""
        return float(sum(p for p, c in zip(self.probabilities, self.classes, strict=True) if c in among))


class Matcher:
    """The fitted matcher of one language. Make it with `Matcher.fit`; `arrays` and `restore` are for the cache."""

    def __init__(self, language: str, classes: Sequence[str], arrays: dict[str, Any]) -> None:
        self.language = language
        self.classes = tuple(classes)
        self.arrays = arrays
        self._keys: Keys = arrays["keys"]
        self._starts: Whole = arrays["starts"]
        self._rows: Whole = arrays["rows"]
        self._blocks: NDArray[np.uint8] = arrays["blocks"]
        self._scales: Floats = arrays["scales"]
        self._labels: Whole = arrays["labels"]
        self._duals: Floats = arrays["duals"].astype(np.float32)
        self.prior: Floats = arrays["prior"]
        self._size = len(self._labels)
        self._rarity: Floats = _rarity(np.diff(self._starts), self._size)
        self._calm = (
            np.flatnonzero(self._labels == self.classes.index(CALM)) if CALM in self.classes else np.zeros(0, np.intp)
        )
        self._rarest = math.log(1 + self._size) + 1

    @classmethod
    def fit(
        cls,
        language: str,
        examples: Sequence[tuple[str, str]],
        prose: Sequence[tuple[str, str]] = (),
        prior: float = PRIOR,
    ) -> tuple[Matcher, Rehearsal]:
        """Learns from (message, class) pairs; at least one example, classes in any order.

        `prose` is learnt from too, but nobody writes like it: sentences of the answers. `prior` is 0 where the number of
        examples says how often a class is asked. The rehearsal tells how the matcher does on messages it has not seen, for
        fitting thresholds.
        """
        pairs = [*examples, *prose]
        classes = sorted({label for _, label in pairs})
        place = {label: i for i, label in enumerate(classes)}
        labels = np.array([place[label] for _, label in pairs], np.int32)
        cut = [_blocks(message, language) for message, _ in pairs]
        keys, first, seen_in = np.unique(
            np.concatenate([keys for blocks in cut for keys in blocks] or [np.zeros(0, np.uint64)]),
            return_index=True,
            return_counts=True,
        )
        block = np.concatenate([np.full(len(keys), n, np.uint8) for blocks in cut for n, keys in enumerate(blocks)])[
            first
        ]
        size = len(pairs)
        seen_in[seen_in > max(COMMON * size, FEW)] = 0
        rarity = _rarity(seen_in, size)
        columns, values = [], []
        scales = np.zeros((BLOCKS, size), np.float32)
        for row, blocks in enumerate(cut):
            column, value, _ = _weigh(blocks, keys, rarity, 0.0)
            columns.append(column)
            values.append(value)
            scales[block[column], row] = value / rarity[column]
        flat = np.concatenate(columns)
        order = np.argsort(flat, kind="stable")
        rows = np.repeat(np.arange(size), [len(c) for c in columns])[order]
        target = np.zeros((size, len(classes)), np.float32)
        target[np.arange(size), labels] = 1
        arrays: dict[str, Any] = {
            "keys": keys,
            "starts": np.searchsorted(flat[order], np.arange(len(keys) + 1)).astype(np.int32),
            "rows": rows.astype(np.int16 if size < _SHORT else np.int32),
            "blocks": block,
            "scales": scales,
            "labels": labels,
            "duals": np.zeros((size, len(classes)), np.float16),
            "prior": (prior * np.log(np.bincount(labels, minlength=len(classes)))).astype(np.float32),
        }
        kernel = cls(language, classes, arrays).kernel(columns, values, seen_in)
        arrays["duals"] = train(kernel, target).astype(np.float16)
        shared = [float((v * v)[seen_in[c] > 1].sum()) for c, v in zip(columns, values, strict=True)]
        matcher = cls(language, classes, arrays)
        return matcher, rehearse(matcher, kernel, target, np.array(shared, np.float32), len(examples))

    def ask(self, message: str) -> Found:
        """The probability of every class for a message, and how sure the best one is."""
        columns, values, known = _weigh(_blocks(message, self.language), self._keys, self._rarity, self._rarest)
        likeness = self._likeness(columns, values)
        probabilities = softmax_rows(likeness @ self._duals - self.prior)
        best = int(probabilities.argmax())
        same = float(likeness[self._labels == best].max(initial=0.0))
        sure = float(confidence(probabilities[best], same, known))
        calm = float(likeness[self._calm].max()) if len(self._calm) else 0.0
        return Found(self.language, probabilities, self.classes, sure, calm)

    def why(self, message: str, label: str, count: int = 4) -> tuple[str, ...]:
        """The words of a message that carried a class, strongest first."""
        words = list(dict.fromkeys(split_han(fold(message)).split()))
        if label not in self.classes or not words:
            return ()
        place = self.classes.index(label)
        gains = []
        for word in words:
            columns, values, _ = _weigh(_blocks(word, self.language), self._keys, self._rarity, self._rarest)
            scores = self._likeness(columns, values) @ self._duals
            gains.append((float(scores[place] - scores.mean()), word))
        return tuple(word for gain, word in sorted(gains, reverse=True)[:count] if gain > 0)

    def kernel(self, columns: list[NDArray[np.intp]], values: list[Floats], seen_in: NDArray[np.intp]) -> Floats:
        """How like the examples are to each other: the frequent pieces by one matrix product, the rare ones by lists.

        A hundredth of the pieces makes nine tenths of the work.
        """
        frequent = np.flatnonzero(seen_in > FREQUENT)
        place = np.full(len(seen_in), -1, np.intp)
        place[frequent] = np.arange(len(frequent))
        dense = np.zeros((self._size, len(frequent)), np.float32)
        for row, (column, value) in enumerate(zip(columns, values, strict=True)):
            often = place[column] >= 0
            dense[row, place[column[often]]] = value[often]
        kernel: Floats = dense @ dense.T
        for row, (column, value) in enumerate(zip(columns, values, strict=True)):
            rare = place[column] < 0
            kernel[row] += self._likeness(column[rare], value[rare])
        return kernel

    def _likeness(self, columns: NDArray[np.intp], values: Floats) -> Floats:
        """How like each example is, 0 to 1."""
        if not len(columns):
            return np.zeros(self._size, np.float32)
        first, last = self._starts[columns], self._starts[columns + 1]
        lengths = last - first
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1]) + np.repeat(first - (ends - lengths), lengths)
        # A piece weighs the same in every example, but for the example's own scale: nothing is stored for each place.
        weights = np.repeat(values * self._rarity[columns], lengths)
        rows = self._rows[places] + np.repeat(self._blocks[columns].astype(np.intp) * self._size, lengths)
        sums = np.bincount(rows, weights, BLOCKS * self._size).reshape(BLOCKS, self._size)
        likeness: Floats = np.einsum("br,br->r", sums, self._scales).astype(np.float32)
        return likeness


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the matcher says about examples that it was fitted without."""

    classes: tuple[str, ...]
    labels: NDArray[np.int32]
    probabilities: Floats
    confidence: Floats

    def right(self) -> tuple[float, float]:
        """The share of messages with an entry whose entry comes first, and among the first three; 0 when there are none."""
        real = np.array(["/" in name for name in self.classes])
        asked = real[self.labels]
        if not asked.any():
            return 0.0, 0.0
        order = np.argsort(-np.where(real, self.probabilities[asked], 0.0), axis=1)[:, :3]
        hits = order == self.labels[asked][:, None]
        return float(hits[:, 0].mean()), float(hits.any(1).mean())


def rehearse(matcher: Matcher, kernel: Floats, target: Floats, known: Floats, count: int) -> Rehearsal:
    """Fits without one part of the first `count` examples and asks that part.

    `known` is the share of pieces that other examples have.
    """
    labels = target.argmax(1).astype(np.int32)
    part = np.ones(len(labels), np.intp)
    part[:count] = np.random.default_rng(0).permutation(count) % HELD_OUT
    inside, outside = np.flatnonzero(part), np.flatnonzero(part == 0)
    duals = train(np.ascontiguousarray(kernel[np.ix_(inside, inside)]), target[inside])
    likeness = kernel[np.ix_(outside, inside)]
    probabilities = softmax_rows(likeness @ duals - matcher.prior)
    best = probabilities.argmax(1)
    same = np.where(labels[inside] == best[:, None], likeness, 0.0).max(1, initial=0.0)
    rows = np.arange(len(outside))
    sure = confidence(probabilities[rows, best], same, known[outside])
    return Rehearsal(matcher.classes, labels[outside], probabilities, sure.astype(np.float32))


def confidence(probability: Any, likeness: Any, known: Any) -> Any:
    """How sure a first match is, 0 to 1; for one message, or for arrays of them.

    Of all blends tried it separates foreign messages best (AUROC .919; probability alone .909, nearest example .844).
    """
    return np.sqrt(probability) * likeness * np.sqrt(np.maximum(known, 1e-3))


def _rarity(seen_in: NDArray[Any], size: int) -> Floats:
    """What a piece weighs: the fewer examples it stands in, the more; nothing when it stands in too many (0 here)."""
    rarity: Floats = np.where(seen_in, np.log((1 + size) / (1 + seen_in)) + 1, 0).astype(np.float32)
    return rarity


def _blocks(message: str, language: str) -> list[Keys]:
    """The distinct pieces of a message: words, characters and, where it helps, sounds.

    How often a piece stands in a message does not count: measured, no difference, and a third of the memory.
    """
    folded = fold(message)
    words = Pieces(split_han(folded))
    found = [np.concatenate((words.words(1, _WORD), words.words(2, _WORD)))]
    if language == "zh":
        letters = Pieces(folded.replace(" ", ""), padded=False)
        found.append(np.concatenate([letters.of_length(n, _PIECE) for n in (1, 2, 3)]))
    else:
        found.append(np.concatenate([words.of_length(n, _PIECE) for n in (2, 3, 4, 5)]))
    if sounds := skeleton(folded, language):
        heard = Pieces(sounds)
        found.append(np.concatenate([heard.words(1, _SOUND), *(heard.of_length(n, _SOUND) for n in (2, 3, 4, 5))]))
    return [np.unique(keys) for keys in found]


def _weigh(blocks: list[Keys], table: Keys, rarity: Floats, rarest: float) -> tuple[NDArray[np.intp], Floats, float]:
    """Columns and weights of a message (each block of unit length, all together 1), and the share of known pieces."""
    columns, weights = [], []
    known = unknown = total = 0.0
    for keys, part in zip(blocks, SHARES, strict=False):
        if not len(keys):
            continue
        places, there = find(table, keys)
        missing = float(len(keys) - there.sum()) * rarest**2
        places = places[there]
        places = places[rarity[places] > 0]
        weight = rarity[places]
        square = float(weight @ weight)
        if not square:
            unknown += 1
            continue
        known += square / (square + missing)
        unknown += missing / (square + missing)
        columns.append(places)
        weights.append(weight * np.float32(math.sqrt(part / square)))
        total += part
    if not columns:
        return np.zeros(0, np.intp), np.zeros(0, np.float32), 0.0
    whole = np.float32(1 / math.sqrt(total))
    return np.concatenate(columns), np.concatenate(weights) * whole, known / (known + unknown)
