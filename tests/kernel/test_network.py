"""The way through a network, as compiled code: differences of sums on the way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.kernel import loaded


def differences(sums: list[float], activation: str, start: float = 0.0) -> float:
    """Return the largest difference that a neuron finds between sums in pairs."""
    kernel = loaded()
    one = [np.ones((1, 1), np.float32)] * 2
    packed = kernel.packed(one, [np.zeros(1, np.float32)] * 2, [activation, "linear"], [0.0, 0.0])
    steepest, count = np.array([start], np.float32), len(sums)
    points = np.array([sums])
    kernel.forward(packed, kernel.Scratch.of(packed), points, 0, count, np.empty((count, 1)), steepest)
    return float(steepest[0])


@given(st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=300))
def test_the_largest_difference_of_a_pair_is_kept(sums: list[float]) -> None:
    """Of the first and the second, the third and the fourth; a last one alone has none."""
    numbers = np.array(sums, np.float32)
    whole = numbers[: len(sums) // 2 * 2].reshape(-1, 2)
    wanted = np.abs(whole[:, 1] - whole[:, 0]).max(initial=0.0)
    assert differences(sums, "tanh") == wanted
    assert differences(sums, "tanh", 10.0) == max(wanted, 10.0)


def test_linear_neurons_and_a_negative_start_are_not_looked_at() -> None:
    assert differences([1.0, 5.0], "linear") == 0.0
    assert differences([1.0, 5.0], "sin", -1.0) == -1.0


@pytest.mark.parametrize("sums", [[1e300, -1e300], [1e300, 1e300]])
def test_a_difference_of_infinities_is_infinite(sums: list[float]) -> None:
    assert differences(sums, "tanh") == np.inf


@given(st.integers(1, 200), st.data())
def test_only_the_points_that_are_asked_for_are_answered(count: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, count))
    last = data.draw(st.integers(first, count))
    kernel = loaded()
    packed = kernel.packed([np.array([[2.0]], np.float32)], [np.ones(1, np.float32)], ["linear"], [0.0])
    points, out = np.arange(float(count))[None], np.full((count, 1), -7.0)
    kernel.forward(packed, kernel.Scratch.of(packed), points, first, last, out)
    assert out[first:last, 0].tolist() == [2.0 * n + 1.0 for n in range(first, last)]
    assert (out[:first] == -7.0).all()
    assert (out[last:] == -7.0).all()
