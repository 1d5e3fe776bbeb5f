"""Tone and palette as compiled code: numbers → positions on a palette → colours. Importing this loads numba."""

from __future__ import annotations

import numpy as np

from nnart.kernel.arithmetic import DEFAULT_MODE, change_mode
from nnart.kernel.jit import compiled


@compiled
def piece_of(values, knots, value):  # type: ignore[no-untyped-def]
    """Return which piece of a curve a value is on: how many of its inner knots are not above it."""
    low, high = 0, knots - 2
    while low < high:
        middle = (low + high + 1) // 2
        if values[middle] <= value:
            low = middle
        else:
            high = middle - 1
    return low


@compiled
def tone(field, count, values, positions, rises, knots, out):  # type: ignore[no-untyped-def]
    """Write the position of every number on a curve of straight pieces, level beyond its ends.

    values, positions   float64 (knots,), at least 2
    rises               float64 (knots - 1,), the slopes of the pieces
    """
    mode = change_mode(DEFAULT_MODE)
    piece = 0
    for i in range(count):
        value = min(max(field[i], values[0]), values[knots - 1])
        if value < values[piece] or value >= values[piece + 1]:  # neighbours are mostly on one piece
            piece = piece_of(values, knots, value)
        position = (value - values[piece]) * rises[piece] + positions[piece]
        out[i] = min(max(position, 0.0), 1.0)
    change_mode(mode)


@compiled
def colours(positions, count, table, rises, last, scale, divisor, out):  # type: ignore[no-untyped-def]
    """Write the colour at every position 0 … 1, three numbers each, rounded to the nearest.

    table, rises   float64 (…, 3): colours, and what is added to each on the way to the next
    last           the last of them to be used
    scale          of positions to entries of the table
    divisor        of colours: 1, or 257 for 8 bits out of 16
    """
    mode = change_mode(DEFAULT_MODE)
    for i in range(count):
        at = positions[i] * scale
        entry = max(0, min(np.int64(at), last))
        for channel in range(3):
            colour = table[3 * entry + channel] + (at - entry) * rises[3 * entry + channel]
            out[3 * i + channel] = np.int64(colour / divisor + 0.5)
    change_mode(mode)
