"""Rates: frames a second as fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import InputError
from nnart.films.rates import plain_rate, rate_of


@pytest.mark.parametrize(
    ("given", "rate"),
    [
        (30, "30"),
        ("30", "30"),
        (np.int64(24), "24"),
        (12.5, "25/2"),
        ("12.5", "25/2"),
        (23.976, "24000/1001"),
        ("29.97", "30000/1001"),
        (59.94, "60000/1001"),
        ("30000/1001", "30000/1001"),
        (Fraction(30000, 1001), "30000/1001"),
        (29.9, "299/10"),
    ],
)
def test_rates_are_read_as_people_write_them(given: float, rate: str) -> None:
    assert rate_of(given) == Fraction(rate)


@given(st.integers(1, 240) | st.integers(100, 24000).map(lambda n: n / 100) | st.integers(1, 240).map(str))
def test_what_is_written_is_read_again(value: float | str) -> None:
    rate = rate_of(value)
    assert rate_of(plain_rate(rate)) == rate


@pytest.mark.parametrize(
    "value",
    [
        0,
        0.5,
        241,
        -30,
        True,
        None,
        [30],
        float("nan"),
        float("inf"),
        10**400,
        "",
        "fast",
        "1/0",
        "1e9999999999",
    ],
)
def test_what_is_no_rate_is_refused_at_once(value: object) -> None:
    with pytest.raises(InputError, match=r"fps: a number from 1 to 240 is needed, not .*; 24, 25, 30 and 60"):
        rate_of(value)  # type: ignore[arg-type]
