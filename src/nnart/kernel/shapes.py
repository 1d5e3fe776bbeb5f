"""Shapes: how the sums of a layer use registers and caches. Results do not depend on them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple, Self

from nnart.kernel.processor import TARGET, Target


class Shape(NamedTuple):
    """How a layer's sums are computed.

    Attributes:
        rows: neurons of a block of sums, which stays in registers.
        vectors: of points, in a block.
        tile: points that go through the network together, a whole number of blocks and of cache lines.
    """

    rows: int
    vectors: int
    tile: int

    @property
    def symbol(self) -> str:
        """The name of the compiled function that computes sums in such blocks."""
        return f"products_{self.rows}x{self.vectors}"

    def __str__(self) -> str:
        """Return its name, as `4x4x64`."""
        return "x".join(map(str, self))

    @classmethod
    def named(cls, name: str) -> Self:
        """Return the shape of a name.

        Raises:
            ValueError: if it is none.
        """
        if not re.fullmatch(r"\d+x\d+x\d+", name):
            raise ValueError
        return cls(*map(int, name.split("x")))


Times = Mapping[int, Mapping[Shape, float]]  # seconds that each shape takes, by the width of the network
WIDTHS = (32, 100, 256)  # that are measured
_ENDS = (56, 160)  # the widths at which the next one of them stands for a network
_LEAD = 0.97  # of the default's time: the most that another shape may take to be preferred

# Rows and vectors of a block, and vectors of a tile: a whole number of blocks, and of the groups that pass an
# activation. The first is the default.
_WIDE = ((4, 4, 4), (5, 4, 4), (6, 4, 4), (8, 3, 12), (12, 2, 4), (4, 4, 8), (6, 4, 8))
_NARROW = ((4, 3, 12), (6, 2, 4), (6, 2, 8), (5, 2, 8), (4, 2, 8))


def candidates_for(target: Target) -> tuple[Shape, ...]:
    """Return the shapes that suit a processor's registers, the default first."""
    shapes = _WIDE if target.registers == 32 else _NARROW
    return tuple(Shape(rows, vectors, tile * target.lanes) for rows, vectors, tile in shapes)


CANDIDATES = candidates_for(TARGET)


def fastest(times: Times, width: int) -> Shape:
    """Return the fastest shape for a network whose widest layer has so many neurons.

    The default is preferred unless another one is clearly faster. Rows that fill up the last block count.
    """
    measured = WIDTHS[bisect_right(_ENDS, width)]
    row = times.get(measured, {})

    def time(shape: Shape) -> float:
        filled, at = (-(-neurons // shape.rows) * shape.rows / neurons for neurons in (width, measured))
        return row[shape] * filled / at * (1.0 if shape == CANDIDATES[0] else 1 / _LEAD)

    known = [shape for shape in CANDIDATES if shape in row]
    return min(known, key=time, default=CANDIDATES[0])
