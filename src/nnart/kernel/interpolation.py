"""Polynomials within square cells, and how far they are from the network. Importing this loads numba.

A cell has 9 x 9 nodes, its borders included, at distances of `step` pixels.
"""

from __future__ import annotations

from nnart.kernel.arithmetic import DEFAULT_MODE, change_mode
from nnart.kernel.jit import compiled
from nnart.kernel.shading import piece_of


@compiled
def _position(value, values, positions, rises, knots):  # type: ignore[no-untyped-def]
    """Return where a value is on a tone's curve, whose last pieces go on beyond its ends."""
    piece = piece_of(values, knots, value)
    return (value - values[piece]) * rises[piece] + positions[piece]


@compiled
def _largest(  # type: ignore[no-untyped-def]
    nodes, cell, stride, terms, weights, values, positions, rises, knots, rows, least
):
    """Return the largest distance, on the tone's curve, of a cell's nodes from what some of them predict.

    Those are every `stride`-th one, `terms` a side, with weights (terms, 9). `rows` has room for 9 * terms.
    """
    for k in range(terms):
        for row in range(9):
            s = weights[row] * nodes[81 * cell + stride * k]
            for i in range(1, terms):
                s += weights[9 * i + row] * nodes[81 * cell + 9 * stride * i + stride * k]
            rows[9 * k + row] = s
    for row in range(9):
        for column in range(9):
            s = weights[column] * rows[row]
            for k in range(1, terms):
                s += weights[9 * k + column] * rows[9 * k + row]
            real = _position(nodes[81 * cell + 9 * row + column], values, positions, rises, knots)
            least = max(least, abs(_position(s, values, positions, rises, knots) - real))
    return least


@compiled
def disagreements(  # type: ignore[no-untyped-def]
    nodes, cells, fitted, coarse, share, values, positions, rises, knots, rows, out
):
    """Write how far each cell's nodes are from polynomials through them, as positions on a tone's curve.

    That is the largest distance from the fit with weights `fitted` (9, 9), or `share` of the largest one from
    the polynomial through every other node, with weights `coarse` (5, 9), if that is more.

    nodes                       float64 (cells, 9, 9)
    values, positions, rises    the curve, as for `nnart.kernel.shading.tone`
    rows                        float64 (81,), scratch
    out                         float64 (cells,)
    """
    mode = change_mode(DEFAULT_MODE)
    for cell in range(cells):
        far = _largest(nodes, cell, 2, 5, coarse, values, positions, rises, knots, rows, 0.0)
        out[cell] = _largest(nodes, cell, 1, 9, fitted, values, positions, rises, knots, rows, far * share)
    change_mode(mode)


@compiled
def interpolate(nodes, origins, cells, side, weights, columns, field):  # type: ignore[no-untyped-def]
    """Write every pixel of cells of `side` x `side` pixels, from their nodes.

    nodes     float64 (cells, 9, 9)
    origins   int64 (cells,), where in the field a cell begins
    weights   float64 (9, side)
    field     float64 (…, columns)
    """
    mode = change_mode(DEFAULT_MODE)
    for cell in range(cells):
        for row in range(side):
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
            start = origins[cell] + row * columns
            for p in range(side):
                s = a * weights[p] + b * weights[side + p] + c * weights[2 * side + p]
                s = s + d * weights[3 * side + p] + e * weights[4 * side + p] + f * weights[5 * side + p]
                s = s + g * weights[6 * side + p] + h * weights[7 * side + p] + i * weights[8 * side + p]
                field[start + p] = s
    change_mode(mode)
