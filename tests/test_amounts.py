"""Amounts of time and bytes, in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.amounts import amount, counted, duration


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0.0 s"),
        (89.94, "89.9 s"),
        (90, "2 min"),
        (5399, "90 min"),
        (5400, "2 h"),
        (48 * 3600 - 1, "48 h"),
        (48 * 3600, "2 days"),
    ],
)
def test_times_have_the_unit_that_fits(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (9900, "9.9 kB"),
        (10_000, "10 kB"),
        (2.5e6, "2.5 MB"),
        (7e9, "7.0 GB"),
        (3e15, "3000 TB"),
    ],
)
def test_amounts_have_the_unit_that_fits(count: float, said: str) -> None:
    assert amount(count) == said


def test_things_are_counted_in_words() -> None:
    assert [counted(count, "frame") for count in (0, 1, 2000)] == ["0 frames", "1 frame", "2,000 frames"]


@given(st.floats(0, 1e15), st.sampled_from(["bytes", "kB", "MB", "GB", "TB"]))
def test_an_amount_is_within_a_rounding(count: float, unit: str) -> None:
    number, found = amount(count).split()
    size = 1000 ** ["bytes", "kB", "MB", "GB", "TB"].index(found)
    assert abs(float(number) * size - count) <= 0.5 * size + 1e-9
    if unit == found != "TB":
        assert float(number) <= 1000
