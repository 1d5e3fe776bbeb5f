"""The way of a flight, held against the paper in float64, and against any other way."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nnart.films.geodesic import Frame, Geodesic
from tests.strategies import numbers

RHO = math.sqrt(2.0)
ZOOMS = numbers(-2, 3).map(lambda power: 10.0**power)
FRAMES = st.builds(Frame, st.tuples(numbers(-2, 2), numbers(-2, 2)), ZOOMS, numbers(-180, 180))


def way(w0: float, w1: float, u1: float, share: float) -> tuple[float, float, float]:
    """Return u, w and the length S of the optimal path after a share of it.

    Source: J. J. van Wijk and W. A. A. Nuij, "Smooth and efficient zooming and panning", 2003.
    """
    b0 = (w1**2 - w0**2 + RHO**4 * u1**2) / (2 * w0 * RHO**2 * u1)
    b1 = (w1**2 - w0**2 - RHO**4 * u1**2) / (2 * w1 * RHO**2 * u1)
    r0, r1 = (-math.asinh(b) for b in (b0, b1))  # ln(-b + sqrt(b² + 1))
    length = (r1 - r0) / RHO
    s = share * length
    u = w0 / RHO**2 * (math.cosh(r0) * math.tanh(RHO * s + r0) - math.sinh(r0))
    return u, w0 * math.cosh(r0) / math.cosh(RHO * s + r0), length


def apart(one: Frame, other: Frame) -> float:
    return math.dist(one.center, other.center)


@given(FRAMES, FRAMES, numbers(0.01, 0.99))
def test_the_way_is_that_of_the_paper(home: Frame, place: Frame, share: float) -> None:
    u1 = apart(home, place)
    assume(u1 > 1e-3)
    u, w, length = way(2 / home.zoom, 2 / place.zoom, u1, share)
    found = Geodesic(home, place)
    frame = found.at(share)
    assert found.length == pytest.approx(length, rel=1e-6, abs=1e-6)
    assert 2 / frame.zoom == pytest.approx(w, rel=1e-5)
    assert apart(home, frame) == pytest.approx(u, rel=1e-5, abs=1e-6 * u1)
    assert frame.rotate == pytest.approx(home.rotate + share * (place.rotate - home.rotate), abs=1e-9)
    if u > 1e-9:  # on the straight line between the two
        along = [(there - here) * u / u1 for here, there in zip(home.center, place.center, strict=True)]
        moved = [there - here for here, there in zip(home.center, frame.center, strict=True)]
        assert moved == pytest.approx(along, abs=1e-5 * u1)


@given(FRAMES, FRAMES)
def test_both_ends_are_exact_and_the_way_back_is_the_same(home: Frame, place: Frame) -> None:
    there, back = Geodesic(home, place), Geodesic(place, home)
    assert (there.at(0.0), there.at(1.0)) == (home, place)
    assert there.length == pytest.approx(back.length, rel=1e-12, abs=1e-12)
    for share in (0.25, 0.5):
        one, other = there.at(share), back.at(1 - share)
        assert one.zoom == pytest.approx(other.zoom, rel=1e-12)
        assert one.center == pytest.approx(other.center, abs=1e-12)


def measured(frames: list[Frame]) -> float:
    """Return the length of a way by the paper's metric, ds² = (ρ² du² + dw² / ρ²) / w², in its units."""
    total = 0.0
    for one, other in pairwise(frames):
        w = math.sqrt(4 / (one.zoom * other.zoom))
        panned, zoomed = RHO * apart(one, other), math.log(one.zoom / other.zoom) * w / RHO
        total += math.hypot(panned, zoomed) / w
    return total


PAIRS = [
    (Frame((0, 0), 1.0), Frame((0.5, -0.3), 20.0)),
    (Frame((0, 0), 50.0), Frame((1.0, 0.0), 50.0)),
    (Frame((0, 0), 10.0), Frame((0.5, 0.5), 1.0)),
]


@pytest.mark.parametrize(("home", "place"), PAIRS)
def test_speed_is_even_and_no_way_near_it_is_shorter(home: Frame, place: Frame) -> None:
    found = Geodesic(home, place)
    frames = [found.at(i / 400) for i in range(401)]
    pieces = [measured(frames[i : i + 41]) for i in range(0, 400, 40)]
    assert pieces == pytest.approx([found.length / 10] * 10, rel=1e-3)
    length = measured(frames)
    assert length == pytest.approx(found.length, rel=1e-3)
    random = np.random.default_rng(0)
    for _ in range(20):  # every way that bulges from it, anyhow
        bulge, drift = random.normal(size=(2, 3)) * 0.2
        waves = [[math.sin(math.pi * n * i / 400) for n in (1, 2, 3)] for i in range(401)]
        other = [
            Frame(
                tuple(x + float(drift @ wave) / frame.zoom for x in frame.center),  # type: ignore[arg-type]
                frame.zoom * math.exp(float(bulge @ wave)),
            )
            for frame, wave in zip(frames, waves, strict=True)
        ]
        assert measured(other) > length


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_zooming_alone_is_even_in_the_logarithm(share: float) -> None:
    found = Geodesic(Frame((0.1, 0.2), 1.0), Frame((0.1, 0.2), 100.0))
    assert found.at(share).zoom == pytest.approx(100.0**share, rel=1e-12)
    assert found.at(share).center == (0.1, 0.2)
    assert found.length == pytest.approx(math.log(100) / RHO)


def test_a_far_place_is_seen_from_above() -> None:
    found = Geodesic(Frame((0, 0), 100.0), Frame((1, 0), 100.0))
    assert found.at(0.5).zoom < 2.0
    assert found.at(0.5).center == pytest.approx((0.5, 0.0))


def test_no_way_has_no_length() -> None:
    frame = Frame((0.3, 0.4), 2.0, 10.0)
    found = Geodesic(frame, frame)
    assert found.length == 0.0
    assert found.at(0.5) == frame


def test_frames_of_a_flight_are_these_for_good() -> None:
    """Decimals are the same everywhere."""
    frame = Geodesic(Frame((0.0, 0.0), 1.0), Frame((0.5, -0.3), 20.0, 90.0)).at(0.25)
    assert frame == Frame((0.379201271362409, -0.22752076281744538), 1.8083714072264117, 22.5)
