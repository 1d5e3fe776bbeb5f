"""Facts: what a line says of a recipe."""

from __future__ import annotations

from typing import Any

import pytest

import nnart
from nnart.field.calibration import calibrate
from nnart.sources.facts import facts_of
from tests.byhand import NETWORK


@pytest.mark.parametrize(
    ("values", "facts"),
    [
        ({}, "seed 7"),
        ({"palette": "reef", "layers": 30}, "seed 7, layers 30, palette reef"),
        (nnart.preset("silk").values, "seed 7, preset silk"),
        (nnart.preset("silk").values | {"symmetry": "mirror"}, "seed 7, preset silk, symmetry mirror"),
        (nnart.preset("lecture").values, "seed 7, preset lecture"),
        ({"palette": "#fff,#000"}, "seed 7, palette #ffffff,#000000"),
        ({"seamless": "x", "center": (0.5, 0.0)}, "seed 7, seamless x, center 0.5,0"),
        ({"seed": 2**64 - 1}, f"seed {2**64 - 1}"),  # the lecture has no such seed
    ],
)
def test_a_line_says_seed_preset_and_what_differs(values: dict[str, Any], facts: str) -> None:
    recipe = nnart.Recipe.from_dict({"seed": 7, **values})
    assert facts_of(recipe) == facts
    assert facts_of(calibrate(recipe)) == facts  # a gain that was found says nothing


def test_a_gain_that_was_given_counts() -> None:
    assert facts_of(nnart.Recipe(seed=7, gain=2.0)) == "seed 7, gain 2"


def test_of_a_network_by_hand_its_sizes_are_told() -> None:
    assert facts_of(nnart.Recipe(), NETWORK) == f"network by hand, {NETWORK.sizes}"
