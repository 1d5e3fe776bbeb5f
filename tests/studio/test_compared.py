"""Small pictures of looks, and what is known of them."""

from __future__ import annotations

import numpy as np
import pytest

from nnart.errors import InputError
from nnart.recipe.recipe import Recipe
from nnart.studio.compared import SIZE, compare, pictured, read_named, weigh
from nnart.threads import Cancel


def test_a_picture_is_small_and_opaque() -> None:
    pixels = pictured(Recipe(seed=7, layers=3, width=8, alpha="field", samples=4), Cancel())
    assert pixels.shape == (*SIZE.shape, 3) and pixels.dtype == np.uint8


@pytest.mark.parametrize(("zoom", "dull"), [(1.0, False), (1e9, True)])
def test_what_has_one_colour_is_dull(zoom: float, dull: bool) -> None:
    recipe = Recipe(seed=7, layers=3, width=8, zoom=zoom)
    assert compare(pictured(recipe, Cancel()), recipe).dull is dull


def test_a_look_is_named_in_its_fault() -> None:
    assert read_named("seed=7&layers=3", "one") == Recipe(seed=7, layers=3)
    for text in ("", "seed=x", "seed=7&seed=8", "seed=7&layers=900"):
        with pytest.raises(InputError):
            read_named(text, "one")
    with pytest.raises(InputError, match=r"^one"):
        read_named("seed=x", "one")


def test_large_networks_are_refused() -> None:
    assert weigh(Recipe(seed=7, layers=3, width=8)) < weigh(Recipe(seed=7, layers=30, width=8))
    with pytest.raises(InputError, match="too large"):
        weigh(Recipe(seed=7, layers=900))
