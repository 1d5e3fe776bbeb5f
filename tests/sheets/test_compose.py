"""Composing: every tile is the picture that its recipe is painted as alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import nnart
from nnart.field.calibration import calibrate
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.run import Run
from nnart.rendering.workers import Threads
from nnart.sheets.compose import compose
from nnart.sheets.grid import Grid
from nnart.sheets.sheet import Axis
from tests.sheets.tiny import SIZE, TINY, sheet_of, tile_of
from tests.strategies import small_recipes


@pytest.mark.slow
@given(st.lists(small_recipes(), min_size=1, max_size=4), st.integers(1, 5), st.integers(1, 3))
def test_every_tile_is_what_its_recipe_is_painted_as_alone(
    recipes: list[Recipe], columns: int, threads: int
) -> None:
    recipes = [one.replace(space="srgb", alpha="none") for one in recipes]
    sheet = sheet_of(*recipes, columns=columns, title="a title")
    pixels, found = compose(sheet, SIZE, Run(Threads(threads)))
    for i, recipe in enumerate(recipes):
        assert np.array_equal(tile_of(pixels, sheet, i), nnart.render(recipe, SIZE).pixels)
        assert found.tiles[i].recipe == calibrate(recipe)


def test_a_kind_stands_behind_the_name_without_being_a_part_of_it() -> None:
    plain = sheet_of(Recipe(seed=7, **TINY))
    kind = replace(plain, tiles=(replace(plain.tiles[0], kind="silk"),))
    alike = replace(plain, tiles=(replace(plain.tiles[0], name=f"{plain.tiles[0].name} silk"),))
    pixels = [compose(sheet, SIZE, Run(Threads(1)))[0] for sheet in (plain, kind, alike)]
    assert pixels[0].shape != pixels[1].shape or not np.array_equal(pixels[0], pixels[1])
    assert np.array_equal(pixels[1], pixels[2])


def test_what_is_transparent_lies_on_white_paper() -> None:
    sheet = sheet_of(Recipe(seed=7, alpha="vignette", **TINY))
    pixels, _ = compose(sheet, SIZE)
    tile = tile_of(pixels, sheet, 0)
    alone = nnart.render(sheet.tiles[0].recipe, SIZE).to_pillow()
    paper = Image.new("RGBA", alone.size, "white")
    assert np.abs(np.asarray(Image.alpha_composite(paper, alone).convert("RGB")).astype(int) - tile).max() <= 1
    assert (tile[0, 0] == 255).all()


@pytest.mark.parametrize("side", [16, 32, 64, 160, 400])
def test_names_are_written_below_and_stay_there(side: int) -> None:
    size = Size(side, side)
    sheet = nnart.Sheet(tuple(nnart.Tile(str(2**64 - 1 - i), Recipe(seed=i, **TINY)) for i in range(2)), 2)
    pixels, _ = compose(sheet, size)
    grid = Grid.of(sheet, size)
    top, left = grid.place(0)
    text = pixels[top + side : top + side + grid.line]
    assert text.min() < 128
    assert grid.text >= 11
    between = left + side // 2 + (grid.step + grid.gap) // 2
    assert (text[:, between - 1 : between + 1] == 255).all()
    assert (pixels[: grid.gap] == 255).all()


def test_names_of_small_tiles_are_told_apart() -> None:
    """As room is made for those of 20 letters."""
    size = Size(16, 16)
    sheet = nnart.Sheet(tuple(nnart.Tile(str(10**19 + i), Recipe(seed=i, **TINY)) for i in range(3)), 3)
    grid = Grid.of(sheet, size)
    pixels, _ = compose(sheet, size)
    texts = []
    for i in range(3):
        top, left = grid.place(i)
        middle = left + size.width // 2
        cell = pixels[top + 16 : top + 16 + grid.line, middle - grid.step // 2 : middle + grid.step // 2]
        texts.append(cell.tobytes())
        assert np.array_equal(tile_of(pixels, sheet, i, size), nnart.render(sheet.tiles[i].recipe, size).pixels)
    assert len(set(texts)) == 3


def test_axes_are_written_above_and_on_the_left() -> None:
    recipes = [Recipe(seed=seed, **TINY) for seed in range(4)]
    axes = (Axis("detail", ("3", "4")), Axis("layers", ("10", "20")))
    sheet = replace(sheet_of(*recipes, columns=2), axes=axes)
    pixels, _ = compose(sheet, SIZE)
    grid = Grid.of(sheet, SIZE)
    assert grid.left is not None
    top, left = grid.place(0)
    for i, recipe in enumerate(recipes):
        assert np.array_equal(tile_of(pixels, sheet, i), nnart.render(recipe, SIZE).pixels)
        row, column = grid.place(i)
        assert pixels[top - grid.line : top, column : column + SIZE.width].min() < 128
        assert pixels[row : row + SIZE.height, : left - grid.gap].min() < 128
        assert (pixels[row + SIZE.height : row + SIZE.height + grid.gap] == 255).all()
