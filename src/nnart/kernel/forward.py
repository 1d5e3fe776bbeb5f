"""A network's answer at a run of points."""

from __future__ import annotations

from threading import Lock
from typing import NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

from nnart.activations import ACTIVATIONS
from nnart.kernel.compiling import compiled, fma32, fma64, prepare
from nnart.kernel.functions import activate, activated64, bounded

TILE = 128  # points evaluated together: 8 vectors of 16 lanes; 64 and 256 measured 5 to 10 % slower

CODES = {activation.name: code for code, activation in enumerate(ACTIVATIONS)}


class Packed(NamedTuple):
    """A network laid out for `forward`.

    sizes    int64 (L + 1,): inputs, then the outputs of each of the L layers
    codes    int64 (L,): each layer's activation, its index in `ACTIVATIONS`
    weights  float32: each layer's (out, in) matrix in row order, one after another
    biases   float32: each layer's (out,) vector, one after another
    """

    sizes: NDArray[np.int64]
    codes: NDArray[np.int64]
    weights: NDArray[np.float32]
    biases: NDArray[np.float32]


@compiled
def _first_layer(points, start, count, weights, biases, rows):  # type: ignore[no-untyped-def]
    """Sums of the first layer in float64, rounded to float32 once."""
    inputs = points.shape[0]
    for n in range(rows.shape[0]):
        bias = np.float64(biases[n])
        for p in range(count):
            s = bias
            for k in range(inputs):
                s = fma64(np.float64(weights[n * inputs + k]), points[k, start + p], s)
            rows[n, p] = bounded(np.float32(s))


@compiled
def _output_layer(before, start, weights, biases, code, out):  # type: ignore[no-untyped-def]
    """The output layer in float64: out[p, n] = φ(biases[n] + Σ weights[n, k] * before[k, start + p])."""
    inputs = before.shape[0]
    for n in range(out.shape[1]):
        out[:, n] = biases[n]
        for k in range(inputs):
            w = np.float64(weights[n * inputs + k])
            for p in range(out.shape[0]):
                out[p, n] = fma64(w, np.float64(before[k, start + p]), out[p, n])
        for p in range(out.shape[0]):
            out[p, n] = activated64(code, out[p, n])


@compiled
def _next_layer(before, weights, biases, rows):  # type: ignore[no-untyped-def]
    """Sums of a further layer: rows[n] = biases[n] + sum over k of weights[n, k] * before[k]."""
    inputs, points = before.shape
    quads = inputs - inputs % 4
    for n in range(rows.shape[0]):
        out, at = rows[n], n * inputs
        out[:] = biases[n]
        for k in range(0, quads, 4):
            w0, w1, w2, w3 = weights[at + k], weights[at + k + 1], weights[at + k + 2], weights[at + k + 3]
            y0, y1, y2, y3 = before[k], before[k + 1], before[k + 2], before[k + 3]
            for p in range(points):
                out[p] = fma32(w3, y3[p], fma32(w2, y2[p], fma32(w1, y1[p], fma32(w0, y0[p], out[p]))))
        for k in range(quads, inputs):
            w, y = weights[at + k], before[k]
            for p in range(points):
                out[p] = fma32(w, y[p], out[p])


@compiled
def forward(sizes, codes, weights, biases, points, first, last, out):  # type: ignore[no-untyped-def]
    """Write the answer of a packed network at points `first` … `last` - 1 into `out`.

    sizes, codes, weights, biases   the parts of a `Packed`
    points   float64 (inputs, P)
    out      float64 (P, outputs), written from row `first` to before row `last`

    A last tile that is not full is evaluated in full and copied in part, by the same arithmetic.
    """
    hidden = codes.shape[0] - 1
    before = np.zeros((sizes[1:].max(), TILE), np.float32)
    after = np.zeros_like(before)
    for start in range(first, last, TILE):
        count = min(TILE, last - start)
        answer = out[start : start + count]
        if hidden == 0:
            _output_layer(points, start, weights, biases, codes[0], answer)
            continue
        _first_layer(points, start, count, weights, biases, before[: sizes[1]])
        activate(codes[0], before[: sizes[1]])
        at, bias_at = sizes[0] * sizes[1], sizes[1]
        for layer in range(1, hidden):
            fan_in, fan_out = sizes[layer], sizes[layer + 1]
            _next_layer(before[:fan_in], weights[at:], biases[bias_at:], after[:fan_out])
            activate(codes[layer], after[:fan_out])
            before, after = after, before
            at += fan_in * fan_out
            bias_at += fan_out
        _output_layer(before[: sizes[hidden]], 0, weights[at:], biases[bias_at:], codes[hidden], answer)


# What a packed network, points and the answers are to the compiler.
_SIGNATURE = types.void(
    types.int64[::1],
    types.int64[::1],
    types.float32[::1],
    types.float32[::1],
    types.float64[:, ::1],
    types.int64,
    types.int64,
    types.float64[:, ::1],
)
_preparing = Lock()


def ready() -> None:
    """Have `forward` compiled, unless that is done."""
    with _preparing:
        if not forward.signatures:
            prepare(forward, _SIGNATURE)
