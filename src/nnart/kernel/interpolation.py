"""Polynomials within square cells, and their distance from the network. Importing this module loads numba.

A cell has 9 x 9 nodes, its borders included, at distances of `step` pixels.
"""

from __future__ import annotations

from nnart.kernel.arithmetic import DEFAULT_MODE, change_mode
from nnart.kernel.jit import compiled, inlined
from nnart.kernel.shading import piece_of


@inlined
def _largest(nodes, cell, stride, terms, weights, rows):  # type: ignore[no-untyped-def]
    """Return the largest distance of a cell's nodes from the prediction by some of them.

    The prediction uses every `stride`-th node, `terms` a side, with weights (terms, 9). `rows` has room for 9 *
    terms.
    """
    for k in range(terms):
        for row in range(9):
            s = weights[row] * nodes[81 * cell + stride * k]
            for i in range(1, terms):
                s += weights[9 * i + row] * nodes[81 * cell + 9 * stride * i + stride * k]
            rows[9 * k + row] = s
    largest = 0.0
    for row in range(9):
        for column in range(9):
            s = weights[column] * rows[row]
            for k in range(1, terms):
                s += weights[9 * k + column] * rows[9 * k + row]
            largest = max(largest, abs(s - nodes[81 * cell + 9 * row + column]))
    return largest


@inlined
def _steepest(values, rises, knots, least, greatest):  # type: ignore[no-untyped-def]
    """Return the largest slope of a curve, constant beyond its ends, between two values."""
    steepest = 0.0
    if greatest >= values[0] and least <= values[knots - 1]:
        for piece in range(piece_of(values, knots, least), piece_of(values, knots, greatest) + 1):
            steepest = max(steepest, rises[piece])
    return steepest


@compiled
def disagreements(  # type: ignore[no-untyped-def]
    nodes, cells, fitted, coarse, share, least, beyond, values, rises, knots, rows, out
):
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
    mode = change_mode(DEFAULT_MODE)
    for cell in range(cells):
        far = max(least, share * _largest(nodes, cell, 2, 5, coarse, rows))
        far = max(far, _largest(nodes, cell, 1, 9, fitted, rows))
        low = high = nodes[81 * cell]
        for i in range(81 * cell, 81 * cell + 81):
            low, high = min(low, nodes[i]), max(high, nodes[i])
        out[cell] = far * _steepest(values, rises, knots, low - beyond * far, high + beyond * far)
    change_mode(mode)


@compiled
def interpolate(nodes, origins, cells, side, weights, columns, first_row, last_row, field):  # type: ignore[no-untyped-def]
    """Write the pixels of cells of `side` x `side` pixels, from their nodes.

    nodes     float64 (cells, 9, 9)
    origins   int64 (cells, 2), the row and column where a cell begins
    weights   float64 (9, side)
    field     float64 (…, columns), written from `first_row` to before `last_row`
    """
    mode = change_mode(DEFAULT_MODE)
    for cell in range(cells):
        top = origins[2 * cell]
        for row in range(max(0, first_row - top), min(side, last_row - top)):
            first = 81 * cell
            w = weights[row]
            a, b, c = w * nodes[first], w * nodes[first + 1], w * nodes[first + 2]
            d, e, f = w * nodes[first + 3], w * nodes[first + 4], w * nodes[first + 5]
            g, h, i = w * nodes[first + 6], w * nodes[first + 7], w * nodes[first + 8]
            for k in range(1, 9):
                first += 9
                w = weights[k * side + row]
                a += w * nodes[first]
                b += w * nodes[first + 1]
                c += w * nodes[first + 2]
                d += w * nodes[first + 3]
                e += w * nodes[first + 4]
                f += w * nodes[first + 5]
                g += w * nodes[first + 6]
                h += w * nodes[first + 7]
                i += w * nodes[first + 8]
            start = (top + row) * columns + origins[2 * cell + 1]
            for p in range(side):
                s = a * weights[p] + b * weights[side + p] + c * weights[2 * side + p]
                s = s + d * weights[3 * side + p] + e * weights[4 * side + p] + f * weights[5 * side + p]
                s = s + g * weights[6 * side + p] + h * weights[7 * side + p] + i * weights[8 * side + p]
                field[start + p] = s
    change_mode(mode)
