"""The compiled functions, called on arrays of the shapes that they need."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnart.kernel.machinecode import call
from nnart.kernel.packing import Packed, Scratch, aligned
from nnart.kernel.processor import SHAPE

Doubles = NDArray[np.float64]


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
        network, scratch: no other call may use that scratch at the same time.
        points: float64 (inputs, P), contiguous.
        first, last: within 0 … P.
        out: float64 (P, outputs), contiguous, written from row `first` to before row `last`.
        steepest: float32 (1,), raised to the largest difference that a sum has between two points, if its
            activation is not linear: the first and the second, the third and the fourth, and so on.
    """
    count = points.shape[-1]
    _check(points, (network.sizes[0], count))
    _check(out, (count, network.sizes[-1]))
    if steepest is None:
        steepest = np.array([-1], np.float32)
    arrays = [array.ctypes.data for array in (*network, *scratch, points)]
    call("forward", len(network.carries), *arrays, count, first, last, out.ctypes.data, steepest.ctypes.data)


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

    That is the largest distance from the fit with weights `fitted` (9, 9), or `share` of the largest one from
    the polynomial through every other node, with weights `coarse` (5, 9), or `least`, whichever is most, times
    the largest slope of the curve among the nodes and `beyond` times that distance further.
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
        rows: from the first to before the second of them, pixels are written.
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


def colours(
    positions: Doubles, table: Doubles, rises: Doubles, last: int, scale: float, bits: int
) -> NDArray[np.uint8] | NDArray[np.uint16]:
    """Return colours (…, 3) of 8 or 16 bits at positions 0 … 1 of any shape.

    Args:
        table: (entries, 3), colours of 16 bits.
        rises: (entries, 3), what is added to each on the way to the next.
        last: the last entry to be used.
        scale: of positions to entries.
    """
    _check(positions, positions.shape)
    for array in (table, rises):
        _check(array, (max(last + 1, len(table)), 3))
    out = np.empty((*positions.shape, 3), np.uint8 if bits == 8 else np.uint16)
    given = (positions.ctypes.data, positions.size, table.ctypes.data, rises.ctypes.data, last, scale)
    call(f"colours{bits}", *given, 257.0 if bits == 8 else 1.0, out.ctypes.data)
    return out


def multiply_add(passes: int) -> int:
    """Keep the processor as busy as can be; return how many floating-point operations it did in float32."""
    out = aligned(SHAPE.lanes)
    call("peak", passes, out.ctypes.data)
    return 2 * SHAPE.chains * SHAPE.lanes * passes


def _check(array: Doubles, shape: tuple[int, ...]) -> None:
    """Raise ValueError if the compiled code could read or write beyond an array's ends."""
    if array.shape != shape or array.dtype != np.float64 or not array.flags.c_contiguous:
        raise ValueError(f"contiguous float64 {shape} is needed, not {array.dtype} {array.shape}")
