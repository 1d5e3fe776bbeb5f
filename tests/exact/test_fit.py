"""Polynomials of least squares, held against exact arithmetic."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.exact import fit


@pytest.mark.parametrize(("nodes", "degree"), [(9, 8), (9, 7), (9, 6), (5, 4), (3, 1)])
def test_weights_are_those_of_exact_arithmetic(nodes: int, degree: int) -> None:
    places = np.arange(0, 8 * (nodes - 1)) / 8
    found = fit.weights(nodes, degree, places)
    terms = range(degree + 1)
    rows = [[Fraction(x) ** m for m in terms] for x in range(nodes)]
    inverse = _inverse([[sum((a[i] * a[j] for a in rows), Fraction()) for j in terms] for i in terms])
    for column, place in enumerate(places):
        at = [Fraction(place) ** m for m in terms]
        half = [sum(at[i] * inverse[i][j] for i in terms) for j in terms]
        exact = [float(sum(half[j] * row[j] for j in terms)) for row in rows]
        assert found[:, column] == pytest.approx(exact, abs=1e-13)


def _inverse(matrix: list[list[Fraction]]) -> list[list[Fraction]]:
    n = len(matrix)
    rows = [[*row, *(Fraction(i == j) for j in range(n))] for i, row in enumerate(matrix)]
    for i in range(n):
        pivot = next(k for k in range(i, n) if rows[k][i])
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [x / rows[i][i] for x in rows[i]]
        for k in range(n):
            if k != i:
                rows[k] = [x - rows[k][i] * y for x, y in zip(rows[k], rows[i], strict=True)]
    return [row[n:] for row in rows]


@given(st.integers(2, 12), st.data())
def test_a_polynomial_is_kept(nodes: int, data: st.DataObject) -> None:
    """Of up to the degree, wherever it is looked at; and weights add up to 1."""
    degree = data.draw(st.integers(0, nodes - 1))
    polynomial = np.polynomial.Polynomial(
        data.draw(st.lists(st.integers(-3, 3), min_size=1, max_size=degree + 1))
    )
    places = np.array(data.draw(st.lists(st.floats(0, nodes - 1), min_size=1, max_size=9)))
    found = fit.weights(nodes, degree, places)
    assert found.shape == (nodes, len(places))
    assert found.sum(axis=0) == pytest.approx(1, abs=1e-9)
    size = np.abs(polynomial(np.arange(nodes))).max() + 1
    assert polynomial(np.arange(nodes)) @ found == pytest.approx(polynomial(places), abs=1e-9 * size)


@pytest.mark.parametrize("nodes", [2, 5, 9])
def test_of_the_greatest_degree_it_goes_through_all_numbers(nodes: int) -> None:
    found = fit.weights(nodes, nodes - 1, np.arange(nodes, dtype=np.float64))
    assert found == pytest.approx(np.eye(nodes), abs=1e-12)


@given(st.integers(2, 12), st.floats(0, 1))
def test_of_degree_0_it_is_the_mean(nodes: int, share: float) -> None:
    assert fit.weights(nodes, 0, np.array([share * nodes])) == pytest.approx(np.full((nodes, 1), 1 / nodes))
