"""PictureFile: a picture file's recipe and properties."""

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
    """The recipe and properties stored in a picture's file: the result of `read`.

    Attributes:
        path: of the file; None if it was read from a stream.
        format: such as "PNG".
        size: width and height.
        bits: 8 or 16 a channel.
        dpi: dots per inch, if the file has them.
        recipe: what the picture was rendered from.
        painted_by: the version of nnart that rendered it.
        network: the network given by hand, if it was rendered from one.
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
    """Read the recipe from a picture's file: nnart.read("silk.png").recipe.

    Does not read the pixels.

    Args:
        file: a path or a binary stream.

    Raises:
        FileError: if the file cannot be read, is not a picture, or carries no recipe that this nnart
            understands.
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
    """Return the error that a picture has lost its recipe, or never had one, with ways out."""
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
