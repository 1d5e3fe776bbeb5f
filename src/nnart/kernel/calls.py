"""Calls of the compiled functions, on arrays of the right shapes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnart.kernel.machinecode import call, products
from nnart.kernel.packing import Packed, Scratch, aligned
from nnart.kernel.processor import CHAINS, LANES

Doubles = NDArray[np.float64]
Bytes = NDArray[np.uint8] | NDArray[np.uint16]


def forward(
    network: Packed,
    scratch: Scratch,
    points: Doubles,
    first: int,
    last: int,
    out: Doubles,
    steepest: NDArray[np.float32] | None = None,
) -> None:
    """Write a network's answers at the points `first` … `last` - 1.

    Args:
        network, scratch: must not be used by another call at the same time.
        points: float64 (inputs, P), contiguous.
        first, last: within 0 … P.
        out: float64 (P, outputs), contiguous, written from row `first` to before row `last`.
        steepest: float32 (1,), raised to the largest difference of any sum with a non-linear activation between
            the first and second point, the third and fourth, and so on.
    """
    count = points.shape[-1]
    _check(points, (network.sizes[0], count))
    _check(out, (count, network.sizes[-1]))
    if steepest is None:
        steepest = np.array([-1], np.float32)
    arrays, shape = [array.ctypes.data for array in (*network[:-1], *scratch, points)], network.shape
    how = products(shape), shape.rows, shape.tile, len(network.carries)
    call("forward", *how, *arrays, count, first, last, out.ctypes.data, steepest.ctypes.data)


class Curve(NamedTuple):
    """A curve of straight pieces, one or more.

    values, positions   float64 (K,), rising
    rises               float64 (K - 1,), the slopes of the pieces
    """

    values: Doubles
    positions: Doubles
    rises: Doubles

    @property
    def arguments(self) -> tuple[int, ...]:
        return (*(array.ctypes.data for array in self), len(self.values))


def disagreements(
    nodes: Doubles,
    fitted: Doubles,
    coarse: Doubles,
    curve: Curve,
    *,
    share: float,
    least: float,
    beyond: float,
) -> Doubles:
    """Return how far the nodes (cells, 9, 9) of each cell are from polynomials, as positions on a curve.

    The maximum of three distances: the largest one from the fit with weights `fitted` (9, 9); `share` of the
    largest one from the polynomial through every other node, with weights `coarse` (5, 9); and `least`. It is
    multiplied by the largest slope of the curve among the nodes and `beyond` times that distance further.
    """
    cells = len(nodes)
    _check(nodes, (cells, 9, 9))
    _check(fitted, (9, 9))
    _check(coarse, (5, 9))
    rows, out = np.empty(81), np.empty(cells)
    given = (nodes.ctypes.data, cells, fitted.ctypes.data, coarse.ctypes.data, share, least, beyond)
    slopes = (curve.values.ctypes.data, curve.rises.ctypes.data, len(curve.values))
    call("disagreements", *given, *slopes, rows.ctypes.data, out.ctypes.data)
    return out


def interpolate(
    nodes: Doubles, origins: NDArray[np.int64], weights: Doubles, rows: tuple[int, int], field: Doubles
) -> None:
    """Write the pixels of cells into some rows of a field.

    Args:
        nodes: (cells, 9, 9).
        origins: (cells, 2), the row and column of their first pixels.
        weights: (9, side), for cells of side x side pixels.
        rows: half-open range of rows to write.
        field: (rows, columns).
    """
    cells, side = len(nodes), weights.shape[1]
    _check(nodes, (cells, 9, 9))
    _check(weights, (9, side))
    _check(field, field.shape)
    if origins.shape != (cells, 2) or ((origins < 0) | (origins + side > field.shape)).any():
        raise ValueError("a cell is beyond the field")
    at = np.ascontiguousarray(origins, np.int64)
    given = (nodes.ctypes.data, at.ctypes.data, cells, side, weights.ctypes.data)
    call("interpolate", *given, field.shape[1], *rows, field.ctypes.data)


def tone(field: Doubles, curve: Curve) -> Doubles:
    """Return the positions of numbers of any shape on a curve, level beyond its ends."""
    _check(field, field.shape)
    out = np.empty_like(field)
    call("tone", field.ctypes.data, field.size, *curve.arguments, out.ctypes.data)
    return out


class Rounding(NamedTuple):
    """How colours become bytes.

    bits     8 or 16 a channel
    key      of the noise that is added before, 0 … 2^64 - 1; None for none
    row      of the first pixel in the picture, and its column: noise depends on a pixel's place
    """

    bits: int
    key: int | None = None
    row: int = 0
    column: int = 0

    def arguments(self, out: Bytes) -> tuple[float, ...]:
        dithered = self.key is not None
        divisor = 257.0 if self.bits == 8 else 1.0
        return divisor, self.key or 0, dithered, self.row, self.column, out.ctypes.data, out.ctypes.data

    def room(self, rows: int, columns: int) -> Bytes:
        """Return an array for colours, (rows, columns, 3)."""
        out: Bytes = np.empty((rows, columns, 3), f"u{self.bits // 8}")
        return out


def colours(positions: Doubles, table: Doubles, flat: bool, rounding: Rounding) -> Bytes:
    """Return colours (rows, columns, 3) at positions 0 … 1.

    Args:
        positions: (fields, rows, columns), 1 to 3 fields.
        table: one dimension for each field, and 3: colours of 16 bits, interpolated linearly.
        flat: whether to take steps instead of interpolating; with one field only.
        rounding: to bytes.
    """
    fields, rows, columns = positions.shape
    sizes = np.array(table.shape[:-1], np.int64)
    _check(positions, positions.shape)
    _check(table, (*sizes, 3))
    if not 1 <= fields <= 3 or len(sizes) != fields or (flat and fields > 1) or (sizes < 2 - flat).any():
        raise ValueError(f"a table of {fields} fields is needed, not {table.shape}")
    out = rounding.room(rows, columns)
    given = (positions.ctypes.data, fields, rows, columns, table.ctypes.data, sizes.ctypes.data, flat)
    call("colours", *given, *rounding.arguments(out))
    return out


def averages(
    fine: NDArray[np.uint16], side: int, light: Doubles, encoded: Doubles, rounding: Rounding
) -> Bytes:
    """Return the mean of every square of side x side colours, in linear light.

    Args:
        fine: (rows * side, columns * side, 3).
        side: 1 or more.
        light: (65536,), of every number of 16 bits.
        encoded: (65537,), numbers of 16 bits of light at multiples of 2^-16.
        rounding: to bytes.
    """
    rows, columns = fine.shape[0] // side, fine.shape[1] // side
    _check(light, (65536,))
    _check(encoded, (65537,))
    if fine.shape != (rows * side, columns * side, 3) or fine.dtype != np.uint16 or not fine.flags.c_contiguous:
        raise ValueError(f"contiguous uint16 in squares of {side} is needed, not {fine.dtype} {fine.shape}")
    out = rounding.room(rows, columns)
    given = (fine.ctypes.data, side, rows, columns, light.ctypes.data, encoded.ctypes.data)
    call("averages", *given, *rounding.arguments(out))
    return out


def uniform(seed: int, stream: int, rows: int, count: int) -> Doubles:
    """Return numbers of several streams in a row, (rows, count); as `nnart.exact.streams.draw_uniform`."""
    out = np.empty((rows, count))
    call("uniform", seed, stream, rows, count, out.ctypes.data)
    return out


def multiply_add(passes: int) -> int:
    """Keep the processor as busy as possible; return the number of float32 operations done."""
    out = aligned(LANES)
    call("peak", passes, out.ctypes.data)
    return 2 * CHAINS * LANES * passes


def _check(array: Doubles, shape: tuple[int, ...]) -> None:
    """Raise ValueError unless the compiled code stays within the array."""
    if array.shape != shape or array.dtype != np.float64 or not array.flags.c_contiguous:
        raise ValueError(f"contiguous float64 {shape} is needed, not {array.dtype} {array.shape}")
