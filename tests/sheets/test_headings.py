"""Headings: what a sheet's pictures share, as far as that is no default."""

from __future__ import annotations

from typing import Any

import pytest

from nnart.field.calibration import calibrate
from nnart.recipe.presets import PRESETS
from nnart.recipe.recipe import Recipe
from nnart.sheets.headings import heading, label, said, shared_knobs


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_is_said_by_its_name(preset: Any) -> None:
    recipes = [Recipe(**preset.values | {"seed": seed}) for seed in (1, 2)]
    assert shared_knobs(recipes) == [f"preset {preset.name}"]
    other = [recipe.replace(contrast=3.0, zoom=2.0) for recipe in recipes]
    assert {"contrast 3", "zoom 2"} <= set(shared_knobs(other))


def test_defaults_and_what_differs_are_not_said() -> None:
    assert shared_knobs([Recipe(seed=1), Recipe(seed=2)]) == []
    assert shared_knobs([Recipe(seed=1)]) == []
    assert shared_knobs([calibrate(Recipe(seed=1, width=40))]) == ["width 40"]
    assert shared_knobs([Recipe(seed=1, detail=3), Recipe(seed=2, detail=4)]) == []
    assert shared_knobs([Recipe(seed=1, gain=2.0), Recipe(seed=2, gain=2.0)]) == ["gain 2"]


def test_knobs_are_said_with_their_units() -> None:
    assert said("rotate", 30.0) == "rotate 30 degrees"
    assert said("dither", True) == "dither"
    assert said("center", (0.5, -1.0)) == "center 0.5,-1"
    assert said("palette", "viridis:#000,#111") == "palette viridis"
    assert said("palette", "#000080,#0b132b") == "palette navy,#0b132b"
    assert said("palette", ",".join(["#000"] * 9)) == "palette of 9 colours"
    assert said("palette", Recipe(palette="blue").palette) == "palette blue"
    assert (label("rotate"), label("seed, detail")) == ("rotate (degrees)", "seed, detail")


def test_a_title_comes_first() -> None:
    assert heading("seeds 1..2", [Recipe(seed=1, width=40)]) == "seeds 1..2, width 40"
    assert heading("", [Recipe(seed=1, width=40)]) == "width 40"
    assert heading("", [Recipe(seed=1)]) == ""


def test_what_seeds_choose_is_not_shared_by_chance() -> None:
    recipes = [Recipe(seed=seed, width=40, palette="ink", bias=6.0) for seed in (1, 2)]
    assert heading("seeds 1..2", recipes) == "seeds 1..2, width 40, bias 6, palette ink"
    assert heading("seeds 1..2", recipes, "the end", {"palette", "bias"}) == "seeds 1..2, width 40, the end"
