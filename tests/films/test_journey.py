"""Journeys: films whose frames are pictures of their own."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import nnart
from nnart.colour.tone import Tone
from nnart.errors import InputError
from nnart.exact.lattices import reference_points
from nnart.field.calibration import calibrate, network_of
from nnart.films.film import Film, Keyframe, Place
from nnart.films.journey import Drift, Flight, Kin, are_kin, check_drift
from nnart.films.reel import Reel
from nnart.films.settling import settle_film
from nnart.plane.inputs import Inputs
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.job import Job
from nnart.rendering.painter import Painter
from nnart.rendering.painting import Painting
from tests.films.cases import SIZE, by_hand, film_of, small

LECTURE = nnart.preset("lecture").values


def kin(share: float, **values: Any) -> Recipe:
    return small(7, genome=f"mix(7,99,{share})", **values)


@pytest.mark.parametrize("z", [(), (0.5,), (0.5, -1.0, 2.0)])
def test_z_goes_round_a_circle(z: tuple[float, ...]) -> None:
    drift = Drift(film_of("drift", small(z=z), radius=0.3))
    start = (*z, 0.0, 0.0)[: max(2, len(z))]
    for moment in (0.0, 0.2, 0.5, 1.0):
        turn = 2 * math.pi * moment
        x, y, *rest = drift.recipe(moment).z
        assert (x - start[0], y - start[1]) == pytest.approx((0.3 * math.cos(turn), 0.3 * math.sin(turn)))
        assert rest == list(start[2:])


def test_in_a_drift_one_value_keeps_one_colour() -> None:
    """All frames have one tone, by the values of all of them."""
    film = film_of("drift")
    drift = Drift(film)
    painters = [Painter(drift.job(film.moment(k), SIZE, 8)) for k in (0, 7, 31)]
    tones = [painter.tones[0] for painter in painters]
    values = np.linspace(tones[0].values[0], tones[0].values[-1], 1000)
    assert all(np.array_equal(tone(values), tones[0](values)) for tone in tones)
    fields = [network_of(drift.recipe(at / 16)) for at in range(16)]
    inputs = [Inputs.of(drift.recipe(at / 16), SIZE)(reference_points()) for at in range(16)]
    answers = [one(np.ascontiguousarray(given).T)[:, 0] for one, given in zip(fields, inputs, strict=True)]
    assert np.allclose(tones[0].values, Tone.equalised(np.concatenate(answers)).values)


def test_positions_of_a_drift_are_those_of_its_frames() -> None:
    film = film_of("drift")
    drift = Drift(film)
    painter = Painter(drift.job(film.moment(7), SIZE, 8))
    field = np.ascontiguousarray(painter.evaluator.at(reference_points()).T)
    assert np.array_equal(drift.positions(film.moment(7))[0], painter.tones[0](field[0]))


@pytest.mark.parametrize(
    ("given", "used"), [({}, 1.0), ({"tolerance": 0.2}, 0.2), ({"tolerance": 0}, 0), ({"seamless": "xy"}, 0)]
)
def test_frames_have_a_tolerance_of_their_own_unless_the_recipe_has(given: Any, used: float) -> None:
    """A still's default is finer than what anyone sees in a film; what people ask for stays."""
    journeys = (
        Drift(film_of("drift", small(**given))),
        Flight(film_of("flight", small(**given))),
        Kin(film_of("morph", kin(0.01), kin(0.03))),
    )
    drift, flight, relatives = (journey.job(0.5, SIZE, 8).recipe.tolerance for journey in journeys)
    assert (drift, flight, relatives) == (used, used, 1.0)
    of_16_bits = [journey.job(0.5, SIZE, 16).recipe.tolerance for journey in journeys]
    assert of_16_bits == [given.get("tolerance", 0.25 * (used > 0))] * 2 + [0.25]


def test_the_tolerance_of_frames_changes_hardly_a_colour_and_by_one_level() -> None:
    size = Size(320, 240)
    film = film_of("drift", small(detail=2.0))
    frame, exact = (Reel(one, size).frame(7).astype(int) for one in (film, exactly(film)))
    apart = np.abs(frame - exact)
    assert 0 < apart.max() <= 1
    assert apart.mean() < 0.01


def exactly(film: Film) -> Film:
    """Return the film with the same path and every pixel evaluated."""
    recipe = film.keyframes[0].recipe.replace(tolerance=0)
    return film.replace(keyframes=recipe, path=film.path, length=film.length)


def test_a_drift_needs_z() -> None:
    check_drift(Keyframe(small()))
    way = "kind='light' moves the light of any network"
    with pytest.raises(InputError, match=f"a drift moves z, which networks by hand do not have; {way}"):
        settle_film(Film(Keyframe(small(), by_hand()), "drift"))
    with pytest.raises(
        InputError, match=rf"a drift moves z, which this picture cannot have \(.*\); {way}"
    ) as caught:
        settle_film(Film(Recipe(seed=1, **LECTURE), "drift"))
    assert "\n" not in str(caught.value)


def test_a_flight_shows_the_views_of_its_way() -> None:
    recipe = calibrate(small(center=(0.1, 0.0), rotate=10.0))
    film = film_of("flight", recipe, to=Place((0.4, -0.3), 25.0, 40.0))
    flight = Flight(film)
    assert flight.job(0.0, SIZE, 8).recipe == recipe.replace(tolerance=1)
    assert flight.job(0.0, SIZE, 16).recipe == recipe
    there = flight.job(1.0, SIZE, 8).recipe
    assert (there.center, there.zoom, there.rotate) == ((0.4, -0.3), 25.0, 40.0)
    assert np.array_equal(Reel(film, SIZE).frame(0), Painting(Job(recipe, SIZE)).pixels())


def test_the_tone_of_a_flight_is_that_of_the_whole_picture() -> None:
    recipe = calibrate(small(tone="stretch"))
    flight = Flight(film_of("flight", recipe, to=Place((0.4, -0.3), 25.0)))
    tones = [Painter(flight.job(moment, SIZE, 8)).tones[0].values.tolist() for moment in (0.0, 0.5, 1.0)]
    assert tones[0] == tones[1] == tones[2]


def test_zoom_of_a_flight_is_even_along_the_way() -> None:
    """The logarithm of the zoom changes evenly by the paper's measure; exactly so where nothing pans."""
    film = film_of("flight", small(), to=Place((0.0, 0.0), 50.0), course="once")
    zooms = [Flight(film).job(film.moment(k), SIZE, 8).recipe.zoom for k in range(film.frames)]
    steps = np.diff(np.log(zooms))
    assert steps.max() / steps.min() == pytest.approx(1, abs=0.01)


def test_relatives_turn_by_their_genome() -> None:
    film = film_of("morph", kin(0.01), kin(0.03), course="once")
    assert are_kin(film)
    journey = Kin(film)
    one, other = (key.recipe for key in film.keyframes)
    assert journey.recipe(0.0) == one
    assert journey.recipe(1.0) == other
    middle = journey.recipe(0.5)
    assert middle.genome == "mix(mix(7,99,0.01),mix(7,99,0.03),0.5)"
    assert one.gain is not None and other.gain is not None
    assert middle.gain == pytest.approx((one.gain + other.gain) / 2)
    # By the angle: in the middle of 0.01 and 0.03 lies nearly 0.02.
    nearby = network_of(kin(0.02).replace(gain=middle.gain))
    points = View.of(one, SIZE).points().T
    assert network_of(middle)(points) == pytest.approx(nearby(points), abs=0.02)


def test_a_ring_of_relatives_closes() -> None:
    film = film_of("morph", kin(0.01), kin(0.03), kin(0.02))
    assert are_kin(film)
    assert Kin(film).recipe(1.0) == Kin(film).recipe(0.0)
    reel = Reel(film, SIZE)
    assert np.array_equal(reel.frame(film.frames), reel.frame(0))


STRANGERS: dict[str, list[Any]] = {
    "seeds": [small(7), small(12)],
    "far relatives": [kin(0.01), kin(0.5)],
    "another palette": [kin(0.01), kin(0.02, palette="grey")],
    "networks by hand": [Keyframe(small(), by_hand()), Keyframe(small(), by_hand())],
    "the lecture's": [Recipe(seed=1, **LECTURE), Recipe(seed=1, **LECTURE)],
    "a layer between": [small(7), small(7, genome="cross(cross(7,12,1),7,2)")],
    "the last and the first": [kin(0.0), kin(0.06), kin(0.12)],
}


@pytest.mark.parametrize("name", list(STRANGERS))
def test_strangers_are_blended(name: str) -> None:
    assert not are_kin(Film(STRANGERS[name], "morph"))


def test_relatives_need_not_close() -> None:
    assert are_kin(Film(STRANGERS["the last and the first"], "morph", course="once"))
    assert not are_kin(Film(7, "light"))
