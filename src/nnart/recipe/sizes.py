"""Sizes of pictures, as people write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from math import floor
from numbers import Integral
from typing import Annotated, NamedTuple

from nnart.checks.annotations import checked
from nnart.errors import InputError, Way, fault, shown
from nnart.recipe.size import Size
from nnart.words import did_you_mean, guess, match

# What the library takes for a size: a `Size`, a pair (width, height), the side of a square, or a text.
AnySize = Annotated[Size | Sequence[int] | int | str, "read by `size_of`"]

# Pixels of a band: enough for a compressor to find repetitions, few enough for many threads to share a picture.
_BAND = 2**15

# Columns, rows and their unit; fractions are written as text, which is exact. Pixels of devices are as their
# makers publish them.
GROUPS: dict[str, dict[str, tuple[int | str, int | str, str]]] = {
    "Screens": {
        "hd": (1280, 720, "px"),
        "fullhd": (1920, 1080, "px"),
        "wuxga": (1920, 1200, "px"),
        "qhd": (2560, 1440, "px"),
        "wqxga": (2560, 1600, "px"),
        "4k": (3840, 2160, "px"),
        "5k": (5120, 2880, "px"),
        "6k": (6016, 3384, "px"),
        "8k": (7680, 4320, "px"),
        "16k": (15360, 8640, "px"),
        "uwfhd": (2560, 1080, "px"),
        "uwqhd": (3440, 1440, "px"),
        "uw4k": (3840, 1600, "px"),
        "5k2k": (5120, 2160, "px"),
        "dual-fullhd": (3840, 1080, "px"),
        "dual-qhd": (5120, 1440, "px"),
        "dual-4k": (7680, 2160, "px"),
        "macbook-air": (2560, 1664, "px"),  # 13 inches, M2 and later
        "macbook-pro-14": (3024, 1964, "px"),
        "macbook-pro-16": (3456, 2234, "px"),
        "wallpaper": (3840, 2160, "px"),  # of a desktop: larger than most screens, which scale it down
    },
    "Phones and tablets": {
        "phone": (1440, 3120, "px"),  # any phone: larger than most screens, which scale it down
        "iphone": (1206, 2622, "px"),  # iPhone 16 Pro, 17, 17 Pro
        "iphone-max": (1320, 2868, "px"),  # iPhone 16 Pro Max, 17 Pro Max
        "iphone-16": (1179, 2556, "px"),  # iPhone 14 Pro, 15, 15 Pro, 16
        "iphone-14": (1170, 2532, "px"),  # iPhone 12, 13, 14, 16e
        "iphone-se": (750, 1334, "px"),  # iPhone SE of 2020 and 2022
        "pixel": (1080, 2424, "px"),  # Pixel 9, 10
        "pixel-pro": (1280, 2856, "px"),  # Pixel 9 Pro, 10 Pro
        "pixel-xl": (1344, 2992, "px"),  # Pixel 8 Pro, 9 Pro XL, 10 Pro XL
        "galaxy": (1080, 2340, "px"),  # Galaxy S22 to S25
        "galaxy-ultra": (1440, 3120, "px"),  # Galaxy S24 and S25 Ultra and Plus
        "ipad": (1640, 2360, "px"),  # iPad of 2022 and 2025, iPad Air of 11 inches
        "ipad-mini": (1488, 2266, "px"),  # of 2021 and 2024
        "ipad-pro-11": (1668, 2420, "px"),  # of 2024 and 2025
        "ipad-pro-13": (2064, 2752, "px"),  # of 2024 and 2025
        "galaxy-tab": (1600, 2560, "px"),  # Galaxy Tab S7, S8, S9
    },
    "Social media": {
        "square": (1080, 1080, "px"),
        "post": (1080, 1350, "px"),
        "story": (1080, 1920, "px"),
        "pin": (1000, 1500, "px"),
        "thumbnail": (1280, 720, "px"),  # of a video
        "link": (1200, 630, "px"),  # what is shown of a page that someone links to
        "banner": (1500, 500, "px"),  # over a profile
        "cover": (3000, 3000, "px"),  # of an album or a podcast
    },
    "Paper": {  # ISO 216, ANSI Y14.1
        "a0": (841, 1189, "mm"),
        "a1": (594, 841, "mm"),
        "a2": (420, 594, "mm"),
        "a3": (297, 420, "mm"),
        "a4": (210, 297, "mm"),
        "a5": (148, 210, "mm"),
        "a6": (105, 148, "mm"),
        "letter": ("215.9", "279.4", "mm"),
        "legal": ("215.9", "355.6", "mm"),
        "tabloid": ("279.4", "431.8", "mm"),
        "business-card": (85, 55, "mm"),
    },
    "Posters": {
        "poster-s": (300, 400, "mm"),
        "poster-m": (500, 700, "mm"),
        "poster-l": (700, 1000, "mm"),
        "poster-us": ("609.6", "914.4", "mm"),  # 24 x 36 inches
        "poster-film": ("685.8", "1016", "mm"),  # 27 x 40 inches, a one-sheet
    },
}
NAMED = {name: sides for group in GROUPS.values() for name, sides in group.items()}

MAX_DPI = 100_000
_DPI = 300  # of paper, when none is asked for
_INCHES = {"mm": Fraction(10, 254), "cm": Fraction(100, 254), "m": Fraction(10000, 254), "in": Fraction(1)}
_INCHES["ft"] = 12 * _INCHES["in"]
LONGER = 1920  # pixels of the longer side, where a text says only the shape

_UNITS = {'"': "in", "″": "in", "''": "in", "inch": "in", "inches": "in", "'": "ft", "pixels": "px"}
_LENGTH = r"([0-9]{1,9}(?:\.[0-9]{1,9})?)"
_UNIT = "(px|pixels|mm|cm|m|in|inch|inches|\"|″|''|ft|')?"
_SIDES = re.compile(rf"{_LENGTH} ?{_UNIT}(?: ?(?:[x×*]|by) ?{_LENGTH} ?{_UNIT})?")
_RATIO = re.compile(rf"{_LENGTH} ?: ?{_LENGTH}")
_TURNS = ("portrait", "landscape")
_PAIR = re.compile(r"([0-9]{1,6}) ?[,;/] ?([0-9]{1,6})")
_PIXELS = 100  # minimum of a side in pixels: smaller numbers are proportions
_SEVERAL = re.compile(r"([0-9]{1,6})(?:[,;] ?[0-9]{1,6}){2,}")
_SCREENS = re.compile(r"([2-9]) ?[x×*] ?([0-9]*[a-z][\w -]*)")
_TURNED = re.compile("|".join(_TURNS))
_BETWEEN = " _-"  # a shape and one of these words
_MAX_TEXT = 200  # characters, several times what any size has


class Parsed(NamedTuple):
    """What a text says of a size.

    Attributes:
        size: in pixels.
        dpi: dots per inch, if the text asks for lengths or with them.
    """

    size: Size
    dpi: int | None

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.size.width

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.size.height


@checked
def parse_size(text: str, dpi: int | None = None, longer: int = LONGER) -> Parsed:
    """Return the size and the dots per inch, or None, in a text: nnart.parse_size("a3@200dpi").

    The text can be pixels (`1024` for a square, or `1920x1080`, width x height), lengths (`30x40cm`,
    `8.5x11in`, `90x55mm`), a shape (`16:9`) or a name (`4k`, `a3`). You may add portrait or landscape, and then
    the dots per inch: `a3@200dpi`. The dpi turn lengths into pixels, rounded to the nearest, halves up. Case,
    blanks, - and _ do not matter.

    Args:
        text: the size.
        dpi: for lengths without a dpi in the text; 300 by default.
        longer: pixels of the longer side if the text gives only a shape.

    Raises:
        InputError: if the text is not a size.
    """
    if len(text) > _MAX_TEXT:
        says = f"at most {_MAX_TEXT} characters are needed, not {len(text)}"
        raise InputError(fault("limit", says, "size"))
    written, at, dots = text.strip().lower().partition("@")
    digits = re.fullmatch(r"([0-9]{1,12}) ?(?:dpi)?", dots.strip()) if at else None
    given = _parse_sides(written.rstrip(), longer)
    if given is None or (at and digits is None):
        larger = with_bleed(*text.split("+")) if text.count("+") == 1 else None
        ways: tuple[str | Way, ...] = (
            *_meant(written),
            "write 1024, 1920x1080, 16:9, 30x40cm@300dpi, or a name such as 4k, phone, a3@300dpi, a3-landscape",
            Way("has all", call="parse_size"),
        )
        if larger is not None:
            ways = (f"write {larger}, which has the bleed in it",)
        elif pair := _PAIR.fullmatch(written):
            mark = ":" if max(map(int, pair.groups())) < _PIXELS else "x"
            ways = (f"write {pair[1]}{mark}{pair[2]}",)
        elif written.strip().endswith("%"):
            ways = ("write pixels: 500 is the longer side, in the shape of a picture that is painted again",)
        elif of_others := _of_others(written.strip(), dots.strip()):
            ways = (of_others,)
        raise InputError(fault("syntax", f"{shown(text)} is not a size", "size", ways=ways))
    wanted = check_dpi(int(digits[1])) if digits else None
    columns, rows, unit = given
    scale = Fraction(1)
    if unit != "px":
        wanted = wanted or dpi or _DPI
        scale = _INCHES[unit] * wanted
    return Parsed(Size(_half_up(columns * scale), _half_up(rows * scale), wanted), wanted)


parse_size.__doc__ = f"{parse_size.__doc__}\n    The names are {', '.join(NAMED)}.\n"


def pixels_for(*, columns: int = 0, rows: int = 0) -> str:
    """Return the usual size with this many columns, or rows, as text; a square if there is none."""
    pixels = (sides for *sides, unit in NAMED.values() if unit == "px")
    usual = (f"{across}x{down}" for across, down in pixels if across == columns or down == rows)
    return next(usual, str(columns or rows))


def _of_others(written: str, behind: str) -> str:
    """Return what to write for several sizes, several screens, or a shape with a length behind it."""
    if several := _SEVERAL.fullmatch(written):
        return f"write one size at a time, such as {several[1]}"
    screens = _SCREENS.fullmatch(written)
    if screens and (shape := _parse_shape(screens[2], LONGER)):
        return f"side by side they are {_half_up(int(screens[1]) * shape[0])}x{_half_up(shape[1])}"
    length = _parse_shape(behind, LONGER) if _RATIO.fullmatch(written) else None
    if length and (shape := _parse_shape(written, LONGER)):
        across, down = (float(side / max(shape[:2]) * length[0]) for side in shape[:2])
        return f"write {across:g}x{down:g}{length[2].replace('px', '')}"
    return ""


def _meant(text: str) -> tuple[str, ...]:
    """Return suggestions for a text that is not a size."""
    name, _, turn = re.sub("[ _-]+", "-", text.strip()).rpartition("-")
    turns = [turn] if turn in _TURNS else guess(turn, _TURNS)
    names = [name] if _parse_shape(name, LONGER) else guess(name, NAMED)
    if turns and names:
        return (f"did you mean {names[0]}-{turns[0]}",)
    return did_you_mean(text, NAMED)


def with_bleed(text: str, bleed: str) -> str | None:
    """Return a size with a bleed on every side, as text such as `303x426mm`; None if it is not a length.

    Args:
        text: the size.
        bleed: a length; a plain number is in the size's unit, and anything else means 3mm.
    """
    size, at, dots = text.strip().lower().partition("@")
    found = _parse_sides(size.rstrip(), LONGER)
    edge = _parse_shape(bleed.strip().lower(), LONGER) or (Fraction(3), Fraction(3), "mm")
    if found is None:
        return None
    columns, rows, unit = found
    if unit == "px" != edge[2]:
        return None
    more = 2 * edge[0] * (Fraction(1) if edge[2] in ("px", unit) else _INCHES[edge[2]] / _INCHES[unit])
    return f"{float(columns + more):g}x{float(rows + more):g}{unit.replace('px', '')}{at}{dots}"


def _parse_sides(written: str, longer: int) -> tuple[Fraction, Fraction, str] | None:
    """Return columns, rows and their unit; None if the text is not a size."""
    turned = _TURNED.search(written)
    if turned is None:
        return _parse_shape(written, longer)
    before, behind = written[: turned.start()].rstrip(_BETWEEN), written[turned.end() :].lstrip(_BETWEEN)
    found = _parse_shape((before or behind).strip(), longer)
    if found is None or (before and behind):
        return None
    columns, rows, unit = found
    return (columns, rows, unit) if (turned[0] == "landscape") == (columns > rows) else (rows, columns, unit)


def _parse_shape(written: str, longer: int) -> tuple[Fraction, Fraction, str] | None:
    """Return columns, rows and their unit of a text without portrait or landscape."""
    if (name := match(written, NAMED)) is not None:
        width, height, unit = NAMED[name]
        return Fraction(width), Fraction(height), unit
    if ratio := _RATIO.fullmatch(written):
        columns, rows = Fraction(ratio[1]), Fraction(ratio[2])
        if not columns * rows:
            return None
        scale = longer / max(columns, rows)
        return columns * scale, rows * scale, "px"
    lengths = re.sub(r"(?<=[0-9]),(?=[0-9])", ".", written) if re.search("[^0-9,]$", written) else written
    sides = _SIDES.fullmatch(lengths)
    if sides is None:
        return None
    across, one, down, other = sides.groups()
    units = {_UNITS.get(each, each) for each in (one, other) if each} or {"px"}
    if len(units) > 1 or (units == {"px"} and "." in lengths):
        return None
    return Fraction(across), Fraction(down or across), units.pop()


def _half_up(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))


def check_dpi(dpi: int) -> int:
    """Return dots per inch if they are from 1 to 100,000.

    Raises:
        InputError: if they are not.
    """
    if isinstance(dpi, bool) or not isinstance(dpi, int) or not 1 <= dpi <= MAX_DPI:
        raise InputError(fault("range", f"a whole number from 1 to {MAX_DPI} is needed", "dpi", got=dpi))
    return dpi


def size_of(given: object) -> Size:
    """Return a `Size` from a text, a pair (width, height), or the side of a square.

    Raises:
        InputError: if the value is not a size.
    """
    if isinstance(given, Size):
        return given
    if isinstance(given, str):
        return parse_size(given)[0]
    if isinstance(given, Integral) and not isinstance(given, bool):
        return Size(int(given), int(given))
    pair = given.tolist() if hasattr(given, "tolist") else given  # NumPy's arrays
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        says = "two whole numbers (width, height), or a text such as '1920x1080' or '4k', are needed"
        raise InputError(fault("type", says, "size", got=given))
    return Size(*pair)


def fit_longer(sides: tuple[int, int], longer: int) -> Size:
    """Return the size with the proportions of width and height and this longer side, in pixels.

    Halves are rounded up.
    """
    largest = max(sides)
    width, height = (max(1, (2 * side * longer + largest) // (2 * largest)) for side in sides)
    return Size(width, height)


def band_height(size: Size) -> int:
    """Return the rows of a band, a power of two, from the size alone: a file's bytes depend on it."""
    return power_of_two(_BAND // size.width)


def power_of_two(number: int) -> int:
    """Return the largest power of two up to a number, or 1."""
    return 1 << max(number, 1).bit_length() - 1
