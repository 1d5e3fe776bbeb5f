"""NumPy's format as a stream: a field's numbers, row by row, after a header.

Source: NumPy Enhancement Proposal 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import numpy as np

from nnart.arrays import Answer
from nnart.files.bands import Bands
from nnart.files.codec import Frame
from nnart.plane.view import View


class NpyStream(Bands):
    """A field row by row."""

    word = "npy"

    def encode(self, field: Answer, view: View) -> list[bytes]:
        """Return a window's rows, float32 (rows, columns, outputs), as pieces, little-endian."""
        return [rows.astype("<f4").tobytes() for rows in self.cut(field, view)]

    def write(self, stream: BinaryIO, pieces: Iterable[bytes], frame: Frame) -> None:
        """Write a field from what `encode` made of it, from the top; the format has no place for a recipe."""
        header = {"descr": f"<{frame.kind}", "fortran_order": False, "shape": (*frame.shape, frame.channels)}
        np.lib.format.write_array_header_1_0(stream, header)
        stream.writelines(pieces)
