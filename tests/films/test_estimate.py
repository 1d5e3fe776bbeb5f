"""Estimates of films: laws, as seconds are those of a machine."""

from __future__ import annotations

import pytest

from nnart.films.estimate import estimate_film, pictures_passed
from nnart.films.files.formats import MKV, MP4, MP4_HEVC, sequence_of
from nnart.films.film import Film
from nnart.films.kinds import KINDS
from nnart.films.settling import settle_film
from nnart.recipe.size import Size
from tests.films.cases import film_of, small


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_has_one(kind: str) -> None:
    film = film_of(kind, *[small(seed) for seed in ((7, 12) if kind == "morph" else (7,))])
    takes = estimate_film(film, Size(64, 36))
    assert takes.seconds > 0
    assert takes.memory > 100 * 2**20
    assert takes.disk >= film.frames * 64 * 36


def test_memory_does_not_grow_with_the_length() -> None:
    film = settle_film(Film(small(7)))
    long = film.replace(seconds=3600.0, path=film.path, length=film.length)
    short, hour = (estimate_film(one, Size(64, 36)) for one in (film, long))
    assert hour.memory == short.memory
    assert hour.disk > 300 * short.disk
    assert estimate_film(film, Size(64, 36), kept=False).disk < short.disk


def test_memory_is_that_of_the_format() -> None:
    film, size = settle_film(Film(small(7))), Size(3840, 2160)
    frames, h264, hevc = (
        estimate_film(film, size, kind=kind).memory for kind in (sequence_of("{frame}.png"), MP4, MP4_HEVC)
    )
    assert frames < h264 < hevc
    lossless, deep = (estimate_film(film, size, kind=MKV, bits=bits).memory for bits in (8, 16))
    assert h264 < lossless < deep
    assert estimate_film(film, Size(1920, 1080), kind=MKV).memory < 0.6 * lossless


def test_how_many_pictures_a_path_passes() -> None:
    assert pictures_passed(Film(7, path=(0.0, 1.0), length=250.0)) == 2.5
    assert pictures_passed(Film(7, kind="flight")) is None
