"""A picture as a file: the bytes of `nnart render`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nnart.errors import InputError, fault
from nnart.files.codec import Codec
from nnart.files.formats import CODECS, choose
from nnart.recipe.recipe import Recipe
from nnart.recipe.sizes import check_dpi, parse_size
from nnart.rendering.estimate import estimate
from nnart.rendering.job import Job
from nnart.rendering.run import Run
from nnart.rendering.save import save
from nnart.studio.looks import read_look
from nnart.studio.wishes.wish import Data, Takes, stem_of

if TYPE_CHECKING:
    from nnart.network.network import Network

FORMATS: Final = tuple(codec.endings[0][1:] for codec in CODECS if codec.bits)
_ESTIMATED = 0.15  # seconds


@dataclass(frozen=True)
class PictureWish:
    """A picture to be exported.

    Attributes:
        job: the picture.
        dpi: dots per inch, if the file says any.
        name: of the file, with its ending.
        codec: its format.
        left_out: nothing.
    """

    job: Job
    dpi: int | None
    name: str
    codec: Codec
    left_out: tuple[str, ...] = ()

    def takes(self) -> Takes:
        """Estimate the work; as `Wish`."""
        found = estimate(self.job, self.codec, seconds=_ESTIMATED)
        return Takes(found.seconds, found.disk)

    def save(self, path: Path, run: Run) -> None:
        """Paint the file; the same wish resumes it after an interruption; as `Wish`."""
        save(self.job, path, run, dpi=self.dpi)


def read_picture(data: Data) -> PictureWish:
    """Return the picture that data ask for.

    Args:
        data: a look, and size, format, bits, dpi and name, as the command line takes them.

    Raises:
        InputError: if a value is not valid, or the format cannot hold the picture.
    """
    recipe = read_look(data["look"])
    return picture_of(recipe, stem_of(data, f"nnart-{recipe.seed}"), data)


def picture_of(recipe: Recipe, stem: str, data: Data, network: Network | None = None) -> PictureWish:
    """Return a picture with the size, format, bits and dpi that data ask for; as `read_picture`.

    Args:
        recipe: what to paint.
        stem: the name of the file, without an ending.
        data: what is asked for.
        network: a network given by hand.
    """
    dpi = data.get("dpi")
    if dpi is not None:
        check_dpi(dpi)
    size, written = parse_size(data.get("size", "1024"), dpi)
    ending = data.get("format", "png").lower()
    if ending not in FORMATS:
        raise InputError(fault("choice", ", ".join(FORMATS), "format", got=ending))
    job = Job(recipe, size, data.get("bits", 8), network=network)
    name = f"{stem}.{ending}"
    return PictureWish(job, written or dpi, name, choose(Path(name), size, job.bits, alpha=job.channels == 4))
