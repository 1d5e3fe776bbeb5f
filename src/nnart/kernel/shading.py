"""Tone and colour: numbers → positions → colours → bytes."""

from __future__ import annotations

from functools import partial
from typing import Any

from nnart.kernel.code import Code, define
from nnart.kernel.mode import default_mode
from nnart.kernel.signatures import SIGNATURES
from nnart.kernel.values import INT8, INT16, INT64, Array, Value

# Numbers whose pieces of a curve are searched in lockstep. For each by itself, the processor would guess every
# second step wrong, and take seven times as long.
_TOGETHER = 64


def define_shading(module: Any) -> None:
    """Define the functions `tone`, `colours` and `averages`."""
    define(module, "tone", SIGNATURES["tone"], _emit_tone)
    define(module, "colours", SIGNATURES["colours"], _emit_colours)
    define(module, "averages", SIGNATURES["averages"], _emit_averages)


def piece_of(code: Code, values: Array, knots: Value, value: Value) -> Value:
    """Return the piece of a curve that a value is on: the number of inner knots not above the value."""
    low, high = code.variable(code.number(0)), code.variable(knots - 2)
    with code.loop_while(lambda: low.value < high.value):
        middle = (low.value + high.value + 1) // 2
        on = values[middle] <= value
        low.value, high.value = on.choose(middle, low.value), on.choose(high.value, middle - 1)
    return low.value


def _emit_tone(
    code: Code,
    field: Array,
    count: Value,
    values: Array,
    positions: Array,
    rises: Array,
    knots: Value,
    out: Array,
) -> None:
    """Write the position of every number on a piecewise linear curve, constant beyond its ends.

    values, positions   float64 (knots,), at least 2
    rises               float64 (knots - 1,), the slopes of the pieces
    """

    def clamped(at: Value) -> Value:
        return field[at].at_least(values[0]).at_most(values[knots - 1])

    with default_mode(code):
        pieces = code.array(INT64, _TOGETHER)
        with code.loop(0, count, _TOGETHER) as first:
            filled = (count - first).at_most(_TOGETHER)
            with code.loop(0, filled) as i:
                pieces[i] = code.number(0)
            left = code.variable(knots - 1)
            with code.loop_while(lambda: left.value > 1):
                half = left.value // 2
                with code.loop(0, filled) as i:
                    middle = pieces[i] + half
                    pieces[i] = (values[middle] <= clamped(first + i)).choose(middle, pieces[i])
                left.value = left.value - half
            with code.loop(0, filled) as i:
                at = pieces[i]
                position = (clamped(first + i) - values[at]) * rises[at] + positions[at]
                out[first + i] = position.at_least(0.0).at_most(1.0)


class _Rounding:
    """Colours to bytes: rounded to the nearest, or dithered."""

    def __init__(
        self,
        code: Code,
        divisor: Value,
        key: Value,
        dithered: Value,
        row: Value,
        column: Value,
        out8: Array,
        out16: Array,
    ) -> None:
        self._code, self._divisor, self._key, self._dithered = code, divisor, key, dithered
        self._row, self._column, self._out8, self._out16 = row, column, out8, out16

    def store(self, row: Value, column: Value, pixel: Value, colours: list[Value]) -> None:
        """Emit the bytes of a pixel, from its colour of 16 bits.

        Args:
            row, column: its place in the window.
            pixel: its number.
            colours: of each channel.
        """
        code = self._code
        offsets = [code.variable(code.double(0.5)) for _ in colours]
        with code.when(self._dithered > 0):
            noise = self._noise(self._row + row, self._column + column)
            for channel, offset in enumerate(offsets):  # 0 … 1, from 21 bits
                offset.value = ((noise >> 21 * channel) & (2**21 - 1)).float * 2.0**-21
        rounded = [
            (one / self._divisor + offset.value).integer for one, offset in zip(colours, offsets, strict=True)
        ]
        with code.either(self._divisor.same(1.0)) as (in16, in8):
            for branch, out, kind in ((in16, self._out16, INT16), (in8, self._out8, INT8)):
                with branch:
                    for channel, byte in enumerate(rounded):
                        out[pixel * 3 + channel] = byte.narrowed(kind)

    def _noise(self, row: Value, column: Value) -> Value:
        """Return 64 random bits for a pixel's place, by SplitMix64 (Steele, Lea and Flood 2014)."""
        z = self._key + ((row << 32) + column) * 0x9E3779B97F4A7C15
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB
        return z ^ (z >> 31)


def _emit_colours(
    code: Code,
    positions: Array,
    fields: Value,
    rows: Value,
    columns: Value,
    table: Array,
    sizes: Array,
    flat: Value,
    **rounding: Any,
) -> None:
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
    store = _Rounding(code, **rounding).store

    def emit(count: int) -> None:
        """Emit the colours of so many fields."""
        steps = [
            (code.number(1) - flat) * 3
        ]  # from one of a field's colours to the next; the last field's first
        for k in range(count - 1, 0, -1):
            steps.append(steps[-1] * sizes[k])
        with code.loop(0, rows) as row, code.loop(0, columns) as column:
            pixel = row * columns + column
            at = code.number(0)
            parts: list[Value] = []
            for k in range(count):
                place = positions[rows * columns * k + pixel] * (sizes[k] - 1 + flat).float
                entry = place.integer.at_most(sizes[k] - 2 + flat).at_least(0)
                at, parts = at * sizes[k] + entry, [place - entry.float, *parts]
            first = table + at * 3
            store(row, column, pixel, [_blended(first + channel, steps, parts) for channel in range(3)])

    with default_mode(code):
        code.cases(fields - 1, [partial(emit, count) for count in (1, 2, 3)])


def _blended(table: Array, steps: list[Value], parts: list[Value]) -> Value:
    """Return the linear interpolation of a table along several fields, the last of the lists outermost."""
    if len(steps) == 1:
        return table[0] + parts[0] * (table[steps[0]] - table[0])
    low, high = (_blended(one, steps[:-1], parts[:-1]) for one in (table, table + steps[-1]))
    return low + parts[-1] * (high - low)


def _emit_averages(
    code: Code,
    fine: Array,
    side: Value,
    rows: Value,
    columns: Value,
    light: Array,
    encoded: Array,
    **rounding: Any,
) -> None:
    """Write the mean of every square of side x side colours, in linear light, as `colours` does.

    fine      uint16 (rows * side, columns * side, 3)
    light     float64 (65536,), of every number of 16 bits, 0 … 1, multiples of 2^-32: sums are exact
    encoded   float64 (65537,), numbers of 16 bits of light at multiples of 2^-16
    """
    store = _Rounding(code, **rounding).store
    with default_mode(code), code.loop(0, rows) as row, code.loop(0, columns) as column:
        totals = [code.variable(code.double(0.0)) for _ in range(3)]
        with code.loop(0, side) as r, code.loop(0, side) as c:
            own = fine + (((row * side + r) * columns + column) * side + c) * 3
            for channel, total in enumerate(totals):
                total.value = total.value + light[own[channel].widened]
        colours = []
        for total in totals:
            place = total.value / (side * side).float * 65536.0
            entry = place.integer.at_most(65535)
            colours.append(_blended(encoded + entry, [code.number(1)], [place - entry.float]))
        store(row, column, row * columns + column, colours)
