"""The activations of the output layer, in float64, since a tone may stretch a small range over a palette."""

from __future__ import annotations

import math
from collections.abc import Callable

from nnart.kernel.values import Value, polynomial

# 1/n! from n = 13 down, and (-1)^n/(2n + 1)! from n = 10 down: Taylor's series end below 2^-53 for the
# reduced arguments of the two functions that follow.
_EXP = tuple(1 / math.factorial(n) for n in range(13, -1, -1))
_SIN = tuple((-1) ** n / math.factorial(2 * n + 1) for n in range(10, -1, -1))
# As in float32: what rounds a number below 2^51 to an integer, which then stands in the low bits of the sum.
_ROUND = 1.5 * 2**52
_LOG2_E, _LN2_HIGH, _LN2_LOW = 1.4426950408889634, 0.6931471805599453, 2.3190468138462996e-17
_INVERSE_PI, _PI_HIGH, _PI_LOW = 0.3183098861837907, 3.141592653589793, 1.2246467991473532e-16


def exp(x: Value) -> Value:
    """exp(x) = 2^k exp(r) for |x| up to 700, clamped beyond; ln 2 in two parts."""
    x = x.within(700.0)
    shifted = x.times_plus(_LOG2_E, _ROUND)
    k = shifted - _ROUND
    r = k.times_plus(-_LN2_LOW, k.times_plus(-_LN2_HIGH, x))
    return polynomial(r, *_EXP) * ((shifted.bits + 1023) << 52).number


def tanh(z: Value) -> Value:
    return 1.0 - 2.0 / (exp(z * 2.0) + 1.0)


def sin(z: Value) -> Value:
    """sin(z) = ±sin(r), r = z - k pi with pi in two parts; |z| is clamped to 2^40."""
    z = z.within(2.0**40)
    shifted = z.times_plus(_INVERSE_PI, _ROUND)
    k = shifted - _ROUND
    r = k.times_plus(-_PI_LOW, k.times_plus(-_PI_HIGH, z)).within(_PI_HIGH / 2)
    s = (r * polynomial(r * r, *_SIN)).within(1.0)
    return (s.bits ^ (shifted.bits << 63)).number


def sigmoid(z: Value) -> Value:
    return 1.0 / (exp(z * -1.0) + 1.0)


def relu(z: Value) -> Value:
    return z.at_least(0.0)


def gauss(z: Value) -> Value:
    return exp(z * z * -1.0)


def softsign(z: Value) -> Value:
    return z / (abs(z) + 1.0)


def step(z: Value) -> Value:
    return z.where_positive(1.0, 0.0)


def linear(z: Value) -> Value:
    return z


OUTPUT: dict[str, Callable[[Value], Value]] = {
    "tanh": tanh,
    "sin": sin,
    "sigmoid": sigmoid,
    "relu": relu,
    "gauss": gauss,
    "softsign": softsign,
    "abs": abs,
    "step": step,
    "linear": linear,
}
