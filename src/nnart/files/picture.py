"""Picture: pixels in memory, with the recipe they were painted from."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Pixels
from nnart.files import formats
from nnart.files.atomic import replacing
from nnart.files.codec import Codec, Frame
from nnart.files.pillow import image_of
from nnart.network import origin
from nnart.recipe.recipe import Recipe
from nnart.recipe.sizes import check_dpi

if TYPE_CHECKING:
    from PIL import Image

    from nnart.network.network import Network


@dataclass(frozen=True, eq=False)
class Picture:
    """Pixels in memory. It shows itself in a notebook, and NumPy takes it for an array.

    Attributes:
        pixels: uint8 or uint16 (rows, columns, 3), or (rows, columns, 4) with alpha as the last channel, by
            which the others are not multiplied.
        recipe: what they were painted from; None for a map of samples.
        space: what colours the numbers stand for, "srgb" or "p3".
        network: the one given by hand that they were painted from; None where the recipe draws it.
    """

    pixels: Pixels
    recipe: Recipe | None = None
    space: str = "srgb"
    network: Network | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.pixels.shape[0], self.pixels.shape[1]

    @property
    def bits(self) -> int:
        """Bits a channel, 8 or 16."""
        return self.pixels.dtype.itemsize * 8

    @property
    def channels(self) -> int:
        """3, or 4 with alpha."""
        return int(self.pixels.shape[2])

    @property
    def alpha(self) -> bool:
        """Whether the last of four channels says how opaque a pixel is."""
        return self.channels == 4

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.array(self.pixels, dtype=dtype, copy=copy)

    def __repr__(self) -> str:
        source = "without a recipe" if self.recipe is None else f"seed {self.recipe.seed}"
        if self.network is not None:
            source = f"network {self.network.sizes}"
        return f"<Picture {self.size[1]} x {self.size[0]}, {self.bits} bits, {source}>"

    def _repr_png_(self) -> bytes:
        stream = io.BytesIO()
        self.write(stream)
        return stream.getvalue()

    def to_pillow(self) -> Image.Image:
        """Return a Pillow image, RGB or RGBA with 8 bits a channel, with a profile; Pillow has none with 16."""
        return image_of(self.pixels, self.space)

    def save(self, path: str | Path, *, dpi: int | None = None, force: bool = False) -> None:
        """Write the picture, with what it was painted from, to a file that is complete or not there at all.

        A network by hand that takes more than 65,280 characters as JSON is not carried, nor is its recipe.

        Args:
            path: its ending says the format: .png, .jpg, .webp, .avif or .tif.
            dpi: dots per inch of a print, 1 … 100,000, for the file to say; it says none when not given.
            force: whether a file of that name may be replaced.

        Raises:
            InputError: if the format cannot hold the picture.
            FileError: if the file exists, or cannot be written.
        """
        path = Path(path)
        codec = formats.choose(path, self.size, self.bits, alpha=self.alpha)
        if dpi is not None:
            check_dpi(dpi)
        with replacing(path, force, rescue=True) as stream:
            self.write(stream, codec, dpi=dpi)

    def write(self, stream: BinaryIO, codec: Codec = formats.PNG, *, dpi: int | None = None) -> None:
        """Write the picture, with what it was painted from, to a binary stream; as `save`."""
        text = origin.carried(self.recipe, self.network) if self.recipe else None
        frame = Frame(self.size, self.channels, f"u{self.bits // 8}", text, self.space, dpi)
        codec.save(self.pixels, frame, stream)
