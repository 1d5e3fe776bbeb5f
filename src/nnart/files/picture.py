"""Picture: pixels in memory, with the recipe they were painted from."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Pixels
from nnart.checks.annotations import answering, check_fields, checked
from nnart.checks.attributes import hinting
from nnart.checks.kinds import Writable
from nnart.display import Displayed
from nnart.errors import InputError, fault
from nnart.files import formats
from nnart.files.atomic import replacing
from nnart.files.codec import Codec, Frame
from nnart.files.pillow import image_of
from nnart.network import origin
from nnart.recipe.knobs import SPACES
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.recipe.sizes import check_dpi

if TYPE_CHECKING:
    from PIL import Image

    from nnart.network.network import Network


MAX_SHOWN = 800_000  # pixels that a notebook keeps of a picture: more than its column is wide
MAX_SIDE_SHOWN = 2048  # of their longer side
_FINE = 4  # pixels, both ways, that each of a thumbnail is made of at least


@answering
@hinting(
    shape="picture.pixels.shape, which begins with rows and columns",
    show="picture.to_pillow().show()",
    resize="nnart.render(picture, (64, 64)), which paints it at that size",
    crop="nnart.Picture(picture.pixels[:64, :64])",
    mode="picture.channels and picture.bits",
    seed="picture.recipe.seed",
    array="numpy.asarray(picture)",
    image="picture.to_pillow()",
)
@dataclass(frozen=True, eq=False)
class Picture(Displayed):
    """Pixels in memory. It shows itself in a notebook, and NumPy takes it for an array.

    Attributes:
        pixels: uint8 or uint16 (rows, columns, 3), or (rows, columns, 4) with alpha as the last channel, by
            which the others are not multiplied.
        recipe: what they were painted from; None for a map of samples.
        space: what colours the numbers stand for, "srgb" or "p3".
        network: the one given by hand that they were painted from; None where the recipe draws it.
        dpi: dots per inch, if its size was asked for with them.
    """

    pixels: Pixels
    recipe: Recipe | None = None
    space: str = "srgb"
    network: Network | None = None
    dpi: int | None = None

    def __post_init__(self) -> None:
        check_fields(self)
        pixels = self.pixels
        if pixels.ndim != 3 or pixels.shape[2] not in (3, 4) or pixels.dtype not in (np.uint8, np.uint16):
            says = "uint8 or uint16 in the shape (rows, columns, 3 or 4) are needed"
            raise InputError(fault("type", f"{says}, not {pixels.dtype} in {pixels.shape}", "pixels"))
        if self.space not in SPACES:
            raise InputError(fault("choice", ", ".join(SPACES), "space", got=self.space))

    @property
    def size(self) -> Size:
        """Width and height, as Pillow has them; `pixels.shape` begins with rows and columns."""
        return Size.of_shape(*self.pixels.shape[:2])

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.size.width

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.size.height

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

    def __eq__(self, other: object) -> bool:
        """Return whether another picture has the same pixels, recipe and space; so pictures are no keys."""
        if not isinstance(other, Picture):
            return NotImplemented
        same = self.recipe == other.recipe and self.space == other.space
        return same and self.pixels.dtype == other.pixels.dtype and np.array_equal(self.pixels, other.pixels)

    __hash__ = None  # type: ignore[assignment]  # as whatever is compared by numbers that may be many

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.array(self.pixels, dtype=dtype, copy=copy)

    def __repr__(self) -> str:
        source = "without a recipe" if self.recipe is None else f"seed {self.recipe.seed}"
        if self.network is not None:
            source = f"network {self.network.sizes}"
        return f"<Picture {self.size}, {self.bits} bits, {source}>"

    def _repr_png_(self) -> bytes | None:
        return self.to_bytes() if self.is_small else None  # a larger one is shown by its page

    @property
    def is_small(self) -> bool:
        """Whether a notebook shows all of its pixels."""
        return self._shown_pixels == math.prod(self.size)

    @property
    def shown(self) -> Picture:
        """What a notebook shows of it: itself, or a thumbnail."""
        return self if self.is_small else self.thumbnail(self._shown_pixels)

    @property
    def _shown_pixels(self) -> int:
        share = min(1.0, MAX_SIDE_SHOWN / max(self.size))
        return min(MAX_SHOWN, math.ceil(math.prod(self.size) * share**2))

    @checked
    def thumbnail(self, pixels: int) -> Picture:
        """Return a picture of the same shape with about so many pixels at most, with 8 bits and no recipe."""
        if pixels < 1:
            raise InputError(fault("range", "a whole number from 1 is needed", "pixels", got=pixels))
        count = math.prod(self.size)
        share = math.sqrt(min(pixels, count) / count)
        width, height = (max(1, round(side * share)) for side in self.size)
        # Every few rows and columns are enough for what is then averaged.
        step = max(1, math.floor(1 / share / _FINE))
        image = image_of(self.pixels[::step, ::step], self.space).resize((width, height), reducing_gap=2.0)
        return Picture(np.asarray(image), space=self.space)

    def to_pillow(self) -> Image.Image:
        """Return a Pillow image, RGB or RGBA with 8 bits a channel, with a profile; Pillow has none with 16."""
        return image_of(self.pixels, self.space)

    @checked
    def save(
        self,
        target: str | Path | Writable,
        format: str | None = None,  # noqa: A002  - as Pillow calls it
        *,
        dpi: int | None = None,
        force: bool = False,
    ) -> None:
        """Write the picture, with what it was painted from, to a file that is complete or not there at all.

        A network by hand that takes more than 65,280 characters as JSON is not carried, nor is its recipe.

        Args:
            target: a path, whose ending says the format: .png, .jpg, .webp, .avif or .tif; or a binary stream.
            format: such as "webp", whatever the path ends in; of a stream PNG when not given.
            dpi: dots per inch of a print, 1 … 100,000, for the file to say; the picture's own when not given.
            force: whether a file of that name may be replaced.

        Raises:
            InputError: if the format cannot hold the picture.
            FileError: if the file exists, or cannot be written.
        """
        dpi = self.dpi if dpi is None else check_dpi(dpi)
        if format is None and isinstance(target, (str, Path)):
            codec = formats.find(Path(target))
        else:
            codec = formats.named(format or "png")
        codec.check(self.size, self.bits, alpha=self.alpha)
        if not isinstance(target, (str, Path)):
            memory = io.BytesIO()  # in which formats may seek
            self.write(memory, codec, dpi=dpi)
            target.write(memory.getvalue())
            return
        with replacing(Path(target), force, rescue=True) as stream:
            self.write(stream, codec, dpi=dpi)

    @checked
    def to_bytes(self, format: str = "png", *, dpi: int | None = None) -> bytes:  # noqa: A002  - as Pillow
        """Return the picture's file, with what it was painted from; as `save`."""
        stream = io.BytesIO()
        self.save(stream, format, dpi=dpi)
        return stream.getvalue()

    @checked
    def write(self, stream: BinaryIO, codec: Codec = formats.PNG, *, dpi: int | None = None) -> None:
        """Write the picture, with what it was painted from, to a binary stream, in which some formats seek."""
        if dpi is not None:
            check_dpi(dpi)
        codec.check(self.size, self.bits, alpha=self.alpha)
        text = origin.carried(self.recipe, self.network) if self.recipe else None
        frame = Frame(self.size.shape, self.channels, f"u{self.bits // 8}", text, self.space, dpi)
        codec.save(self.pixels, frame, stream)
