"""Turns: angles as fractions of a full turn, in fixed point, and their cosines and sines.

A uint32 n stands for n / 2^32 of a turn. Integers modulo 2^32 behave like angles: whole turns vanish, and sums,
differences and multiples are exact.
"""

from __future__ import annotations

import math
from decimal import Decimal
from functools import cache

import numpy as np
from numpy.typing import NDArray

from nnart.recipe.decimals import cosine_and_sine

Turns = NDArray[np.uint32]
Array = NDArray[np.float64]

HALF = 2**31

_PER_TURN = 256  # of the table
_SHIFT = 24  # 2^32 / _PER_TURN


def to_fixed_point(turns: Array) -> Turns:
    """Return the nearest fixed point of numbers of turns, up to 2^52 in magnitude; ties go to even.

    Negated turns give exactly negated results. The error is at most 2^-33 up to half a turn; for larger
    numbers, their own precision adds to it.
    """
    part = turns - np.rint(turns)  # exact
    part *= 2.0**32
    return np.rint(part, out=part).astype(np.int64).astype(np.uint32)


def cosines_and_sines(turns: Turns) -> tuple[Array, Array]:
    """Return cosine and sine, the same bits on every machine, with an error below 1e-15.

    Splits the angle: the nearest of 256 angles comes from a table, and the rest, up to π/256, from Taylor's
    series up to the sixth power. The formulae for sums of angles combine them.
    """
    nearest = (turns + np.uint32(2 ** (_SHIFT - 1))) >> np.uint32(_SHIFT)
    x = (turns - (nearest << np.uint32(_SHIFT))).view(np.int32) * (2 * math.pi / 2**32)
    cosines, sines = (np.take(column, nearest) for column in _table())
    square = x * x
    # The sine of x, and its cosine less 1.
    sine = square * (1 / 120)
    sine -= 1 / 6
    sine *= square
    sine *= x
    sine += x
    cosine = square * (-1 / 720)
    cosine += 1 / 24
    cosine *= square
    cosine -= 0.5
    cosine *= square
    return _turned(cosines, sines, cosine, sine)


def _turned(c: Array, s: Array, cosine: Array, sine: Array) -> tuple[Array, Array]:
    """Return the cosine and sine (c, s) turned by another angle, whose cosine comes less 1."""
    c_sine = c * sine
    s_sine = s * sine
    c_sine += s * cosine
    c_sine += s
    cosine *= c
    cosine -= s_sine
    cosine += c
    return cosine, c_sine


@cache
def _table() -> tuple[Array, Array]:
    eighth = [cos_sin(360 * i / _PER_TURN) for i in range(_PER_TURN // 8 + 1)]
    quarter = eighth + [(s, c) for c, s in eighth[-2:0:-1]]
    half = quarter + [(-s, c) for c, s in quarter]
    cosines, sines = np.array(half + [(-c, -s) for c, s in half]).T
    return np.ascontiguousarray(cosines), np.ascontiguousarray(sines)


def cos_sin(degrees: float) -> tuple[float, float]:
    """Return cosine and sine of an angle, the same bits on every machine, exact at multiples of 90°."""
    cosine, sine = map(float, cosine_and_sine(Decimal(degrees)))
    return cosine, sine
