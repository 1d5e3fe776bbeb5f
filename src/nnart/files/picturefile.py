"""PictureFile: what a picture's file says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nnart.errors import FileError, shown_path
from nnart.files.formats import identify
from nnart.network.origin import parsed
from nnart.recipe.recipe import Recipe
from nnart.recipe.sizes import LARGEST_SIDE

if TYPE_CHECKING:
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


def read(path: str | Path) -> PictureFile:
    """Read what a picture's file says of itself, without its pixels.

    Raises:
        FileError: if it cannot be read, is no picture, or carries no recipe that this nnart understands.
    """
    path = Path(path)
    name = shown_path(path)
    try:
        with path.open("rb") as stream:
            codec = identify(stream)
            header = codec.read_header(stream)
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
    return PictureFile(path, codec.name, header.size, header.bits, header.dpi, recipe, painted_by, network)
