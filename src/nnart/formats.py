"""File formats: by a name's ending, how pictures are written.

PNG streams through `nnart.png`; the others need the whole picture in memory and are Pillow's job.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from nnart import __version__
from nnart.errors import InputError, shown
from nnart.recipe import Recipe

if TYPE_CHECKING:
    from PIL import Image

BITS = (8, 16)  # a channel
DESCRIPTION = 0x010E  # EXIF's and TIFF's tag ImageDescription


@dataclass(frozen=True)
class Format:
    """A way to write pictures.

    Attributes:
        name: Pillow's.
        longest: side, in pixels.
        options: how Pillow writes it.
    """

    name: str
    longest: int
    options: dict[str, Any] = field(default_factory=dict)


PNG = Format("PNG", 2**31 - 1)
_JPEG = Format("JPEG", 65_500, {"quality": 95, "subsampling": 0})
_TIFF = Format("TIFF", 2**31 - 1, {"compression": "tiff_adobe_deflate"})
FORMATS = {
    ".png": PNG,
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".webp": Format("WEBP", 16_383, {"quality": 92, "method": 4}),
    ".tif": _TIFF,
    ".tiff": _TIFF,
}


def check_bits(bits: int) -> int:
    """Return bits a channel if they are 8 or 16.

    Raises:
        InputError: if they are not.
    """
    if bits not in BITS:
        raise InputError(f"bits: 8 or 16 a channel, not {shown(bits)}")
    return bits


def format_for(path: Path, size: tuple[int, int], bits: int) -> Format:
    """Return the format that a file's name asks for.

    Raises:
        InputError: if its ending is unknown, or the format cannot hold that size or those bits.
    """
    check_bits(bits)
    chosen = FORMATS.get(path.suffix.lower())
    if chosen is None:
        raise InputError(f"output: {shown(path.name)} should end in one of {', '.join(FORMATS)}")
    if max(size) > chosen.longest:
        raise InputError(
            f"output: {chosen.name} holds at most {chosen.longest} pixels a side, not {max(size)}; take .png"
        )
    if bits == 16 and chosen is not PNG:
        raise InputError(f"bits: 16 a channel go into .png only, not {shown(path.name)}")
    return chosen


def text_of(recipe: Recipe) -> str:
    """Return what a file says about how it was painted: one line of JSON, nothing about person or machine."""
    return json.dumps({"nnart": __version__, "recipe": recipe.to_dict()}, separators=(",", ":"))


def save_by_pillow(image: Image.Image, recipe: Recipe | None, chosen: Format, stream: BinaryIO) -> None:
    """Write a whole image, the recipe in its EXIF."""
    from PIL import Image

    exif = Image.Exif()
    if recipe is not None:
        exif[DESCRIPTION] = text_of(recipe)
    image.save(stream, chosen.name, exif=exif, **chosen.options)
