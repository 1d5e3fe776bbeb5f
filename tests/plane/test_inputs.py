"""Inputs: what a network is given of a place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.plane.inputs import Inputs, keys_of
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from tests.strategies import small_recipes


def test_r_is_measured_from_a_centre_of_the_seed() -> None:
    centres = np.array([Inputs.of(Recipe(seed=seed)).centre for seed in range(200)])
    assert (np.abs(centres) <= 0.5).all()
    assert (np.ptp(centres, axis=0) > 0.9).all()
    inputs = Inputs.of(Recipe(seed=5, inputs="x,y,r"))
    x, y, r = inputs(np.array([[0.3, inputs.centre[0]], [-0.2, inputs.centre[1]]]))
    assert r.tolist() == [pytest.approx(np.hypot(0.3 - inputs.centre[0], -0.2 - inputs.centre[1])), 0.0]
    assert (x[0], y[0]) == (0.3, -0.2)


@given(st.sampled_from(["x", "x,y", "r", "fourier", "x,y,r,fourier", "y,r"]), st.integers(0, 2**64 - 1))
def test_as_many_inputs_come_as_are_counted(names: str, seed: int) -> None:
    inputs = Inputs.of(Recipe(seed=seed, inputs=names))
    points = np.random.default_rng(0).uniform(-1, 1, (2, 7))
    found = inputs(points)
    assert found.shape == (inputs.count, 7)
    assert found.dtype == np.float64
    assert np.isfinite(found).all()
    assert inputs.sheets(points) is None


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"symmetry": "mirror"}, 2),
        ({"symmetry": "mirror", "inputs": "x,r"}, 2),
        ({"symmetry": "kaleidoscope-5", "inputs": "fourier"}, 8),
        ({"symmetry": "rotation-3"}, 3),
        ({"symmetry": "p6m"}, 6),
        ({"seamless": "x"}, 3),
        ({"seamless": "xy"}, 4),
    ],
    ids=str,
)
def test_a_symmetry_folds_the_plane_or_has_inputs_of_its_own(values: dict[str, Any], count: int) -> None:
    inputs = Inputs.of(Recipe(**values))
    found = inputs(np.random.default_rng(0).uniform(-1, 1, (2, 7)))
    assert len(found) == inputs.count == count


def test_a_folded_plane_is_given_to_all_inputs() -> None:
    recipe = Recipe(seed=3, inputs="x,y,r,fourier")
    points = np.random.default_rng(0).uniform(-1, 1, (2, 50))
    folded = Inputs.of(recipe.replace(symmetry="mirror"))
    assert np.array_equal(folded(points), Inputs.of(recipe)(np.array([np.abs(points[0]), points[1]])))
    sheets = folded.sheets(points)
    assert sheets is not None
    assert np.array_equal(sheets, points[0] < 0)


@pytest.mark.parametrize("size", [(20, 20), (20, 50), (50, 20)])
def test_a_seamless_plane_repeats_with_the_sides_of_the_picture(size: tuple[int, int]) -> None:
    inputs = Inputs.of(Recipe(seamless="xy"), Size.of_shape(*size))
    points = np.random.default_rng(0).uniform(-1, 1, (2, 50))
    down, across = (2 * side / min(size) for side in size)
    for away in ([[across], [0.0]], [[0.0], [down]]):
        assert np.allclose(inputs(points + np.array(away)), inputs(points), rtol=0, atol=1e-8)
    assert np.abs(inputs(points + np.array([[across / 2], [0.0]])) - inputs(points)).max() > 0.1


@given(st.integers(0, 2**64 - 1))
def test_waves_are_as_steep_as_x_and_y(seed: int) -> None:
    """A cosine and a sine together: their slopes, squared, make 2 everywhere, as those of x and y do."""
    inputs = Inputs.of(Recipe(seed=seed, inputs="fourier"))
    points, step = np.random.default_rng(0).uniform(-1, 1, (2, 20)), 1e-4
    across, up = (
        (inputs(points + move) - inputs(points - move)) / (2 * step)
        for move in (np.array([[step], [0.0]]), np.array([[0.0], [step]]))
    )
    squares = across**2 + up**2
    assert np.allclose(squares[::2] + squares[1::2], 2, rtol=0, atol=1e-2)


@given(small_recipes(), st.integers(0, 2**32 - 1))
def test_points_with_the_same_keys_have_the_same_inputs(recipe: Recipe, seed: int) -> None:
    """Few places, so that many are images of others."""
    places = np.random.default_rng(seed).integers(-8, 9, (2, 300)) / 8.0
    inputs = Inputs.of(recipe, Size(64, 64))
    _, firsts, inverse = np.unique(keys_of(inputs, places), axis=1, return_index=True, return_inverse=True)
    found = inputs(places)
    assert found.tobytes() == np.ascontiguousarray(found[:, firsts[inverse.ravel()]]).tobytes()


@pytest.mark.parametrize("symmetry", ["mirror", "rotation-4", "kaleidoscope-8", "p1", "p4m", "p6m"])
def test_images_have_the_same_keys(symmetry: str) -> None:
    inputs = Inputs.of(Recipe(seed=1, symmetry=symmetry))
    places = np.random.default_rng(0).integers(1, 8, (2, 50)) / 8.0
    images = {"mirror": (-1, 1), "p1": (1, 1)}.get(symmetry, (-1, -1))
    moved = places * np.array(images)[:, None] + (symmetry == "p1")
    assert np.array_equal(keys_of(inputs, moved), keys_of(inputs, places))
    assert not np.array_equal(keys_of(inputs, places + 0.01), keys_of(inputs, places))
