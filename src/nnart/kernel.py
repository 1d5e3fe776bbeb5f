"""The compiled code, alone: a network's answer at a run of points. The only module that imports numba.

Arithmetic
----------
Every number that reaches a pixel comes from operations that IEEE 754 defines to the last bit: add,
subtract, multiply, divide, comparison, and fused multiply-add that is asked for by name (`fma32`,
`fma64`). There is no libm call, no fastmath and no reduction: one output sum is one serial chain,

    s = b;  s = fma(w[k], y[k], s)  for k = 0, 1, …

so the bits depend neither on the vector width nor on how points are cut into tiles. The compiler may
vectorise over points, and over points only.

Magnitudes stay finite: activations without a bound of their own are clamped to ±2^60, which with the
limits that a recipe sets on gain, bias and width keeps every sum far below float32's largest number.

Speed
-----
Points run along the vector lanes; activations are kept neuron-major, `(neuron, point)`, for a tile of
`TILE` points, small enough for the first-level cache. Four terms of the chain are added per pass over
the sums, so that a sum is loaded and stored once for four fused multiply-adds.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numba
import numpy as np
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from nnart.activations import ACTIVATIONS

TILE = 128  # points evaluated together: 8 vectors of 16 lanes; 64 and 256 measured 5 to 10 % slower
LARGEST = np.float32(2.0**60)

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


def _cache_folder() -> str | None:
    """Return the folder for compiled code, or None where nothing can be written.

    The folder is named for the sources that the code is made of: numba itself looks at one file only,
    and would go on using code compiled from an older version of the others.
    """
    sources = b"".join((Path(__file__).parent / name).read_bytes() for name in ("kernel.py", "activations.py"))
    name = hashlib.sha256(sources + numba.__version__.encode()).hexdigest()[:16]
    if "NUMBA_CACHE_DIR" in os.environ:
        root = Path(os.environ["NUMBA_CACHE_DIR"])
    elif sys.platform == "win32":
        root = Path(os.environ.get("LOCALAPPDATA", Path.home())) / "nnart" / "cache"
    elif sys.platform == "darwin":
        root = Path.home() / "Library" / "Caches" / "nnart"
    else:
        root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nnart"
    folder = root / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return str(folder)
    except OSError as error:
        warnings.warn(
            f"nnart compiles its kernel anew each time, as {folder} cannot be written ({error.strerror}); "
            "set NUMBA_CACHE_DIR to a folder that can",
            RuntimeWarning,
            stacklevel=2,
        )
        return None


@contextmanager
def _numba_cache(folder: str | None) -> Iterator[None]:
    """Have numba keep what is compiled inside this context in `folder`, and nothing else."""
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = folder or before
    try:
        yield
    finally:
        numba.config.CACHE_DIR = before


_FOLDER = _cache_folder()


def _compiled(function: Callable[..., Any]) -> Any:
    """Compile `function` at its first call.

    nogil         bands run in a thread pool of our own; numba's own threading layers are never entered
    error_model   as NumPy divides, without a test for zero
    cache         the second process starts in a fraction of the time
    fastmath and parallel stay off: both let the order of operations depend on the machine.
    """
    with _numba_cache(_FOLDER):
        return numba.njit(nogil=True, cache=_FOLDER is not None, error_model="numpy")(function)


def _fma(name: str, real: types.Float) -> Any:
    def fma(typingctx: Any, a: Any, b: Any, c: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.fma(*args)

        return real(real, real, real), generate

    fma.__name__ = name
    fma.__doc__ = f"Return a * b + c in {real}, rounded once."
    return intrinsic(fma)


fma32 = _fma("fma32", types.float32)
fma64 = _fma("fma64", types.float64)


@intrinsic
def bits_of(typingctx: Any, x: Any) -> Any:
    """Return the 32 bits of a float32 as an int32."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.bitcast(args[0], context.get_value_type(types.int32))

    return types.int32(types.float32), generate


@intrinsic
def float_of(typingctx: Any, x: Any) -> Any:
    """Return the float32 whose 32 bits an int32 holds."""

    def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.bitcast(args[0], context.get_value_type(types.float32))

    return types.float32(types.int32), generate


# Constants are float32 by name: a bare literal would be float64 and pull the arithmetic with it.
# Coefficients: tools/fit_activations.py.
_F = np.float32
_ONE, _HALF = _F(1), _F(0.5)
_TANH_CLAMP = _F(7.9)
_TANH_P1, _TANH_P2, _TANH_P3 = (
    _F(0.12938998639583588),
    _F(0.0029651671648025513),
    _F(1.1578129488043487e-05),
)
_TANH_Q1, _TANH_Q2, _TANH_Q3, _TANH_Q4 = (
    _F(0.4627225995063782),
    _F(0.023873871192336082),
    _F(0.0002406485436949879),
    _F(2.506547787106683e-07),
)
_SIN_P1, _SIN_P2, _SIN_P3, _SIN_P4 = (
    _F(-0.16666659712791443),
    _F(0.00833306647837162),
    _F(-0.00019809546938631684),
    _F(2.6056368369609118e-06),
)
_INVERSE_PI, _HALF_PI = _F(0.3183098861837907), _F(1.5707963267948966)
_PI_HIGH, _PI_MIDDLE, _PI_LOW = _F(-3.140625), _F(-0.0009675025939941406), _F(-1.5099580252808664e-07)
_EXP_P1, _EXP_P2, _EXP_P3, _EXP_P4, _EXP_P5 = (
    _F(0.6931470036506653),
    _F(0.24022243916988373),
    _F(0.055507201701402664),
    _F(0.009671499952673912),
    _F(0.001326467958278954),
)
_MINUS_LOG2_E = _F(-1.4426950408889634)
# Adding and subtracting 1.5 * 2^23 rounds a float32 below 2^22 to an integer, which then also stands in
# the low bits of the sum.
_ROUND = _F(1.5 * 2**23)
_FARTHEST = _F(2.0**21)


@_compiled
def _tanh(z):  # type: ignore[no-untyped-def]
    """tanh(z) = z P(z^2) / Q(z^2) with |z| clamped to 7.9; error below 5e-7 of the value, |result| < 1."""
    z = z if z < _TANH_CLAMP else _TANH_CLAMP
    z = z if z > -_TANH_CLAMP else -_TANH_CLAMP
    u = z * z
    p = fma32(fma32(fma32(_TANH_P3, u, _TANH_P2), u, _TANH_P1), u, _ONE)
    q = fma32(fma32(fma32(fma32(_TANH_Q4, u, _TANH_Q3), u, _TANH_Q2), u, _TANH_Q1), u, _ONE)
    return z * p / q


@_compiled
def _sin(z):  # type: ignore[no-untyped-def]
    """sin(z) = ±r P(r^2), r = z - k pi with pi in three parts (Cody and Waite, 1980).

    Accurate up to |z| = 2^12 pi; beyond, still defined and within ±1.
    """
    z = z if z < _FARTHEST else _FARTHEST
    z = z if z > -_FARTHEST else -_FARTHEST
    shifted = fma32(z, _INVERSE_PI, _ROUND)
    k = shifted - _ROUND
    r = fma32(k, _PI_LOW, fma32(k, _PI_MIDDLE, fma32(k, _PI_HIGH, z)))
    r = r if r < _HALF_PI else _HALF_PI
    r = r if r > -_HALF_PI else -_HALF_PI
    u = r * r
    p = fma32(fma32(fma32(fma32(_SIN_P4, u, _SIN_P3), u, _SIN_P2), u, _SIN_P1), u, _ONE)
    s = r * p
    s = s if s < _ONE else _ONE
    s = s if s > -_ONE else -_ONE
    return float_of(bits_of(s) ^ (bits_of(shifted) << np.int32(31)))


@_compiled
def _gauss(z):  # type: ignore[no-untyped-def]
    """exp(-z^2) = 2^n 2^f, n the integer next to -z^2 log2(e); absolute error below 3e-7."""
    y = z * z * _MINUS_LOG2_E
    y = y if y > _F(-126) else _F(-126)
    shifted = y + _ROUND
    f = y - (shifted - _ROUND)
    p = fma32(fma32(fma32(fma32(fma32(_EXP_P5, f, _EXP_P4), f, _EXP_P3), f, _EXP_P2), f, _EXP_P1), f, _ONE)
    power = float_of((bits_of(shifted) + np.int32(127)) << np.int32(23))
    g = p * power
    return g if g < _ONE else _ONE


@_compiled
def _bounded(z):  # type: ignore[no-untyped-def]
    """z, clamped to ±2^60 (see the module's docstring)."""
    z = z if z < LARGEST else LARGEST
    return z if z > -LARGEST else -LARGEST


@_compiled
def _activate(code, rows):  # type: ignore[no-untyped-def]
    """Replace `rows`, float32 (neuron, point), by the activation of that code. No test inside the loop."""
    for row in rows:
        n = row.shape[0]
        if code == 0:
            for i in range(n):
                row[i] = _tanh(row[i])
        elif code == 1:
            for i in range(n):
                row[i] = _sin(row[i])
        elif code == 2:
            for i in range(n):
                row[i] = fma32(_HALF, _tanh(_HALF * row[i]), _HALF)
        elif code == 3:
            for i in range(n):
                z = row[i]
                row[i] = _bounded(z if z > _F(0) else _F(0))
        elif code == 4:
            for i in range(n):
                row[i] = _gauss(row[i])
        elif code == 5:
            for i in range(n):
                z = _bounded(row[i])
                row[i] = z / (_ONE + abs(z))
        elif code == 6:
            for i in range(n):
                row[i] = _bounded(abs(row[i]))
        elif code == 7:
            for i in range(n):
                row[i] = _ONE if row[i] > _F(0) else _F(0)
        else:
            for i in range(n):
                row[i] = _bounded(row[i])


@_compiled
def _first_layer(points, start, count, weights, biases, rows):  # type: ignore[no-untyped-def]
    """Sums of the first layer: float64 throughout, since points are, and rounded to float32 once."""
    inputs = points.shape[0]
    for n in range(rows.shape[0]):
        bias = np.float64(biases[n])
        for p in range(count):
            s = bias
            for k in range(inputs):
                s = fma64(np.float64(weights[n * inputs + k]), points[k, start + p], s)
            rows[n, p] = _bounded(np.float32(s))


@_compiled
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


@_compiled
def forward(sizes, codes, weights, biases, points, first, last, out):  # type: ignore[no-untyped-def]
    """Write the answer of a packed network at points `first` … `last` - 1 into `out`.

    sizes, codes, weights, biases   the parts of a `Packed`
    points   float64 (inputs, P)
    out      float32 (P, outputs), written from row `first` to before row `last`

    A last tile that is not full is evaluated in full and copied in part, by the same arithmetic.
    """
    layers = codes.shape[0]
    widest = sizes[1:].max()
    before = np.zeros((widest, TILE), np.float32)
    after = np.zeros((widest, TILE), np.float32)
    for start in range(first, last, TILE):
        count = min(TILE, last - start)
        rows = before[: sizes[1]]
        _first_layer(points, start, count, weights, biases, rows)
        _activate(codes[0], rows)
        at, bias_at = sizes[0] * sizes[1], sizes[1]
        for layer in range(1, layers):
            fan_in, fan_out = sizes[layer], sizes[layer + 1]
            _next_layer(before[:fan_in], weights[at:], biases[bias_at:], after[:fan_out])
            _activate(codes[layer], after[:fan_out])
            before, after = after, before
            at += fan_in * fan_out
            bias_at += fan_out
        for p in range(count):
            for n in range(sizes[layers]):
                out[start + p, n] = before[n, p]
