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
    """A picture in memory: the result of `render`.

    Notebooks show it, and `numpy.asarray` returns its pixels.

    Attributes:
        pixels: uint8 or uint16, (rows, columns, 3), or (rows, columns, 4) with alpha as the last channel, not
            premultiplied.
        recipe: what it was rendered from; None for a map of samples.
        space: the colour space, "srgb" or "p3".
        network: the network given by hand, if it was rendered from one.
        dpi: dots per inch, if its size had them.
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
        """Width and height, in Pillow's order; `pixels.shape` begins with rows and columns."""
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
        """Whether there is an alpha channel, the last of four."""
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
        """What a notebook shows: the picture, or a thumbnail of a large one."""
        return self if self.is_small else self.thumbnail(self._shown_pixels)

    @property
    def _shown_pixels(self) -> int:
        share = min(1.0, MAX_SIDE_SHOWN / max(self.size))
        return min(MAX_SHOWN, math.ceil(math.prod(self.size) * share**2))

    @checked
    def thumbnail(self, pixels: int) -> Picture:
        """Return a smaller picture with at most about this many pixels, 8 bits and no recipe."""
        if pixels < 1:
            raise InputError(fault("range", "a whole number from 1 is needed", "pixels", got=pixels))
        count = math.prod(self.size)
        share = math.sqrt(min(pixels, count) / count)
        width, height = (max(1, round(side * share)) for side in self.size)
        # Skipping rows and columns is fine, since the rest is averaged.
        step = max(1, math.floor(1 / share / _FINE))
        image = image_of(self.pixels[::step, ::step], self.space).resize((width, height), reducing_gap=2.0)
        return Picture(np.asarray(image), space=self.space)

    def to_pillow(self) -> Image.Image:
        """Return a Pillow image, RGB or RGBA with 8 bits a channel (Pillow's maximum) and a colour profile."""
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
        """Write the picture with its recipe to a file: picture.save("silk.png").

        The file is complete or not there at all. If a network given by hand takes more than 65,280 characters
        as JSON, the file carries neither network nor recipe.

        Args:
            target: a path whose ending gives the format: .png, .jpg, .webp, .avif or .tif; or a binary stream.
            format: such as "webp", whatever the path's ending; by default by the ending, and PNG for streams.
            dpi: dots per inch of a print, 1 … 100,000, to store in the file; by default the picture's own.
            force: whether to overwrite an existing file.

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
        """Return the bytes of the picture's file, with its recipe; as `save`."""
        stream = io.BytesIO()
        self.save(stream, format, dpi=dpi)
        return stream.getvalue()

    @checked
    def write(self, stream: BinaryIO, codec: Codec = formats.PNG, *, dpi: int | None = None) -> None:
        """Write the picture with its recipe to a binary stream; some formats need one that can seek."""
        if dpi is not None:
            check_dpi(dpi)
        codec.check(self.size, self.bits, alpha=self.alpha)
        text = origin.carried(self.recipe, self.network) if self.recipe else None
        frame = Frame(self.size.shape, self.channels, f"u{self.bits // 8}", text, self.space, dpi)
        codec.save(self.pixels, frame, stream)
