"""Exhibits: their sizes and files."""

from __future__ import annotations

import pytest

import nnart
from nnart.gallery.exhibit import Exhibit


@pytest.mark.parametrize(
    ("shape", "longer", "rows_and_columns"),
    [((1, 1), 100, (100, 100)), ((2, 3), 100, (67, 100)), ((3, 2), 5, (5, 3)), ((1, 900), 100, (1, 100))],
)
def test_a_size_has_the_shape_and_the_longer_side(
    shape: tuple[int, int], longer: int, rows_and_columns: tuple[int, int]
) -> None:
    assert Exhibit("x", "x", nnart.Recipe(), shape).size(longer).shape == rows_and_columns
