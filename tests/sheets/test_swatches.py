"""Swatches: bars of colours, and a chart of them."""

from __future__ import annotations

import numpy as np
import pytest

from nnart.colour.tables import blend
from nnart.sheets import swatches

HEARTH = "#0d0b1e,#3a1030,#8f1d33,#e0562c,#f8b862,#fff3d6"


@pytest.mark.parametrize("cells", [2, 7, 64, 4096])
def test_a_bar_is_blended_as_pictures_are(cells: int) -> None:
    bar = swatches.bar("hearth", cells)
    table = blend("hearth", 4096) / 257
    assert bar.dtype == np.uint8
    assert bar.shape == (cells, 3)
    places = np.linspace(0, 4095, cells)
    assert np.abs(bar - table[places.astype(int)]).max() <= 0.5
    assert [f"#{bytes(colour).hex()}" for colour in (bar[0], bar[-1])] == [HEARTH[:7], HEARTH[-7:]]


@pytest.mark.parametrize("count", [1, 2, 34, 100])
def test_a_sheet_shows_every_palette(count: int) -> None:
    label = "a long name of a palette " * 3
    image = np.asarray(swatches.draw_chart([(label, f"#{i:06x},#ff0000") for i in range(count)]))
    ends = (image[:, :-1] == (255, 0, 0)).all(axis=2) & (image[:, 1:] == (255, 255, 255)).all(axis=2)
    assert ends.sum() == 34 * count
    assert image.shape[1] >= image.shape[0]
    assert (image[:, -12:] == 255).all()
