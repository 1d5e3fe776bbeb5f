"""Decimal arithmetic: functions with the same results on every machine, unlike libm's.

Python rounds each sum, product, quotient, logarithm and exponential of decimals correctly, by definition.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Context, Decimal, localcontext

_PI = Decimal("3.141592653589793238462643383279502884197")
_TERMS = 40  # terms of the series: up to 45°, the last one is far below the last digit


@contextmanager
def forty_digits() -> Iterator[None]:
    """Compute with 40 digits, whatever the calling program has set."""
    with localcontext(Context(prec=40)):
        yield


def cosine_and_sine(degrees: Decimal) -> tuple[Decimal, Decimal]:
    """Return cosine and sine of an angle, exact at multiples of 90°; by Taylor series."""
    with forty_digits():
        quarters = round(degrees / 90)
        angle = (degrees - 90 * quarters) * _PI / 180
        c = s = Decimal(0)
        term = Decimal(1)
        for power in range(_TERMS):
            if power % 2 == 0:
                c += -term if power % 4 else term
            else:
                s += -term if power % 4 == 3 else term
            term = term * angle / (power + 1)
    less_c, less_s = c.copy_negate(), s.copy_negate()  # zeros keep their sign, like floats
    return ((c, s), (less_s, c), (less_c, less_s), (s, less_c))[quarters % 4]


def power(base: Decimal, exponent: Decimal) -> Decimal:
    """Return a power of a number that is not negative."""
    return (base.ln() * exponent).exp() if base else base
