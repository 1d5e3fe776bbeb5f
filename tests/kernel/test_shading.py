"""Tone, colours and averages against NumPy's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.kernel import loaded

LIGHT, ENCODED = np.arange(65536) / 65536, np.arange(65537.0)


def curve(values: list[float], positions: list[float]) -> Any:
    x, y = np.array(values), np.array(positions)
    return loaded().Curve(x, y, np.diff(y) / np.diff(x))


@given(
    st.lists(st.tuples(st.integers(1, 1000), st.integers(0, 1000)), min_size=2, max_size=9),
    st.lists(st.floats(-10, 10), min_size=1, max_size=40),
)
def test_tones_are_interpolated(steps: list[tuple[int, int]], numbers: list[float]) -> None:
    """And level beyond both ends."""
    ups = np.cumsum([up for _, up in steps]) - steps[0][1]
    values, positions = np.cumsum([right for right, _ in steps]) / 500 - 3, ups / max(ups.max(), 1)
    field = np.array([*numbers, *values, -1e9, 1e9])
    found = loaded().tone(field, curve(values.tolist(), positions.tolist()))
    assert found == pytest.approx(np.interp(field, values, positions), abs=1e-9)
    assert found.min() >= 0
    assert found.max() <= 1


@given(st.integers(2, 20), st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_colours_of_one_field_are_interpolated(size: int, positions: list[float]) -> None:
    kernel, table = loaded(), np.random.default_rng(size).uniform(0, 65535, (size, 3))
    at = np.array([*positions, 0.0, 1.0])
    found = kernel.colours(at[None, None], table, False, kernel.Rounding(16))[0]
    wanted = np.stack([np.interp(at * (size - 1), np.arange(size), channel) for channel in table.T], axis=1)
    assert np.abs(found - wanted).max() <= 0.5 + 1e-6


@given(st.integers(1, 20), st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_flat_colours_are_those_of_the_table(size: int, positions: list[float]) -> None:
    kernel, table = loaded(), np.random.default_rng(size).integers(0, 65536, (size, 3)).astype(np.float64)
    at = np.array([*positions, 0.0, 1.0])
    found = kernel.colours(at[None, None], table, True, kernel.Rounding(16))[0]
    assert np.array_equal(found, table[np.minimum((at * size).astype(int), size - 1)])


@pytest.mark.parametrize("fields", [2, 3])
def test_colours_of_several_fields_are_linear_in_each(fields: int) -> None:
    """A table that is linear in all of its places gives back a sum of positions."""
    kernel, sizes = loaded(), (4, 6, 3)[:fields]
    places = np.stack(np.meshgrid(*[np.linspace(0, 1, size) for size in sizes], indexing="ij"), axis=-1)
    rates = 20_000 * np.random.default_rng(0).uniform(0, 1, (fields, 3))
    positions = np.random.default_rng(1).uniform(0, 1, (fields, 5, 7))
    found = kernel.colours(positions, np.ascontiguousarray(places @ rates), False, kernel.Rounding(16))
    assert np.abs(found - np.einsum("fij,fc->ijc", positions, rates)).max() <= 0.5 + 1e-6


@given(st.integers(1, 4), st.integers(0, 99))
def test_averages_are_those_of_squares(side: int, seed: int) -> None:
    kernel = loaded()
    fine = np.random.default_rng(seed).integers(0, 65536, (3 * side, 2 * side, 3)).astype(np.uint16)
    found = kernel.averages(fine, side, LIGHT, ENCODED, kernel.Rounding(16))
    wanted = fine.reshape(3, side, 2, side, 3).mean(axis=(1, 3))
    assert np.abs(found - wanted).max() <= 0.5 + 1e-6
    if side == 1:
        assert np.array_equal(found, fine)


def grey(rows: int, columns: int, level: float, rounding: Any) -> Any:
    """Return pixels of one colour, in levels of 8 bits."""
    table = np.full((2, 3), 257.0 * level)
    return loaded().colours(np.zeros((1, rows, columns)), table, False, rounding)


@given(st.floats(0, 255))
def test_eight_bits_are_rounded_to_the_nearest(level: float) -> None:
    assert np.abs(grey(1, 1, level, loaded().Rounding(8)) - level).max() <= 0.5 + 1e-9


@pytest.mark.parametrize("level", [0.0, 100.0, 100.25, 100.5, 254.9, 255.0])
def test_noise_is_right_on_average(level: float) -> None:
    found = grey(100, 100, level, loaded().Rounding(8, key=7))
    assert set(np.unique(found)) <= {int(level), min(int(level) + 1, 255)}
    assert abs(found.mean() - level) < 0.02


def test_noise_depends_on_a_pixels_place_and_key_alone() -> None:
    kernel = loaded()
    whole = grey(20, 30, 100.5, kernel.Rounding(8, key=7))
    part = grey(8, 9, 100.5, kernel.Rounding(8, 7, 5, 11))
    assert np.array_equal(part, whole[5:13, 11:20])
    assert not np.array_equal(whole, grey(20, 30, 100.5, kernel.Rounding(8, key=8)))
    assert not np.array_equal(whole[..., 0], whole[..., 1])
