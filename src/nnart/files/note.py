"""Note: statistics of a picture's windows, collected during rendering."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Array

Extremes = Sequence[tuple[float, float]]  # minimum and maximum of each field


@dataclass(frozen=True)
class Note:
    """Statistics of one or more windows.

    Attributes:
        extremes: minimum and maximum of each field, or of its positions.
        evaluated: number of samples at which the network was evaluated.
        samples: number of all samples.
    """

    extremes: tuple[tuple[float, float], ...] = ()
    evaluated: int = 0
    samples: int = 0

    @classmethod
    def of(cls, fields: Array, evaluated: NDArray[np.bool_]) -> Self:
        """Return the note of fields (fields, rows, columns), with a mask of evaluated samples."""
        ends = zip(fields.min(axis=(1, 2)).tolist(), fields.max(axis=(1, 2)).tolist(), strict=True)
        return cls(tuple(ends), int(np.count_nonzero(evaluated)), evaluated.size)

    def __add__(self, other: Note) -> Note:
        """Return the note of both together."""
        return Note(
            join_extremes([self.extremes, other.extremes]),
            self.evaluated + other.evaluated,
            self.samples + other.samples,
        )

    def to_bytes(self) -> bytes:
        """Encode the note; `from_bytes` decodes it."""
        ends = [end for pair in self.extremes for end in pair]
        return struct.pack(f"<qq{len(ends)}d", self.evaluated, self.samples, *ends)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Decode bytes of `to_bytes`."""
        evaluated, samples, *ends = struct.unpack(f"<qq{len(data) // 8 - 2}d", data)
        return cls(tuple(zip(ends[::2], ends[1::2], strict=True)), evaluated, samples)


def join_extremes(extremes: Sequence[Extremes]) -> tuple[tuple[float, float], ...]:
    """Return each field's minimum and maximum over all windows that have extremes."""
    fields = zip(*(pairs for pairs in extremes if pairs), strict=True)
    return tuple((min(least for least, _ in field), max(most for _, most in field)) for field in fields)
