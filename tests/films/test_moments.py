"""Moments: how far two of them lie apart."""

from __future__ import annotations

import numpy as np
import pytest

from nnart.films.moments import distance


def test_the_distance_is_the_root_of_the_mean_square_in_levels() -> None:
    random = np.random.default_rng(0)
    one, other = random.random((2, 3, 2584))
    assert distance(one, other) == pytest.approx(255 * np.sqrt(np.mean((one - other) ** 2)), rel=1e-4)
    assert distance(one, one) == 0.0
    assert distance(one, other) == distance(other, one)
    assert distance(np.zeros((1, 9)), np.ones((1, 9))) == 255.0


def test_the_distance_is_exact_whatever_the_order_of_points() -> None:
    one, other = np.random.default_rng(1).random((2, 1, 2584))
    order = np.random.default_rng(2).permutation(2584)
    assert distance(one[:, order], other[:, order]) == distance(one, other)
