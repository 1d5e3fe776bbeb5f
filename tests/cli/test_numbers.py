"""Options that are numbers: what is none is left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.cli.numbers import INTEGER, REAL, numbers


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
