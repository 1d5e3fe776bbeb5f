"""Blocks: every tile is in one of them."""

from __future__ import annotations

import math
from collections import Counter

from hypothesis import given

from nnart.plane.view import View
from nnart.recipe.size import Size
from nnart.tiles.block import all_blocks, count_pixels
from nnart.tiles.tiles import layout_for
from tests.tiles.folders import SIZE


@given(SIZE)
def test_every_tile_is_in_one_block(size: Size) -> None:
    layout = layout_for(size)
    found = Counter((block.level.number, tile) for block in all_blocks(layout) for tile in block.tiles())
    assert found == Counter((level.number, tile) for level in layout.levels() for tile in level.tiles())


@given(SIZE)
def test_pixels_are_those_of_all_windows(size: Size) -> None:
    layout, whole = layout_for(size), View(size=size)
    blocks = list(all_blocks(layout))
    assert [block.view(whole).shape for block in blocks] == [block.shape for block in blocks]
    assert count_pixels(layout) == sum(math.prod(block.shape) for block in blocks)
