"""Telling: what is measured, in words."""

from __future__ import annotations

import numpy as np
import pytest

from nnart.explore.measures import NAMES
from nnart.explore.telling import explain, places_of
from nnart.explore.words import wishes_of, word_of
from tests.explore.measured import measured


def row(**deviations: float) -> np.ndarray:
    return np.array([deviations.get(name, 0.0) for name in NAMES])


def test_places_count_from_the_highest_and_equal_ones_share_one() -> None:
    (found,) = places_of([np.array([0.5, 2.0, 0.5, -1.0])])
    assert found.tolist() == [2, 1, 2, 4]


@pytest.mark.parametrize(
    ("place", "said"),
    [(1, "calmest"), (2, "2nd calmest"), (3, "3rd calmest"), (11, "11th calmest"), (21, "21st calmest"),
     (112, "112th calmest"), (103, "103rd calmest")],
)  # fmt: skip
def test_places_are_said_as_people_say_them(place: int, said: str) -> None:
    assert explain({word_of("calm"): place}, "", row(), measured()) == said


def test_what_stands_out_besides_is_said() -> None:
    asked = {word_of("blue"): 2, wishes_of("not-busy")[0].word: 1}
    found = explain(asked, "", row(lightness=2.0, symmetry=1.5, warmth=-1.4), measured())
    assert found == "2nd bluest, calmest; also bright, symmetric"


def test_what_is_told_already_is_not_told_again() -> None:
    """Neither by what was asked for, nor by a word before."""
    assert explain({word_of("bright"): 1}, "", row(lightness=3.0), measured()) == "brightest"
    assert explain({}, "", row(slope=-3.0, edges=-2.0), measured()).count(",") == 0


def test_a_hue_that_nobody_sees_is_not_named() -> None:
    found = row(red=4.0)
    assert explain({word_of("dark"): 5}, "", found, measured(red=0.05)) == "5th darkest"
    assert explain({word_of("dark"): 5}, "", found, measured(red=0.4)) == "5th darkest; also red"


def test_what_it_reminds_of_comes_first() -> None:
    found = explain({word_of("calm"): 4}, "reminds of it 0.71 (turned by 90°)", row(), measured())
    assert found == "reminds of it 0.71 (turned by 90°), 4th calmest"
