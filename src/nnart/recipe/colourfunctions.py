"""Functions of colours: CSS's rgb(), hsl(), oklab() and oklch(), read as #rrggbb.

Reads all of their forms (W3C, "CSS Color Module Level 4", sections 5, 7 and 9): values separated by blanks or,
in rgb() and hsl(), by commas; numbers, percentages and angles; and alpha if it is full. Unlike CSS, nnart
refuses values out of range instead of clipping them: 300 of 255 is probably a typo. The arithmetic is exact up
to the final rounding to 8 bits, which is what browsers show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from nnart.errors import InputError, fault, shown
from nnart.recipe.colourfaults import not_a_colour, see_through
from nnart.recipe.decimals import cosine_and_sine, forty_digits
from nnart.recipe.oklab import Three, from_oklab, is_inside, max_chroma

Read = tuple[str, str]  # #rrggbb, and a remark or nothing

_FUNCTION = re.compile(r"([a-z]+)\(([^()]*)\)")
_NUMBER = re.compile(r"([+-]?(?:[0-9]{1,20}(?:\.[0-9]{1,20})?|\.[0-9]{1,20})(?:e[+-]?[0-9]{1,2})?)([a-z]*|%)")
_DEGREES = {  # of a unit of angles
    "": Fraction(1),
    "deg": Fraction(1),
    "grad": Fraction(9, 10),
    "rad": Fraction("57.295779513082320876798154814105170332405"),
    "turn": Fraction(360),
}
_MAX_HUE = 1_000_000  # degrees either way; whole turns change nothing
_MAX_CHROMA = Fraction(1, 2)  # more than any real colour has
_PART = Fraction(1, 100)  # 1 % of what goes up to 1
_CHROMA = Fraction(4, 1000)  # and of chroma
_HALF_A_LEVEL = Decimal("0.0001")  # in linear light: clipping so little does not change the rounded result


@lru_cache(maxsize=1024)  # many recipes read the same colours
def read_function(text: str) -> Read:
    """Return the colour of a function in lower case.

    A colour outside sRGB gets the highest chroma that sRGB has for its lightness and hue, with a remark.

    Raises:
        InputError: if the text is not a colour.
    """
    found = _FUNCTION.fullmatch(text)
    name = found[1] if found else ""
    form = _FORMS.get(name.removesuffix("a") if name in ("rgba", "hsla") else name)
    if found is None or form is None:
        raise not_a_colour(
            text, "is not a colour", f"write {', '.join(_FORMS[known].examples[0] for known in _FORMS)}"
        )
    inside = found[2].strip()
    values, alpha = _with_commas(inside) if "," in inside else _with_blanks(inside)
    percents = tuple(value.endswith("%") for value in values)
    if len(values) != 3 or ("," in inside and percents not in form.with_commas):
        raise not_a_colour(text, "is not a colour", f"write {' or '.join(form.examples)}")
    if alpha is not None and _number(text, alpha, "alpha", _PART) < 1:
        mark = ", " if "," in inside else " "
        raise see_through(text, f"{name.removesuffix('a')}({mark.join(values)})")
    return form.read(text, values)


def _with_commas(inside: str) -> tuple[list[str], str | None]:
    """Return the values between commas, with alpha as the fourth."""
    values = [value.strip() for value in inside.split(",")]
    return (values[:3], values[3]) if len(values) == 4 else (values, None)


def _with_blanks(inside: str) -> tuple[list[str], str | None]:
    """Return the values between blanks, and the alpha behind a slash."""
    values, slash, alpha = inside.partition("/")
    return values.split(), alpha.strip() if slash else None


def _number(text: str, value: str, what: str, percent: Fraction) -> Fraction:
    """Return a number; one per cent counts as `percent`."""
    if value == "none":
        return Fraction(0)
    found = _NUMBER.fullmatch(value)
    if found is None or found[2] not in ("", "%"):
        raise not_a_colour(text, f"has {shown(value)} for its {what}", "write a number or a percentage")
    return Fraction(found[1]) * (percent if found[2] else 1)


def _within(text: str, number: Fraction, limits: tuple[Fraction | int, Fraction | int], words: str) -> Fraction:
    """Return a number after checking its limits; `words` describe them."""
    if not limits[0] <= number <= limits[1]:
        raise InputError(fault("range", f"{shown(text)} is not a colour", ways=words))
    return number


def _hue(text: str, value: str) -> Fraction:
    """Return an angle in degrees, 0 … 360."""
    found = _NUMBER.fullmatch("0" if value == "none" else value)
    if found is None or found[2] not in _DEGREES:
        raise not_a_colour(text, f"has {shown(value)} for its hue", "write degrees, such as 210 or 210deg")
    degrees = Fraction(found[1]) * _DEGREES[found[2]]
    return _within(text, degrees, (-_MAX_HUE, _MAX_HUE), "its hue is 0 … 360") % 360


def _rgb(text: str, values: Sequence[str]) -> Read:
    channels = []
    for value, what in zip(values, ("red", "green", "blue"), strict=True):
        number = _number(text, value, what, Fraction(255, 100))
        channels.append(_within(text, number, (0, 255), f"its {what} is 0 … 255, or 0% … 100%") / 255)
    return _written(channels), ""


def _hsl(text: str, values: Sequence[str]) -> Read:
    hue, shares = _hue(text, values[0]), []
    for value, what in zip(values[1:], ("saturation", "lightness"), strict=True):
        number = _number(text, value, what, Fraction(1))
        shares.append(_within(text, number, (0, 100), f"its {what} is 0% … 100%") / 100)
    saturation, lightness = shares
    amplitude = saturation * min(lightness, 1 - lightness)
    one = Fraction(1)
    turned = [(n + hue / 30) % 12 for n in (0, 8, 4)]
    return _written([lightness - amplitude * max(-one, min(k - 3, 9 - k, one)) for k in turned]), ""


def _oklab(text: str, values: Sequence[str]) -> Read:
    lab = [_lightness(text, values[0])]
    for value, what in zip(values[1:], ("a", "b"), strict=True):
        number = _number(text, value, what, _CHROMA)
        lab.append(_within(text, number, (-_MAX_CHROMA, _MAX_CHROMA), f"its {what} is -0.5 … 0.5"))
    lightness, a, b = map(_decimal, lab)
    return _of_lab(text, (lightness, a, b))


def _oklch(text: str, values: Sequence[str]) -> Read:
    lightness = _decimal(_lightness(text, values[0]))
    number = _number(text, values[1], "chroma", _CHROMA)
    chroma = _decimal(_within(text, number, (0, _MAX_CHROMA), "its chroma is 0 … 0.5"))
    cosine, sine = cosine_and_sine(_decimal(_hue(text, values[2])))
    with forty_digits():
        return _of_lab(text, (lightness, chroma * cosine, chroma * sine))


def _lightness(text: str, value: str) -> Fraction:
    number = _number(text, value, "lightness", _PART)
    return _within(text, number, (0, 1), "its lightness is 0 … 1, or 0% … 100%")


def _of_lab(text: str, lab: Three) -> Read:
    """Return the colour L, a, b; if it is outside sRGB, the same lightness and hue with less chroma."""
    if is_inside(lab, _HALF_A_LEVEL):
        return _written(map(Fraction, from_oklab(lab))), ""
    with forty_digits():
        lightness, a, b = lab
        chroma = (a * a + b * b).sqrt()
        cosine, sine = a / chroma, b / chroma
        most = max_chroma(lightness, cosine, sine)
        written = _written(map(Fraction, from_oklab((lightness, most * cosine, most * sine))))
    says = f"{text} is more colourful than sRGB can be, and becomes {written}"
    return written, f"{says}: chroma {most:.3f}, not {chroma:.3f}"


def _decimal(number: Fraction) -> Decimal:
    with forty_digits():
        return Decimal(number.numerator) / number.denominator


def _written(channels: Iterable[Fraction]) -> str:
    """Return channels in 0 … 1, rounded to 8 bits, as #rrggbb."""
    return "#" + "".join(f"{int(channel * 255 + Fraction(1, 2)):02x}" for channel in channels)


@dataclass(frozen=True)
class _Form:
    """How a function is written.

    Attributes:
        read: returns the colour of three values.
        examples: of it.
        with_commas: which of the values are percentages, where commas may be between them.
    """

    read: Callable[[str, Sequence[str]], Read]
    examples: tuple[str, ...]
    with_commas: tuple[tuple[bool, bool, bool], ...] = ()


_FORMS = {
    "rgb": _Form(_rgb, ("rgb(11 19 43)", "rgb(4%, 7%, 17%)"), ((False, False, False), (True, True, True))),
    "hsl": _Form(_hsl, ("hsl(225 59% 11%)", "hsl(225deg, 59%, 11%)"), ((False, True, True),)),
    "oklab": _Form(_oklab, ("oklab(0.2 -0.01 -0.05)",)),
    "oklch": _Form(_oklch, ("oklch(70% 0.1 200)",)),
}
