"""OKLab of single colours, in decimal arithmetic; `nnart.colour.oklab` has it for arrays.

Colours are three numbers in 0 … 1, encoded as sRGB is; light is linear. Source: Björn Ottosson, "A perceptual
color space for image processing", 2020.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import starmap

from nnart.recipe.decimals import forty_digits, power

Three = tuple[Decimal, Decimal, Decimal]
Matrix = tuple[Three, Three, Three]


def _matrix(text: str) -> Matrix:
    first, second, third = (line.split() for line in text.strip().splitlines())
    rows = [(Decimal(x), Decimal(y), Decimal(z)) for x, y, z in (first, second, third)]
    return rows[0], rows[1], rows[2]


# Linear sRGB to the responses of the eye's cones, and their cube roots to L, a, b.
TO_LMS = _matrix(
    """
    0.4122214708 0.5363325363 0.0514459929
    0.2119034982 0.6806995451 0.1073969566
    0.0883024619 0.2817188376 0.6299787005
    """
)
TO_LAB = _matrix(
    """
    0.2104542553 0.7936177850 -0.0040720468
    1.9779984951 -2.4285922050 0.4505937099
    0.0259040371 0.7827717662 -0.8086757660
    """
)
_CHROMA_STEPS = 18  # each halves what is not known of the most chroma
_MAX_CHROMA = Decimal("0.4")  # of sRGB it is 0.33
_SLACK = Decimal("1e-6")  # of light: more than what the matrices, of ten digits, leave open


def to_oklab(colour: Three) -> Three:
    """Return L, a, b of a colour."""
    with forty_digits():
        lms = _times(TO_LMS, _mapped(_to_linear, colour))
        return _times(TO_LAB, _mapped(_cube_root, lms))


def from_oklab(lab: Three) -> Three:
    """Return the colour of L, a, b; beyond 0 … 1 it is clipped."""
    with forty_digits():
        return _mapped(_from_linear, _light_of(lab))


def is_inside(lab: Three, slack: Decimal = _SLACK) -> bool:
    """Return whether sRGB has a colour, or one whose channels have so little more or less light."""
    with forty_digits():
        return _has_light(lab, slack)


def max_chroma(lightness: Decimal, cosine: Decimal, sine: Decimal) -> Decimal:
    """Return the most chroma that sRGB has at a lightness and a hue, whose cosine and sine are given."""
    low, high = Decimal(0), _MAX_CHROMA
    with forty_digits():
        for _ in range(_CHROMA_STEPS):
            middle = (low + high) / 2
            inside = _has_light((lightness, middle * cosine, middle * sine), _SLACK)
            low, high = (middle, high) if inside else (low, middle)
    return low


def _has_light(lab: Three, slack: Decimal) -> bool:
    return all(-slack <= channel <= 1 + slack for channel in _light_of(lab))


def _light_of(lab: Three) -> Three:
    red, green, blue = (part * part * part for part in _times(_FROM_LAB, lab))
    return _times(_FROM_LMS, (red, green, blue))


def _to_linear(encoded: Decimal) -> Decimal:
    if encoded <= Decimal("0.04045"):
        return encoded / Decimal("12.92")
    return power((encoded + Decimal("0.055")) / Decimal("1.055"), Decimal("2.4"))


def _from_linear(light: Decimal) -> Decimal:
    light = min(max(light, Decimal(0)), Decimal(1))
    if light <= Decimal("0.0031308"):
        return light * Decimal("12.92")
    return Decimal("1.055") * power(light, 1 / Decimal("2.4")) - Decimal("0.055")


def _cube_root(number: Decimal) -> Decimal:
    return power(number, 1 / Decimal(3))


def _mapped(function: Callable[[Decimal], Decimal], three: Three) -> Three:
    x, y, z = three
    return function(x), function(y), function(z)


def _times(matrix: Matrix, three: Three) -> Three:
    x, y, z = (sum(starmap(Decimal.__mul__, zip(row, three, strict=True)), Decimal(0)) for row in matrix)
    return x, y, z


def _inverse(matrix: Matrix) -> Matrix:
    """Return the matrix that undoes another one."""
    (a, b, c), (d, e, f), (g, h, i) = matrix
    with forty_digits():
        rows = (
            (e * i - f * h, c * h - b * i, b * f - c * e),
            (f * g - d * i, a * i - c * g, c * d - a * f),
            (d * h - e * g, b * g - a * h, a * e - b * d),
        )
        whole = a * rows[0][0] + b * rows[1][0] + c * rows[2][0]
        x, y, z = (_mapped(lambda part: part / whole, row) for row in rows)
    return x, y, z


_FROM_LMS, _FROM_LAB = _inverse(TO_LMS), _inverse(TO_LAB)
