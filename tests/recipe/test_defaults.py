"""Defaults that follow from other values of a recipe."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.recipe import defaults
from nnart.recipe.recipe import Recipe
from nnart.recipe.symmetries import WALLPAPERS
from tests.faults_of import refused
from tests.strategies import recipe_values


@given(recipe_values(100, 512))
def test_every_default_is_worked_out(values: dict[str, Any]) -> None:
    recipe = Recipe(**values)
    assert None not in (recipe.bias, recipe.detail, recipe.residual, recipe.tolerance)
    plain = Recipe().to_dict().keys() - {"palette"}
    palette = {"palette"} if recipe.colour in ("palette", "shaded") else set()
    cells = {"cells"} if recipe.symmetry in WALLPAPERS else set()
    kept = {name for name in ("genome", "after", "neuron") if values.get(name) is not None}
    assert recipe.to_dict().keys() == plain | palette | cells | kept


ALWAYS_EXACT = (
    {"family": "lecture"},
    {"activation": "step"},
    {"activation": "relu"},
    {"activation": "abs"},
    {"tone": "stretch"},
    {"steps": 5},
)


@pytest.mark.parametrize("values", ALWAYS_EXACT, ids=str)
def test_what_the_least_difference_decides_is_exact(values: dict[str, Any]) -> None:
    recipe = Recipe(**values)
    assert recipe.tolerance == 0.0
    assert Recipe.from_json(recipe.to_json()) == recipe
    assert Recipe(**values, tolerance=0.0) == recipe
    with refused("no-effect", "tolerance"):
        Recipe(**values, tolerance=0.1)
    with refused("no-effect", "tolerance"):
        recipe.replace(tolerance=0.1)


def test_deep_networks_are_residual() -> None:
    assert [Recipe(layers=n).residual for n in (1, 32, 33, 64, 1000)] == [0.0, 0.0, 0.5152, 0.75, 0.984]
    assert Recipe(layers=100).replace(layers=20).residual == 0.0
    assert Recipe(layers=100, residual=0.5).replace(seed=2).residual == 0.5
    assert Recipe(layers=100, family="lecture").residual == 0.0


@given(recipe_values(100, 512))
def test_whether_a_default_applies_is_what_a_recipe_has(values: dict[str, Any]) -> None:
    recipe = Recipe(**values)
    plain = vars(recipe)
    assert defaults.has_cells(plain) == (recipe.cells is not None)
    assert defaults.has_palette(plain) == (recipe.palette is not None)
    assert defaults.has_detail(plain) == (recipe.detail is not None)
    assert bool(defaults.always_exact(plain)) <= (recipe.tolerance == 0.0)


def test_every_width_has_the_bias_of_its_size() -> None:
    assert [Recipe(width=width).bias for width in (1, 50, 100, 1024)] == [0.04, 2.0, 4.0, 40.96]
    assert defaults.bias_of({"family": "lecture", "width": 100}) is None


@given(st.integers(1, 1000), st.integers(1, 512))
def test_residual_networks_have_as_much_that_is_new_however_deep(layers: int, width: int) -> None:
    """A residual of 0, or 16 layers' worth, or as many as a narrow network has neurons."""
    residual, new = defaults.residual_of({"layers": layers, "width": width}), min(16, width)
    assert residual == 0 if layers <= 2 * new else layers * (1 - residual) == pytest.approx(new, abs=0.06)


@pytest.mark.parametrize("wrong", [None, "20", 2.5, -3, 10**400, [], float("nan")])
def test_values_that_will_be_refused_have_defaults_too(wrong: object) -> None:
    values = {"layers": wrong, "width": wrong, "activation": wrong}
    assert isinstance(defaults.bias_of(values), float)
    assert defaults.residual_of(values) == 0.0
    assert defaults.without_detail(values) == ""
    assert defaults.tolerance_of(values) == defaults.TOLERANCE


@pytest.mark.parametrize(
    ("values", "tolerance"),
    [
        ({}, defaults.TOLERANCE),
        ({"symmetry": "mirror"}, 0.0),
        ({"seamless": "x"}, 0.0),
        ({"symmetry": "none", "seamless": "none"}, defaults.TOLERANCE),
        ({"activation": "tanh,step"}, 0.0),
        ({"steps": 0}, defaults.TOLERANCE),
    ],
)
def test_a_tolerance_is_for_what_need_not_be_exact(values: dict[str, Any], tolerance: float) -> None:
    assert defaults.tolerance_of(values) == Recipe(**values).tolerance == tolerance


@pytest.mark.parametrize(
    ("activation", "without"),
    [("tanh", ""), ("step", "step"), ("relu,abs", "relu,abs"), ("relu,tanh", ""), ("nosuch", "")],
)
def test_a_detail_is_out_of_reach_where_no_activation_bends(activation: str, without: str) -> None:
    assert defaults.without_detail({"activation": activation}) == without
