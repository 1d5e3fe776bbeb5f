"""Colours as people write them, read as #rrggbb or #rrrrggggbbbb.

Reads CSS names, hexadecimal digits and CSS functions (see `nnart.recipe.colourfunctions`). Palettes are opaque,
so nnart refuses an alpha below 1: the look of the colour would depend on an unknown background.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nnart.recipe.colourfaults import not_a_colour, see_through
from nnart.recipe.colournames import COLOURS

_WAY = "write #rgb, #rrggbb, rgb(11 19 43) or a name such as navy"
_SEPARATORS = re.compile("[ _-]")  # of words in a name: light blue is lightblue
_HEX = re.compile(r"(#|0x)?([0-9a-f]+)")
_BARE = (3, 6, 12)  # digits of a colour without alpha
_ALPHA = {4: 3, 8: 6}  # digits with alpha, and those before it


@dataclass(frozen=True)
class Colour:
    """A colour that was read.

    Attributes:
        text: #rrggbb or #rrrrggggbbbb.
        remark: a hint for the user; usually empty.
    """

    text: str
    remark: str = ""


def colour(text: str) -> str:
    """Return one colour as #rrggbb or #rrrrggggbbbb.

    Raises:
        InputError: if the text is not a colour.
    """
    return read_colour(text).text


def read_colour(text: str) -> Colour:
    """Return one colour with any remark; raises as `colour`."""
    text = text.strip().lower()
    if (name := _SEPARATORS.sub("", text)) in COLOURS:
        return Colour(COLOURS[name])
    if digits := _HEX.fullmatch(text):
        return Colour(_from_digits(text, digits[1] or "", digits[2]))
    if "(" in text:
        from nnart.recipe.colourfunctions import read_function  # which few need

        return Colour(*read_function(text))
    raise not_a_colour(text, "is not a colour", _WAY)


def looks_like_colour(text: str) -> bool:
    """Return whether a text looks like a colour, valid or not: a name, digits, # or parentheses."""
    text = text.strip().lower()
    if _SEPARATORS.sub("", text) in COLOURS or text.startswith("#") or "(" in text:
        return True
    digits = _HEX.fullmatch(text)
    return bool(digits and (digits[1] or len(digits[2]) in (*_BARE, 8)))


def split(text: str, mark: str) -> list[str]:
    """Split a text at marks that are not within parentheses."""
    if "(" not in text:
        return [part.strip() for part in text.split(mark)]
    parts, begin, depth = list[str](), 0, 0
    for found in re.finditer(f"[(){mark}]", text):
        depth = max(0, depth + (found[0] == "(") - (found[0] == ")"))
        if found[0] == mark and not depth:
            parts.append(text[begin : found.start()])
            begin = found.end()
    return [part.strip() for part in [*parts, text[begin:]]]


def _from_digits(text: str, mark: str, digits: str) -> str:
    count = len(digits)
    if mark == "#" and (kept := _ALPHA.get(count)):
        if set(digits[kept:]) != {"f"}:
            raise see_through(text, f"#{digits[:kept]}")
        digits, count = digits[:kept], kept
    if count == 8:  # as CSS, or as Android and others
        raise not_a_colour(text, "has its alpha first or last", f"write #{digits[:6]} or #{digits[2:]}")
    if count not in _BARE or (mark == "0x" and count != 6):
        raise not_a_colour(text, "is not a colour", _WAY)
    return f"#{''.join(2 * digit for digit in digits)}" if count == 3 else f"#{digits}"
