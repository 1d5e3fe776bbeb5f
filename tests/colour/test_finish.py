"""Finish: positions become pixels with their transparency, held against a plain twin."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnart.colour.colouring import Colouring, colours_of
from nnart.colour.finish import Finish
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from tests import naive_colour as naive

RECIPES: dict[str, dict[str, Any]] = {
    "opaque": {},
    "field": {"alpha": "field"},
    "vignette": {"alpha": "vignette"},
    "rich": {"colour": "shaded", "alpha": "field", "samples": 2, "dither": True, "reverse": True},
}


@pytest.mark.parametrize("name", list(RECIPES))
@pytest.mark.parametrize("bits", [8, 16])
def test_pixels_are_those_of_the_plain_twin(name: str, bits: int) -> None:
    recipe = Recipe(seed=3, palette="sundown", **RECIPES[name])
    view = View.of(recipe, (12, 9)).crop((2, 7), (3, 12))
    finish = Finish(recipe, bits, Colouring(recipe))
    fields = 1 + (recipe.colour == "shaded") + (recipe.alpha == "field")
    shape = tuple(side * recipe.samples for side in view.shape)
    positions = np.random.default_rng(0).random((fields, *shape))
    found = finish(view, positions)
    alpha = recipe.alpha == "field"
    plain = naive.coloured(recipe, positions[:-1] if alpha else positions, bits, (2, 3))
    assert np.abs(found[..., :3].astype(int) - np.floor(plain)).max() <= (recipe.samples > 1)
    assert np.array_equal(finish.colours(view, positions), found[..., :3])
    if recipe.alpha == "none":
        assert found.shape[2] == 3
        return
    opacity = naive.squares(positions[-1], recipe.samples) if alpha else naive.vignette(9, 12)[2:7, 3:12]
    assert np.abs(found[..., 3] - opacity * (2**bits - 1)).max() <= 0.5 + 1e-6


def test_the_map_of_samples_is_white_on_the_darkened_picture() -> None:
    recipe = Recipe(seed=3)
    view = View.of(recipe, (4, 3))
    finish = Finish(recipe, 8, Colouring(recipe))
    positions = np.random.default_rng(0).random((1, 3, 4))
    evaluated = np.zeros((3, 4), np.bool_)
    evaluated[1, 2] = True
    found, colours = finish.samples(view, positions, evaluated), finish.colours(view, positions)
    assert found[1, 2].tolist() == [255, 255, 255]
    assert np.array_equal(found[~evaluated], colours[~evaluated] // 3)


def test_colours_may_be_those_of_another_recipe() -> None:
    recipe, other = Recipe(seed=3, palette="sundown"), Recipe(seed=3, palette="grey", reverse=True)
    positions = np.random.default_rng(0).random((1, 3, 4))
    borrowed = Colouring(recipe, colours_of(other))(positions)
    assert np.array_equal(borrowed, Colouring(other)(positions))
