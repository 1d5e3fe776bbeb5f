"""How networks and tiles lie in memory."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.activation import ACTIVATIONS
from nnart.field.calibration import network_of
from nnart.kernel import loaded
from nnart.kernel.packing import Scratch, aligned, packed
from nnart.kernel.shapes import CANDIDATES, Shape
from nnart.recipe.recipe import Recipe
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
