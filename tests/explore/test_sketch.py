"""Sketches: mean colours of 8 x 8 places."""

from __future__ import annotations

import numpy as np
import pytest

import nnart
from nnart.colour.oklab import to_oklab
from nnart.explore.sketch import SIDE, colours, sketch


def test_sketches_are_mean_colours() -> None:
    pixels = nnart.render(nnart.Recipe(seed=3, layers=2, width=8), (96, 64)).pixels.astype(np.uint8)
    found = colours([sketch(pixels)])
    means = pixels.reshape(SIDE, 8, SIDE, 12, 3).mean(axis=(1, 3))
    assert found.shape == (1, SIDE, SIDE, 3)
    assert np.abs(found[0] - to_oklab(means / 255)).max() <= 0.005 + 1e-9


@pytest.mark.parametrize("size", [(8, 8), (9, 31), (17, 16)])
def test_sketches_of_any_size(size: tuple[int, int]) -> None:
    pixels = np.full((*size, 3), (250, 120, 3), np.uint8)
    assert np.ptp(colours([sketch(pixels)]), axis=(1, 2)).max() == 0
