"""Breeding from what people give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.explore import breeding
from nnart.field.calibration import network_of
from tests.faults_of import refused

SMALL: dict[str, Any] = {"layers": 2, "width": 4}
ONE, OTHER = nnart.Recipe(1, **SMALL), nnart.Recipe(2, **SMALL)


def test_parents_are_all_that_render_takes(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    picture = nnart.render(ONE, 8)
    picture.save(path)
    assert picture.recipe is not None
    wanted = breeding.breed(picture.recipe, OTHER, 3, 5)
    for parent in (path, str(path), picture, picture.recipe, nnart.read(path)):
        assert nnart.breed(parent, OTHER, 3, 5) == wanted
    assert nnart.vary(path, 2, 5) == breeding.vary(picture.recipe, 2, 5)
    assert nnart.between(path, OTHER, 0.5) == breeding.between(picture.recipe, OTHER, 0.5)
    assert nnart.network_of(path).sizes == network_of(ONE).sizes
    assert nnart.network_of(7).sizes == network_of(nnart.Recipe(7)).sizes


def test_a_seed_is_drawn_and_the_recipes_carry_it() -> None:
    children = nnart.breed(ONE, OTHER)
    assert len(children) == 8 and children != nnart.breed(ONE, OTHER)
    varied = nnart.vary(ONE, 2)
    assert nnart.Recipe.from_json(varied[0].to_json()) == varied[0]


def test_values_are_those_of_the_parents() -> None:
    children = nnart.breed(ONE, OTHER, 9, 1, palette="ink")
    assert {child.palette for child in children} == {nnart.Recipe(palette="ink").palette}
    assert nnart.vary(1, 2, 3, palette="ink", **SMALL) == breeding.vary(ONE.replace(palette="ink"), 2, 3)
    with refused("unknown"):
        nnart.vary(1, 2, 3, palete="ink")
    with pytest.raises(nnart.FileError):
        nnart.breed("nosuch.png", ONE)
