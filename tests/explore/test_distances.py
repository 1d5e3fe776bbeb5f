"""Distances: turns that differ by pictures, not by numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nnart
from nnart.explore.breeding import half_way_of, reach
from nnart.explore.distances import NEAREST, WORDS, feel
from nnart.field.calibration import calibrate
from nnart.recipe.presets import preset
from nnart.recipe.recipe import Recipe

SIZE = (48, 48)
# From one layer to a kaleidoscope: by the same turn, they change a hundred times as much.
STARTS: list[dict[str, Any]] = [
    {},
    {"layers": 2, "width": 40},
    preset("panes").values,
    preset("mandala").values,
    preset("islands").values,
]


def difference(one: Recipe, other: Recipe) -> float:
    """Return the root mean square difference of two pictures."""
    pixels = [nnart.render(each, SIZE).pixels.astype(float) for each in (one, other)]
    return float(np.sqrt(((pixels[0] - pixels[1]) ** 2).mean()))


@pytest.mark.parametrize("values", STARTS)
def test_variations_differ_visibly_and_stay_related(values: dict[str, Any]) -> None:
    """Measured by other pictures than those by which distances were found."""
    recipe = calibrate(Recipe(**values | {"seed": 2}))
    some = nnart.vary(recipe, 24, 11)
    first, last = (np.mean([difference(recipe, one) for one in part]) for part in (some[:6], some[-6:]))
    strangers = np.mean([difference(recipe, one) for one in nnart.vary(recipe, 12, 12, change=1.0)[-6:]])
    assert 0.15 < first / strangers < 0.75
    assert first < last
    assert 0.4 < last / strangers < 1.1


def test_the_half_way_turn_is_of_pictures() -> None:
    found = [half_way_of(calibrate(Recipe(**values | {"seed": 2}))) for values in STARTS]
    assert max(found) > 20 * min(found)
    assert found == [half_way_of(calibrate(Recipe(**values | {"seed": 2}))) for values in STARTS]


def test_words_are_turns() -> None:
    recipe = calibrate(Recipe(seed=7, layers=4, width=20))
    half = half_way_of(recipe)
    for word, turns in WORDS.items():
        assert reach(recipe, word) == (half * NEAREST, min(1.0, half * turns))
    assert reach(recipe, 0.2) == (0.05, 0.2)


def test_differences_are_said_in_words() -> None:
    said = [feel(turns) for turns in (0.1, NEAREST, WORDS["slight"], WORDS["some"], WORDS["much"], 99)]
    assert said == [
        "hardly different",
        *["slightly different"] * 2,
        "clearly different",
        "very different",
        "altogether different",
    ]


def test_a_picture_of_one_colour_can_be_varied() -> None:
    flat = Recipe(seed=1, layers=3, width=8, gain=0.0)
    assert len(nnart.vary(flat, 3, 1)) == 3
