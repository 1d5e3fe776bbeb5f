"""Whole pictures: those of the naive twin, and the same bytes however they are cut, shifted or turned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import png as pypng
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnart
from nnart.arrays import Pixels
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.recipe.symmetries import WALLPAPERS
from nnart.rendering import painter, painting
from nnart.rendering.job import Job
from nnart.rendering.painter import Painter
from tests import naive_colour as naive
from tests.strategies import small_recipes

SIDES = st.integers(1, 14)
BITS = st.sampled_from([8, 16])


@pytest.mark.slow
@settings(max_examples=150)
@given(small_recipes(), SIDES, SIDES, BITS)
def test_a_picture_is_that_of_its_naive_twin(recipe: Recipe, rows: int, columns: int, bits: int) -> None:
    """To the bit; of several samples, whose twin averages in float64, but for halves."""
    recipe = replace(recipe, tolerance=0.0)
    pixels = nnart.render(recipe, (columns, rows), bits=bits).pixels
    exact = naive.picture(recipe, Size(columns, rows), bits)
    same = np.floor(exact) == pixels
    if recipe.samples > 1:
        same |= (np.abs(exact - np.rint(exact)) < 1e-4) if bits == 8 else np.abs(np.floor(exact) - pixels) <= 1
    assert same.all()


@pytest.mark.slow
@settings(max_examples=100)
@given(small_recipes(), SIDES, SIDES, BITS, st.data())
def test_windows_bands_and_threads_do_not_show(
    recipe: Recipe, rows: int, columns: int, bits: int, data: st.DataObject
) -> None:
    size = Size(columns, rows)
    whole = nnart.render(recipe, size, bits=bits, run=nnart.Run(nnart.Threads(1))).pixels
    one = Painter(Job(recipe, size, bits))
    top, left = data.draw(st.integers(0, rows - 1)), data.draw(st.integers(0, columns - 1))
    bottom, right = data.draw(st.integers(top + 1, rows)), data.draw(st.integers(left + 1, columns))
    if recipe.tone != "stretch":  # whose fields are kept by bands
        window = one.view.crop((top, bottom), (left, right))
        assert np.array_equal(one.band(window)[0], whole[top:bottom, left:right])
    with pytest.MonkeyPatch.context() as patched:
        height = data.draw(st.integers(1, 4))
        patched.setattr(painter, "band_height", lambda _: height)
        patched.setattr(painting, "band_height", lambda _: height)
        budget = nnart.Budget(field=data.draw(st.sampled_from([0, 10**6])), part=data.draw(st.integers(1, 30)))
        run = nnart.Run(nnart.Threads(data.draw(st.integers(1, 3))), budget=budget)
        cut = nnart.render(recipe, size, bits=bits, run=run)
    assert np.array_equal(cut.pixels, whole)


MANY = [
    {"colour": "shaded", "alpha": "field"},
    {"colour": "oklch", "samples": 3, "dither": True},
    {"colour": "rgb", "alpha": "vignette", "space": "p3", "dither": True},
    {"alpha": "field", "samples": 2, "tone": "stretch"},
]


@pytest.mark.parametrize("values", MANY, ids=str)
@pytest.mark.parametrize("bits", [8, 16])
def test_files_hold_them_and_are_verified(values: dict[str, object], bits: int, tmp_path: Path) -> None:
    """As pypng decodes them; and one bit of the last channel's last number is noticed."""
    recipe = Recipe(seed=4, layers=3, width=9, **values)  # type: ignore[arg-type]
    path, size = tmp_path / "a.png", Size(29, 37)
    nnart.save(nnart.Job(recipe, size, bits=bits), path)
    picture = nnart.render(recipe, size, bits=bits)
    width, height, rows, info = pypng.Reader(bytes=path.read_bytes()).read()
    decoded = np.array([list(row) for row in rows]).reshape(height, width, info["planes"])
    assert (info["bitdepth"], info["alpha"]) == (bits, "alpha" in values)
    assert np.array_equal(decoded, picture.pixels)
    assert nnart.verify(path) is None
    changed = picture.pixels.copy()
    changed[-1, -1, -1] ^= 1
    nnart.Picture(changed, picture.recipe, picture.space).save(path, force=True)
    assert nnart.verify(path) == size.height - 1


def painted(shape: tuple[int, int], bits: int = 8, **values: Any) -> Pixels:
    recipe = Recipe(**{"seed": 5, "layers": 3, "width": 8, "palette": "reef"} | values)  # type: ignore[arg-type]
    return nnart.render(recipe, Size.of_shape(*shape), bits=bits).pixels


def shifted(shape: tuple[int, int], axes: str) -> tuple[float, float]:
    """Return the centre of a picture that is half a period away along some axes."""
    rows, columns = (side / min(shape) for side in shape)
    return columns * ("x" in axes), rows * ("y" in axes)


@pytest.mark.parametrize("shape", [(64, 64), (32, 128), (96, 64), (48, 80), (50, 90), (76, 36)], ids=str)
@pytest.mark.parametrize("axes", ["x", "y", "xy"])
def test_seamless_pictures_repeat(axes: str, shape: tuple[int, int]) -> None:
    """Half a period away, it is the picture with its halves exchanged."""
    plain = painted(shape, 16, seamless=axes)
    moved = painted(shape, 16, seamless=axes, center=shifted(shape, axes))
    steps = tuple(side // 2 if axis in axes else 0 for axis, side in zip("yx", shape, strict=True))
    assert np.array_equal(moved, np.roll(plain, steps, axis=(0, 1)))
    assert not np.array_equal(plain, moved)
    x, y = shifted(shape, axes)
    assert np.array_equal(painted(shape, 16, seamless=axes, center=(2.0 * x, -2.0 * y)), plain)


@pytest.mark.parametrize("shape", [(64, 64), (48, 80)], ids=str)
@pytest.mark.parametrize("axes", ["x", "y", "xy"])
def test_edges_of_seamless_pictures_fit(axes: str, shape: tuple[int, int]) -> None:
    """From the last row or column to the first is no further than between others, where the plane repeats."""
    pixels = painted(shape, 16, seamless=axes, palette="grey", detail=3.0)[..., 0].astype(int)
    for axis, name in enumerate("yx"):
        steps = np.abs(pixels - np.roll(pixels, 1, axis=axis)).mean(axis=1 - axis)
        assert (steps[0] <= 1.1 * steps[1:].max()) == (name in axes)


@pytest.mark.parametrize("shape", [(40, 40), (41, 41), (33, 50)], ids=str)
def test_mirrors_and_turns_of_pictures(shape: tuple[int, int]) -> None:
    def sides(name: str) -> tuple[bool, bool, bool, bool]:
        """Whether it is the same left and right, top and bottom, half a turn and a quarter turned."""
        pixels = painted(shape, 16, symmetry=name)
        return (
            np.array_equal(pixels[:, ::-1], pixels),
            np.array_equal(pixels[::-1], pixels),
            np.array_equal(pixels[::-1, ::-1], pixels),
            np.array_equal(np.rot90(pixels), pixels),
        )

    square = shape[0] == shape[1]
    assert sides("none") == (False, False, False, False)
    assert sides("mirror") == (True, False, False, False)
    assert sides("mirror-y") == (False, True, False, False)
    assert sides("kaleidoscope-3") == (True, False, False, False)
    assert sides("kaleidoscope-4") == (True, True, True, square)
    assert sides("kaleidoscope-6") == (True, True, True, False)
    assert sides("rotation-2") == (False, False, True, False)
    assert sides("rotation-4") == (False, False, True, square)


UPRIGHT = {"pm", "cm", "pmm", "pmg", "cmm", "p4m", "p3m1", "p31m", "p6m"}  # left and right are the same
LYING = {"pmm", "cmm", "p4m", "p6m"}  # top and bottom are
HALF_TURN = {"p2", "pmm", "pgg", "cmm", "p4", "p4m", "p4g", "p6", "p6m"}  # around (0, 0)
HEXAGONAL = {"p3", "p3m1", "p31m", "p6", "p6m"}


@pytest.mark.parametrize("name", WALLPAPERS)
@pytest.mark.parametrize("side", [48, 50])
def test_wallpapers_repeat(name: str, side: int) -> None:
    """With two cells, by half of the picture; of hexagonal lattices along one axis."""
    pixels = painted((side, side), 16, symmetry=name, cells=2.0)
    down, across = (np.array_equal(np.roll(pixels, side // 2, axis), pixels) for axis in (0, 1))
    if name in HEXAGONAL:
        assert (down, across) == (name == "p31m", name != "p31m")
    else:
        assert down and across
    assert np.array_equal(pixels[:, ::-1], pixels) == (name in UPRIGHT)
    assert np.array_equal(pixels[::-1], pixels) == (name in LYING)
    assert np.array_equal(pixels[::-1, ::-1], pixels) == (name in HALF_TURN)
    assert np.array_equal(np.rot90(pixels), pixels) == (name in {"p4", "p4m", "p4g"})
    if name in {"pg", "pgg", "p4g", "cm", "cmm"} and side % 4 == 0:
        glide = np.roll(pixels[:, ::-1], side // 4, axis=0)
        assert np.array_equal(np.roll(glide, 0 if name == "pg" else side // 4, axis=1), pixels)


@pytest.mark.parametrize(
    "values", [{"samples": 2}, {"colour": "oklch", "palette": None, "alpha": "field"}], ids=str
)
def test_symmetric_pictures_stay_so(values: dict[str, Any]) -> None:
    """With all that is done to fields, but for noise."""
    pixels = painted((48, 48), symmetry="p4m", cells=2.0, **values)
    for same in (pixels[:, ::-1], pixels[::-1], np.rot90(pixels), np.roll(pixels, 24, 0)):
        assert np.array_equal(same, pixels)
