"""Likeness: ranks by their definition, and turned pictures that are found again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from nnart.errors import FileError
from nnart.explore.likeness import (
    TURNS,
    correlations,
    differences,
    nearest_turn,
    orientation,
    ranks_of,
    read_target,
    rotated,
    turns_of,
)
from nnart.explore.measures import measure
from nnart.explore.sketch import BYTES, SIDE, colours, sketch
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused


def picture(seed: int = 3) -> NDArray[np.uint8]:
    """Return a smooth picture, 64 x 64."""
    rng = np.random.default_rng(seed)
    small = Image.fromarray(rng.integers(0, 256, (5, 5, 3), np.uint8))
    return np.asarray(small.resize((64, 64), Image.Resampling.BICUBIC))


@given(st.binary(min_size=BYTES, max_size=BYTES), st.binary(min_size=BYTES, max_size=BYTES))
def test_correlations_are_spearmans(one: bytes, other: bytes) -> None:
    """Pearson's of ranks, of which equal numbers share the mean."""

    def ranks(numbers: NDArray[np.float64]) -> list[float]:
        return [float((numbers < one).sum() + (numbers <= one).sum()) for one in numbers.ravel()]

    light = [colours([data])[0, ..., 0] for data in (one, other)]
    found = correlations(ranks_of([one])[0], [other])
    for turn in range(4):
        turned = np.rot90(light[1], turn)
        if np.ptp(light[0]) and np.ptp(turned):
            expected = np.corrcoef(ranks(light[0]), ranks(turned))[0, 1]
            assert found[0, turn] == pytest.approx(expected, abs=1e-4)
        else:
            assert found[0, turn] == 0


@pytest.mark.parametrize("turn", range(4))
def test_a_picture_that_was_turned_is_found_in_that_turn(tmp_path: Path, turn: int) -> None:
    Image.fromarray(np.rot90(picture(), turn)).save(tmp_path / "a.png")
    found = correlations(read_target(tmp_path / "a.png"), [sketch(picture()), sketch(255 - picture())])
    assert found[0].argmax() == turn
    assert found[0, turn] == 1
    assert found[1].argmin() == turn
    assert found[1, turn] < -0.85  # light and dark are turned round, though hues are not quite


def test_neither_contrast_nor_colours_matter(tmp_path: Path) -> None:
    grey = np.asarray(Image.fromarray(picture()).convert("L"))
    Image.fromarray((100 + grey // 4).astype(np.uint8)).save(tmp_path / "a.png")
    found = correlations(read_target(tmp_path / "a.png"), [sketch(picture())], turns=(0,))
    assert found.shape == (1, 1)
    assert found[0, 0] > 0.9


def test_of_a_wide_picture_the_middle_counts(tmp_path: Path) -> None:
    wide = np.zeros((64, 200, 3), np.uint8)
    wide[:, 68:132] = picture()
    Image.fromarray(wide).save(tmp_path / "a.png")
    assert correlations(read_target(tmp_path / "a.png"), [sketch(picture())])[0, 0] == 1


def test_what_is_flat_reminds_of_nothing(tmp_path: Path) -> None:
    Image.new("RGB", (30, 30), "gold").save(tmp_path / "a.png")
    with refused("kind", error=FileError) as caught:
        read_target(tmp_path / "a.png")
    assert "a.png" in str(caught.value)
    ramp = sketch(np.tile(np.arange(64, dtype=np.uint8)[:, None, None], (1, 64, 3)))
    assert not correlations(ranks_of([ramp])[0], [bytes(BYTES)]).any()


def test_ranks_have_mean_0_and_length_1() -> None:
    (ranks,) = ranks_of([sketch(picture())])
    assert ranks.shape == (SIDE, SIDE)
    assert ranks.sum() == pytest.approx(0)
    assert (ranks**2).sum() == pytest.approx(1)


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("which", [0, 1])
def test_the_nearest_turn_is_that_which_was_made(turn: int, which: int) -> None:
    both = picture(), 255 - picture()
    target = sketch(np.rot90(both[which], turn))
    assert nearest_turn(target, [sketch(one) for one in both]) == (which, turn)
    assert rotated(sketch(both[which]), turn) == target
    assert nearest_turn(target, [sketch(one) for one in both], TURNS[:1])[1] == 0


@pytest.mark.parametrize(("rotate", "turn", "angle"), [(0.0, 1, 90.0), (30.0, 2, -150.0), (-90.0, 1, 0.0)])
def test_a_turn_is_added_to_a_recipes_own(rotate: float, turn: int, angle: float) -> None:
    recipe = Recipe(seed=7, rotate=rotate, reverse=True)
    assert orientation(recipe, turn, True) == {"rotate": angle, "reverse": False}
    assert orientation(recipe, 0, False) == {}


def test_seamless_pictures_have_one_turn() -> None:
    assert turns_of({}) == turns_of({"seamless": "none"}) == TURNS
    assert turns_of({"seamless": "both"}) == (0,)


def test_differences_are_0_for_the_same_and_1_for_any_two() -> None:
    known = [(sketch(pixels), measure(pixels)) for pixels in map(picture, range(30))]
    all_ = [differences(known[k], known) for k in range(30)]
    assert all(all_[k][k] == 0 for k in range(30))
    assert all(all_[k][i] == pytest.approx(all_[i][k], abs=0.1) for k in range(30) for i in range(k))
    gaps = np.array([gap for row in all_ for gap in row if gap])
    assert np.sqrt((gaps**2).mean()) == pytest.approx(1, abs=0.1)
