"""Choosing: who reminds of a picture is turned as it has to be, and painted again so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.explore.choosing import KeptSeed, Look
from nnart.explore.likeness import correlations, read_target
from nnart.explore.measures import measure
from nnart.explore.scores import Score
from nnart.explore.scoring import SIZE
from nnart.explore.sketch import BYTES, sketch
from nnart.recipe.recipe import Recipe
from tests.explore.measured import measured

SMALL: dict[str, Any] = {"layers": 3, "width": 9}


def painted(recipe: Recipe) -> np.ndarray:
    return nnart.render(recipe, SIZE).pixels.astype(np.uint8)


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("reverse", [False, True])
def test_a_picture_is_found_again_however_it_was_turned(tmp_path: Path, turn: int, reverse: bool) -> None:
    """By a recipe that paints it as the target shows it."""
    values = SMALL | {"palette": "ink", "rotate": 30.0}
    target = np.rot90(painted(Recipe(seed=5, **values, reverse=reverse)), turn)
    Image.fromarray(target).save(tmp_path / "a.png")
    (first, *_) = nnart.explore_seeds(range(40), values, keep=4, like=tmp_path / "a.png").kept
    assert first.recipe.seed == 5
    assert first.recipe.reverse == reverse
    assert (first.recipe.rotate - 30 - 90 * turn) % 360 == 0
    assert -180 < first.recipe.rotate <= 180
    assert first.likeness is not None and first.likeness > 0.999
    assert np.abs(painted(first.recipe).astype(int) - target).mean() < 1


def test_what_is_said_of_a_likeness_is_true(tmp_path: Path) -> None:
    """Also where palettes do not go from dark to light."""
    y, x = np.mgrid[-1:1:60j, -1:1:60j]
    Image.fromarray(np.where(x**2 + y**2 < 0.4, 230, 20).astype(np.uint8)).save(tmp_path / "a.png")
    target = read_target(tmp_path / "a.png")
    found = nnart.explore_seeds(range(150), SMALL, keep=8, like=tmp_path / "a.png").kept
    assert {one.recipe.reverse for one in found} == {False, True}
    for one in found:
        pixels = painted(one.recipe)
        assert measure(pixels).entropy == pytest.approx(one.measures.entropy, abs=0.2)
        (row,) = correlations(target, [sketch(pixels)])
        assert row[0] == pytest.approx(one.likeness, abs=0.03)
        assert one.words.startswith(f"reminds of it {one.likeness:.2f}")
    assert max(one.likeness or 0 for one in found) > 0.4


def test_likeness_and_words_go_together(tmp_path: Path) -> None:
    Image.fromarray(np.tile(np.arange(128, dtype=np.uint8)[:, None], (1, 128))).save(tmp_path / "a.png")

    def found(**asked: Any) -> tuple[KeptSeed, ...]:
        return nnart.explore_seeds(range(150), SMALL, keep=5, **asked).kept

    def lightness(kept: tuple[KeptSeed, ...]) -> float:
        return float(np.mean([one.measures.lightness for one in kept]))

    both = found(like=tmp_path / "a.png", prefer="bright")
    assert all(one.places.keys() == {"bright"} and one.likeness is not None for one in both)
    alike = found(like=tmp_path / "a.png")
    assert all(not one.places for one in alike)
    assert lightness(both) > lightness(alike)
    assert found(like=tmp_path / "a.png") == alike


def test_seamless_pictures_are_not_turned(tmp_path: Path) -> None:
    Image.fromarray(np.tile(np.arange(128, dtype=np.uint8)[:, None], (1, 128))).save(tmp_path / "a.png")
    values = SMALL | {"seamless": "xy"}
    found = nnart.explore_seeds(range(20), values, keep=5, like=tmp_path / "a.png").kept
    assert all(one.recipe.rotate == 0 for one in found)


def test_what_is_done_to_a_picture_is_said() -> None:
    score = Score(1, measured(), None, None, bytes(BYTES))
    assert Look(score).reminds == ""
    assert Look(score, 0.5).reminds == "reminds of it 0.50"
    assert Look(score, 0.5, 3, True).reminds == "reminds of it 0.50 (turned by 270°, colours reversed)"
