"""Lettering: texts on sheets, in the font that comes with Pillow."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageFont

    Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@cache
def font(height: int) -> Font:
    """Return the font in a height, in pixels."""
    from PIL import ImageFont

    return ImageFont.load_default(height)


def line_of(text: str) -> str:
    """Return a text as one line without control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def plain(text: str) -> str:
    """Return a text in the font's letters: without accents, and with ? for other scripts."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(mark if mark.isascii() else "?" for mark in apart if not unicodedata.combining(mark))


def fitting(text: str, width: int, height: int) -> str:
    """Return a text in plain letters, with an ellipsis in its middle if it is too wide."""
    text, letters = plain(text), font(height)
    if letters.getlength(text) <= width:
        return text
    for kept in range(len(text) - 1, 1, -1):
        short = f"{text[: (kept + 1) // 2]}…{text[len(text) - kept // 2 :]}"
        if letters.getlength(short) <= width:
            return short
    return "…"


def wrapped(text: str, width: int, height: int, most: int) -> tuple[str, ...]:
    """Break a text in plain letters into lines, at blanks and behind commas.

    An ellipsis replaces what does not fit.

    Args:
        text: what to break.
        width: of a line, in pixels.
        height: of the letters.
        most: lines; the last has the rest.
    """
    letters, lines = font(height), [""]
    for word in re.findall(r" ?(?:[^ ,]+,*|,+)", " ".join(plain(text).split())):
        longer = lines[-1] + word
        if lines[-1] and len(lines) < most and letters.getlength(longer) > width:
            lines.append(word.lstrip())
        else:
            lines[-1] = longer
    return tuple(fitting(line, width, height) for line in lines)
