"""Decimal arithmetic, held against floating-point numbers."""

from __future__ import annotations

import _pydecimal
import decimal
import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.recipe.decimals import cosine_and_sine, forty_digits, power


@given(st.floats(-720, 720))
def test_cosine_and_sine_are_those_of_the_angle(degrees: float) -> None:
    cosine, sine = map(float, cosine_and_sine(Decimal(degrees)))
    assert cosine == pytest.approx(math.cos(math.radians(degrees)), abs=1e-13)
    assert sine == pytest.approx(math.sin(math.radians(degrees)), abs=1e-13)


@given(st.floats(0, 1000), st.floats(0.1, 4))
def test_powers_are_right(base: float, exponent: float) -> None:
    with forty_digits():
        assert float(power(Decimal(base), Decimal(exponent))) == pytest.approx(base**exponent)


def test_the_program_around_has_no_say() -> None:
    expected = cosine_and_sine(Decimal(30))
    with decimal.localcontext() as context:
        context.prec, context.rounding = 3, decimal.ROUND_UP
        assert cosine_and_sine(Decimal(30)) == expected
    assert abs(expected[1] - Decimal("0.5")) < Decimal("1e-38")


def test_python_in_the_place_of_c_computes_the_same_digits() -> None:
    """Decimals are defined, and not what some library makes of them."""
    with _pydecimal.localcontext(_pydecimal.Context(prec=40)):
        slow = (_pydecimal.Decimal("0.55").ln() * _pydecimal.Decimal("2.4")).exp()
    with forty_digits():
        assert str(power(Decimal("0.55"), Decimal("2.4"))) == str(slow)
