"""Note: what is remembered of the windows of a picture while the picture is rendered."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Array

Extremes = Sequence[tuple[float, float]]  # the least and the greatest number of each field


@dataclass(frozen=True)
class Note:
    """What is to be remembered of a window.

    Attributes:
        extremes: the least and the greatest number of each of its fields, or of their positions.
        evaluated: at how many of its samples the network was evaluated.
        samples: how many it has.
    """

    extremes: tuple[tuple[float, float], ...] = ()
    evaluated: int = 0
    samples: int = 0

    @classmethod
    def of(cls, fields: Array, evaluated: NDArray[np.bool_]) -> Self:
        """Return that of fields (fields, rows, columns), and where they are the network's answers."""
        ends = zip(fields.min(axis=(1, 2)).tolist(), fields.max(axis=(1, 2)).tolist(), strict=True)
        return cls(tuple(ends), int(np.count_nonzero(evaluated)), evaluated.size)

    def __add__(self, other: Note) -> Note:
        """Return that of both windows."""
        return Note(
            join_extremes([self.extremes, other.extremes]),
            self.evaluated + other.evaluated,
            self.samples + other.samples,
        )

    def to_bytes(self) -> bytes:
        """Return it as bytes that `from_bytes` takes."""
        ends = [end for pair in self.extremes for end in pair]
        return struct.pack(f"<qq{len(ends)}d", self.evaluated, self.samples, *ends)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Return what `to_bytes` made bytes of."""
        evaluated, samples, *ends = struct.unpack(f"<qq{len(data) // 8 - 2}d", data)
        return cls(tuple(zip(ends[::2], ends[1::2], strict=True)), evaluated, samples)


def join_extremes(extremes: Sequence[Extremes]) -> tuple[tuple[float, float], ...]:
    """Return the least and the greatest number of each field over all windows that are not empty."""
    fields = zip(*(pairs for pairs in extremes if pairs), strict=True)
    return tuple((min(least for least, _ in field), max(most for _, most in field)) for field in fields)
