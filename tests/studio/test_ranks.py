"""Ranks: what a picture is like among others."""

from __future__ import annotations

import numpy as np
import pytest

from nnart.explore.measures import measure
from nnart.recipe.presets import ANY, recipe_from
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.thumbnails import thumbnails
from nnart.studio.ranks import SIDE, Ranks, busyness, ranks_of, thinned

PLAIN = Recipe(seed=7)


def test_half_of_the_pictures_lie_below_the_middle() -> None:
    recipes = [recipe_from({"preset": ANY}, {"seed": seed}) for seed in range(9000, 9060)]
    size = Size(SIDE, SIDE)
    found = list(thumbnails(recipes, size, lambda one: ranks_of(one.pixels.astype(np.uint8), one.recipe)[0]))
    for ranks in np.array(found).T:
        assert abs(np.mean(ranks < 0.5) - 0.5) < 0.2
        assert ranks.min() < 0.15
        assert ranks.max() > 0.85


def test_noise_is_busy_and_a_slope_calm() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (SIDE, SIDE, 3), np.uint8)
    slope = np.repeat(np.arange(SIDE, dtype=np.uint8)[:, None, None], SIDE, 1).repeat(3, 2)
    assert busyness(measure(noise)) > busyness(measure(slope))
    assert (ranks_of(noise, PLAIN)[0].busy, ranks_of(slope, PLAIN)[0]) == (1.0, Ranks(0.0, 0.0))


def test_dull_pictures_are_told() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (SIDE, SIDE, 3), np.uint8)
    assert ranks_of(np.full((200, 300, 3), 90, np.uint8), PLAIN)[1] == "one colour"
    assert ranks_of(noise, PLAIN)[1] == "noisy"


@pytest.mark.parametrize("shape", [(128, 128), (240, 240), (300, 500), (64, 90), (1, 5)])
def test_a_picture_is_thinned_as_if_painted_smaller(shape: tuple[int, int]) -> None:
    side = min(*shape)
    pixels = np.zeros((*shape, 3), np.uint8)
    pixels[..., 0] = np.arange(shape[0])[:, None] % 256
    found = thinned(pixels)
    assert found.shape == (min(side, SIDE), min(side, SIDE), 3)
    if side == SIDE:
        assert np.array_equal(found, pixels)


def test_what_is_too_small_to_be_measured_is_in_the_middle() -> None:
    assert ranks_of(np.zeros((8, 8, 4), np.uint8), PLAIN) == (Ranks(0.5, 0.5), "")
