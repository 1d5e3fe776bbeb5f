"""Layout: the files of a folder of tiles."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from nnart.checks.annotations import answering, check_fields, checked
from nnart.errors import InputError, fault
from nnart.recipe.size import Size
from nnart.recipe.sizes import size_of
from nnart.tiles import ENDINGS
from nnart.tiles.pyramid import Level, Tile, pyramid


@answering
@dataclass(frozen=True, kw_only=True)
class Layout(ABC):
    """The arrangement of a picture's tiles in a folder; paths are relative to it, with `/` between parts.

    Attributes:
        word: the layout's name in files.
        size: width and height of the picture; takes what `Job` takes.
        name: the picture's name, with which its files and folders begin.
        ending: the tiles' format: "jpg", "png" or "webp".
        side, overlap: of tiles, as in `Level`; fixed by the layout.
    """

    word: ClassVar[str]
    size: Size
    name: str = "picture"
    ending: str = "jpg"
    side: ClassVar[int]
    overlap: ClassVar[int]

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", size_of(self.size))
        check_fields(self)
        if not re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}", self.name):
            needed = "up to 100 letters, digits and ._- are needed, no dot first"
            raise InputError(fault("syntax", needed, "name", got=self.name))
        if self.ending not in ENDINGS:
            raise InputError(fault("choice", ", ".join(ENDINGS), "ending", got=self.ending))

    def as_data(self) -> dict[str, Any]:
        """Return everything that decides the files, as plain data."""
        return {"kind": self.word, **asdict(self)} | {"size": list(self.size.shape)}

    def levels(self) -> tuple[Level, ...]:
        """Return the picture's levels, from one pixel to the full size."""
        return pyramid(self.size, self.side, self.overlap)

    @abstractmethod
    @checked
    def paths(self, level: Level, tile: Tile) -> tuple[str, ...]:
        """Return the paths of a tile's files: one, or several with the same bytes."""

    @abstractmethod
    def descriptors(self) -> dict[str, str]:
        """Return the texts that viewers read before any tile, by path."""

    @abstractmethod
    def source(self) -> dict[str, Any]:
        """Return OpenSeadragon's tile source, for a page in the folder, as JSON data."""
