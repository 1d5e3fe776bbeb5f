"""Tone and colour as compiled code: numbers → positions → colours → bytes. Importing this module loads
numba.
"""

from __future__ import annotations

import numpy as np

from nnart.kernel.arithmetic import DEFAULT_MODE, change_mode
from nnart.kernel.jit import compiled


@compiled
def piece_of(values, knots, value):  # type: ignore[no-untyped-def]
    """Return the piece of a curve that a value is on: the number of inner knots not above the value."""
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
    """Write the position of every number on a piecewise linear curve, constant beyond its ends.

    values, positions   float64 (knots,), at least 2
    rises               float64 (knots - 1,), the slopes of the pieces
    """
    mode = change_mode(DEFAULT_MODE)
    piece = 0
    for i in range(count):
        value = min(max(field[i], values[0]), values[knots - 1])
        if value < values[piece] or value >= values[piece + 1]:  # neighbours are mostly on the same piece
            piece = piece_of(values, knots, value)
        position = (value - values[piece]) * rises[piece] + positions[piece]
        out[i] = min(max(position, 0.0), 1.0)
    change_mode(mode)


@compiled
def _between(table, at, step, part):  # type: ignore[no-untyped-def]
    return table[at] + part * (table[at + step] - table[at])


@compiled
def _noise(key, row, column):  # type: ignore[no-untyped-def]
    """Return 64 random bits for a pixel's place, by SplitMix64 (Steele, Lea and Flood 2014)."""
    z = key + (np.uint64(row) * np.uint64(2**32) + np.uint64(column)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


@compiled
def _offset(noise, channel):  # type: ignore[no-untyped-def]
    """Return a channel's offset before rounding down, 0 … 1, from 21 bits of noise."""
    return np.int64((noise >> np.uint64(21 * channel)) & np.uint64(2**21 - 1)) * 2.0**-21


@compiled
def _store(colour, divisor, offset, place, out8, out16):  # type: ignore[no-untyped-def]
    byte = np.int64(colour / divisor + offset)
    if divisor == 1.0:
        out16[place] = byte
    else:
        out8[place] = byte


@compiled
def _along(  # type: ignore[no-untyped-def]
    positions, rows, columns, table, size, flat, divisor, key, dithered, row, column, out8, out16
):
    """The colours of one field."""
    scale = float(size if flat else size - 1)
    last, step = (size - 1, 0) if flat else (size - 2, 3)
    for i in range(rows * columns):
        at = positions[i] * scale
        entry = max(0, min(np.int64(at), last))
        part = at - entry
        noise = _noise(key, row + i // columns, column + i % columns) if dithered else np.uint64(0)
        for channel in range(3):
            colour = _between(table, 3 * entry + channel, step, part)
            offset = _offset(noise, channel) if dithered else 0.5
            _store(colour, divisor, offset, 3 * i + channel, out8, out16)


@compiled
def _across(  # type: ignore[no-untyped-def]
    positions, fields, rows, columns, table, sizes, divisor, key, dithered, row, column, out8, out16
):
    """The colours of two or three fields."""
    count = rows * columns
    step = 3 * sizes[fields - 1]
    step2 = step * sizes[fields - 2] if fields == 3 else 0
    for i in range(count):
        at = 0
        part = part1 = part2 = 0.0
        for k in range(fields):
            place = positions[k * count + i] * (sizes[k] - 1)
            entry = max(0, min(np.int64(place), sizes[k] - 2))
            at = at * sizes[k] + entry
            part2, part1, part = part1, part, place - entry
        noise = _noise(key, row + i // columns, column + i % columns) if dithered else np.uint64(0)
        for channel in range(3):
            first = 3 * at + channel
            colour = _between(table, first, 3, part)
            colour += part1 * (_between(table, first + step, 3, part) - colour)
            if fields > 2:
                further = _between(table, first + step2, 3, part)
                further += part1 * (_between(table, first + step2 + step, 3, part) - further)
                colour += part2 * (further - colour)
            offset = _offset(noise, channel) if dithered else 0.5
            _store(colour, divisor, offset, 3 * i + channel, out8, out16)


@compiled
def colours(  # type: ignore[no-untyped-def]
    positions, fields, rows, columns, table, sizes, flat, divisor, key, dithered, row, column, out8, out16
):
    """Write the colour at every position, rounded to the nearest or dithered.

    positions     float64 (fields, rows, columns), 0 … 1; 1 to 3 fields
    table         float64 (*sizes, 3): colours of 16 bits
    sizes         int64 (fields,), at least 2 each, or 1 if flat
    flat          whether the table's colours, of one field, are flat steps, with nothing between them
    divisor       of colours: 1, or 257 for 8 bits out of 16
    key           uint64, of the noise; `row`, `column` are the first pixel's place in the picture
    dithered      whether there is noise
    out8, out16   (rows, columns, 3), of which the divisor says which one is written
    """
    mode = change_mode(DEFAULT_MODE)
    if fields == 1:
        _along(
            positions, rows, columns, table, sizes[0], flat, divisor, key, dithered, row, column, out8, out16
        )
    else:
        _across(
            positions, fields, rows, columns, table, sizes, divisor, key, dithered, row, column, out8, out16
        )
    change_mode(mode)


@compiled
def averages(  # type: ignore[no-untyped-def]
    fine, side, rows, columns, light, encoded, divisor, key, dithered, row, column, out8, out16
):
    """Write the mean of every square of side x side colours, in linear light, as `colours` does.

    fine      uint16 (rows * side, columns * side, 3)
    light     float64 (65536,), of every number of 16 bits, 0 … 1, multiples of 2^-32: sums are exact
    encoded   float64 (65537,), numbers of 16 bits of light at multiples of 2^-16
    """
    mode = change_mode(DEFAULT_MODE)
    for i in range(rows * columns):
        top, left = i // columns * side, i % columns * side
        noise = _noise(key, row + i // columns, column + i % columns) if dithered else np.uint64(0)
        for channel in range(3):
            total = 0.0
            for r in range(top, top + side):
                for c in range(left, left + side):
                    total += light[fine[3 * (r * columns * side + c) + channel]]
            place = total / (side * side) * 65536.0
            entry = min(np.int64(place), 65535)
            colour = _between(encoded, entry, 1, place - entry)
            offset = _offset(noise, channel) if dithered else 0.5
            _store(colour, divisor, offset, 3 * i + channel, out8, out16)
    change_mode(mode)
