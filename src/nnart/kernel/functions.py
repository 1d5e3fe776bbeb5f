"""The activations, compiled: float32 for hidden layers, float64 for the output layer.

Codes are indices into `nnart.activations.ACTIVATIONS`.
"""

from __future__ import annotations

import math

import numpy as np

from nnart.kernel.compiling import bits_of, compiled, double_of, float_of, fma32, fma64

LARGEST = np.float32(2.0**60)

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


@compiled
def _tanh(z):  # type: ignore[no-untyped-def]
    """tanh(z) = z P(z^2) / Q(z^2) with |z| clamped to 7.9; error below 5e-7 of the value, |result| < 1."""
    z = z if z < _TANH_CLAMP else _TANH_CLAMP
    z = z if z > -_TANH_CLAMP else -_TANH_CLAMP
    u = z * z
    p = fma32(fma32(fma32(_TANH_P3, u, _TANH_P2), u, _TANH_P1), u, _ONE)
    q = fma32(fma32(fma32(fma32(_TANH_Q4, u, _TANH_Q3), u, _TANH_Q2), u, _TANH_Q1), u, _ONE)
    return z * p / q


@compiled
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


@compiled
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


@compiled
def bounded(z):  # type: ignore[no-untyped-def]
    """z, clamped to ±2^60 (see the module's docstring)."""
    z = z if z < LARGEST else LARGEST
    return z if z > -LARGEST else -LARGEST


@compiled
def activate(code, rows):  # type: ignore[no-untyped-def]
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
                row[i] = bounded(z if z > _F(0) else _F(0))
        elif code == 4:
            for i in range(n):
                row[i] = _gauss(row[i])
        elif code == 5:
            for i in range(n):
                z = bounded(row[i])
                row[i] = z / (_ONE + abs(z))
        elif code == 6:
            for i in range(n):
                row[i] = bounded(abs(row[i]))
        elif code == 7:
            for i in range(n):
                row[i] = _ONE if row[i] > _F(0) else _F(0)
        else:
            for i in range(n):
                row[i] = bounded(row[i])


# 1/n! from n = 13 down, and (-1)^n/(2n + 1)! from n = 10 down: Taylor's series end below 2^-53 for the
# reduced arguments of the two functions that follow.
_EXP_SERIES = tuple(1 / math.factorial(n) for n in range(13, -1, -1))
_SIN_SERIES = tuple((-1) ** n / math.factorial(2 * n + 1) for n in range(10, -1, -1))
_ROUND_64 = 1.5 * 2**52
_LOG2_E_64, _LN2_HIGH, _LN2_LOW = 1.4426950408889634, 0.6931471805599453, 2.3190468138462996e-17
_INVERSE_PI_64, _PI_64, _PI_LOW_64 = 0.3183098861837907, 3.141592653589793, 1.2246467991473532e-16


@compiled
def _exp64(x):  # type: ignore[no-untyped-def]
    """exp(x) = 2^k exp(r) for |x| up to 700, clamped beyond; ln 2 in two parts."""
    x = min(max(x, -700.0), 700.0)
    k = fma64(x, _LOG2_E_64, _ROUND_64) - _ROUND_64
    r = fma64(k, -_LN2_LOW, fma64(k, -_LN2_HIGH, x))
    p = 0.0
    for coefficient in _EXP_SERIES:
        p = fma64(p, r, coefficient)
    return p * double_of((np.int64(k) + 1023) << 52)


@compiled
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


@compiled
def activated64(code, z):  # type: ignore[no-untyped-def]
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
