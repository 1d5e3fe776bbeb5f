"""The compiled code, alone: a network's answer at a run of points. The only module that imports numba.

Arithmetic
----------
Every number that reaches a pixel comes from operations that IEEE 754 defines to the last bit: add,
subtract, multiply, divide, comparison, and fused multiply-add that is asked for by name (`fma32`,
`fma64`). There is no libm call, no fastmath and no reduction: one output sum is one serial chain,

    s = b;  s = fma(w[k], y[k], s)  for k = 0, 1, …

so the bits depend neither on the vector width nor on how points are cut into tiles. The compiler may
vectorise over points, and over points only.

The first layer's sums are float64, since points are, and so is all of the output layer, since a tone may
stretch a small part of its range over a whole palette; between them is float32.

Magnitudes stay finite: hidden activations without a bound of their own are clamped to ±2^60, which with
the limits that a recipe sets on gain, bias and width keeps every sum far below float32's largest number.

Speed
-----
Points run along the vector lanes; activations are kept neuron-major, `(neuron, point)`, for a tile of
`TILE` points, small enough for the first-level cache. Four terms of the chain are added per pass over
the sums, so that a sum is loaded and stored once for four fused multiply-adds.
"""

from __future__ import annotations

import hashlib
import math
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import numba
import numpy as np
from numba import types
from numba.core.caching import NullCache
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


def _cache_folder() -> Path:
    """Return the folder for compiled code.

    It is named for the sources that the code is made of: numba itself looks at one file only, and would go
    on using code compiled from an older version of the others.
    """
    sources = b"".join((Path(__file__).parent / name).read_bytes() for name in ("kernel.py", "activations.py"))
    name = hashlib.sha256(sources + numba.__version__.encode()).hexdigest()[:16]
    if given := os.environ.get("NUMBA_CACHE_DIR"):
        root = Path(given)
    elif sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        root = Path(local) / "nnart" / "cache"
    elif sys.platform == "darwin":
        root = Path.home() / "Library" / "Caches" / "nnart"
    else:
        root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nnart"
    return root / name


def _compiled(function: Callable[..., Any]) -> Any:
    """Compile `function` at its first call.

    nogil         bands run in a thread pool of our own; numba's own threading layers are never entered
    error_model   as NumPy divides, without a test for zero
    fastmath and parallel stay off: both let the order of operations depend on the machine.
    """
    return numba.njit(nogil=True, error_model="numpy")(function)


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


def _bits(name: str, source: Any, target: Any) -> Any:
    def reinterpret(typingctx: Any, x: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.bitcast(args[0], context.get_value_type(target))

        return target(source), generate

    reinterpret.__name__ = name
    reinterpret.__doc__ = f"Return the {target} that has the bits of a {source}."
    return intrinsic(reinterpret)


bits_of = _bits("bits_of", types.float32, types.int32)
float_of = _bits("float_of", types.int32, types.float32)
double_of = _bits("double_of", types.int64, types.float64)


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


# 1/n! from n = 13 down, and (-1)^n/(2n + 1)! from n = 10 down: Taylor's series end below 2^-53 for the
# reduced arguments of the two functions that follow.
_EXP_SERIES = tuple(1 / math.factorial(n) for n in range(13, -1, -1))
_SIN_SERIES = tuple((-1) ** n / math.factorial(2 * n + 1) for n in range(10, -1, -1))
_ROUND_64 = 1.5 * 2**52
_LOG2_E_64, _LN2_HIGH, _LN2_LOW = 1.4426950408889634, 0.6931471805599453, 2.3190468138462996e-17
_INVERSE_PI_64, _PI_64, _PI_LOW_64 = 0.3183098861837907, 3.141592653589793, 1.2246467991473532e-16


@_compiled
def _exp64(x):  # type: ignore[no-untyped-def]
    """exp(x) = 2^k exp(r) for |x| up to 700, clamped beyond; ln 2 in two parts."""
    x = min(max(x, -700.0), 700.0)
    k = fma64(x, _LOG2_E_64, _ROUND_64) - _ROUND_64
    r = fma64(k, -_LN2_LOW, fma64(k, -_LN2_HIGH, x))
    p = 0.0
    for coefficient in _EXP_SERIES:
        p = fma64(p, r, coefficient)
    return p * double_of((np.int64(k) + 1023) << 52)


@_compiled
def _sin64(x):  # type: ignore[no-untyped-def]
    """sin(x) = ±sin(r), r = x - k pi with pi in two parts; |x| is clamped to 2^40."""
    x = min(max(x, -(2.0**40)), 2.0**40)
    k = fma64(x, _INVERSE_PI_64, _ROUND_64) - _ROUND_64
    r = fma64(k, -_PI_LOW_64, fma64(k, -_PI_64, x))
    r = min(max(r, -_PI_64 / 2), _PI_64 / 2)
    u, p = r * r, 0.0
    for coefficient in _SIN_SERIES:
        p = fma64(p, u, coefficient)
    s = min(max(r * p, -1.0), 1.0)
    return -s if np.int64(k) & 1 else s


@_compiled
def _activated64(code, z):  # type: ignore[no-untyped-def]
    """The activation of that code in float64, for the output layer."""
    if code == 0:
        return 1.0 - 2.0 / (_exp64(2.0 * z) + 1.0)
    if code == 1:
        return _sin64(z)
    if code == 2:
        return 1.0 / (1.0 + _exp64(-z))
    if code == 3:
        return z if z > 0.0 else 0.0
    if code == 4:
        return _exp64(-z * z)
    if code == 5:
        return z / (1.0 + abs(z))
    if code == 6:
        return abs(z)
    if code == 7:
        return 1.0 if z > 0.0 else 0.0
    return z


@_compiled
def _first_layer(points, start, count, weights, biases, rows):  # type: ignore[no-untyped-def]
    """Sums of the first layer in float64, rounded to float32 once."""
    inputs = points.shape[0]
    for n in range(rows.shape[0]):
        bias = np.float64(biases[n])
        for p in range(count):
            s = bias
            for k in range(inputs):
                s = fma64(np.float64(weights[n * inputs + k]), points[k, start + p], s)
            rows[n, p] = _bounded(np.float32(s))


@_compiled
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
            out[p, n] = _activated64(code, out[p, n])


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
        _activate(codes[0], before[: sizes[1]])
        at, bias_at = sizes[0] * sizes[1], sizes[1]
        for layer in range(1, hidden):
            fan_in, fan_out = sizes[layer], sizes[layer + 1]
            _next_layer(before[:fan_in], weights[at:], biases[bias_at:], after[:fan_out])
            _activate(codes[layer], after[:fan_out])
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


def prepare() -> None:
    """Compile `forward`, or load what an earlier process compiled, unless that is done.

    A compile cache must never keep a picture from being painted: where nothing can be written or what is
    there cannot be read, it is compiled in memory, with one warning.
    """
    with _preparing:
        if forward.signatures:
            return
        before = numba.config.CACHE_DIR
        try:
            folder = _cache_folder()
            folder.mkdir(parents=True, exist_ok=True)
            numba.config.CACHE_DIR = str(folder)  # read when caching is enabled; not for other users of numba
            forward.enable_caching()
            forward.compile(_SIGNATURE)
        except Exception as error:  # a broken cache can raise anything that unpickling can
            warnings.warn(
                f"the compiled kernel is not kept for the next time ({type(error).__name__}: {error}); "
                "NUMBA_CACHE_DIR names a folder for it",
                RuntimeWarning,
                stacklevel=2,
            )
            forward._cache = NullCache()
            if not forward.signatures:
                forward.compile(_SIGNATURE)
        finally:
            numba.config.CACHE_DIR = before
