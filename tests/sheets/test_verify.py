"""Verification of sheets: tiles that are what their recipes say, and those that are not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import nnart
from nnart.errors import FileError
from nnart.files.codec import Frame
from nnart.files.formats import PNG
from nnart.recipe.recipe import Recipe
from nnart.rendering.run import Run
from nnart.sheets.carried import Places, text_of
from nnart.sheets.compose import compose
from nnart.sheets.grid import Grid
from nnart.sheets.sheet import Axis, Sheet
from nnart.sheets.verify import read_painted
from tests.faults_of import refused
from tests.sheets.tiny import SIZE, TINY, sheet_of

SHEET = sheet_of(*(Recipe(seed=seed, **TINY) for seed in range(5)), columns=2, title="five")


def written(path: Path, sheet: Sheet, *, places: Places | None, change: tuple[int, int] | None = None) -> Path:
    """Write a sheet, with one pixel changed."""
    pixels, found = compose(sheet, SIZE)
    if change is not None:
        pixels[change] ^= 1
    frame = Frame((len(pixels), len(pixels[0])), sheet=text_of(found, places))
    with path.open("wb") as stream:
        PNG.save(pixels, frame, stream)
    return path


@pytest.mark.parametrize("axes", [None, (Axis("a", ("1", "2")), Axis("b", ("1", "2")))])
def test_painted_tiles_are_the_same(axes: tuple[Axis, Axis] | None, tmp_path: Path) -> None:
    recipes = [Recipe(seed=seed, alpha="vignette", **TINY) for seed in range(4)]
    nnart.render_sheet(replace(sheet_of(*recipes, columns=2), axes=axes), tmp_path / "a.png", SIZE)
    tiles = read_painted(tmp_path / "a.png")
    done: list[float] = []
    assert [*tiles.verify(Run(progress=done.append))] == [None] * 4
    assert (tiles.names, tiles.size) == ([*"0123"], SIZE)
    assert sum(done) == pytest.approx(1)
    assert len(read_painted(tmp_path / "a.png", "1..2").names) == 2


def test_a_changed_pixel_is_found_in_its_tile(tmp_path: Path) -> None:
    grid = Grid.of(SHEET, SIZE)
    top, left = grid.place(3)
    path = written(tmp_path / "a.png", SHEET, places=Places.of(grid), change=(top + 7, left + 2))
    assert [*read_painted(path).verify()] == [None, None, None, 7, None]
    assert [*read_painted(path, "2,4").verify()] == [None, None]


def test_sheets_that_do_not_say_where_tiles_lie_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.png", SHEET, places=None)
    with refused("missing", error=FileError):
        read_painted(path)
    right = Places.of(Grid.of(SHEET, SIZE))
    for wrong in (
        replace(right, shape=(0, 5)),
        replace(right, pitch=(999, 1)),
        replace(right, first=(1, 9999)),
    ):
        with refused("damaged", error=FileError):
            read_painted(written(path, SHEET, places=wrong))


def test_what_is_no_sheet_or_damaged_is_refused(tmp_path: Path) -> None:
    nnart.render(SHEET.tiles[0].recipe, SIZE).save(tmp_path / "a.png")
    with refused("kind", error=FileError):
        read_painted(tmp_path / "a.png")
    path = written(tmp_path / "b.png", SHEET, places=Places.of(Grid.of(SHEET, SIZE)))
    data = path.read_bytes()
    path.write_bytes(data[:-400])
    with pytest.raises(FileError):
        read_painted(path)


def test_pixels_of_others_are_refused(tmp_path: Path) -> None:
    pixels, found = compose(SHEET, SIZE)
    grey = np.repeat(np.asarray(pixels[..., :1], np.uint8), 4, axis=2)
    frame = Frame((len(grey), len(grey[0])), 4, sheet=text_of(found, Places.of(Grid.of(SHEET, SIZE))))
    with (tmp_path / "a.png").open("wb") as stream:
        PNG.save(grey, frame, stream)
    with refused("kind", error=FileError):
        read_painted(tmp_path / "a.png")
