"""What options say of a film's motion."""

from __future__ import annotations

import pytest

from nnart.cli.motion import Motion
from nnart.errors import InputError
from nnart.films.film import Keyframe, Place
from nnart.films.places import ZOOM
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused
from tests.films.cases import small


def motion(**given: object) -> Motion:
    values = {name: given.get(name) for name in ("kind", "seconds", "fps", "radius")}
    courses = {name: bool(given.get(name)) for name in ("loop", "there_and_back", "once")}
    places = {name: given.get(name) for name in ("to", "to_zoom", "to_rotate")}
    pace = given.get("pace")
    assert pace is None or isinstance(pace, str)
    return Motion(values, courses, places, pace)


def test_what_is_left_out_changes_nothing() -> None:
    assert motion().changes() == {}
    given = motion(kind="drift", seconds=3.0, there_and_back=True).changes()
    assert given == {"kind": "drift", "seconds": 3.0, "course": "there-and-back"}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"loop": True, "once": True}, "only one of them"),
        ({"pace": "brisk"}, "calm, flowing, lively"),
        ({"pace": "calm", "seconds": 3.0}, "both say how fast"),
        ({"kind": "waltz"}, "light, drift, depth, morph, flight"),
    ],
)
def test_contradictions_are_refused(given: dict[str, object], says: str) -> None:
    with pytest.raises(InputError, match=says):
        motion(**given).changes()


def test_a_place_is_what_options_say_of_it_and_else_the_usual() -> None:
    keyframe = Keyframe(small(7, zoom=2.0, rotate=30.0))
    assert motion().place_for(keyframe) is None
    assert motion(to="0.5,-0.25").place_for(keyframe) == Place((0.5, -0.25), 2 * ZOOM, 30.0)
    assert motion(to="0,0", to_zoom=3.0, to_rotate=0.0).place_for(keyframe) == Place((0.0, 0.0), 3.0, 0.0)
    found = motion(to_zoom=3.0, to_rotate=-20.0).place_for(keyframe)
    assert found is not None and (found.zoom, found.rotate) == (3.0, -20.0)


@pytest.mark.parametrize("given", [{}, {"to": "0,0"}])
@pytest.mark.parametrize(
    ("name", "value"), [("to_zoom", 1e13), ("to_zoom", 0.0), ("to_rotate", 361.0), ("to_rotate", float("nan"))]
)
def test_a_place_out_of_range_names_its_options(given: dict[str, object], name: str, value: float) -> None:
    with refused("range", name):
        motion(**given, **{name: value}).place_for(Keyframe(Recipe(seed=7)))


@pytest.mark.parametrize("text", ["1", "1,2,3", "left,top", ""])
def test_a_place_needs_two_numbers(text: str) -> None:
    with refused("type", "to"):
        motion(to=text).place_for(Keyframe(Recipe(seed=7)))


def test_a_point_out_of_range_names_its_option() -> None:
    with refused("range", "to"):
        motion(to="5e9,2").place_for(Keyframe(Recipe(seed=7)))
