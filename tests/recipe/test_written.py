"""Values as text: what is written is read again as the same value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nnart.recipe.kinds import Flag, Point, Real, Reals, Whole
from nnart.recipe.written import read_written, write_exactly

_FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(_FINITE)
def test_a_number_survives_to_the_bit(number: float) -> None:
    assert read_written(Real(-1, 1), write_exactly(number)) == number


@given(st.lists(_FINITE, min_size=1, max_size=5))
def test_so_do_several(numbers: list[float]) -> None:
    assert read_written(Reals(5, -1, 1), write_exactly(tuple(numbers))) == numbers


@given(st.integers())
def test_and_whole_ones(number: int) -> None:
    assert read_written(Whole(0, 1), write_exactly(number)) == number


def test_whole_reals_have_no_point() -> None:
    assert write_exactly(6.0) == "6"
    assert write_exactly((0.0, 0.5)) == "0,0.5"


def test_flags_are_on_or_off() -> None:
    assert [write_exactly(flag) for flag in (True, False)] == ["on", "off"]
    assert [read_written(Flag(), text) for text in ("on", "Off", "true", "no")] == [True, False, True, False]


def test_nothing_is_empty() -> None:
    assert [write_exactly(nothing) for nothing in (None, ())] == ["", ""]


def test_what_makes_no_sense_stays() -> None:
    assert read_written(Whole(0, 1), "x") == "x"
    assert read_written(Point(0, 1), "0.5,y") == "0.5,y"
    assert read_written(Flag(), "perhaps") == "perhaps"
    assert read_written(None, "7") == "7"
