"""Structure: which seeds of the lecture's networks are nearly one colour."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nnart
from nnart.explore.structure import (
    SIZE,
    describe_lack,
    find_structure,
    is_grain,
    is_nearly_one_colour,
    lacks_structure,
)
from nnart.recipe.knobs import MAX_LECTURE_SEED
from nnart.recipe.recipe import Recipe

LECTURE = nnart.preset("lecture").values
FLAT, RICH = (4, 32, 50, 82, 90, 99), (1, 2, 10, 46, 65, 70, 87)  # seeds, as they look


def lecture(seed: int) -> Recipe:
    return Recipe(seed=seed, **LECTURE)


@pytest.mark.parametrize("seed", FLAT)
def test_seeds_that_look_flat_lack_structure(seed: int) -> None:
    assert lacks_structure(lecture(seed))


@pytest.mark.parametrize("seed", RICH)
def test_seeds_that_look_rich_have_structure(seed: int) -> None:
    assert not lacks_structure(lecture(seed))


def test_a_third_of_the_lectures_seeds_lack_structure() -> None:
    """105 of the first 300."""
    lacking = sum(lacks_structure(lecture(seed)) for seed in range(60))
    assert 0.25 < lacking / 60 < 0.45


@pytest.mark.parametrize(("share", "expected"), [(0.74, False), (0.76, True), (1.0, True)])
def test_three_quarters_of_one_colour_are_nearly_one(share: float, expected: bool) -> None:
    pixels = np.full((50, 50, 3), (0, 0, 128), np.uint8)
    pixels.reshape(-1, 3)[round(share * 2500) :] = 255, 255, 0
    assert is_nearly_one_colour(pixels) == expected
    opaque = np.concatenate([pixels, np.full((50, 50, 1), 255, np.uint8)], axis=2)
    assert is_nearly_one_colour(opaque) == expected


@pytest.mark.parametrize("threads", [1, 3])
def test_the_next_seeds_with_structure_are_found(threads: int) -> None:
    run = nnart.Run(nnart.Threads(threads))
    found, dull = find_structure(lecture, 30, 8, run)
    expected = [seed for seed in range(30, 60) if not lacks_structure(lecture(seed))][:8]
    assert found == expected
    assert dull == expected[-1] - 30 + 1 - 8
    assert find_structure(lecture, found[0], 1, run) == ([found[0]], 0)


def test_after_the_last_seed_comes_the_first() -> None:
    found, _ = find_structure(lecture, MAX_LECTURE_SEED, 3)
    assert len(set(found)) == 3
    assert set(found) <= {MAX_LECTURE_SEED, *range(20)}


def test_where_nothing_has_structure_seeds_are_as_they_come() -> None:
    near = Recipe(**LECTURE | {"zoom": 1e9})
    assert find_structure(lambda seed: near.replace(seed=seed), 5, 2) == ([5, 6], 0)


def test_it_is_looked_at_as_explore_does() -> None:
    from nnart.explore import scoring

    assert SIZE == scoring.SIZE
    found = nnart.explore_seeds(FLAT, LECTURE)
    assert not found.kept
    assert found.rejected == {"nearly one colour": len(FLAT)}


@pytest.mark.parametrize(
    ("changes", "lack"),
    [
        ({}, ""),
        ({"activation": "sin"}, "grain"),
        ({"layers": 50}, "grain"),
        ({"activation": "step"}, "nearly one colour"),
    ],
)
def test_grain_is_told_from_shapes_and_from_one_colour(changes: dict[str, Any], lack: str) -> None:
    assert describe_lack(Recipe(**{**LECTURE, "seed": 3, **changes})) == lack


def test_one_colour_is_no_grain() -> None:
    assert not is_grain(np.full((8, 8, 3), 7, np.uint8))
    assert is_grain(np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8))
