import numpy as np

from bot.core.entries import OUT_OF_SCOPE
from bot.core.search import Rehearsal
from bot.core.thresholds import Limits, fit_limits


def rehearsal(rows) -> Rehearsal:
    """From (true class, its confidence, probabilities over OUT_OF_SCOPE, a/calm, b/crisis)."""
    classes = (OUT_OF_SCOPE, "a/calm", "b/crisis")
    labels = np.array([classes.index(truth) for truth, _, _ in rows], np.int32)
    chances = np.array([chances for _, _, chances in rows], np.float32)
    return Rehearsal(classes, labels, chances, np.array([sure for _, sure, _ in rows], np.float32))


GOOD = [("a/calm", 0.6, (0.05, 0.9, 0.05))] * 100 + [("b/crisis", 0.6, (0.05, 0.05, 0.9))] * 40
FOREIGN = [(OUT_OF_SCOPE, 0.1, (0.3, 0.6, 0.1))] * 40


def test_weak_lies_between_what_fits_and_what_does_not():
    limits = fit_limits(rehearsal(GOOD + FOREIGN), frozenset({"b/crisis"}))
    assert 0.1 < limits.weak <= 0.6 + 1e-6


def test_the_alarm_is_set_so_that_few_harmless_messages_ring_it():
    noisy = [("a/calm", 0.6, (0.0, 0.3, 0.7))] * 20
    quiet, loud = (fit_limits(rehearsal(GOOD + FOREIGN + more), frozenset({"b/crisis"})) for more in ([], noisy))
    assert loud.certain > quiet.certain
    assert quiet.possible <= quiet.certain


def test_too_few_examples_give_the_defaults():
    assert fit_limits(rehearsal(GOOD[:3] + FOREIGN[:3]), frozenset({"b/crisis"})) == Limits()
