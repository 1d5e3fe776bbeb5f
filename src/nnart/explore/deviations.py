"""Deviations: how far numbers are from their mean, exactly 0 where all are equal."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]


def centred(table: Table) -> Table:
    """Subtract the mean from each column, (rows, columns).

    Columns of equal numbers become exactly 0. That needs a test, since rounding can make the mean differ from
    the numbers: three times 22.2344 is an example. Any other result is safe to divide by, since the numbers
    here have few digits and differ by far more than rounding errors.
    """
    if not len(table):
        return table
    return np.where((table == table[:1]).all(axis=0), 0.0, table - table.mean(axis=0))
