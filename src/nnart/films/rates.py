"""Rates: frames a second as exact fractions, as files have them."""

from __future__ import annotations

import re
from fractions import Fraction
from numbers import Rational, Real

from nnart.errors import InputError, fault

AnyRate = int | float | str | Fraction
MAX_RATE = 240
_NTSC = 1001  # 23.976 stands for 24000/1001, and 29.97 and 59.94 likewise
_NEAR = Fraction(1, 500)
_WRITTEN = re.compile(r"\s*[0-9]{1,12}([./][0-9]{1,12})?\s*", re.ASCII)  # no exponent, which takes for ever


def rate_of(value: AnyRate) -> Fraction:
    """Return a number of frames a second: 30, 29.97, "30000/1001" …

    Raises:
        InputError: if it is not a number from 1 to 240.
    """
    try:
        if isinstance(value, bool) or not isinstance(value, (str, Real)):
            raise ValueError
        if isinstance(value, str) and not _WRITTEN.fullmatch(value):
            raise ValueError
        rate = Fraction(value) if isinstance(value, (str, Rational)) else Fraction(str(float(value)))
    except (ValueError, ZeroDivisionError, OverflowError):
        rate = Fraction(0)
    if not 1 <= rate <= MAX_RATE:
        says = f"a number from 1 to {MAX_RATE} is needed"
        raise InputError(fault("range", says, "fps", got=value, ways="24, 25, 30 and 60 are usual"))
    if rate.denominator not in (1, _NTSC):
        ntsc = Fraction(1000 * -(-rate.numerator // rate.denominator), _NTSC)
        if abs(ntsc - rate) < _NEAR:
            return ntsc
    return rate


def plain_rate(rate: Fraction) -> int | float | str:
    """Return a rate as people write it: 30, 12.5 or "30000/1001"."""
    if rate.denominator == 1:
        return rate.numerator
    return float(rate) if Fraction(str(float(rate))) == rate else str(rate)
