"""Dither: thresholds that depend on a pixel's place alone, so they are the same in every frame.

Noise that changes from frame to frame costs a codec many bits; noise that stays costs them once.

The thresholds are multiples of an irrational pair, which spreads neighbours evenly (M. Roberts, "The
unreasonable effectiveness of quasirandom sequences", 2018), rounded so that they repeat after 64 rows.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

PERIOD = 64  # rows after which the thresholds repeat
# In 65536ths: the steps from column to column (0.7549) and from row to row (0.5698, rounded to 64ths).
_ACROSS, _DOWN = 49471, 37 * 1024
_LEVELS = 256


@lru_cache(24)
def thresholds(columns: int, shift: int = 0, offset: float = 0.0) -> NDArray[np.float32]:
    """Return the thresholds of 64 rows, read-only.

    Args:
        columns: number of columns.
        shift: in 65536ths; planes with other shifts have other thresholds.
        offset: added to all of them.

    Returns:
        float32 (64, columns): `offset` plus odd multiples of 1/512 from 1/512 to 511/512, with a mean of 1/2.
    """
    down = _DOWN * np.arange(PERIOD, dtype=np.uint32)[:, None]
    across = _ACROSS * np.arange(columns, dtype=np.uint32) + np.uint32(shift)
    steps = (down + across) % 65536 * _LEVELS // 65536
    table = ((2 * steps + 1) / np.float64(2 * _LEVELS) + offset).astype(np.float32)
    table.flags.writeable = False
    return table
