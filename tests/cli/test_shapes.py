"""Shapes: one side is given, and the start's proportions give the other."""

from __future__ import annotations

import pytest

from nnart.cli.shapes import remark_on, shape_of, size_like
from nnart.errors import InputError
from nnart.recipe.size import SQUARE, Size
from nnart.sources.start import Start

WIDE = Size(1600, 900)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1200", (1200, 675)),
        ("2m", (23622, 13287)),
        ("10in@100dpi", (1000, 563)),
        ("800x", (800, 450)),
        ("x450", (800, 450)),
        ("10cm x", (1181, 664)),
        ("1200x1200", (1200, 1200)),
        ("4k", (3840, 2160)),
        ("1:1", (1920, 1920)),
    ],
)
def test_the_other_side_is_in_proportion(text: str, size: tuple[int, int]) -> None:
    assert tuple(size_like(text, None, WIDE)[0]) == size


def test_dots_per_inch_are_kept() -> None:
    assert size_like("10in@100dpi", None, WIDE)[1] == 100
    assert size_like("x10in", 50, WIDE) == ((889, 500), 50)


@pytest.mark.parametrize("text", ["x", "0", "1x2x", "a x", "12furlongs"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        size_like(text, None, WIDE)


def test_seeds_and_presets_are_square() -> None:
    assert shape_of(Start(size=WIDE)) == SQUARE
    assert shape_of(Start(size=WIDE, place="'a.png'")) == WIDE
    tiles = Start(size=WIDE), Start(size=WIDE)
    assert shape_of(Start(tiles=tiles)) == WIDE
    assert shape_of(Start(tiles=(*tiles, Start()))) == SQUARE


def test_people_are_told_of_a_shape() -> None:
    (remark,) = remark_on("1200", Size(1200, 675), WIDE)
    assert remark.endswith("a square is --size 1200x1200")
    assert not remark_on("1200", Size(1200, 1200), SQUARE)
    assert not remark_on("1200x", Size(1200, 675), WIDE)
