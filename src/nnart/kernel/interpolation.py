"""Polynomials within square cells, and their distance from the network.

A cell has 9 x 9 nodes, its borders included, at distances of `step` pixels.
"""

from __future__ import annotations

from typing import Any

from nnart.kernel.code import Code, define
from nnart.kernel.mode import default_mode
from nnart.kernel.shading import piece_of
from nnart.kernel.signatures import SIGNATURES
from nnart.kernel.values import Array, Value

_SIDE = 9


def define_interpolation(module: Any) -> None:
    """Define the functions `disagreements` and `interpolate`."""
    define(module, "disagreements", SIGNATURES["disagreements"], _emit_disagreements)
    define(module, "interpolate", SIGNATURES["interpolate"], _emit_interpolate)


def _weighted(weights: Array, step: Value | int, numbers: Array, apart: int, count: int) -> Value:
    """Return the sum of weights[k * step] * numbers[k * apart], 0 <= k < count."""
    total = weights[0] * numbers[0]
    for k in range(1, count):
        total = total + (weights + step * k)[0] * numbers[k * apart]
    return total


def _emit_largest(code: Code, nodes: Array, stride: int, terms: int, weights: Array, rows: Array) -> Value:
    """Return the largest distance of a cell's nodes from the prediction by some of them.

    The prediction uses every `stride`-th node, `terms` a side, with weights (terms, 9). `rows` has room for 9 *
    terms.
    """
    for k in range(terms):
        with code.loop(0, _SIDE) as row:
            rows[row + _SIDE * k] = _weighted(weights + row, _SIDE, nodes + stride * k, _SIDE * stride, terms)
    largest = code.variable(code.double(0.0))
    with code.loop(0, _SIDE) as row, code.loop(0, _SIDE) as column:
        predicted = _weighted(weights + column, _SIDE, rows + row, _SIDE, terms)
        largest.value = largest.value.at_least(abs(predicted - nodes[row * _SIDE + column]))
    return largest.value


def _emit_steepest(
    code: Code, values: Array, rises: Array, knots: Value, least: Value, greatest: Value
) -> Value:
    """Return the largest slope of a curve, constant beyond its ends, between two values."""
    steepest = code.variable(code.double(0.0))
    with code.when((greatest >= values[0]) & (least <= values[knots - 1])):
        last = piece_of(code, values, knots, greatest)
        with code.loop(piece_of(code, values, knots, least), last + 1) as piece:
            steepest.value = steepest.value.at_least(rises[piece])
    return steepest.value


def _emit_disagreements(
    code: Code,
    nodes: Array,
    cells: Value,
    fitted: Array,
    coarse: Array,
    share: Value,
    least: Value,
    beyond: Value,
    values: Array,
    rises: Array,
    knots: Value,
    rows: Array,
    out: Array,
) -> None:
    """Write how far each cell's nodes are from polynomials, as positions on a tone's curve.

    The maximum of three distances: the largest one from the fit with weights `fitted` (9, 9); `share` of the
    largest one from the polynomial through every other node, with weights `coarse` (5, 9); and `least`. It is
    multiplied by the largest slope of the curve between the nodes' minimum and maximum and `beyond` times that
    distance further, where pixels between the nodes may lie.

    nodes           float64 (cells, 9, 9)
    values, rises   float64 (knots,) and (knots - 1,), the curve
    rows            float64 (81,), scratch
    out             float64 (cells,)
    """
    with default_mode(code), code.loop(0, cells) as cell:
        own = nodes + cell * _SIDE**2
        far = (share * _emit_largest(code, own, 2, 5, coarse, rows)).at_least(least)
        far = _emit_largest(code, own, 1, 9, fitted, rows).at_least(far)
        low, high = code.variable(own[0]), code.variable(own[0])
        with code.loop(1, _SIDE**2) as i:
            low.value, high.value = own[i].at_most(low.value), own[i].at_least(high.value)
        reach = beyond * far
        steepest = _emit_steepest(code, values, rises, knots, low.value - reach, high.value + reach)
        out[cell] = far * steepest


def _emit_interpolate(
    code: Code,
    nodes: Array,
    origins: Array,
    cells: Value,
    side: Value,
    weights: Array,
    columns: Value,
    first: Value,
    last: Value,
    field: Array,
) -> None:
    """Write the pixels of cells of `side` x `side` pixels, from their nodes.

    nodes     float64 (cells, 9, 9)
    origins   int64 (cells, 2), the row and column where a cell begins
    weights   float64 (9, side)
    field     float64 (…, columns), written from row `first` to before `last`
    """
    with default_mode(code), code.loop(0, cells) as cell:
        top, left = origins[cell * 2], origins[cell * 2 + 1]
        own = nodes + cell * _SIDE**2
        with code.loop((first - top).at_least(0), (last - top).at_most(side)) as row:
            sums = [_weighted(weights + row, side, own + node, _SIDE, _SIDE) for node in range(_SIDE)]
            start = field + ((top + row) * columns + left)
            with code.loop(0, side) as p:
                total = sums[0] * weights[p]
                for k in range(1, _SIDE):
                    total = total + sums[k] * (weights + side * k)[p]
                start[p] = total
