"""PictureFile: what a picture's file says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nnart.checks.annotations import answering, check_fields, checked
from nnart.checks.attributes import hinting
from nnart.display import Displayed
from nnart.errors import FileError, Way, fault, in_file
from nnart.files.formats import identify
from nnart.inputfiles import File, name_of, open_input
from nnart.network.origin import parse
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import MAX_SIDE, Size

if TYPE_CHECKING:
    from nnart.network.network import Network

# Names that pictures get when nobody chooses one, such as nnart-7 and nnart-7-2.
_SEED = re.compile(r"nnart-([0-9]{1,20})(?:-[0-9]+)?(?: ?\([0-9]+\))?")


@answering
@hinting(
    seed="file.recipe.seed", width="file.size.width", height="file.size.height", pixels="nnart.render(file)"
)
@dataclass(frozen=True)
class PictureFile(Displayed):
    """What a picture's file says of itself.

    Attributes:
        path: where it is; None of one that was read from a stream.
        format: its name, `PNG` for one.
        size: width and height.
        bits: a channel.
        dpi: dots per inch, if it says how many.
        recipe: what it was painted from.
        painted_by: the version of nnart that did.
        network: the one given by hand that it was painted from; None where the recipe draws it.
    """

    path: Path | None
    format: str
    size: Size
    bits: int
    dpi: int | None
    recipe: Recipe
    painted_by: str
    network: Network | None = None

    def __post_init__(self) -> None:
        check_fields(self)

    def __repr__(self) -> str:
        name = "" if self.path is None else f" {self.path.name}"
        return f"<PictureFile{name}: {self.format}, {self.size}, {self.bits} bits, {self.recipe!r}>"


@checked
def read(file: File) -> PictureFile:
    """Read what a picture's file says of itself, without its pixels.

    Args:
        file: its name, or a binary stream.

    Raises:
        FileError: if it cannot be read, is no picture, or carries no recipe that this nnart understands.
    """
    with open_input(file) as stream, in_file(name_of(file)):
        codec = identify(stream)
        header = codec.read_header(stream)
        _check_shape(header.shape)
        if header.sheet is not None:
            way = Way("lists its tiles", call="read_sheet")
            raise FileError(fault("kind", "a sheet of pictures", ways=way))
        if header.text is None:
            raise _without_recipe(name_of(file))
        recipe, network, painted_by = parse(header.text)
    path = Path(file) if isinstance(file, (str, Path)) else None
    return PictureFile(
        path, codec.name, Size.of_shape(*header.shape), header.bits, header.dpi, recipe, painted_by, network
    )


def _without_recipe(name: str | Path) -> FileError:
    """Return that a picture has lost its recipe, or never had one, and what can be done."""
    ways: list[str | Way] = [
        "chats and web sites remove recipes: ask for the original as a file, or for its code",
        Way("finds pictures that look like it", call="explore_seeds"),
    ]
    if isinstance(name, Path) and (match := _SEED.fullmatch(name.stem)):
        ways.insert(0, f"its name says seed {match[1]}: try that")
    if isinstance(name, Path) and "qr" in re.split(r"[\W_]+", name.stem.lower()):
        ways.insert(0, "a QR code is scanned, and the code in it is the picture: nn1-…")
    return FileError(fault("absent", "it carries no nnart recipe", ways=ways))


def _check_shape(shape: tuple[int, int]) -> None:
    if not 1 <= min(shape) <= max(shape) <= MAX_SIDE:
        limit = f"what nnart paints has from 1 to {MAX_SIDE} pixels a side"
        raise FileError(fault("kind", f"it has {shape[1]} x {shape[0]} pixels, but {limit}"))
