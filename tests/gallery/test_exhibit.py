"""Exhibits: their sizes and files."""

from __future__ import annotations

from dataclasses import replace

import pytest

import nnart
from nnart.films.film import Film
from nnart.gallery.exhibit import Exhibit


@pytest.mark.parametrize(
    ("shape", "longer", "rows_and_columns"),
    [((1, 1), 100, (100, 100)), ((2, 3), 100, (67, 100)), ((3, 2), 5, (5, 3)), ((1, 900), 100, (1, 100))],
)
def test_a_size_has_the_shape_and_the_longer_side(
    shape: tuple[int, int], longer: int, rows_and_columns: tuple[int, int]
) -> None:
    assert Exhibit("x", "x", nnart.Recipe(), shape).size(longer).shape == rows_and_columns


@pytest.mark.parametrize(
    ("shape", "longer", "size"), [((9, 16), 960, (960, 540)), ((2, 3), 100, (100, 66)), ((1, 900), 99, (98, 2))]
)
def test_a_video_has_even_sides(shape: tuple[int, int], longer: int, size: tuple[int, int]) -> None:
    assert tuple(Exhibit("x", "x", nnart.Recipe(), shape).even_size(longer)) == size


def test_a_film_is_decided_by_all_of_it_and_a_frame_by_its_number_too() -> None:
    plain = Exhibit("x", "x", nnart.Recipe(seed=7))
    film = replace(plain, film=Film(7))
    frame = replace(film, frame=3)
    longer = replace(plain, film=Film(7, seconds=20.0))
    assert [one.moves for one in (plain, film, frame)] == [False, True, False]
    seen = [one.data for one in (plain, film, frame, longer)]
    assert not any(one in seen[:number] for number, one in enumerate(seen))
