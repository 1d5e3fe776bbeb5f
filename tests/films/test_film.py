"""Films: what decides their frames, and which of them are refused."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import InputError
from nnart.films.film import Film, Keyframe, Place
from nnart.films.kinds import KINDS
from tests.films.cases import by_hand, small

PATHS = st.lists(st.integers(1, 1000), min_size=1, max_size=20).map(
    lambda steps: tuple([sum(steps[:i]) / sum(steps) for i in range(len(steps))] + [1.0])
)


@given(st.integers(2, 500), PATHS | st.just(()))
def test_moments_of_a_loop_rise_and_end_where_it_begins(frames: int, path: tuple[float, ...]) -> None:
    film = Film(7, seconds=frames, fps=1, path=path)
    moments = [film.moment(k) for k in range(frames + 1)]
    assert moments == sorted(moments)
    assert (moments[0], moments[-1]) == (0.0, 1.0)


@given(st.integers(2, 500), PATHS | st.just(()))
def test_there_and_back_are_the_same_moments(frames: int, path: tuple[float, ...]) -> None:
    film = Film(7, "depth", seconds=frames, fps=1, path=path)
    moments = [film.moment(k) for k in range(frames + 1)]
    assert moments == moments[::-1]
    half = moments[: frames // 2 + 1]
    assert half == sorted(half)
    assert moments[0] == 0.0
    if frames % 2 == 0:
        assert half[-1] == 1.0


@given(st.integers(2, 500), PATHS | st.just(()))
def test_what_runs_once_shows_both_ends(frames: int, path: tuple[float, ...]) -> None:
    film = Film(7, course="once", seconds=frames, fps=1, path=path)
    moments = [film.moment(k) for k in range(frames)]
    assert moments == sorted(moments)
    assert (moments[0], moments[-1]) == (0.0, 1.0)


def test_moments_lie_on_the_path() -> None:
    film = Film(7, seconds=8, fps=1, path=(0.0, 0.5, 1.0))
    assert film.moment(4) == 0.5
    bent = Film(7, seconds=8, fps=1, path=(0.0, 0.25, 1.0))
    assert [bent.moment(k) for k in (2, 4, 6)] == [0.125, 0.25, 0.625]


@pytest.mark.parametrize(("course", "last"), [("loop", 60), ("there-and-back", 60), ("once", 59)])
def test_frames_that_are_not_there_are_refused(course: Any, last: int) -> None:
    film = Film(7, course=course, seconds=2)
    film.moment(last)
    for k in (-1, last + 1):
        with pytest.raises(InputError, match=f"a whole number from 0 to {last} is needed, not {k}"):
            film.moment(k)


def test_defaults_are_those_of_the_kind() -> None:
    for name, kind in KINDS.items():
        film = Film([7] * kind.least, kind=name)  # type: ignore[arg-type]
        assert film.course == kind.course
        assert film.seconds == film.usual_seconds >= 10
        assert film.shape is kind
    assert Film([1, 2, 3, 4, 5], "morph").seconds == 20
    assert Film(7, seconds=10, fps=29.97).frames == 300
    assert Film(7, seconds=10, fps=29.97).duration == pytest.approx(10.01)


def test_a_keyframe_is_made_of_what_has_a_recipe() -> None:
    picture = Keyframe(small(), by_hand())
    assert Film(7).keyframes == Film([7]).keyframes == Film(Film(7).keyframes[0]).keyframes
    assert Film(picture).keyframes == (picture,)
    assert Film([small(), 7], "morph").keyframes[0].recipe == small()


def test_a_changed_film_is_measured_again_where_its_path_moves() -> None:
    film = Film(7, path=(0.0, 1.0), length=300.0)
    assert film.replace(fps=60).path == (0.0, 1.0)
    assert film.replace(keyframes=8).path == ()
    assert film.replace(course="once").length is None
    assert film.replace(path=(0.0, 0.5, 1.0), course="once").path == (0.0, 0.5, 1.0)


def test_what_was_left_to_the_kind_stays_left_to_it() -> None:
    depth = Film(7).replace(kind="depth")
    assert (depth.course, depth.seconds) == ("there-and-back", 20.0)
    assert Film(7, course="once", seconds=5).replace(kind="depth").course == "once"
    assert Film([1, 2], "morph").replace(keyframes=[1, 2, 3, 4]).seconds == 16
    flight = Film(7, "flight", to=Place((0.1, 0.2), 20.0))
    assert flight.replace(kind="light").to is None


def test_a_film_says_what_it_is() -> None:
    assert repr(Film([7, 12], "morph")) == "<Film morph of 7, 12, 300 frames, 10 s>"


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "kind": ({"kind": "dance"}, "kind: 'dance' is not one of light, drift, depth, morph, flight"),
    "kind of no text": ({"kind": []}, r"kind: \[\] is not one of light"),
    "no picture": ({"keyframes": []}, "a light needs 1 picture or more, not 0"),
    "one picture": ({"kind": "morph"}, "a morph needs 2 pictures or more, not 1"),
    "two pictures": (
        {"keyframes": [1, 2]},
        "a light takes at most 1 picture, not 2; kind='morph' passes",
    ),
    "what is no picture": ({"keyframes": "seven"}, "recipes, seeds or pictures with a recipe are needed"),
    "one frame": ({"seconds": 0.04}, r"0\.04 s are one frame; nnart\.render paints a still picture"),
    "no seconds": ({"seconds": 0}, "seconds: a number from 0.01 to 86400 is needed, not 0"),
    "endless": ({"seconds": float("inf")}, "seconds: a number from 0.01 to 86400 is needed, not inf"),
    "no number": ({"seconds": float("nan")}, "seconds: a number from 0.01 to 86400 is needed, not nan"),
    "too long": ({"seconds": 1e5}, "seconds: a number from 0.01 to 86400 is needed"),
    "fps": ({"fps": 241}, "fps: a number from 1 to 240 is needed, not 241"),
    "course": ({"course": "round"}, "course: 'round' is not one of loop, there-and-back, once"),
    "no course": ({"course": ""}, "course: '' is not one of loop"),
    "a loop of depth": ({"kind": "depth", "course": "loop"}, "a depth does not end where it begins"),
    "a loop of flight": ({"kind": "flight", "course": "loop"}, "course='there-and-back' closes it"),
    "radius": ({"kind": "drift", "radius": 0}, r"radius: a number from 0\.001 to 100 is needed, not 0"),
    "to": ({"to": Place((0, 0), 2)}, "to: only a flight goes to a place; leave it out"),
    "path": ({"path": (0.0, 0.7, 0.5, 1.0)}, "path: rising numbers from 0 to 1 are needed; leave it out"),
    "a path without end": ({"path": (0.0, 0.7)}, "path: rising numbers from 0 to 1 are needed"),
    "a path of no number": ({"path": (0.0, float("nan"), 1.0)}, "path: rising numbers from 0 to 1"),
    "a path too long": ({"path": (0.0,) * 5000 + (1.0,)}, "path: rising numbers from 0 to 1"),
    "length": ({"length": -1.0}, r"length: a number from 0 is needed, not -1\.0"),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_is_no_film_is_refused_in_one_line(name: str) -> None:
    values, words = REFUSED[name]
    with pytest.raises(InputError, match=words) as caught:
        Film(**{"keyframes": 7} | values)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("values", [{"zoom": 0.0}, {"zoom": float("nan")}, {"rotate": float("inf")}])
def test_a_place_is_one_that_a_view_can_show(values: dict[str, float]) -> None:
    with pytest.raises(InputError, match=next(iter(values))):
        Place((0.0, 0.0), **{"zoom": 2.0} | values)


def test_a_network_by_hand_needs_the_outputs_of_its_colours() -> None:
    with pytest.raises(InputError, match="3 outputs make a picture of colour rgb and alpha none"):
        Film(Keyframe(small(colour="rgb"), by_hand()))


def test_rates_are_exact() -> None:
    assert Film(7, fps="30000/1001").fps == Fraction(30000, 1001)
