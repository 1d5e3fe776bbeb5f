"""Options that are numbers: what is none is left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.cli.numbers import ANGLE, INTEGER, REAL, SECONDS, numbers


@given(st.integers(-(10**20) + 1, 10**20 - 1))
def test_whole_numbers_are_read(number: int) -> None:
    assert INTEGER["parser"](f" {number} ") == number
    assert INTEGER["parser"](f"{number:+}") == number


@pytest.mark.parametrize("text", ["", "x", "1.5", "1e3", "0x10", "1_000", "٣", "--1", "9" * 5000])
def test_what_is_no_whole_number_is_left_as_it_is(text: str) -> None:
    assert INTEGER["parser"](text) == text


@given(st.floats(allow_nan=False))
def test_numbers_are_read(number: float) -> None:
    assert REAL["parser"](repr(number)) == number


@pytest.mark.parametrize("text", ["", "x", "1,5", "0x10", "1 2"])
def test_what_is_no_number_is_left_as_it_is(text: str) -> None:
    assert REAL["parser"](text) == text


@given(st.lists(st.floats(allow_nan=False), min_size=1, max_size=5))
def test_lists_are_read_with_blanks(found: list[float]) -> None:
    assert numbers(" , ".join(map(repr, found))) == found


def test_a_list_keeps_what_is_no_number() -> None:
    assert numbers("0.5,x,") == [0.5, "x", ""]


@pytest.mark.parametrize(("text", "number"), [("1/3", 1 / 3), ("400%", 4.0), ("2x", 2.0), ("1 / 4", 0.25)])
def test_parts_and_percents_are_numbers(text: str, number: float) -> None:
    assert REAL["parser"](text) == number


@pytest.mark.parametrize("text", ["90", "90deg", "90°", "90 degrees"])
def test_an_angle_may_have_its_unit(text: str) -> None:
    assert ANGLE["parser"](text) == 90
    assert ANGLE["parser"]("90rad") == "90rad"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("10s", 10.0),
        ("10 sec", 10.0),
        ("1.5 seconds", 1.5),
        ("500ms", 0.5),
        ("2min", 120.0),
        ("1m30s", 90.0),
        ("1h 5m", 3900.0),
        ("8", 8.0),
        ("1/4", 0.25),
        ("-3s", "-3s"),
        ("10 apples", "10 apples"),
        ("2x", "2x"),
        ("50%", "50%"),
        ("", ""),
        ("s", "s"),
    ],
)
def test_seconds_may_have_their_unit(text: str, seconds: float | str) -> None:
    assert SECONDS["parser"](text) == seconds


@pytest.mark.parametrize("text", ["1/0", "1/x", "%", "50 %%"])
def test_what_is_no_part_is_left_as_it_is(text: str) -> None:
    assert REAL["parser"](text) == text
