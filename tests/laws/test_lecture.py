"""The preset `lecture` against the formulas of the lecture's notebook."""

from __future__ import annotations

import numpy as np
import pytest

import nnart
from nnart.colour.tables import blend
from nnart.recipe.recipe import Recipe
from tests.naive import notebook, table_index

PIXELS = 120
# The second half are seeds whose answers lie in so small a range that float32 could not tell them apart.
SEEDS = [*range(9), 42, 100, 2**32 - 1, 98, 319, 376, 580, 863, 1289, 2461, 5204]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_the_lectures_picture_is_painted(seed: int) -> None:
    """At least 99 % of the pixels have the notebook's entry of the colour table, none is over two away."""
    recipe = Recipe(seed=seed, **nnart.preset("lecture").values)
    pixels = nnart.render(recipe, (PIXELS, PIXELS)).pixels
    expected = table_index(notebook(seed, PIXELS))
    table = (blend("jet", 256) // 257).astype(np.int64)
    same = (pixels == table[expected]).all(axis=2)
    assert same.mean() >= 0.99
    near = np.zeros_like(same)
    for step in (-2, -1, 0, 1, 2):
        near |= (pixels == table[np.clip(expected + step, 0, 255)]).all(axis=2)
    assert near.all()


def test_orientation() -> None:
    """The second input points up: the notebook's own first row of its arrays is the picture's last."""
    recipe = Recipe(seed=3, **nnart.preset("lecture").values)
    pixels = nnart.render(recipe, (PIXELS // 10, PIXELS // 10)).pixels
    upright = (blend("jet", 256) // 257)[table_index(notebook(3, PIXELS // 10))]
    assert (pixels == upright).all(axis=2).mean() > 0.99
    for turned in (upright[::-1], upright[:, ::-1], upright.transpose(1, 0, 2)):
        assert (pixels == turned).all(axis=2).mean() < 0.9


def test_the_preset_is_the_title_slides() -> None:
    preset = nnart.preset("lecture")
    assert preset.size == (720, 720)
    recipe = Recipe(**preset.values)
    assert (recipe.palette, recipe.width, recipe.activation) == ("jet", 100, "sigmoid")
