"""Sketch: a picture's colours at 8 x 8 places, for comparing pictures.

Pictures look alike mainly if they have the same colours in the same places. The colour layout of MPEG-7
(ISO/IEC 15938-3:2002) uses 8 x 8 places, too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnart.colour.oklab import to_oklab

SIDE = 8
BYTES = SIDE * SIDE * 3
_SCALE = 100  # OKLab in steps of 0.01, about the smallest difference that people see


def sketch(pixels: NDArray[np.uint8]) -> bytes:
    """Return the mean colours of 8 x 8 fields of pixels, uint8 (rows, columns, 3), 8 or more a side.

    Returns:
        192 bytes: int8 (8, 8, 3), 100 times OKLab's L, a and b.
    """
    edges = [np.arange(SIDE) * side // SIDE for side in pixels.shape[:2]]
    sums = np.add.reduceat(pixels, edges[0], axis=0, dtype=np.int64)
    sums = np.add.reduceat(sums, edges[1], axis=1)
    counts = np.outer(*(np.diff([*edge, side]) for edge, side in zip(edges, pixels.shape[:2], strict=True)))
    lab = to_oklab(sums / counts[..., None] / 255)
    return np.rint(lab * _SCALE).astype(np.int8).tobytes()


def colours(sketches: list[bytes]) -> NDArray[np.float64]:
    """Return OKLab colours of sketches, float64 (sketches, 8, 8, 3)."""
    numbers = np.frombuffer(b"".join(sketches), np.int8).reshape(-1, SIDE, SIDE, 3)
    return numbers / _SCALE
