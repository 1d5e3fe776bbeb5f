"""Recipes: checked, worked out, and the same again after any way out and in."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import InputError, NnartError, RecipeError
from nnart.field.calibration import calibrated
from nnart.recipe.palettes import CURATED
from nnart.recipe.presets import PRESETS
from nnart.recipe.recipe import Recipe
from nnart.recipe.rules import TOLERANCE
from nnart.recipe.symmetries import WALLPAPERS
from nnart.rendering.reproduce import toml_of
from tests.strategies import recipe_values, recipes

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=10,
)


@given(recipes())
def test_json_and_toml_bring_the_same_recipe_back(recipe: Recipe) -> None:
    assert Recipe.from_json(recipe.to_json()) == recipe
    assert Recipe.from_toml(recipe.to_toml()) == recipe


@given(recipes(), recipes())
def test_digests_tell_recipes_apart(one: Recipe, other: Recipe) -> None:
    assert (one.digest == other.digest) == (one == other)


@given(recipe_values(100, 512))
def test_every_default_is_worked_out(values: dict[str, Any]) -> None:
    recipe = Recipe(**values)
    assert None not in (recipe.bias, recipe.detail, recipe.residual, recipe.tolerance)
    plain = Recipe().to_dict().keys() - {"palette"}
    palette = {"palette"} if recipe.colour in ("palette", "shaded") else set()
    cells = {"cells"} if recipe.symmetry in WALLPAPERS else set()
    kept = {name for name in ("genome", "after", "neuron") if values.get(name) is not None}
    assert recipe.to_dict().keys() == plain | palette | cells | kept


@given(st.dictionaries(st.sampled_from([*Recipe().to_dict(), "other"]), JSON_VALUES) | JSON_VALUES)
def test_any_data_is_a_recipe_or_refused_in_one_line(data: object) -> None:
    try:
        Recipe.from_dict(data)
    except RecipeError as error:
        assert error.faults
        assert all(str(fault).isprintable() and len(str(fault)) < 500 for fault in error.faults)


@given(st.text())
def test_any_text_is_a_recipe_or_refused(text: str) -> None:
    for read in (Recipe.from_json, Recipe.from_toml):
        try:
            read(text)
        except RecipeError as error:
            assert str(error).isprintable()


@pytest.mark.parametrize(
    "text", ["[" * 30_000, '{"seed":' + "9" * 5000 + "}", '{"zoom": NaN}', '{"zoom": Infinity}']
)
def test_hostile_json_is_refused(text: str) -> None:
    with pytest.raises(RecipeError):
        Recipe.from_json(text)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe(seed=-1, layers=0, width=2.5, activation="foo", zoom=0, center=(0, "a"), palette="nosuch")  # type: ignore[arg-type]
    assert len(caught.value.faults) == 7
    for name in ("seed", "layers", "width", "activation", "zoom", "center", "palette"):
        assert any(str(fault).startswith(f"{name}:") for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        (
            {"seed": 2**64},
            "seed: a whole number from 0 to 18446744073709551615 is needed, not 18446744073709551616",
        ),
        ({"seed": True}, "seed: a whole number from 0 to 18446744073709551615 is needed, not True"),
        ({"layers": 1001}, "layers: a whole number from 1 to 1000 is needed, not 1001"),
        ({"steps": 1}, "steps: 1 would be one flat colour; take 2 or more, or 0 for a continuous palette"),
        ({"zoom": float("nan")}, "zoom: a number from 1e-06 to 1e+12 is needed, not nan"),
        ({"zoom": None}, "zoom: a number from 1e-06 to 1e+12 is needed, not None"),
        ({"center": 1}, "center: two numbers x, y are needed, not 1"),
        ({"tone": "loud"}, "tone: 'loud' is not one of equalised, stretch, none"),
        ({"palette": 3}, "palette: a name or colours '#0b132b,#f5cb5c' are needed, not 3"),
        ({"palette": "#12"}, "palette: 2 to 1024 colours are needed, not 1"),
        (
            {"palette": "#123,#12"},
            "palette: '#12' is no colour; write #rgb, #rrggbb, #rrrrggggbbbb or a name such as navy",
        ),
        (
            {"layers": 1000, "width": 1024},
            "layers and width: 1000 x 1024 makes more than 268435456 weights; lower one of them",
        ),
        (
            {"family": "lecture", "gain": 1.0},
            "gain: the family lecture draws weights from fixed ranges and has none; leave it out",
        ),
        (
            {"family": "lecture", "seed": 2**32},
            "seed: a whole number from 0 to 4294967295 is needed by the family lecture, as by "
            "numpy.random.seed, not 4294967296",
        ),
        ({"inputs": "x,q"}, "inputs: one or several of x, y, r, fourier are needed, once each, not 'x,q'"),
        ({"z": ["a"]}, "z: a number from -1000 to 1000 is needed, not 'a'"),
        (
            {"symmetry": "p4", "seamless": "x"},
            "symmetry and seamless: only one of them can shape the plane; the wallpaper groups, such as pm or "
            "p4m, are symmetric and repeat",
        ),
        *(
            (
                values | {"inputs": "r"},
                "inputs: rotations, wallpaper groups and seamless planes have inputs of their own; leave it "
                "out",
            )
            for values in ({"symmetry": "p4"}, {"symmetry": "rotation-2"}, {"seamless": "y"})
        ),
        ({"symmetry": 4}, "symmetry: a name is needed, not 4"),
        ({"symmetry": "rotation"}, "symmetry: rotation needs an order from 2 to 64; write rotation-6"),
        ({"symmetry": "rotation-65"}, "symmetry: rotation needs an order from 2 to 64, not 65"),
        (
            {"seamless": "x", "rotate": 30.0},
            "seamless: edges fit each other at zoom 1, 1/2, 1/3 and so on, and not turned; leave zoom and "
            "rotate out",
        ),
        ({"seamless": "z"}, "seamless: 'z' is not one of none, x, y, xy"),
        ({"dither": 1}, "dither: true or false is needed, not 1"),
        ({"reverse": "yes"}, "reverse: true or false is needed, not 'yes'"),
        ({"activation": 3}, "activation: a name or several are needed, not 3"),
        ({"inputs": 3}, "inputs: one or several of x, y, r, fourier are needed, not 3"),
        ({"inputs": "x,x"}, "inputs: one or several of x, y, r, fourier are needed, once each, not 'x,x'"),
        ({"z": 0.5}, "z: at most 64 numbers are needed, not 0.5"),
        ({"z": (1001,)}, "z: a number from -1000 to 1000 is needed, not 1001"),
        ({"samples": 9}, "samples: a whole number from 1 to 8 is needed, not 9"),
        ({"contrast": 0.0}, "contrast: a number from 0.1 to 10 is needed, not 0.0"),
        ({"colour": "cmyk"}, "colour: 'cmyk' is not one of palette, shaded, oklch, rgb"),
        ({"alpha": "some"}, "alpha: 'some' is not one of none, field, vignette"),
        ({"space": "p4"}, "space: 'p4' is not one of srgb, p3"),
        (
            {"samples": 2, "sampling": "ends"},
            "samples: several lie around a pixel's centre; leave it out, or take the sampling centres",
        ),
        (
            {"colour": "shaded", "steps": 4},
            "steps: the colour shaded cannot be cut; leave it out, or take palette",
        ),
        (
            {"colour": "oklch", "palette": "ink"},
            "palette: the colour oklch has none; leave it out, or take palette or shaded",
        ),
        (
            {"tone": "stretch", "tolerance": 1},
            "tolerance: with the tone stretch every pixel is evaluated; leave it out",
        ),
        (
            {"symmetry": "p5"},
            "symmetry: 'p5' is none of mirror, mirror-y, kaleidoscope-N, rotation-N, p1, p2, pm, pg, cm, pmm, "
            "pmg, pgg, cmm, p4, p4m, p4g, p3, p3m1, p31m, p6, p6m, N from 2 to 64",
        ),
        ({"cells": 2.0}, "cells: only wallpaper groups have cells; leave it out, or take one such as p4m"),
        (
            {"seamless": "x", "sampling": "ends"},
            "sampling: with seamless, ends would be the same pixels twice; take centres",
        ),
        ({"residual": 1.0}, "residual: a number from 0 to 0.9999 is needed, not 1.0"),
        *(
            (
                {"family": "lecture", name: value},
                f"{name}: the family lecture has plain layers of x and y; leave it out",
            )
            for name, value in (
                ("z", [1.0]),
                ("residual", 0.5),
                ("inputs", "r"),
                ("symmetry", "mirror"),
                ("seamless", "x"),
            )
        ),
        *(
            (
                {"family": "lecture", name: 1.0},
                f"{name}: the family lecture draws weights from fixed ranges and has none; leave it out",
            )
            for name in ("detail", "bias")
        ),
        (
            {"family": "lecture", "layers": 1},
            "layers: the family lecture has 2 or more; its first one is drawn apart",
        ),
        *(
            (
                {"family": "lecture"} | values,
                "colour and alpha: the family lecture has one field; take the colour palette, and no alpha "
                "or a vignette",
            )
            for values in ({"colour": "rgb"}, {"alpha": "field"}, {"colour": "shaded", "alpha": "field"})
        ),
    ],
)
def test_a_fault_names_value_rule_and_way_out(values: dict[str, Any], fault: str) -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe(**values)
    assert [str(one) for one in caught.value.faults] == [fault]
    assert isinstance(caught.value, InputError)
    assert isinstance(caught.value, NnartError)
    assert isinstance(caught.value, ValueError)


def test_contradictions_are_named_at_once() -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe(symmetry="p4", seamless="x", inputs="r", sampling="ends", samples=2, colour="rgb", palette="ink")
    names = [str(fault).split(":")[0] for fault in caught.value.faults]
    assert names == ["symmetry and seamless", "samples", "sampling", "inputs", "palette"]


WORKED_OUT = (
    "detail",
    "gain",
    "bias",
    "residual",
    "cells",
    "palette",
    "tolerance",
    "genome",
    "after",
    "neuron",
)


@pytest.mark.parametrize("name", [field.name for field in fields(Recipe)])
def test_none_is_what_is_worked_out_or_refused(name: str) -> None:
    """As is null in JSON."""
    if name in WORKED_OUT:
        assert Recipe.from_dict({name: None}) == Recipe()
    else:
        with pytest.raises(RecipeError, match=f"^{name}: .*(not None|None is not one of .*)$"):
            Recipe.from_dict({name: None})


def test_a_family_of_its_own_goes_with_a_vignette() -> None:
    lecture = Recipe(family="lecture", alpha="vignette", dither=True, samples=2, space="p3", contrast=2.0)
    assert lecture.tolerance == 0.0


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
    with pytest.raises(RecipeError, match="every pixel is evaluated; leave it out"):
        Recipe(**values, tolerance=0.1)
    with pytest.raises(RecipeError, match="every pixel is evaluated; leave it out"):
        recipe.replace(tolerance=0.1)


def test_replacing_decides_on_the_tolerance_again() -> None:
    recipe = Recipe(seed=3, tolerance=0.5)
    assert recipe.replace(seed=4).tolerance == 0.5
    assert recipe.replace(activation="step").tolerance == 0.0
    assert recipe.replace(activation="step").replace(activation="tanh").tolerance == TOLERANCE
    assert recipe.replace(tolerance=0.0).replace(seed=4).tolerance == 0.0


@pytest.mark.parametrize("version", [2, 4, True, "3"])
def test_another_version_is_refused(version: object) -> None:
    with pytest.raises(RecipeError, match=f"of version 3, not {version!r}; use the nnart it is from"):
        Recipe.from_dict({"version": version})


def test_deep_networks_are_residual() -> None:
    assert [Recipe(layers=n).residual for n in (1, 32, 33, 64, 1000)] == [0.0, 0.0, 0.5152, 0.75, 0.984]
    assert Recipe(layers=100).replace(layers=20).residual == 0.0
    assert Recipe(layers=100, residual=0.5).replace(seed=2).residual == 0.5
    assert Recipe(layers=100, family="lecture").residual == 0.0


def test_names_are_kept_in_one_order_and_spelling() -> None:
    assert Recipe(activation=["tanh", "sin"]).activation == "tanh,sin"  # type: ignore[arg-type]
    assert Recipe(activation=" tanh , sin").activation == "tanh,sin"
    assert Recipe(inputs="r, y,x").inputs == "x,y,r"
    assert Recipe(z=[1, 0.5]).z == (1.0, 0.5)  # type: ignore[arg-type]


def test_equal_recipes_have_equal_text() -> None:
    """Whether a number came as 2, 2.0 or, for nothing, -0.0."""
    one = Recipe(zoom=2, rotate=-0.0, center=(0, -0.0))
    other = Recipe(zoom=2.0, rotate=0.0, center=(0.0, 0.0))
    assert one.to_json() == other.to_json()


def test_numpys_numbers_are_numbers() -> None:
    recipe = Recipe(seed=np.int64(3), layers=np.int8(4), zoom=np.float32(2.0))  # type: ignore[arg-type]
    assert recipe == Recipe(seed=3, layers=4, zoom=2.0)
    assert Recipe.from_json(recipe.to_json()) == recipe


def test_colours_may_be_a_list() -> None:
    assert Recipe(palette=["#0b132b", "#f5cb5c"]) == Recipe(palette="#0b132b,#f5cb5c")  # type: ignore[arg-type]


def test_toml_can_be_edited() -> None:
    recipe = Recipe(seed=3)
    other = Recipe.from_toml(recipe.to_toml().replace("seed = 3", "seed = 4"))
    assert other == Recipe(seed=4, palette=recipe.palette)
    found = calibrated(recipe)
    assert (
        f"\n# gain = {found.gain}, found for detail, and found again when something else changes\n"
        in toml_of(found)
    )
    assert calibrated(Recipe.from_toml(toml_of(found))) == found
    other = Recipe(seed=3, detail=6.0, gain=2.5)  # not what is found for that detail
    assert Recipe.from_toml(toml_of(other)) == other
    assert "\ngain = 2.5\n" in toml_of(Recipe(gain=2.5))


def test_a_detail_without_effect_is_refused() -> None:
    with pytest.raises(RecipeError, match="it changes nothing with the activation step; leave it out"):
        Recipe(activation="step").replace(detail=3.0)
    with pytest.raises(RecipeError, match="it changes nothing with the activation relu"):
        Recipe().replace(detail=3.0, activation="relu")
    assert Recipe(activation="step").replace(activation="tanh") == Recipe()
    with pytest.raises(RecipeError, match="'nosuch' is not one of"):
        Recipe().replace(activation="nosuch")


def test_replacing_drops_a_gain_that_was_found() -> None:
    recipe = Recipe(seed=3, layers=20, detail=6.0, gain=2.5)
    drop: list[dict[str, Any]] = [
        {"layers": 40},
        {"detail": 9.0},
        {"seed": 4},
        {"width": 50},
        {"symmetry": "p4"},
    ]
    for changes in drop:
        assert recipe.replace(**changes) == Recipe(**{"seed": 3, "palette": recipe.palette} | changes)
    keep: list[dict[str, Any]] = [{"zoom": 2.0}, {"z": (1.0,)}, {"seed": 3}, {"palette": "ink"}]
    for changes in keep:
        assert recipe.replace(**changes).gain == 2.5


def test_colours_and_framing_keep_a_gain_that_was_found() -> None:
    recipe = Recipe(seed=3, gain=2.5, detail=8.0)
    colours = {"reverse": True, "tone": "none", "contrast": 2.0, "alpha": "vignette", "dither": True}
    framing = {"samples": 2, "space": "p3", "center": (1.0, 0.0), "zoom": 2.0, "rotate": 30.0}
    assert recipe.replace(**colours, **framing).gain == 2.5
    assert recipe.replace(colour="rgb", steps=0).gain == 2.5


def test_replacing_drops_what_belongs_to_another_value() -> None:
    recipe = Recipe(seed=3, palette="ink", symmetry="p4m", cells=3.0, layers=40)
    assert recipe.replace(colour="rgb").palette is None
    assert recipe.replace(colour="shaded").palette == "ink"
    assert recipe.replace(symmetry="p4").cells == 3.0
    assert recipe.replace(symmetry="mirror").cells is None
    assert recipe.replace(symmetry="none").tolerance == TOLERANCE
    assert recipe.replace(symmetry="none", seamless="x").tolerance == 0.0
    lecture = Recipe(seed=3, detail=4.0, bias=1.0).replace(family="lecture")
    assert lecture == Recipe(family="lecture", seed=3)
    assert lecture.replace(family="nnart") == Recipe(seed=3)


def test_replacing_keeps_a_chosen_gain() -> None:
    recipe = Recipe(seed=3, gain=1.5)
    assert recipe.detail is None
    assert recipe.replace(layers=40).gain == 1.5
    assert Recipe(seed=3).replace(gain=2.5).detail is None
    with pytest.raises(RecipeError, match="only one of them can decide"):
        recipe.replace(gain=1.0, detail=2.0)


def test_a_recipe_keeps_its_palette_when_its_seed_changes() -> None:
    recipe = Recipe(seed=3)
    assert recipe.replace(seed=4).palette == recipe.palette


def test_seeds_choose_among_all_palettes() -> None:
    assert {Recipe(seed=seed, gain=1.0).palette for seed in range(400)} == set(CURATED)


def test_the_text_of_a_recipe_is_fixed() -> None:
    """Files that exist hold this text: a change of it needs another version."""
    assert json.loads(Recipe(seed=7).to_json()) == {
        "version": 3,
        "seed": 7,
        "layers": 20,
        "width": 100,
        "activation": "tanh",
        "family": "nnart",
        "detail": 6.0,
        "bias": 4.0,
        "residual": 0.0,
        "inputs": "x,y",
        "z": [],
        "symmetry": "none",
        "seamless": "none",
        "colour": "palette",
        "palette": "sundown",
        "reverse": False,
        "tone": "equalised",
        "contrast": 1.0,
        "steps": 0,
        "alpha": "none",
        "dither": False,
        "samples": 1,
        "space": "srgb",
        "sampling": "centres",
        "center": [0.0, 0.0],
        "zoom": 1.0,
        "rotate": 0.0,
        "tolerance": 0.25,
    }


@pytest.mark.parametrize("preset", PRESETS, ids=lambda p: p.name)
def test_presets_are_recipes(preset: Any) -> None:
    recipe = Recipe(**preset.values)
    assert Recipe.from_json(recipe.to_json()) == recipe
    assert preset.reason.endswith(".")
