"""Tags: a picture's metadata in EXIF and TIFF. Imports neither NumPy nor Pillow.

Sources: TIFF revision 6.0, Adobe 1992; Exif 2.3, CIPA DC-008, which has the same numbers; for those in UTF-16,
Microsoft's photo metadata policies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from numbers import Rational
from typing import Any, BinaryIO

from nnart.errors import FileError
from nnart.files.codec import MAX_TEXT
from nnart.files.directories import Directories, Value
from nnart.files.recipetext import decode
from nnart.recipe.sizes import MAX_DPI

WIDTH, HEIGHT, BITS = 0x0100, 0x0101, 0x0102
DESCRIPTION = 0x010E
RESOLUTIONS = (0x011A, 0x011B)  # across and down
RESOLUTION_UNIT = 0x0128
INCH = 2
XMP = 0x02BC
_EXIF, _COMMENT = 0x8769, 0x9286
_WINDOWS = (0x9C9B, 0x9C9C)  # title and comment
_WANTED = (WIDTH, HEIGHT, BITS, DESCRIPTION, *RESOLUTIONS, RESOLUTION_UNIT, XMP, _EXIF, *_WINDOWS)
_CHARSETS = (b"ASCII\0\0\0", b"UNICODE\0", bytes(8))  # how the comment says that it is encoded

Tags = Mapping[int, Value]


def tags_of(text: str | None, dpi: int | None) -> dict[int, Any]:
    """Return the tags for a picture's origin and dots per inch."""
    tags: dict[int, Any] = {}
    if text is not None:
        tags[DESCRIPTION] = text
    if dpi is not None:
        tags[RESOLUTION_UNIT] = INCH
        tags |= dict.fromkeys(RESOLUTIONS, float(dpi))
    return tags


def read_tags(stream: BinaryIO) -> Tags:
    """Read the tags that nnart uses from a TIFF's first picture and its EXIF directory.

    Raises:
        FileError: if the file is not a TIFF.
    """
    directories = Directories.of(stream)
    tags = directories.read(directories.first, _WANTED)
    inner = tags.get(_EXIF)
    if isinstance(inner, int):
        with suppress(FileError):
            tags |= directories.read(inner, (_COMMENT,))
    return tags


def read_exif(data: bytes) -> Tags:
    """Read the tags of EXIF, which is a TIFF without pixels; none if it is damaged."""
    with suppress(FileError):
        return read_tags(BytesIO(data.removeprefix(b"Exif\0\0")))
    return {}


def texts_of(tags: Tags) -> Iterator[str | None]:
    """Yield the texts in tags, beginning with nnart's usual place."""
    yield text_of(tags.get(DESCRIPTION))
    yield _comment_of(tags.get(_COMMENT))
    for tag in _WINDOWS:
        value = tags.get(tag)
        yield value.decode("utf-16-le", "replace").strip("\0") if isinstance(value, bytes) else None


def text_of(description: object) -> str | None:
    """Return a picture's origin, unless it is not text or too long."""
    text = decode(description) if isinstance(description, bytes) else None
    return text if text is not None and len(text) <= MAX_TEXT else None


def dpi_of(tags: Tags) -> int | None:
    """Return dots per inch, rounded, if the tags use inches and both directions agree."""
    across, down = (tags.get(tag) for tag in RESOLUTIONS)
    if tags.get(RESOLUTION_UNIT) != INCH or not isinstance(across, Rational) or across != down:
        return None
    return round(across) if 1 <= across <= MAX_DPI else None


def _comment_of(value: object) -> str | None:
    """Return EXIF's comment, which may say in eight bytes how it is encoded."""
    if not isinstance(value, bytes):
        return None
    text = value[8:] if value[:8] in _CHARSETS else value
    if value[:8] != b"UNICODE\0":
        return decode(text)
    # The byte order is not stored, but nnart's text begins with a brace.
    big = text[:1] == b"\0" or text[:2] == b"\xfe\xff"
    return text.decode("utf-16-be" if big else "utf-16-le", "replace").strip("\0\ufeff")
