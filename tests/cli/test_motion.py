"""What options say of a film's motion."""

from __future__ import annotations

import pytest

from nnart.cli.motion import Motion
from nnart.errors import InputError


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
