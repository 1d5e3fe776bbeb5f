"""File formats: by a name's ending, how pictures are written.

PNG and TIFF stream through `nnart.files.png` and `nnart.files.tiff`; Pillow writes the others, from the whole
picture in memory.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from numbers import Rational
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, BinaryIO

from nnart.errors import InputError, shown
from nnart.files.pngchunks import PICTURE
from nnart.recipe.sizes import LARGEST_DPI

if TYPE_CHECKING:
    from PIL import Image

BITS = (8, 16)  # a channel
# EXIF's and TIFF's tags.
DESCRIPTION = 0x010E
RESOLUTIONS = (0x011A, 0x011B)  # across and down
RESOLUTION_UNIT = 0x0128
INCH = 2


@dataclass(frozen=True)
class Format:
    """A way to write pictures.

    Attributes:
        name: Pillow's.
        longest: side, in pixels.
        largest: number of pixels.
        streamed: whether its rows are written as they are finished, with 8 or 16 bits a channel; the others
            have 8.
        alpha: whether it has room for it.
        memory: bytes that a pixel takes while a whole picture is written; measured.
        options: how Pillow writes it.
    """

    name: str
    longest: int
    largest: int = 2**62
    streamed: bool = False
    alpha: bool = True
    memory: int = 8
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Frame:
    """What a file says of its pixels.

    Attributes:
        size: rows and columns.
        channels: 3 for red, green, blue, 4 with alpha as the last one, by which the others are not multiplied;
            or of a field the network's outputs.
        kind: NumPy's name of their numbers: u1, u2, or f4 for a field.
        text: what they were painted from.
        key: under which PNG has the text, as in `nnart.files.pngchunks`.
        space: what colours they stand for, "srgb" or "p3".
        dpi: dots per inch, 1 … 100,000.
    """

    size: tuple[int, int]
    channels: int = 3
    kind: str = "u1"
    text: str | None = None
    space: str = "srgb"
    dpi: int | None = None
    key: bytes = PICTURE


PNG = Format("PNG", 2**31 - 1, streamed=True)
TIFF = Format("TIFF", 2**31 - 1, streamed=True)
_JPEG = Format("JPEG", 65_500, alpha=False, options={"quality": 95, "subsampling": 0})
# What libavif decodes by default. The number of threads does not show in the bytes, if it is two or more; tiles
# would, and larger machines would have more of them.
_AVIF = Format(
    "AVIF",
    32_768,
    2**28,
    memory=45,
    options={"quality": 90, "subsampling": "4:4:4", "max_threads": 8, "autotiling": False},
)
FORMATS = {
    ".png": PNG,
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".webp": Format("WEBP", 16_383, memory=14, options={"quality": 92, "method": 4}),
    ".avif": _AVIF,
    ".tif": TIFF,
    ".tiff": TIFF,
}
_TILED = 2048  # pixels of the shorter side from which a TIFF is tiles, in several sizes
FIELDS = (".npy", ".tif", ".tiff")


def check_bits(bits: int) -> int:
    """Return bits a channel if they are 8 or 16.

    Raises:
        InputError: if they are not.
    """
    if bits not in BITS:
        raise InputError(f"bits: 8 or 16 a channel, not {shown(bits)}")
    return bits


def format_for(path: Path, size: tuple[int, int], bits: int, *, alpha: bool = False) -> Format:
    """Return the format that a file's name asks for.

    Raises:
        InputError: if its ending is unknown, or the format cannot hold that size, those bits or alpha.
    """
    check_bits(bits)
    chosen = FORMATS.get(path.suffix.lower())
    if chosen is None:
        raise InputError(f"output: {shown(path.name)} should end in one of {', '.join(FORMATS)}")
    if max(size) > chosen.longest:
        raise InputError(
            f"output: {chosen.name} holds at most {chosen.longest} pixels a side, not {max(size)}; "
            "take .png or .tif"
        )
    if size[0] * size[1] > chosen.largest:
        raise InputError(
            f"output: {chosen.name} holds at most {chosen.largest} pixels, not {size[0] * size[1]}; "
            "take .png or .tif"
        )
    if bits == 16 and not chosen.streamed:
        raise InputError(f"bits: {chosen.name} holds 8 a channel, not 16; take .png or .tif")
    if alpha and not chosen.alpha:
        raise InputError(f"alpha: {chosen.name} holds none; take .png, .webp, .avif or .tif")
    return chosen


def check_field_path(path: Path) -> None:
    """Refuse a file name that asks for no format that holds a field.

    Raises:
        InputError: if its ending is none of .npy, .tif and .tiff.
    """
    if path.suffix.lower() not in FIELDS:
        raise InputError(f"output: {shown(path.name)} should end in one of {', '.join(FIELDS)} to hold a field")


def module_for_field(path: Path, size: tuple[int, int] = (1, 1)) -> ModuleType:
    """Return the module of the format that a file's name asks for to hold a field of a size.

    Raises:
        InputError: if its ending is none of .npy, .tif and .tiff.
    """
    check_field_path(path)
    return (
        importlib.import_module("nnart.files.npy") if path.suffix.lower() == ".npy" else module_for(TIFF, size)
    )


def module_for(chosen: Format, size: tuple[int, int] = (1, 1)) -> ModuleType:
    """Return the module of a format that is streamed, for a picture of a size.

    Its `windows` are what a picture is cut into, of which `encode` makes pieces, which `write` joins.
    """
    tiled = chosen is TIFF and min(size) >= _TILED
    return importlib.import_module("nnart.files.tiledtiff" if tiled else f"nnart.files.{chosen.name.lower()}")


def dpi_of(across: object, down: object, unit: object) -> int | None:
    """Return what EXIF's or TIFF's three tags say, rounded, if it is in inches and the same both ways."""
    if unit != INCH or not isinstance(across, Rational) or across != down:
        return None
    dpi = float(across)
    return round(dpi) if 1 <= dpi <= LARGEST_DPI else None


def save_by_pillow(
    image: Image.Image, text: str | None, chosen: Format, stream: BinaryIO, *, dpi: int | None = None
) -> None:
    """Write a whole image and the profile it has, with text and dots per inch in its EXIF."""
    from PIL import Image

    exif = Image.Exif()
    options = dict(chosen.options)
    if text is not None:
        exif[DESCRIPTION] = text
    if dpi is not None:
        exif[RESOLUTION_UNIT] = INCH
        for tag in RESOLUTIONS:
            exif[tag] = float(dpi)
        if dpi < 2**16:  # JPEG alone has a place of its own, of 16 bits
            options["dpi"] = (dpi, dpi)
    profile = image.info.get("icc_profile")
    image.save(stream, chosen.name, exif=exif, icc_profile=profile, **options)
