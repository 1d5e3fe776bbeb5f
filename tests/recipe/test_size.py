"""Size: width and height, everywhere."""

from __future__ import annotations

import pickle
import re
from copy import copy
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.recipe.size import MAX_SIDE, SQUARE, Size
from nnart.recipe.sizes import size_of
from tests.faults_of import refused

SIDES = st.integers(1, MAX_SIDE)
ROOT = Path(nnart.__file__).parent


@dataclass
class Framed:
    """Something that has a size."""

    size: Size


@given(SIDES, SIDES)
def test_a_size_is_its_width_and_height(width: int, height: int) -> None:
    size = Size(width, height, 300)
    assert size == (width, height) == (size.width, size.height)
    assert size.shape == (height, width)
    assert Size.of_shape(*size.shape) == size
    assert str(size) == f"{width} x {height}"
    assert eval(repr(size)) == size
    assert repr(Size(width, height)) == f"Size({width}, {height})"
    for copied in (copy(size), pickle.loads(pickle.dumps(size))):
        assert (type(copied), copied, copied.dpi) == (Size, size, 300)
    assert asdict(Framed(size)) == {"size": (width, height)}


@pytest.mark.parametrize("sides", [(0, 1), (1, MAX_SIDE + 1), (1.5, 1), (True, 1), ("7", 1), (None, 1)])
def test_other_sides_are_refused(sides: tuple[int, int]) -> None:
    with refused("range", "size"):
        Size(*sides)


@pytest.mark.parametrize(
    "given_size",
    [
        Size(40, 30),
        (40, 30),
        [40, 30],
        (np.int64(40), np.uint8(30)),
        np.array([40, 30]),
        "40x30",
    ],
    ids=repr,
)
def test_what_people_write_becomes_one(given_size: object) -> None:
    size = size_of(given_size)
    assert size == (40, 30)
    assert [type(side) for side in size] == [int, int]
    assert size_of(np.int16(512)) == size_of(512) == (512, 512)
    assert size_of("a6@50dpi").dpi == 50
    assert SQUARE.dpi is None


@pytest.mark.parametrize("given_size", [(), (1, 2, 3), 7.5, None, {}, b"4k", True, [[1, 2]]], ids=repr)
def test_what_is_no_size_is_refused(given_size: object) -> None:
    with refused("type", "size"):
        size_of(given_size)


def test_the_front_door_has_one_convention() -> None:
    """Width and height, as Pillow has them, wherever a size is given or told; arrays have rows and columns."""
    recipe = nnart.Recipe(seed=3, layers=2, width=5)
    picture = nnart.render(recipe, (40, 30))
    assert picture.size == picture.to_pillow().size == (40, 30)
    assert picture.pixels.shape == (30, 40, 3)
    for size in ((40, 30), [40, 30], "40x30"):
        assert nnart.Job(recipe, size).size == (40, 30)
        assert nnart.View(size=size).shape == nnart.View.of(recipe, size).shape == (30, 40)
        assert nnart.DeepZoom(size=size).size == nnart.IIIF(size=size).size == (40, 30)
    assert nnart.parse_size("40x30")[0] == (40, 30)
    assert nnart.evaluate(nnart.network_of(recipe), nnart.View(size=(40, 30))).shape == (30, 40, 1)


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: path.stem)
def test_no_source_takes_a_size_for_rows_and_columns(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(rows, col\w*|height, width) = [\w.]*\bsize$", source, re.MULTILINE)
    assert not re.search(r"\bsize\[[01]\]", source)
