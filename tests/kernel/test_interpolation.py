"""Polynomials within cells against NumPy's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.polynomial import polynomial
from numpy.typing import NDArray

from nnart.exact import fit
from nnart.kernel import loaded

NODES = np.arange(9.0)
FITTED, COARSE = fit.weights(9, 6, NODES), fit.weights(5, 4, NODES / 2)


def cells(count: int, degree: int) -> NDArray[np.float64]:
    """Return the nodes of cells of random polynomials, (count, 9, 9)."""
    random = np.random.default_rng(0)
    at = np.linspace(-1, 1, 9)
    return np.stack(
        [polynomial.polygrid2d(at, at, random.normal(size=(degree + 1, degree + 1))) for _ in range(count)]
    )


@pytest.mark.parametrize("side", [8, 16, 32])
def test_pixels_are_the_sums_of_nodes_and_weights(side: int) -> None:
    nodes = np.random.default_rng(1).normal(size=(3, 9, 9))
    weights = fit.weights(9, 7, np.arange(side) * 8 / side)
    origins = np.array([[0, 2], [side, 5], [0, side + 2]])
    field = np.full((2 * side, 2 * side + 5), np.nan)
    loaded().interpolate(nodes, origins, weights, (0, len(field)), field)
    for one, (row, column) in zip(nodes, origins.tolist(), strict=True):
        part = field[row : row + side, column : column + side]
        assert part == pytest.approx(weights.T @ one @ weights, abs=1e-12)
    assert np.isnan(field).sum() == field.size - 3 * side**2


@given(st.integers(-5, 20), st.integers(-5, 20))
def test_only_the_wanted_rows_are_written(first: int, last: int) -> None:
    weights, field = fit.weights(9, 7, np.arange(8.0)), np.zeros((16, 8))
    loaded().interpolate(np.ones((1, 9, 9)), np.array([[4, 0]]), weights, (first, last), field)
    written = [row for row in range(16) if field[row].any()]
    assert written == [row for row in range(4, 12) if first <= row < last]


def line(slope: float) -> object:
    """Return a curve that rises evenly wherever the nodes are."""
    values = np.array([-1e6, 1e6])
    return loaded().Curve(values, slope * values, np.array([slope]))


@pytest.mark.parametrize("degree", [0, 1, 4])
def test_polynomials_of_a_low_degree_agree(degree: int) -> None:
    far = loaded().disagreements(cells(5, degree), FITTED, COARSE, line(1.0), share=0.05, least=0.0, beyond=8.0)
    assert far.shape == (5,)
    assert far.max() < 1e-11


def test_others_are_as_far_as_their_farthest_node() -> None:
    nodes = np.random.default_rng(2).normal(size=(6, 9, 9))
    far = loaded().disagreements(nodes, FITTED, COARSE, line(3.0), share=0.5, least=0.0, beyond=8.0)
    for one, found in zip(nodes, far, strict=True):
        fine = np.abs(FITTED.T @ one @ FITTED - one).max()
        coarse = np.abs(COARSE.T @ one[::2, ::2] @ COARSE - one).max()
        assert found == pytest.approx(3.0 * max(fine, 0.5 * coarse), rel=1e-9)


def test_least_is_the_least_that_is_found() -> None:
    far = loaded().disagreements(cells(3, 2), FITTED, COARSE, line(2.0), share=0.05, least=0.25, beyond=8.0)
    assert far.tolist() == [0.5] * 3


@pytest.mark.parametrize(
    ("low", "beyond", "slope"),
    [(0.0, 0.0, 1), (0.0, 20.0, 5), (2.0, 0.0, 5), (2.75, 0.0, 2), (2.75, 20.0, 5), (9.0, 0.0, 0)],
)
def test_the_steepest_slope_near_the_nodes_counts(low: float, beyond: float, slope: float) -> None:
    """On a curve of slopes 1, 5 and 2 that is level outside 0 … 3, for nodes from `low` to half above it."""
    curve = loaded().Curve(
        np.array([0.0, 1.0, 2.5, 3.0]), np.array([0.0, 1.0, 8.5, 9.5]), np.array([1.0, 5.0, 2.0])
    )
    nodes = low + np.linspace(0, 0.5, 9) * np.ones((1, 9, 1))
    found = loaded().disagreements(nodes, FITTED, COARSE, curve, share=0.0, least=0.1, beyond=beyond)
    assert found == pytest.approx(0.1 * slope)
