"""Gains that give a seed's own network the wanted detail."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from numpy.typing import NDArray

import nnart
from nnart.activation import mix
from nnart.errors import RecipeError
from nnart.exact.lattices import spread_points
from nnart.field.calibration import calibrate, corrected, count_features, network_of, plain
from nnart.field.criticality import solve_gain
from nnart.field.evaluator import evaluate_at
from nnart.plane.inputs import Inputs
from nnart.plane.view import View
from nnart.progress import NOBODY
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused
from tests.parts import weights_of
from tests.strategies import small_recipes


def features_of(recipe: Recipe) -> float:
    assert recipe.detail is not None
    return count_features(*plain(recipe), recipe.detail)


def ranks(field: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each number's place among all, 0 … 1, by a plain sort; no two are equal."""
    places = np.empty(field.size)
    places[np.argsort(field, axis=None)] = np.arange(field.size) / field.size
    return places.reshape(field.shape)


@pytest.mark.parametrize("layers", [4, 20, 100])
@pytest.mark.parametrize("width", [16, 48])
@pytest.mark.parametrize("detail", [4.0, 8.0])
def test_pictures_have_the_wanted_detail(layers: int, width: int, detail: float) -> None:
    """Counted another way: along all rows and columns of a picture."""
    for seed in range(3):
        recipe = Recipe(seed=seed, layers=layers, width=width, detail=detail)
        field = nnart.evaluate(network_of(recipe), View.of(recipe, (160, 160)))[..., 0]
        place = ranks(field)
        change = (np.abs(np.diff(place, axis=0)).mean() + np.abs(np.diff(place, axis=1)).mean()) / 2
        assert detail / 2 < 1.7 * 160 * change < detail * 2


@pytest.mark.parametrize(
    "values",
    [
        {"activation": "sin"},
        {"activation": "sigmoid", "bias": 0.5},
        {"activation": "tanh,sin,relu"},
        {"inputs": "x,y,r"},
        {"inputs": "r", "z": (0.5, 0.1)},
        {"layers": 300, "width": 8},
    ],
    ids=str,
)
def test_every_knob_keeps_the_detail(values: dict[str, Any]) -> None:
    for seed in range(3):
        assert 6 / 1.3 < features_of(calibrate(Recipe(seed=seed, **values))) < 6 * 1.3


@given(small_recipes())
def test_features_are_counted_by_ranks_of_neighbours(recipe: Recipe) -> None:
    """Whatever the framing, z, layers and fields, in a network drawn layer by layer."""
    assume(recipe.gain is None and recipe.detail is not None)
    home = replace(recipe, gain=2.5, z=(), after=None, neuron=None, cells=recipe.cells and 1.0)
    detail = recipe.detail or 0.0
    distance = 2 / (16 * detail)
    places = 2 * spread_points(512).T - 1
    steps = np.where(np.arange(512)[:, None] % 2, (0.0, distance), (distance, 0.0))
    points = np.concatenate([places, places + steps])
    answers = evaluate_at(network_of(home), Inputs.of(home)(np.ascontiguousarray(points.T)).T)[:, 0]
    below = (answers[:, None] > answers).sum(axis=1) + (answers[:, None] >= answers).sum(axis=1)
    change = np.abs(below[:512] - below[512:]).sum() / (2 * 1024 * 512)
    drawing, inputs = plain(recipe)
    assert count_features(drawing._replace(gain=2.5), inputs, detail) == 1.7 * change * 2 / distance


def test_colours_and_framing_share_a_gain() -> None:
    """It is not looked for again."""
    recipe = Recipe(seed=77, layers=3, width=9)
    gain, trials = calibrate(recipe).gain, corrected.cache_info().misses
    for values in ({"palette": "ink"}, {"zoom": 3.0}, {"colour": "rgb"}, {"after": 2}, {"z": (0.5,)}):
        assert calibrate(recipe.replace(**values)).gain == gain
    assert corrected.cache_info().misses == trials


def test_what_is_given_stays() -> None:
    recipe = Recipe(gain=2.5)
    assert calibrate(recipe) is recipe
    assert calibrate(Recipe(gain=2.5, detail=8.0)).gain == 2.5
    lecture = Recipe(**nnart.preset("lecture").values)
    assert calibrate(lecture) is lecture


def test_a_gain_that_was_found_changes_nothing_more() -> None:
    recipe = Recipe(seed=4, layers=5, width=16)
    found = calibrate(recipe)
    assert found == replace(recipe, gain=found.gain)
    assert calibrate(found) == found
    one, other = network_of(recipe), network_of(found)
    assert all(np.array_equal(*pair) for pair in zip(weights_of(one), weights_of(other), strict=True))
    assert nnart.render(recipe, (20, 20)).recipe == found


def test_activations_without_detail_keep_their_rule() -> None:
    assert calibrate(Recipe(seed=1, activation="relu")).gain == 1.4142


def test_what_cannot_be_counted_is_left_to_theory() -> None:
    assert calibrate(Recipe(seed=1, detail=1.0)).gain == calibrate(Recipe(seed=2, detail=1.0)).gain


def test_a_network_too_simple_for_the_detail_gets_near() -> None:
    """One layer of one neuron has one slope, however steep."""
    assert calibrate(Recipe(layers=1, width=1, detail=20.0)).gain is not None


def test_a_detail_out_of_reach_is_refused() -> None:
    with refused("unreachable", "detail", error=RecipeError):
        calibrate(Recipe(layers=1, detail=1e6))


def test_a_mix_that_cannot_reach_a_detail_gets_the_most() -> None:
    """Beside an activation without bounds, more gain stops to help."""
    found = calibrate(Recipe(seed=1, layers=8, activation="gauss,linear", detail=16.0))
    assert found.gain is not None
    assert 1 < features_of(found) < 16


def test_a_gain_holds_for_any_cells_and_any_z() -> None:
    """More cells are the same drawing smaller, and small steps of z are small steps of a picture."""
    for name, values in (("cells", (0.5, 1.0, 8.0)), ("z", ((), (0.1,), (3.0, 1.0)))):
        gains = {calibrate(Recipe(seed=7, symmetry="p4m", **{name: value})).gain for value in values}  # type: ignore[arg-type]
        assert len(gains) == 1
    one = calibrate(Recipe(seed=7))
    assert one.replace(z=(0.5,)).gain == one.gain
    assert one.replace(symmetry="p4m").gain is None


def test_the_search_asks_no_logarithm_of_the_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Machines have different ones; a gain that lies between two roundings would differ, too."""
    recipe = Recipe(seed=3, layers=6, width=16, detail=14.0)
    assert recipe.detail is not None
    expected = calibrate(recipe).gain
    start = solve_gain(mix("tanh"), 6, 14.0, recipe.bias or 0.0, recipe.residual or 0.0)
    assert expected != start  # so there was a search
    corrected.cache_clear()
    for name in ("log", "exp", "pow"):
        monkeypatch.setattr(math, name, None)
    assert corrected(*plain(recipe), recipe.detail, start, NOBODY) == expected
