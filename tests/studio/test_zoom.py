"""Zoom: tiles of a picture of 1,000,000 pixels a side."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.errors import Cancelled
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.job import Job
from nnart.rendering.painter import Painter
from nnart.studio.zoom import SIDE, tile
from nnart.threads import Cancel
from nnart.tiles.pyramid import pyramid
from tests.studio.client import SMALL, Client

BASE = Recipe(seed=7, layers=3, width=10)
WHOLE = Size(1_000_000, 1_000_000)
WIDE, TALL = Size(1_000_000, 666_667), Size(562_500, 1_000_000)


def pixels(recipe: Recipe, level: int, column: int, row: int, size: Size = WHOLE) -> np.ndarray[Any, Any]:
    data = tile(recipe, size, level, column, row, "png", Cancel()).data
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), np.int64)


@pytest.mark.parametrize(
    ("size", "level", "column", "row"),
    [
        (WHOLE, 0, 0, 0),
        (WHOLE, 5, 0, 0),
        (WHOLE, 8, 0, 0),
        (WHOLE, 12, 7, 9),
        (WHOLE, 20, 1953, 2000),
        (WHOLE, 20, 3906, 3906),
        (WIDE, 8, 0, 0),
        (WIDE, 12, 15, 10),
        (TALL, 11, 4, 7),
        (TALL, 20, 2197, 3906),
    ],
    ids=str,
)
@pytest.mark.parametrize("changes", [{}, {"palette": "reef", "contrast": 2.0}, {"symmetry": "p4m"}], ids=str)
def test_a_tile_is_a_part_of_the_whole(
    size: Size, level: int, column: int, row: int, changes: dict[str, Any]
) -> None:
    recipe = BASE.replace(**changes)
    painter, place = Painter(Job(recipe.replace(tolerance=0.0), size)), pyramid(size, SIDE, 0)[level]
    window = place.tile(row, column)
    exact, _ = painter.band(painter.view.shrunk(place.step).crop(window.rows, window.columns))
    found = pixels(recipe, level, column, row, size)
    assert found.shape == exact.shape
    assert np.abs(found - exact).max() <= 1


def test_a_second_tile_is_the_same_with_a_sampler_that_is_kept() -> None:
    assert np.array_equal(pixels(BASE, 14, 20, 21), pixels(BASE, 14, 20, 21))


def test_samples_are_averaged_where_there_are_any() -> None:
    """Four samples of a pixel are those of the next level but one."""
    smooth = pixels(BASE.replace(samples=4), 10, 1, 2)
    whole = nnart.render(BASE.replace(samples=4), (1024, 1024)).pixels
    assert smooth.shape == (SIDE, SIDE, 3)
    assert smooth.std() == pytest.approx(whole.std(), rel=0.5)
    assert np.abs(smooth - pixels(BASE, 10, 1, 2)).mean() < 3
    assert pixels(BASE.replace(samples=8, activation="step"), 20, 9, 9).shape == (SIDE, SIDE, 3)


@pytest.mark.parametrize(
    ("size", "small", "shape"), [(WHOLE, (256, 256), (245, 245, 3)), (WIDE, (256, 171), (163, 245, 3))], ids=str
)
def test_a_stretched_tone_is_about_that_of_a_small_picture(
    size: Size, small: tuple[int, int], shape: tuple[int, ...]
) -> None:
    recipe = BASE.replace(tone="stretch", tolerance=0.0)
    whole = nnart.render(recipe, small).pixels.astype(np.int64)
    found = pixels(recipe, 8, 0, 0, size)
    assert found.shape == shape
    assert abs(found.mean() - whole.mean()) < 3


def test_the_range_shrinks_with_depth(client: Client) -> None:
    spans = []
    for level, place in ((8, 0), (12, 8), (16, 122), (20, 1953)):
        answer = client.get(f"/api/zoom/{level}/{place}_{place}?seed=7&{SMALL}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
        spans.append(float(answer.headers["Nnart-Range"]))
    assert spans == sorted(spans, reverse=True)
    assert spans[0] > 200
    assert spans[-1] < 4


def test_a_tile_is_of_the_size_that_is_asked_for(client: Client) -> None:
    wide, square = (
        client.get(f"/api/zoom/6/0_0?seed=7&{SMALL}{size}") for size in ("&size=1000000x500000", "")
    )
    assert Image.open(io.BytesIO(wide.content)).size == (62, 31)
    assert Image.open(io.BytesIO(square.content)).size == (62, 62)
    assert wide.headers["ETag"] != square.headers["ETag"]


@pytest.mark.parametrize(
    "path",
    [
        *("21/0_0", "3/1_0", "20/3907_0", "99999999999/0_0", "3/a_0", "-1/0_0", "3/0_0_0", "3/0", "%D9%A3/0_0"),
        *(f"{'9' * 5000}/0_0", f"3/{'9' * 5000}_0", f"3/0_{'9' * 5000}"),  # more digits than Python reads
    ],
)
def test_what_is_no_tile_is_not_there(client: Client, path: str) -> None:
    answer = client.get(f"/api/zoom/{path}?seed=7&{SMALL}")
    assert answer.status_code == 404
    assert answer.json()["faults"]


def test_a_tile_that_has_not_changed_is_not_sent_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/api/zoom/3/0_0?seed=7&{SMALL}"
    first = client.get(path)
    monkeypatch.setattr("nnart.studio.app.tile", None)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_cancelled_tile_ends() -> None:
    cancel = Cancel()
    cancel()
    with pytest.raises(Cancelled):
        tile(BASE, WHOLE, 12, 3, 3, "jpeg", cancel)
