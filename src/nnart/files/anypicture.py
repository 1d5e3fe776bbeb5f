"""Any picture: the pixels of a file that others made, small, and within limits."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

from nnart.errors import FileError, fault, in_file
from nnart.inputfiles import File, name_of, open_input

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

# Pillow's own readers; EPS and WMF would start other programs.
FORMATS = (
    *("AVIF", "BMP", "GIF", "ICO", "JPEG", "JPEG2000", "MPO"),
    *("PNG", "PPM", "PSD", "QOI", "TGA", "TIFF", "WEBP"),
)
MAX_PIXELS = 2**26  # of a picture: 67 megapixels, 270 MB
MAX_BYTES = 2**28
_WHITE = (255, 255, 255, 255)
_HALF_OPAQUE = 128


def read_square(file: File, side: int) -> NDArray[np.uint8]:
    """Return the middle square of a picture, made small: uint8 (side, side, 3), what is transparent on white.

    Args:
        file: a file's name or a binary stream, of one of `FORMATS`; of several pictures, the first is taken.
        side: in pixels.

    Raises:
        FileError: if it cannot be read, is no picture, or is too large.
    """
    import numpy as np

    return _read(file, side, lambda image: np.asarray(_square(image, side)))


def read_opaque(file: File, side: int) -> NDArray[np.uint8]:
    """Return the pixels of a picture, made small, that are at least half opaque: uint8 (N, 3).

    Args:
        file: as for `read_square`.
        side: the maximum width and height in pixels; proportions may change.

    Raises:
        FileError: as `read_square`.
    """
    return _read(file, side, lambda image: _opaque_pixels(image, side))


def _read(file: File, side: int, take: Callable[[Image.Image], NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Return what is taken from a picture that is turned upright, and may be smaller than its file's."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    with open_input(file, MAX_BYTES) as stream, in_file(name_of(file)), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's, of large pictures and of odd metadata
        try:
            Image.init()
            image = Image.open(stream, formats=[name for name in FORMATS if name in Image.OPEN])
            _check_size(image.size)
            image.draft("RGB", (4 * side, 4 * side))
            return take(ImageOps.exif_transpose(image))
        except FileError:
            raise
        except UnidentifiedImageError as error:
            says = f"not a picture in a format that nnart reads: {', '.join(FORMATS)}"
            raise FileError(fault("kind", says)) from error
        except Image.DecompressionBombError as error:
            raise _too_large() from error
        except MemoryError:
            raise
        except Exception as error:  # of a damaged file, Pillow's readers raise what they come across
            raise FileError(fault("damaged", "a damaged picture, or one of a kind that is not read")) from error


def _square(image: Image.Image, side: int) -> Image.Image:
    """Return the middle square of an image in a size, opaque."""
    from PIL import Image

    length = min(image.size)
    left, top = ((whole - length) // 2 for whole in image.size)
    square = _opaque(image.crop((left, top, left + length, top + length)))
    return square.resize((side, side), Image.Resampling.BOX)


def _opaque_pixels(image: Image.Image, side: int) -> NDArray[np.uint8]:
    """Return the pixels of an image, made small, that are at least half opaque, (N, 3)."""
    import numpy as np
    from PIL import Image

    width, height = (min(length, side) for length in image.size)
    pixels = np.asarray(_coloured(image).convert("RGBA").resize((width, height), Image.Resampling.BOX))
    return pixels[pixels[..., 3] >= _HALF_OPAQUE, :3]


def _check_size(size: tuple[int, int]) -> None:
    if math.prod(size) > MAX_PIXELS:
        raise _too_large()
    if min(size) < 1:
        raise FileError(fault("damaged", "a picture without pixels"))


def _too_large() -> FileError:
    says = f"it has more than {MAX_PIXELS // 10**6} megapixels"
    return FileError(fault("limit", says, ways="make it smaller; 100 pixels a side are enough"))


def _opaque(image: Image.Image) -> Image.Image:
    """Return an image as it looks on white, with three channels of 8 bits."""
    from PIL import Image

    image = _coloured(image)
    if image.mode == "RGB" and "transparency" not in image.info:
        return image
    coloured = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, _WHITE), coloured).convert("RGB")


def _coloured(image: Image.Image) -> Image.Image:
    """Return an image with 8 bits a channel, of which one with more has its whole range."""
    if not image.mode.startswith(("I", "F")):
        return image
    low, high = image.getextrema()  # 16 bits or more: Pillow cuts off what is above 255
    assert isinstance(low, (int, float)) and isinstance(high, (int, float))
    scale = 255 / (high - low) if high > low else 1.0
    return image.convert("F").point(lambda level: level * scale - low * scale).convert("L")
