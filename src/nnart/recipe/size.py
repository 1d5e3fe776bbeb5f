"""Size: the width and height of a picture, in this order, as in Pillow and on the command line.

Arrays have rows and columns, in that order. To avoid mix-ups, nnart never passes a size as a plain pair, but as
a `Size`, whose `shape` is (rows, columns). `nnart.recipe.sizes.size_of` converts texts and pairs.
"""

from __future__ import annotations

from numbers import Integral
from typing import ClassVar, Self

from nnart.errors import InputError, Way, fault

MAX_SIDE = 1_000_000
_ONE = "write Size(64, 64)"


class Size(tuple[int, int]):
    """Width and height of a picture in pixels, 1 … 1,000,000 each; a tuple of the two.

    Attributes:
        dpi: dots per inch, if the size was given as lengths or with a dpi; stored in the file.
    """

    _fields: ClassVar = ("width", "height")  # as a named tuple has it: `dataclasses.asdict` can then copy it
    dpi: int | None

    def __new__(cls, width: int, height: int | None = None, dpi: int | None = None) -> Self:
        """Return a size of two whole numbers, with dots per inch if there are any.

        Raises:
            InputError: if a side is not a whole number from 1 to 1,000,000, or one is missing.
        """
        if height is None:
            ways = (_ONE, Way("reads a text", call="parse_size('4k')"))
            raise InputError(fault("missing", "a width and a height are needed", "size", got=width, ways=ways))
        found = super().__new__(cls, (_side(width), _side(height)))
        found.dpi = dpi
        return found

    @classmethod
    def of_shape(cls, rows: int, columns: int) -> Self:
        """Return the size of a picture with this many rows and columns."""
        return cls(columns, rows)

    @property
    def width(self) -> int:
        """Width in pixels."""
        return self[0]

    @property
    def height(self) -> int:
        """Height in pixels."""
        return self[1]

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns), as in arrays."""
        return self[1], self[0]

    def __str__(self) -> str:
        return f"{self[0]} x {self[1]}"

    def __repr__(self) -> str:
        return f"Size({self[0]}, {self[1]})" if self.dpi is None else f"Size({self[0]}, {self[1]}, {self.dpi})"

    def __getnewargs__(self) -> tuple[int, int, int | None]:
        return self[0], self[1], self.dpi


def _side(side: object) -> int:
    if isinstance(side, Integral) and not isinstance(side, bool) and 1 <= int(side) <= MAX_SIDE:
        return int(side)
    says = f"sides are whole numbers from 1 to {MAX_SIDE} pixels"
    raise InputError(fault("range", says, "size", got=side))


SQUARE = Size(1024, 1024)  # by default
