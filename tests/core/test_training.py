import numpy as np
import pytest

from bot.core.training import REGULARISATION, softmax_rows, train


def problem(size: int = 60, classes: int = 4) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(1)
    points = random.normal(size=(size, 8)).astype(np.float32)
    target = np.zeros((size, classes), np.float32)
    target[np.arange(size), points[:, :classes].argmax(1)] = 1
    return points @ points.T, target


def test_training_separates_what_can_be_separated():
    kernel, target = problem()
    assert ((kernel @ train(kernel, target)).argmax(1) == target.argmax(1)).mean() > 0.95


def test_the_result_is_the_minimum_where_the_gradient_vanishes():
    """At the optimum of kernel logistic regression the dual weights are (target - probabilities) / regularisation."""
    kernel, target = problem()
    duals = train(kernel / 50, target, steps=400)
    rest = softmax_rows(kernel / 50 @ duals) - target + REGULARISATION * duals
    start = softmax_rows(np.zeros_like(target)) - target
    assert np.abs(rest).mean() < 0.05 * np.abs(start).mean()


def test_the_same_problem_gives_the_same_weights():
    kernel, target = problem()
    assert np.array_equal(train(kernel, target), train(kernel, target))


def test_probabilities_sum_to_one_and_do_not_overflow():
    chances = softmax_rows(np.array([[1000.0, 0.0], [0.0, 0.0]], np.float32))
    assert chances[0, 0] == pytest.approx(1)
    assert chances.sum(1) == pytest.approx([1, 1])
