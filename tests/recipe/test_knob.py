"""A knob: how it reads values, and which defaults, ranges and words it has."""

from __future__ import annotations

from dataclasses import fields, make_dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.recipe.kinds import Choice, Flag, Kind, Names, Point, Real, Reals, Text, Whole
from nnart.recipe.knob import COLOUR, FRAME, NETWORK, OUTPUT, PLANE, Follows, Knob, knob, write_value
from tests.faults_of import refused

SIDE = Knob(
    name="side", kind=Whole(1, 9), group=FRAME, help="How long it is. More is more.", default=2, unit="cm"
)
TWICE = Follows("twice the side", lambda values: 2 * values["side"], applies=lambda values: values["side"] > 3)
AREA = Knob(name="area", kind=Real(0, 100), group=FRAME, help="How large it is.", follows=TWICE)


def test_a_value_that_breaks_the_rule_is_called_by_the_knobs_name() -> None:
    assert SIDE.read(3) == 3
    with refused("range", "side"):
        SIDE.read(10)


@given(st.integers(1, 9), st.none() | st.integers(1, 9))
def test_a_plain_default_is_the_same_whatever_the_others_are(side: int, other: int | None) -> None:
    assert SIDE.default_for({"side": side}) == 2
    assert SIDE.is_default({"side": other}) == (other in (None, 2))


@pytest.mark.parametrize("side", range(1, 10))
def test_a_default_may_follow_where_it_applies(side: int) -> None:
    for area in (None, *range(1, 20)):
        values = {"side": side, "area": area}
        assert AREA.default_for(values) == 2 * side
        assert AREA.is_default(values) == (area is None or (side > 3 and area == 2 * side))


def test_a_range_stands_in_the_first_sentence_with_its_unit() -> None:
    assert SIDE.sentence == f"How long it is, {SIDE.range} cm. More is more."
    assert SIDE.range == SIDE.kind.words
    flag = Knob(kind=Flag(), group=COLOUR, help="Whether it is on.", default=False, unit="cm")
    assert (flag.range, flag.sentence) == ("", "Whether it is on.")
    choice = Knob(kind=Choice({"a": "the first", "b": ""}), group=COLOUR, help="Which one.")
    assert (choice.range, choice.sentence) == ("", "Which one. a: the first.")


def test_a_default_is_told_as_a_value_or_a_rule() -> None:
    assert SIDE.default_words == "2"
    assert AREA.default_words == "twice the side"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "on"), (False, "off"), (None, "none"), ((), "none"), ("ink", "ink"), (20, "20"), (0.25, "0.25"),
        (1e6, "1e6"), (1e-7, "1e-7"), ((1.0, 0.5), "1,0.5"), ([True, None], "on,none"),
    ],
)  # fmt: skip
def test_values_are_written_as_people_write_them(value: Any, text: str) -> None:
    assert write_value(value) == text


def row(kind: Kind, group: str, **more: Any) -> Knob:
    """Return what a field of a dataclass says of its knob."""
    made = make_dataclass("Made", [("value", object, knob(None, kind, group, "Help.", **more))])
    (field,) = fields(made)
    found: Knob = field.metadata["knob"]
    return found


@pytest.mark.parametrize("group", [NETWORK, PLANE, COLOUR, FRAME, OUTPUT])
def test_the_group_says_what_is_measured_and_where_children_have_it_from(group: str) -> None:
    one = row(Whole(1, 9), group)
    assert one.measured == (group in (NETWORK, PLANE))
    assert one.drawing == (group == NETWORK)
    assert one.parent == ("colours" if group == COLOUR else "shapes")
    other = row(Whole(1, 9), group, measured=not one.measured, parent="first")
    assert (other.measured, other.parent) == (not one.measured, "first")


@pytest.mark.parametrize(
    ("kind", "commas", "blend"),
    [
        (Whole(1, 9), "never", "nearest"),
        (Real(0, 1), "never", "linear"),
        (Reals(3, 0, 1), "always", "linear"),
        (Point(0, 1), "always", "nearest"),
        (Names(("a", "b"), 2), "sometimes", "nearest"),
        (Text("any", str, "text"), "never", "nearest"),
    ],
    ids=lambda one: one.name if isinstance(one, Kind) else one,
)
def test_the_kind_says_where_commas_are_and_how_values_blend(kind: Kind, commas: str, blend: str) -> None:
    one = row(kind, FRAME)
    assert (one.commas, one.blend) == (commas, blend)
    assert row(kind, FRAME, blend="log").blend == "log"
