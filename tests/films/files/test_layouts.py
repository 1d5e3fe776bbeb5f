"""Layouts: planes to bytes, and back."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from nnart.films.files.layouts import LAYOUTS
from nnart.recipe.size import Size
from tests.films.files.moving import pixels

SIZE = Size(34, 26)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_frame_goes_through_bytes(name: str) -> None:
    layout = LAYOUTS[name]
    frame = pixels(3, bits=layout.bits, alpha=layout.alpha, size=SIZE)
    planes = layout.convert(frame, 0)
    data = layout.to_bytes(planes)
    assert [plane.shape for plane in planes] == layout.shapes(SIZE)
    assert len(data) == layout.bytes_of(SIZE)
    back = layout.from_bytes(data, SIZE)
    assert all(
        np.array_equal(one, other) and one.dtype == other.dtype for one, other in zip(planes, back, strict=True)
    )


@pytest.mark.parametrize("name", LAYOUTS)
def test_bands_are_joined(name: str) -> None:
    layout = LAYOUTS[name]
    frame = pixels(1, bits=layout.bits, alpha=layout.alpha, size=SIZE)
    bands = [layout.convert(frame[start : start + 6], start) for start in range(0, SIZE.height, 6)]
    assert layout.to_bytes(layout.join(bands)) == layout.to_bytes(layout.convert(frame, 0))


@pytest.mark.parametrize("name", LAYOUTS)
def test_pixels_come_back(name: str) -> None:
    layout = LAYOUTS[name]
    frame = pixels(2, bits=layout.bits, alpha=layout.alpha, size=SIZE)
    back = layout.pixels(layout.convert(frame, 0))
    assert back.shape == frame.shape
    if layout.lossless:
        assert np.array_equal(back, frame)
    else:
        assert np.abs(back.astype(int) - frame).mean() < 2 * 257


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts_travel(name: str) -> None:
    assert pickle.loads(pickle.dumps(LAYOUTS[name])) == LAYOUTS[name]
    assert LAYOUTS[name].name == name
