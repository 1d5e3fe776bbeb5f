"""Settling: gains, places and paths; even speed, over many seeds."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from nnart.errors import InputError
from nnart.films.blend import Blend
from nnart.films.film import Film, Keyframe, Place
from nnart.films.journey import Drift, Flight, Kin
from nnart.films.kinds import KINDS
from nnart.films.path import measure
from nnart.films.settling import motion_of, paced, settle_film
from nnart.network.network import Network
from tests.films.cases import film_of, settled, small, steps_of

FLAT = Network.of([[[0.0, 0.0]]], [[0.5]], "linear")


def even(steps: np.ndarray) -> float:
    return float(steps.max() / steps.min())


@pytest.mark.parametrize("seed", range(1, 21))
@pytest.mark.parametrize("kind", ["light", "morph"])
def test_speed_is_even(kind: str, seed: int) -> None:
    keyframes = [seed, seed + 100, seed + 200] if kind == "morph" else seed
    film = settle_film(Film(keyframes, kind, seconds=3.0))  # type: ignore[arg-type]
    steps = steps_of(film)
    assert even(steps) <= 1.25
    assert steps[-1] == pytest.approx(np.median(steps), rel=0.1)
    motion = motion_of(film)
    assert isinstance(motion, Blend)
    for k in range(0, film.frames, 6):
        low, high = np.quantile(motion.positions(film.moment(k)), (0.02, 0.98))
        assert high - low >= 0.6


@pytest.mark.parametrize("seed", range(1, 6))
def test_speed_of_a_drift_is_even(seed: int) -> None:
    """A few seeds and knots; benchmarks/films.py has twenty, measured as films are."""
    film = film_of("drift", small(seed, layers=8, width=30))
    path, length = measure(Drift(film), 64)
    steps = steps_of(film.replace(path=path, length=length))
    assert even(steps) <= 1.25
    assert steps[-1] == pytest.approx(np.median(steps), rel=0.1)


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_work_is_told(kind: str) -> None:
    shares: list[float] = []
    recipes = [small(17), small(12)] if kind == "morph" else [small(17)]
    settle_film(Film(recipes, kind, seconds=2.0), progress=shares.append)  # type: ignore[arg-type]
    assert len(shares) > KINDS[kind].knots
    assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize("kind", list(KINDS))
def test_settling_is_done_once(kind: str) -> None:
    recipes = [small(7), small(12)] if kind == "morph" else [small()]
    film = settled(Film(recipes, kind, seconds=2.0))  # type: ignore[arg-type]
    assert film.is_settled
    assert settle_film(film) is film
    assert film.keyframes[0].recipe.gain is not None
    assert len(film.path) == (KINDS[kind].knots + 1 if KINDS[kind].knots else 0)
    assert all(one <= other for one, other in pairwise(film.path))


def test_motions_are_those_of_the_kinds() -> None:
    assert isinstance(motion_of(film_of("light")), Blend)
    assert isinstance(motion_of(film_of("drift")), Drift)
    assert isinstance(motion_of(film_of("flight")), Flight)
    kin = small(7, genome="mix(7,99,0.01)")
    assert isinstance(motion_of(film_of("morph", kin, small(7, genome="mix(7,99,0.02)"))), Kin)


def test_a_pace_decides_the_seconds() -> None:
    film = film_of("light").replace(length=480.0)
    assert [paced(film, pace).seconds for pace in ("calm", "flowing", "lively")] == [16.0, 8.0, 4.0]
    assert settle_film(film, "calm").seconds == 16.0
    assert paced(film_of("depth"), "calm").seconds == round(200 / 30, 2)
    with pytest.raises(InputError, match="pace: a flight has its own measure of length; say the seconds"):
        settle_film(film_of("flight", length=2.0), "calm")
    with pytest.raises(InputError, match="pace: 'slow' is not one of calm, flowing, lively"):
        settle_film(film, "slow")  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["light", "flight"])
def test_a_picture_that_does_not_move_is_refused(kind: str) -> None:
    with pytest.raises(InputError, match=r"kind: nothing moves: .*; take another seed"):
        settle_film(Film(Keyframe(small(), FLAT), kind))  # type: ignore[arg-type]


def test_the_reason_is_said_if_it_is_known() -> None:
    with pytest.raises(InputError, match="nothing moves: the picture has one colour everywhere; take another"):
        settle_film(Film(Keyframe(small(), FLAT)))
    with pytest.raises(InputError, match="nothing moves: the pictures are all the same; take others"):
        settle_film(Film([small(), small()], "morph"))


def test_a_drift_that_hardly_moves_says_how_it_would() -> None:
    with pytest.raises(InputError, match=r"nothing moves: along its whole path .*; radius=0\.01 moves farther"):
        settle_film(Film(small(detail=0.1, layers=2), "drift", radius=0.001))


def test_a_flight_to_where_it_starts_is_refused() -> None:
    with pytest.raises(InputError, match="to: nothing moves: the flight goes where it starts"):
        settle_film(Film(small(), "flight", to=Place((0.0, 0.0), 1.0)))
    assert settle_film(Film(small(), "flight", to=Place((0.0, 0.0), 1.0, 90.0))).length == 0


def test_colours_alone_may_move() -> None:
    film = settle_film(Film([small(), small(palette="grey")], "morph", seconds=2.0))
    assert film.length == 0
    assert film.path[len(film.path) // 2] == 0.5
