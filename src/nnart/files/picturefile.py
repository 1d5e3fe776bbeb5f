"""PictureFile: what a picture's file says of itself."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO

from nnart.errors import FileError, shown, shown_path
from nnart.files.formats import DESCRIPTION, FORMATS, RESOLUTION_UNIT, RESOLUTIONS, dpi_of
from nnart.files.pngchunks import LONGEST_TEXT, Header, read_header
from nnart.network.origin import parsed
from nnart.recipe.recipe import Recipe
from nnart.recipe.sizes import LARGEST_SIDE

if TYPE_CHECKING:
    from PIL import Image

    from nnart.network.network import Network


@dataclass(frozen=True)
class PictureFile:
    """What a picture's file says of itself.

    Attributes:
        path: where it is.
        format: its name, `PNG` for one.
        size: rows and columns.
        bits: a channel.
        dpi: dots per inch, if it says how many.
        recipe: what it was painted from.
        painted_by: the version of nnart that did.
        network: the one given by hand that it was painted from; None where the recipe draws it.
    """

    path: Path
    format: str
    size: tuple[int, int]
    bits: int
    dpi: int | None
    recipe: Recipe
    painted_by: str
    network: Network | None = None


_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")  # either order of bytes, offsets of 32 or 64 bits
_BY_PILLOW = sorted({one.name for one in FORMATS.values() if not one.streamed})


def read(path: str | Path) -> PictureFile:
    """Read what a picture's file says of itself, without its pixels.

    Raises:
        FileError: if it cannot be read, is no picture, or carries no recipe that this nnart understands.
    """
    path = Path(path)
    name = shown_path(path)
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
            stream.seek(0)
            if start == b"\x89PNG":
                format_name, header = "PNG", read_header(stream)
            elif start in _TIFF:
                from nnart.files import tiff

                format_name, header = "TIFF", tiff.read_header(stream)
            else:
                format_name, header = _read_by_pillow(stream)
        if not 1 <= min(header.size) <= max(header.size) <= LARGEST_SIDE:
            size = f"{header.size[1]} x {header.size[0]}"
            raise FileError(f"it has {size} pixels, but what nnart paints has from 1 to {LARGEST_SIDE} a side")
        if header.sheet is not None:
            raise FileError("a sheet of pictures; nnart show lists them, and --from sheet.png#7 takes one")
        recipe, network, painted_by = parsed(header.text)
    except FileError as error:
        page = "; a page has recipes for people, a sheet in .png for commands" * (path.suffix == ".html")
        raise FileError(f"{name}: {error}{page}") from None
    except OSError as error:
        raise FileError(f"{name}: {error.strerror or error}") from None
    return PictureFile(path, format_name, header.size, header.bits, header.dpi, recipe, painted_by, network)


_LIMIT = Lock()  # on Pillow's limit, which all threads share


def _opened_by_pillow(stream: BinaryIO) -> Image.Image:
    """Open a picture of any size: no pixel is decoded here, and we paint larger ones than Pillow's limit."""
    from PIL import Image

    with _LIMIT:
        limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            return Image.open(stream, formats=_BY_PILLOW)
        finally:
            Image.MAX_IMAGE_PIXELS = limit


def _read_by_pillow(stream: BinaryIO) -> tuple[str, Header]:
    from PIL import UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = _opened_by_pillow(stream)
            exif = image.getexif()
            text = exif.get(DESCRIPTION)
            across, down = (exif.get(tag) for tag in RESOLUTIONS)
            dpi = dpi_of(across, down, exif.get(RESOLUTION_UNIT))
    except UnidentifiedImageError:
        raise FileError("not a picture that nnart reads (PNG, JPEG, WebP, AVIF or TIFF)") from None
    except Exception as error:  # whatever Pillow stumbles on
        raise FileError(f"damaged: {shown(str(error))}") from None
    plain = text if isinstance(text, str) and len(text) <= LONGEST_TEXT else None
    return str(image.format), Header((image.height, image.width), 8, 0, plain, dpi)
