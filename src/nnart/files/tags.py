"""Tags: what EXIF and TIFF say of a picture in numbered places. Loads neither NumPy nor Pillow.

Source: TIFF revision 6.0, Adobe 1992; Exif 2.3, CIPA DC-008, which has the same numbers.
"""

from __future__ import annotations

from numbers import Rational
from typing import Any

from nnart.files.codec import MAX_TEXT
from nnart.recipe.sizes import MAX_DPI

DESCRIPTION = 0x010E
RESOLUTIONS = (0x011A, 0x011B)  # across and down
RESOLUTION_UNIT = 0x0128
INCH = 2


def tags_of(text: str | None, dpi: int | None) -> dict[int, Any]:
    """Return tags that say what a picture was painted from, and its dots per inch."""
    tags: dict[int, Any] = {}
    if text is not None:
        tags[DESCRIPTION] = text
    if dpi is not None:
        tags[RESOLUTION_UNIT] = INCH
        tags |= dict.fromkeys(RESOLUTIONS, float(dpi))
    return tags


def text_of(description: object) -> str | None:
    """Return what a picture was painted from, unless it is no text or too long."""
    return description if isinstance(description, str) and len(description) <= MAX_TEXT else None


def dpi_of(across: object, down: object, unit: object) -> int | None:
    """Return what three tags say, rounded, if it is in inches and the same both ways."""
    if unit != INCH or not isinstance(across, Rational) or across != down:
        return None
    dpi = float(across)
    return round(dpi) if 1 <= dpi <= MAX_DPI else None
