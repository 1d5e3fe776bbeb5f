"""How networks and tiles lie in memory."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from nnart.activation import ACTIVATIONS
from nnart.field.calibration import network_of
from nnart.kernel import loaded
from nnart.kernel.packing import Packed, Scratch, aligned, packed
from nnart.kernel.shapes import CANDIDATES, Shape
from nnart.recipe.recipe import Recipe
from nnart.threads import ordered_map
from tests.parts import activations_of, biases_of, carries_of, weights_of


def test_scratch_is_small() -> None:
    for width, most in ((100, 80), (256, 200), (1024, 800)):
        network = network_of(Recipe(layers=2, width=width))
        kernel = loaded()
        packed = kernel.packed(
            weights_of(network), biases_of(network), activations_of(network), carries_of(network)
        )
        assert sum(array.nbytes for array in kernel.Scratch.of(packed)) < most * 1024


@given(st.lists(st.integers(1, 25), min_size=2, max_size=6), st.sampled_from(CANDIDATES))
def test_weights_lie_in_blocks_and_all_are_there(sizes: list[int], shape: Shape) -> None:
    """Of inner layers, a block's rows stand side by side; rows that fill it up are zeros."""
    random = np.random.default_rng(0)
    pairs = list(pairwise(sizes))
    weights = [random.normal(size=(n, k)).astype(np.float32) for k, n in pairs]
    biases = [random.normal(size=n).astype(np.float32) for _, n in pairs]
    found = packed(weights, biases, ["tanh"] * len(pairs), [0.0] * len(pairs), shape)
    assert found.shape == shape
    assert found.sizes.tolist() == sizes
    at = bias_at = 0
    for n, (w, b) in enumerate(zip(weights, biases, strict=True)):
        inner = 0 < n < len(pairs) - 1
        rows = -(-len(w) // shape.rows) * shape.rows if inner else len(w)
        for row in range(rows):
            for k in range(w.shape[1]):
                place = (
                    (row // shape.rows * w.shape[1] + k) * shape.rows + row % shape.rows
                    if inner
                    else row * w.shape[1] + k
                )
                assert found.weights[at + place] == (w[row, k] if row < len(w) else 0)
            assert found.biases[bias_at + row] == (b[row] if row < len(b) else 0)
        at, bias_at = at + rows * w.shape[1], bias_at + rows
    assert (len(found.weights), len(found.biases)) == (at, bias_at)


def test_a_layers_neurons_are_runs_of_one_activation() -> None:
    weights = [np.ones((5, 2), np.float32), np.ones((1, 5), np.float32)]
    found = packed(
        weights, [np.zeros(5, np.float32), np.zeros(1, np.float32)], ["tanh,sin", "linear"], [0, 0.5]
    )
    names = [ACTIVATIONS[code].name for code in found.codes]
    assert (names, found.runs.tolist()) == (["tanh", "sin", "linear"], [0, 2, 3])
    assert found.rows[:2].sum() == 5
    assert found.rows[2] == 1
    assert found.carries.tolist() == [0, 0.5]


@given(st.integers(0, 2000))
def test_aligned_numbers_are_zeros_from_a_cache_line_on(count: int) -> None:
    numbers = aligned(count)
    assert numbers.shape == (count,)
    assert not numbers.any()
    assert count == 0 or numbers.ctypes.data % 64 == 0


@pytest.mark.parametrize("shape", CANDIDATES, ids=str)
@pytest.mark.parametrize("width", [1, 4, 5, 13])
def test_scratch_has_room_for_whole_blocks(width: int, shape: Shape) -> None:
    weights = [np.ones((width, 3), np.float32), np.ones((2, width), np.float32)]
    biases = [np.zeros(width, np.float32), np.zeros(2, np.float32)]
    scratch = Scratch.of(packed(weights, biases, ["tanh", "linear"], [0, 0], shape))
    rows = -(-max(width, 2) // shape.rows) * shape.rows
    assert scratch.sums.shape == scratch.before.shape == (rows, shape.tile)
    assert (scratch.inputs.shape, scratch.answers.shape) == ((3, shape.tile), (2, shape.tile))
    assert all(array.ctypes.data % 64 == 0 for array in (scratch.sums, scratch.before))


def arrays_of(network: Packed) -> list[NDArray[Any]]:
    return [array for array in network if isinstance(array, np.ndarray)]


@given(st.integers(1, 4), st.integers(1, 13), st.integers(1, 3), st.sampled_from(CANDIDATES))
def test_stacks_are_laid_out_as_their_layers(layers: int, width: int, inputs: int, shape: Shape) -> None:
    """Scaled in float64, and rounded once."""
    random = np.random.default_rng(0)
    sizes = ((1, width, inputs), (layers, width, width), (1, 2, width))
    weights, biases = [random.normal(size=size) for size in sizes], [random.normal(size=s[:2]) for s in sizes]
    scales = [(0.3, 1.0), (1.7, 0.1), (1.0, 0.0)]
    names, carries = ["tanh", "sin,abs", "linear"], [0.0, 0.5, 0.0]
    found = packed(weights, biases, names, carries, shape, scales)
    every = [n for n, size in enumerate(sizes) for _ in range(size[0])]
    expected = packed(
        [one for w, (scale, _) in zip(weights, scales, strict=True) for one in (w * scale).astype(np.float32)],
        [one for b, (_, spread) in zip(biases, scales, strict=True) for one in (b * spread).astype(np.float32)],
        [names[n] for n in every],
        [carries[n] for n in every],
        shape,
    )
    assert [array.tobytes() for array in arrays_of(found)] == [one.tobytes() for one in arrays_of(expected)]
    assert np.array_equal(found.final, expected.weights[-2 * width :].reshape(2, width))
    assert (found.outputs, found.is_linear) == (2, True)
    assert found.activations[0].name == "tanh"


def test_a_thread_has_one_scratch_for_networks_of_a_size() -> None:
    weights = [np.ones((5, 3), np.float32), np.ones((2, 5), np.float32)]
    biases = [np.zeros(5, np.float32), np.zeros(2, np.float32)]
    one, other = (packed(weights, biases, [name, "linear"], [0, 0]) for name in ("tanh", "sin"))
    assert Scratch.of(one) is Scratch.of(other)
    (found,) = ordered_map(lambda _: Scratch.of(one), range(1), 1, lambda: None)
    assert found is not Scratch.of(one)
