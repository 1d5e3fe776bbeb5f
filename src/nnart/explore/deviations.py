"""Deviations: how far numbers are from their mean, exactly 0 where all are equal."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]


def centred(table: Table) -> Table:
    """Return what columns of numbers, (rows, columns), are above their mean.

    The mean of equal numbers may be rounded to another one, as that of three times 22.2344 is; so whether they
    differ is asked of the numbers. A deviation that is made of this is 0 where it should be. Where it is not,
    it is safe to divide by: the numbers here have few digits, and differ by far more than rounding does.
    """
    if not len(table):
        return table
    return np.where((table == table[:1]).all(axis=0), 0.0, table - table.mean(axis=0))
