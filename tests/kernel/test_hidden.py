"""The activations of hidden layers against NumPy's in float64, over dense sweeps of float32."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from nnart.activation import BY_NAME
from nnart.field.evaluator import evaluate_at
from nnart.network.network import Network
from tests.naive import FORMULAS

# Largest error, absolute for what is bounded by 1.
BOUNDS = {"tanh": 5.5e-7, "sin": 2e-7, "sigmoid": 3e-7, "gauss": 3e-7, "softsign": 1e-7}


def apply(name: str, z: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the activation of numbers, by a network of one neuron whose answer is handed on as it is."""
    network = Network.of([[[1.0]], [[1.0]]], [[0.0], [0.0]], [name, "linear"])
    return evaluate_at(network, z.astype(np.float64)[:, None])[:, 0].astype(np.float32)


def sweep() -> NDArray[np.float32]:
    """Return every 4001st float32 up to 2^40, both signs, and the ends."""
    top = int(np.float32(2.0**40).view(np.int32))
    positive = np.arange(0, top, 4001, dtype=np.int32).view(np.float32)
    ends = np.array([1e-45, 1.17549435e-38, 1, 8.2, 9, 2.0**40], np.float32)
    return np.concatenate([-positive[::-1], -ends, ends, positive])


@pytest.mark.parametrize("name", list(BOUNDS))
def test_bounded_activations_are_within_their_error(name: str) -> None:
    z = sweep()
    if name == "sin":
        z = z[np.abs(z) < 2**12 * np.pi]
    error = np.abs(apply(name, z) - FORMULAS[name](z.astype(np.float64)))  # type: ignore[operator]
    assert error.max() < BOUNDS[name]


@pytest.mark.parametrize("name", ["relu", "abs", "step", "linear"])
def test_simple_activations_are_exact(name: str) -> None:
    z = sweep()
    assert np.array_equal(apply(name, z), FORMULAS[name](z))  # type: ignore[operator]


@pytest.mark.parametrize("name", list(BY_NAME))
def test_nothing_is_nan_or_infinite(name: str) -> None:
    assert np.isfinite(apply(name, sweep())).all()


@pytest.mark.parametrize("name", list(BOUNDS))
def test_bounded_activations_stay_within_one(name: str) -> None:
    assert np.abs(apply(name, sweep())).max() <= 1


@pytest.mark.parametrize("name", ["tanh", "softsign"])
def test_odd_activations_keep_the_smallest_numbers(name: str) -> None:
    z = np.array([1e-45, -1e-45, 1e-39, 1e-30], np.float32)
    assert np.array_equal(apply(name, z), z)


def test_tanh_and_sigmoid_rise_but_for_their_last_bits() -> None:
    z = np.arange(-9, 9, 2.0**-10, dtype=np.float32)
    for name in ("tanh", "sigmoid"):
        assert np.diff(apply(name, z)).min() > -6e-7


@pytest.mark.parametrize(("name", "most"), [("tanh", 10), ("sigmoid", 5)])
def test_neighbours_fall_by_few_last_bits(name: str, most: int) -> None:
    starts = np.geomspace(1e-4, 9, 200).astype(np.float32).view(np.int32)
    z = (starts[:, None] + np.arange(2000, dtype=np.int32)).view(np.float32)
    for side in (z, -z):
        values = apply(name, side.ravel()).reshape(z.shape)
        rise = np.diff(values, axis=1) * np.sign(side[0, 0])
        least = 0.5 if name == "sigmoid" else 0.0
        assert (-rise / np.spacing(np.maximum(np.abs(values[:, 1:]), np.float32(least)))).max() <= most


def test_huge_numbers_are_clamped() -> None:
    network = Network.of([[[1.0]], [[2.0**40]], [[1.0]]], [[0.0], [0.0], [0.0]], "linear")
    assert evaluate_at(network, [[2.0**40]])[0, 0] == 2.0**60
