"""Levels and tiles, against counting pixels."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import InputError
from nnart.recipe.size import Size
from nnart.tiles.pyramid import Level, pyramid
from tests.faults_of import refused

SIZES = st.tuples(st.integers(1, 90), st.integers(1, 90))
HUGE = st.tuples(st.integers(1, 1_000_000), st.integers(1, 1_000_000))
SIDES = st.integers(2, 20)
OVERLAPS = st.integers(0, 2)


@given(HUGE)
def test_levels_halve_down_to_one_pixel(size: tuple[int, int]) -> None:
    levels = pyramid(Size.of_shape(*size), 510, 1)
    assert levels[0].extent == (1, 1)
    assert (levels[-1].extent, levels[-1].step) == (size, 1)
    assert [level.number for level in levels] == list(range(len(levels)))
    for small, large in pairwise(levels):
        assert small.step == 2 * large.step
        assert small.extent == tuple((side + 1) // 2 for side in large.extent)
        assert max(large.extent) > 1
    for level in levels:
        assert level.extent == tuple(-(-side // level.step) for side in size)


@given(SIZES, SIDES, OVERLAPS)
def test_tiles_cover_every_pixel_once_but_for_overlaps(size: tuple[int, int], side: int, overlap: int) -> None:
    for level in pyramid(Size.of_shape(*size), side, overlap):
        own = np.zeros(level.extent, int)
        for tile in level.tiles():
            for (start, stop), length in zip((tile.rows, tile.columns), level.extent, strict=True):
                assert 0 <= start < stop <= length
            assert tile.shape == np.empty(level.extent)[slice(*tile.rows), slice(*tile.columns)].shape
            assert max(tile.shape) <= side + 2 * overlap
            first = tile.row * side, tile.column * side
            last = min(first[0] + side, level.extent[0]), min(first[1] + side, level.extent[1])
            own[first[0] : last[0], first[1] : last[1]] += 1
            # It is wider by what it shares, where it has a neighbour.
            assert tile.rows == (max(first[0] - overlap, 0), min(last[0] + overlap, level.extent[0]))
            assert tile.columns == (max(first[1] - overlap, 0), min(last[1] + overlap, level.extent[1]))
        assert (own == 1).all()


@given(st.data(), SIZES, SIDES, OVERLAPS)
def test_a_block_is_its_tiles(data: st.DataObject, size: tuple[int, int], side: int, overlap: int) -> None:
    """Cut out of the block's pixels, tiles are those of the level, and nothing of the block is left over."""
    level = data.draw(st.sampled_from(pyramid(Size.of_shape(*size), side, overlap)))
    rows, columns = (_part(data, count) for count in level.grid)
    pixels = np.arange(level.extent[0] * level.extent[1]).reshape(level.extent)
    window = level.window(rows, columns)
    block = pixels[slice(*window[0]), slice(*window[1])]
    used = np.zeros(block.shape, bool)
    tiles = list(level.tiles(rows, columns))
    assert [(tile.row, tile.column) for tile in tiles] == [
        (row, column) for row in range(*rows) for column in range(*columns)
    ]
    for tile in tiles:
        assert tile == level.tile(tile.row, tile.column)
        part = block[tile.within(window)]
        assert np.array_equal(part, pixels[slice(*tile.rows), slice(*tile.columns)])
        used[tile.within(window)] = True
    assert used.all()


def _part(data: st.DataObject, count: int) -> tuple[int, int]:
    start = data.draw(st.integers(0, count - 1))
    return start, data.draw(st.integers(start + 1, count))


def test_a_wall_has_as_many_tiles_as_it_should() -> None:
    level = pyramid(Size(200_000, 200_000), 510, 1)[-1]
    assert (level.number, level.grid) == (18, (393, 393))
    assert level.tile(392, 392).rows == (392 * 510 - 1, 200_000)


@pytest.mark.parametrize("rows", [(0, 4), (-1, 1), (1, 1), (2, 1)])
def test_tiles_that_are_not_there(rows: tuple[int, int]) -> None:
    level = Level(9, 1, (1200, 700), 510, 1)
    with refused("range", "rows", error=InputError):
        level.window(rows, (0, 1))


def test_sizes_that_are_none() -> None:
    with refused("range", "size", error=InputError):
        pyramid(Size(5, 0), 510, 1)
