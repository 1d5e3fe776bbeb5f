"""Places: where a flight goes by itself."""

from __future__ import annotations

import numpy as np
import pytest

from nnart.errors import InputError
from nnart.field.calibration import calibrate
from nnart.films.film import Keyframe
from nnart.films.places import ZOOM, find_place
from nnart.network.network import Network
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.rendering.job import Job
from nnart.rendering.painting import Painting
from tests.films.cases import by_hand, small


def found(recipe: Recipe) -> tuple[Recipe, Recipe]:
    recipe = calibrate(recipe)
    place = find_place(Keyframe(recipe))
    return recipe, recipe.replace(center=place.center, zoom=place.zoom)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_place_keeps_more_colours_than_most(seed: int) -> None:
    """Among the windows of one zoom, by the spread of a palette from black to white."""
    _, there = found(small(seed, palette="grey"))

    def spread(one: Recipe) -> float:
        return float(Painting(Job(one, (24, 24))).pixels().std())

    random = np.random.default_rng(0)
    others = [spread(there.replace(center=tuple(random.uniform(-0.8, 0.8, 2)))) for _ in range(40)]
    assert spread(there) > np.quantile(others, 0.75)


def test_a_place_lies_within_the_picture() -> None:
    for values in ({}, {"zoom": 30.0, "center": (0.4, -0.2)}, {"zoom": 1e5, "center": (0.25, 0.5)}):
        recipe, there = found(small(7, **values))
        assert there.zoom == ZOOM * recipe.zoom
        far = max(abs(a - b) for a, b in zip(there.center, recipe.center, strict=True))
        assert 1e-4 / recipe.zoom < far < 0.81 / recipe.zoom
        corner = View.of(recipe, (8, 8)).points().max(axis=1)
        assert all(a < b for a, b in zip(there.center, corner, strict=True))


def test_a_zoom_may_be_said() -> None:
    recipe = calibrate(small())
    assert find_place(Keyframe(recipe), 3.0).zoom == 3.0
    assert find_place(Keyframe(recipe), 3.0) == find_place(Keyframe(recipe), 3.0)


def test_a_network_by_hand_has_places_too() -> None:
    assert find_place(Keyframe(small(), by_hand())).zoom == ZOOM


def test_one_colour_has_no_places() -> None:
    flat = Network.of([[[0.0, 0.0]]], [[0.5]], "linear")
    with pytest.raises(
        InputError, match="nothing moves: the picture has a single colour wherever a flight goes"
    ):
        find_place(Keyframe(small(), flat))
