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
        ahead: how many weights ahead the processor is asked to fetch; 0 for not at all.
    """

    rows: int
    vectors: int
    tile: int
    ahead: int

    @property
    def symbol(self) -> str:
        """The name of the compiled function that computes sums in such blocks."""
        return f"products_{self.rows}x{self.vectors}_{self.ahead}"

    def __str__(self) -> str:
        """Return its name, as `4x4x64+512`."""
        return f"{self.rows}x{self.vectors}x{self.tile}+{self.ahead}"

    @classmethod
    def named(cls, name: str) -> Self:
        """Return the shape of a name.

        Raises:
            ValueError: if it is none.
        """
        found = re.fullmatch(r"(\d+)x(\d+)x(\d+)\+(\d+)", name)
        if found is None:
            raise ValueError
        return cls(*map(int, found.groups()))


Times = Mapping[int, Mapping[Shape, float]]  # seconds that each shape takes, by the width of the network
WIDTHS = (32, 100, 256)  # that are measured
_ENDS = (56, 160)  # the widths at which the next one of them stands for a network
GROUP = 4  # vectors of a tile that pass an activation in lockstep; 2 and 8 were slower
_LEAD = 0.95  # of the default's time: the most that another shape may take to be preferred

# Rows and vectors of a block; vectors of a tile, a whole number of blocks and of groups; weights to prefetch
# (half as many were slower, and twice as many). The first is the default.
_MANY_REGISTERS = (
    (4, 4, 4, 512),
    (4, 4, 4, 0),
    (4, 4, 8, 512),
    (5, 4, 4, 512),
    (6, 4, 4, 512),
    (6, 4, 4, 0),
    (6, 4, 8, 512),
    (12, 2, 4, 512),
)
_FEW_REGISTERS = ((4, 3, 12, 512), (4, 3, 12, 0), (6, 2, 4, 512), (6, 2, 8, 512), (6, 2, 8, 0), (5, 2, 8, 512))


def candidates_for(target: Target) -> tuple[Shape, ...]:
    """Return the shapes that suit a processor's registers, the default first."""
    shapes = _MANY_REGISTERS if target.registers == 32 else _FEW_REGISTERS
    return tuple(Shape(rows, vectors, tile * target.lanes, ahead) for rows, vectors, tile, ahead in shapes)


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
