"""Fits, per language and on data, the numbers that decide: answer, ask back, say "I am not sure", raise the alarm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.core.entries import CALM, OUT_OF_SCOPE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.core.search import Rehearsal

# What each outcome is worth. A wrong answer costs a child more than a right one gains it; being asked back costs a tap.
# Our own lines are harder than what people ask (right first .58 in the rehearsal, .90 on held-out questions): with -2 and .6 the
# fit made a choice of every sixth question; with these of every twelfth, at .7 % wrong answers instead of .6 %.
_RIGHT: Final = 1.0
_WRONG: Final = -1.0
_OFFERED: Final = 0.5
_OFFERED_WRONG: Final = -0.2
_SILENT_OUTSIDE: Final = 0.3
_OFFERED_OUTSIDE: Final = -0.5
_WEIGHT_OUTSIDE: Final = 1.0
"""Messages that no entry answers count, all together, as many as those that one answers."""
FALSE_CERTAIN: Final = 0.05
"""Share of our own harmless lines that may get the danger reply. On held-out questions .01 / .03 / .05 finds .89 / .94 / .96 of
the calls for help and alarms .9 / 2.5 / 3.6 % of ordinary questions."""
FALSE_POSSIBLE: Final = 0.15
"""Share of them that may get the line with the emergency numbers above their answer. .12 / .15 / .18 finds .95 / .97 / .98 of the
hidden calls for help and touches 7 / 9 / 10 % of ordinary questions."""
_LEAST_CERTAIN: Final = 0.2
_LEAST_POSSIBLE: Final = 0.1
_GRID: Final = 25
SEVERAL: Final = 3
"""Titles offered at the most."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of one language.

    Below confidence `weak` there is no answer. A second match with more than `close` times the first one's probability
    makes it a choice. Crisis mass from `certain` is danger, from `possible` may be.
    """

    weak: float = 0.12
    close: float = 0.5
    certain: float = 0.8
    possible: float = 0.4


def fit_limits(rehearsal: Rehearsal, crisis: frozenset[str]) -> Limits:
    """The limits that serve best on messages the matcher had not seen; the defaults when there are too few."""
    classes = np.array(rehearsal.classes)
    truth = classes[rehearsal.labels]
    outside = np.isin(truth, (OUT_OF_SCOPE, CALM))
    if outside.sum() < 20 or (~outside).sum() < 50:  # noqa: PLR2004 - the tiny trees of unit tests
        return Limits()
    weak, close = _fit_answer(rehearsal, outside)
    mass = rehearsal.probabilities[:, np.isin(classes, list(crisis))].sum(1)
    harmless = np.sort(mass[~np.isin(truth, list(crisis))])
    certain = float(harmless[int(len(harmless) * (1 - FALSE_CERTAIN))])
    possible = float(harmless[int(len(harmless) * (1 - FALSE_POSSIBLE))])
    return Limits(weak, close, max(certain, _LEAST_CERTAIN), max(min(possible, certain), _LEAST_POSSIBLE))


def _fit_answer(rehearsal: Rehearsal, outside: NDArray[np.bool_]) -> tuple[float, float]:
    real = np.array([name not in (OUT_OF_SCOPE, CALM) for name in rehearsal.classes])
    chances = np.where(real, rehearsal.probabilities, 0.0)
    order = np.argsort(-chances, axis=1)[:, :SEVERAL]
    rows = np.arange(len(order))
    right = order[:, 0] == rehearsal.labels
    offered = (order == rehearsal.labels[:, None]).any(1)
    ratio = chances[rows, order[:, 1]] / np.maximum(chances[rows, order[:, 0]], 1e-9)
    refused = ~real[rehearsal.probabilities.argmax(1)]
    weight = np.where(outside, _WEIGHT_OUTSIDE * (~outside).sum() / outside.sum(), 1.0)
    best, found = -np.inf, (Limits().weak, Limits().close)
    for weak in np.quantile(rehearsal.confidence, np.linspace(0.0, 0.7, _GRID)):
        silent = (rehearsal.confidence < weak) | refused
        for close in np.linspace(0.1, 0.95, _GRID):
            asks = ~silent & (ratio > close)
            worth = np.where(
                outside,
                np.where(silent, _SILENT_OUTSIDE, np.where(asks, _OFFERED_OUTSIDE, _WRONG)),
                np.where(
                    silent,
                    0.0,
                    np.where(asks, np.where(offered, _OFFERED, _OFFERED_WRONG), np.where(right, _RIGHT, _WRONG)),
                ),
            )
            if (total := float((worth * weight).sum())) > best:
                best, found = total, (float(weak), float(close))
    return found
