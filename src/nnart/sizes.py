"""Sizes of pictures, as people write them."""

from __future__ import annotations

import re

from nnart.errors import InputError, shown

LARGEST_SIDE = 1_000_000
SQUARE = (1024, 1024)  # when no size is asked for

# Pixels of a band: enough for a compressor to find repetitions, few enough for many threads to share a picture.
_BAND = 2**15

# Columns and rows.
NAMED = {
    "hd": (1280, 720),
    "fullhd": (1920, 1080),
    "qhd": (2560, 1440),
    "4k": (3840, 2160),
    "5k": (5120, 2880),
    "8k": (7680, 4320),
    "16k": (15360, 8640),
}


def parse_size(text: str) -> tuple[int, int]:
    """Return (rows, columns) of a size such as `1024` (a square), `1920x1080` (columns x rows) or `4k`.

    Raises:
        InputError: if it is none of these.
    """
    written = text.strip().lower()
    if written in NAMED:
        columns, rows = NAMED[written]
        return rows, columns
    if match := re.fullmatch(r"([0-9]{1,12})(?: ?[x×*] ?([0-9]{1,12}))?", written):
        return checked((int(match[2] or match[1]), int(match[1])))
    raise InputError(f"size: {shown(text)} is no size; write 1024, 1920x1080 or one of {', '.join(NAMED)}")


def checked(size: tuple[int, int]) -> tuple[int, int]:
    """Return size, (rows, columns), if both are from 1 to 1,000,000.

    Raises:
        InputError: if they are not.
    """
    if not isinstance(size, tuple) or len(size) != 2:
        raise InputError(f"size: two whole numbers (rows, columns) are needed, not {shown(size)}")
    for side in size:
        if isinstance(side, bool) or not isinstance(side, int) or not 1 <= side <= LARGEST_SIDE:
            raise InputError(
                f"size: sides are whole numbers from 1 to {LARGEST_SIDE} pixels, not {shown(side)}"
            )
    return size


def band_height(size: tuple[int, int]) -> int:
    """Return the rows of a band, a power of two: by the size alone, as a file's bytes depend on it."""
    return power_of_two(_BAND // size[1])


def power_of_two(number: int) -> int:
    """Return the largest power of two up to a number, or 1."""
    return 1 << max(number, 1).bit_length() - 1
