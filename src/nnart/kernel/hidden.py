"""The activations of hidden layers, in float32."""

from __future__ import annotations

from collections.abc import Callable

from nnart.kernel.values import Value, polynomial

_MAX_ANSWER = 2.0**60  # maximum of hidden activations: see "Arithmetic" in the package's docstring

# Coefficients: tools/fit_activations.py.
_TANH_CLAMP = 7.75
_TANH = (
    60.99207305908203,
    -724.9110107421875,
    45.95665740966797,
    8892.98046875,
    10378561.0,
    890.6498413085938,
    40421.19921875,
    33233714.0,
)
_SIN = (2.6056368369609118e-06, -0.00019809546938631684, 0.00833306647837162, -0.16666659712791443)
_INVERSE_PI, _HALF_PI = 0.3183098861837907, 1.5707963267948966
_PI_HIGH, _PI_MIDDLE, _PI_LOW = 3.140625, 0.0009675025939941406, 1.5099580252808664e-07
_EXP2 = (
    0.001326467958278954,
    0.009671499952673912,
    0.055507201701402664,
    0.24022243916988373,
    0.6931470036506653,
)
_LOG2_E = 1.4426950408889634
# Adding and subtracting 1.5 * 2^23 rounds a float32 below 2^22 to an integer, which then also stands in
# the low bits of the sum.
_ROUND = 1.5 * 2**23
_FARTHEST = 2.0**21


def tanh(z: Value) -> Value:
    """tanh(z) = z P(z^2) / Q(z^2), |z| clamped to 7.75; error below 5.5e-7, |result| <= 1, and odd.

    P is a cubic and Q a quartic, fitted for the smallest relative error. Both share a quadratic w, which saves
    multiplications, the main cost. Not monotone in its last bits.
    """
    a, b, c, d, e, f, g, h = _TANH
    z = z.within(_TANH_CLAMP)
    u = z * z
    w = (u + a).times_plus(u, b)
    p = u.times_plus(c, d).times_plus(w, e)
    q = (u + f).times_plus(u, g).times_plus(w, h)
    return z * p / q


def sin(z: Value) -> Value:
    """sin(z) = ±r P(r^2), r = z - k pi with pi in three parts (Cody and Waite, 1980).

    Accurate up to |z| = 2^12 pi; beyond, still defined and within ±1.
    """
    z = z.within(_FARTHEST)
    shifted = z.times_plus(_INVERSE_PI, _ROUND)
    k = shifted - _ROUND
    r = k.times_plus(-_PI_HIGH, z)
    r = k.times_plus(-_PI_MIDDLE, r)
    r = k.times_plus(-_PI_LOW, r).within(_HALF_PI)
    s = (r * polynomial(r * r, *_SIN, 1.0)).within(1.0)
    return (s.bits ^ (shifted.bits << 31)).number


def sigmoid(z: Value) -> Value:
    """1 / (1 + exp(-z)) = (1 + tanh(z / 2)) / 2."""
    return tanh(z * 0.5).times_plus(0.5, 0.5)


def relu(z: Value) -> Value:
    return z.at_least(0.0).at_most(_MAX_ANSWER)


def gauss(z: Value) -> Value:
    """exp(-z^2) = 2^n 2^f, n the integer next to -z^2 log2(e); absolute error below 3e-7."""
    y = (z * z * -_LOG2_E).at_least(-126.0)
    shifted = y + _ROUND
    power = ((shifted.bits + 127) << 23).number
    return (polynomial(y - (shifted - _ROUND), *_EXP2, 1.0) * power).at_most(1.0)


def softsign(z: Value) -> Value:
    z = z.within(_MAX_ANSWER)
    return z / (abs(z) + 1.0)


def absolute(z: Value) -> Value:
    return abs(z).at_most(_MAX_ANSWER)


def step(z: Value) -> Value:
    return z.where_positive(1.0, 0.0)


def linear(z: Value) -> Value:
    return z.within(_MAX_ANSWER)


HIDDEN: dict[str, Callable[[Value], Value]] = {
    "tanh": tanh,
    "sin": sin,
    "sigmoid": sigmoid,
    "relu": relu,
    "gauss": gauss,
    "softsign": softsign,
    "abs": absolute,
    "step": step,
    "linear": linear,
}
