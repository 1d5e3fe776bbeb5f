"""FilmHeader: a description of a film for whoever writes its file."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from nnart.recipe.size import Size

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class FilmHeader:
    """A description of a film.

    Attributes:
        size: of a frame.
        fps: frames a second.
        frames: number of frames.
        alpha: whether frames have alpha.
        space: the colour space, "srgb" or "p3".
        text: the film's recipe, carried in the file.
        loops: whether GIF, WebP and APNG play for ever; other formats leave that to the player.
        table: uint8 (256, 3), the recipe's own gradient, which a GIF takes as its one table of colours.
        bits: bits a channel, 8 or 16; as given to `FilmFormat.layout`.
    """

    size: Size
    fps: Fraction
    frames: int
    alpha: bool = False
    space: str = "srgb"
    text: str | None = None
    loops: bool = True
    table: NDArray[np.uint8] | None = None
    bits: int = 8

    @property
    def seconds(self) -> Fraction:
        """Duration of the film."""
        return self.frames / self.fps
