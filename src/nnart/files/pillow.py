"""Formats that Pillow writes from a whole picture in memory. Imports Pillow only on use."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from nnart.errors import FileError, fault
from nnart.files.codec import Codec, Frame, Header
from nnart.files.tags import tags_of
from nnart.machine.memory import check_room
from nnart.recipe.size import Size

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

    from nnart.arrays import Pixels

_LIBRARY = 64 * 2**20  # bytes of addresses: an encoder and its threads


@dataclass(frozen=True, kw_only=True)
class PillowCodec(Codec):
    """A format that Pillow writes, with 8 bits a channel.

    Attributes:
        header: reads a file's header.
        options: for Pillow.
    """

    header: Callable[[BinaryIO], Header]
    bits: tuple[int, ...] = (8,)
    options: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def streamed(self) -> bool:
        """Whether it is written piece by piece."""
        return False

    def for_size(self, size: Size | None = None) -> None:
        """Return None: pictures are not streamed."""

    def save(self, pixels: Pixels, frame: Frame, stream: BinaryIO) -> None:
        """Write a whole picture, (rows, columns, 3 or 4), into a binary stream."""
        check_room(_LIBRARY + self.memory * math.prod(pixels.shape[:2]))
        image = image_of(pixels, frame.space)
        write_image(image, stream, self, text=frame.text, dpi=frame.dpi)

    def read_header(self, stream: BinaryIO) -> Header:
        """Read a file's header without Pillow, which would read some files whole.

        Raises:
            FileError: if it is damaged.
        """
        return self.header(stream)


def image_of(pixels: Pixels, space: str) -> Image.Image:
    """Return pixels, (rows, columns, 3 or 4), as a Pillow image with 8 bits a channel and a profile."""
    from PIL import Image

    from nnart.files.profiles import icc_profile

    image = Image.fromarray(to_eight_bits(pixels))
    profile = icc_profile(space)
    if profile is not None:
        image.info["icc_profile"] = profile
    return image


def write_image(
    image: Image.Image, stream: BinaryIO, codec: Codec, *, text: str | None = None, dpi: int | None = None
) -> None:
    """Write an image and its profile by Pillow, in any format, also those that nnart usually streams.

    Args:
        image: the picture.
        stream: where to; some formats seek in it.
        codec: the format.
        text: what it was painted from, for its EXIF.
        dpi: dots per inch, 1 … 100,000.

    Raises:
        FileError: if the encoder lacks memory or threads.
    """
    from PIL import Image

    exif = Image.Exif()
    for tag, value in tags_of(text, dpi).items():
        exif[tag] = value
    options = dict(codec.options) if isinstance(codec, PillowCodec) else {}
    if dpi is not None and dpi < 2**16:  # JPEG alone has a place of its own, of 16 bits
        options["dpi"] = (dpi, dpi)
    try:
        image.save(stream, codec.name, exif=exif, icc_profile=image.info.get("icc_profile"), **options)
    except (RuntimeError, KeyError) as error:  # of libavif, and where a library could not be loaded
        says = (
            f"{codec.name} cannot be written: there is too little memory, or the system allows too few threads"
        )
        raise FileError(fault("limit", says, ways="take .png")) from error


def to_eight_bits(pixels: Pixels) -> NDArray[np.uint8]:
    """Return pixels of 8 or 16 bits with 8, rounded."""
    import numpy as np

    if pixels.dtype == np.uint8:
        return pixels.astype(np.uint8, copy=False)
    return ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)
