"""Bands: windows and pieces fit, wherever one begins."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nnart.files.bands import Bands
from nnart.plane.view import View
from nnart.recipe.size import Size
from nnart.recipe.sizes import band_height

ROWS = st.integers(1, 60)


@given(ROWS, st.sampled_from([1, 2, 4, 8]), st.sampled_from([1, 2, 4]), st.integers(0, 70))
def test_windows_are_what_is_left_after_some_pieces(rows: int, height: int, times: int, done: int) -> None:
    windows = list(Bands(height).windows(View(size=(3, rows)), height * times, done))
    found = [row for window in windows for row in range(*window.rows)]
    assert found == list(range(done * height, rows))
    assert all(window.shape[0] == height * times for window in windows[:-1])


@given(ROWS, st.integers(1, 9))
def test_pieces_are_whole_rows_from_the_top(rows: int, height: int) -> None:
    pixels = np.arange(rows * 6).reshape(rows, 2, 3)
    pieces = list(Bands(height).cut(pixels, View(size=(rows, 2))))
    assert [len(piece) for piece in pieces[:-1]] == [height] * (len(pieces) - 1)
    assert np.array_equal(np.concatenate(pieces), pixels)


def test_the_height_follows_from_the_size_alone() -> None:
    """A file's bytes depend on it."""
    assert Bands().height_for(Size(300, 700)) == band_height(Size(300, 700))
    assert Bands(5).height_for(Size(300, 700)) == 5
    whole = View(size=(300, 700))
    assert Bands().levels(whole) == [whole]
