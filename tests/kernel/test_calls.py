"""The kernel's functions on arrays: what they refuse, and that they write nowhere else."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from nnart.activation import BY_NAME
from nnart.colour.tone import Tone
from nnart.exact import fit
from nnart.field.evaluator import evaluate_at
from nnart.kernel import loaded
from nnart.network.network import Network

NODES = np.arange(9.0)
TESTS = fit.weights(9, 6, NODES), fit.weights(5, 4, NODES / 2)


@given(
    st.lists(st.integers(1, 70), min_size=2, max_size=6).map(lambda sizes: [*sizes[:2], *sizes[1:]]),
    st.integers(1, 130),
    st.sampled_from([*BY_NAME, "tanh,step,sin"]),
)
def test_nothing_is_written_beyond_the_ends(sizes: list[int], count: int, activation: str) -> None:
    """Of any network, with scratch that is full of NaN at first and has marks around it."""
    kernel = loaded()
    random = np.random.default_rng(0)
    pairs = list(pairwise(sizes))
    weights = [random.uniform(-1, 1, (n, k)).astype(np.float32) for k, n in pairs]
    biases = [random.uniform(-1, 1, n).astype(np.float32) for _, n in pairs]
    carries = [0.3 if 0 < i < len(pairs) - 1 and k == n else 0.0 for i, (k, n) in enumerate(pairs)]
    packed = kernel.packed(weights, biases, [activation] * len(pairs), carries)
    guarded, marks = [], []
    for array in kernel.Scratch.of(packed):
        room = np.full(array.size + 64, 12345.0, array.dtype)
        start = 16 + -(room.ctypes.data // array.itemsize + 16) % 16
        inside = room[start : start + array.size]
        inside[:] = np.nan
        guarded.append(inside.reshape(array.shape))
        marks.append((room[:start], room[start + array.size :]))
    points = random.uniform(-1, 1, (sizes[0], count))
    out = np.full((count, sizes[-1]), 7.0)
    kernel.forward(packed, kernel.Scratch(*guarded), points, 1, count, out)
    assert all((mark == 12345.0).all() for pair in marks for mark in pair)
    assert (out[0] == 7.0).all()
    network = Network.of(weights, biases, activation, carries)
    assert np.array_equal(out[1:], evaluate_at(network, points.T)[1:])


def cells(count: int) -> NDArray[np.float64]:
    return np.random.default_rng(0).normal(size=(count, 9, 9))


def test_the_kernel_refuses_what_would_be_written_beyond_an_end() -> None:
    kernel = loaded()
    weights, field = fit.weights(9, 7, np.arange(16) / 2), np.zeros((20, 20))
    rules = {"share": 0.05, "least": 0.0, "beyond": 1.0}
    for origin in ([5, 0], [0, 5], [-1, 0]):
        with pytest.raises(ValueError, match="beyond the field"):
            kernel.interpolate(cells(1), np.array([origin]), weights, (0, 20), field)
    with pytest.raises(ValueError, match="contiguous"):
        kernel.interpolate(cells(1), np.array([[0, 0]]), weights[:8], (0, 20), field)
    with pytest.raises(ValueError, match="beyond the field"):
        kernel.interpolate(cells(2), np.array([[0, 0]]), weights, (0, 20), field)
    with pytest.raises(ValueError, match="contiguous"):
        kernel.disagreements(cells(1)[:, :8], *TESTS, Tone.stretched(0.0, 1.0).curve, **rules)
    assert not field.any()
    kernel.interpolate(cells(1), np.array([[0, 4]]), weights, (-3, 5), field)
    assert field[:5, 4:].all()
    assert not field[5:].any()
    assert not field[:, :4].any()


def test_colours_of_another_shape_are_refused() -> None:
    kernel = loaded()
    rounding, positions = kernel.Rounding(8), np.zeros((1, 2, 2))
    for table, flat, fields in (
        (np.zeros((4, 3)), False, 2),
        (np.zeros((4, 4, 3)), False, 1),
        (np.zeros((4, 4, 3)), True, 2),
        (np.zeros((1, 3)), False, 1),
        (np.zeros((0, 3)), True, 1),
        (np.zeros((2, 2, 2, 2, 3)), False, 4),
    ):
        with pytest.raises(ValueError, match="a table of"):
            kernel.colours(np.repeat(positions, fields, axis=0), table, flat, rounding)
    for wrong in (np.zeros((4, 4)), np.zeros((4, 3), np.float32), np.zeros((3, 4)).T):
        with pytest.raises(ValueError, match="contiguous"):
            kernel.colours(positions, wrong, False, rounding)


def test_averages_of_another_shape_are_refused() -> None:
    kernel = loaded()
    light, encoded, rounding = np.zeros(65536), np.zeros(65537), kernel.Rounding(8)
    for fine in (np.zeros((4, 5, 3), np.uint16), np.zeros((4, 4, 3), np.uint8), np.zeros((4, 4, 4), np.uint16)):
        with pytest.raises(ValueError, match="squares of 2"):
            kernel.averages(fine, 2, light, encoded, rounding)
    for tables in ((light[1:], encoded), (light, encoded[1:])):
        with pytest.raises(ValueError, match="contiguous"):
            kernel.averages(np.zeros((4, 4, 3), np.uint16), 2, *tables, rounding)


def test_a_field_of_another_kind_has_no_tone() -> None:
    kernel = loaded()
    for field in (np.zeros((4, 4), np.float32), np.zeros((4, 8))[:, ::2]):
        with pytest.raises(ValueError, match="contiguous"):
            kernel.tone(field, Tone.stretched(0.0, 1.0).curve)


@pytest.mark.parametrize("bits", [8, 16])
def test_colours_have_room_of_their_bits(bits: int) -> None:
    out = loaded().Rounding(bits).room(3, 4)
    assert (out.shape, out.dtype) == ((3, 4, 3), f"uint{bits}")
