"""Fit the coefficients that `nnart/kernel/hidden.py` evaluates its activations with.

    python tools/fit_activations.py

Each fit is a minimax one: Lawson's iteration (C. L. Lawson, 1961) reweights a linear least-squares
problem until the largest weighted error is as small as it gets; a rational function is linearised
with the denominator of the step before (H. L. Loeb, 1957). Everything is fitted in float64, rounded to
float32 at the end, and judged after that rounding. Errors are in units of 2^-24, half the distance
between float32 numbers just below 1 and 2 respectively.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def fit(
    function: Callable[[Array], Array],
    interval: tuple[float, float],
    degrees: tuple[int, int],
    *,
    start: float | None = None,
    points: int = 4000,
    rounds: int = 80,
) -> tuple[Array, Array, float]:
    """Return P, Q (ascending powers, Q[0] = 1) with the smallest relative error of P/Q, and that error.

    `degrees` are those of P and Q; the error is relative to `function`, which has no zero in `interval`.
    P[0] is `start` where that is given.
    """
    low, high = interval
    node = np.cos(np.pi * (np.arange(points) + 0.5) / points)
    u = (low + high) / 2 + (high - low) / 2 * node
    y = function(u)
    scale = max(abs(low), abs(high))
    powers_p = np.arange(degrees[0] + 1)
    powers_q = np.arange(1, degrees[1] + 1)
    basis_p = (u / scale)[:, None] ** powers_p
    basis_q = (u / scale)[:, None] ** powers_q
    fixed = 0 if start is None else 1
    system = np.hstack([basis_p[:, fixed:], -y[:, None] * basis_q])
    target = y - (start or 0.0)
    lawson, denominator = np.ones(points), np.ones(points)
    best: tuple[Array, Array, float] | None = None
    for _ in range(rounds):
        weight = np.sqrt(lawson) / np.abs(y * denominator)
        solution = np.linalg.lstsq(system * weight[:, None], target * weight, rcond=None)[0]
        if start is not None:
            solution = np.concatenate([[start], solution])
        p, q = solution[: len(powers_p)], solution[len(powers_p) :]
        denominator = 1 + basis_q @ q
        error = np.abs((basis_p @ p) / denominator / y - 1)
        if best is None or error.max() < best[2]:
            scaled_q = np.concatenate([[1.0], q / scale**powers_q])
            best = (p / scale**powers_p, scaled_q, float(error.max()))
        lawson = lawson * (error / error.max() + 1e-3)
        lawson /= lawson.max()
    assert best is not None
    return best


def tanh_over_x(u: Array) -> Array:
    x = np.sqrt(np.maximum(u, 1e-16))
    return np.tanh(x) / x


def sin_over_x(u: Array) -> Array:
    x = np.sqrt(np.maximum(u, 1e-16))
    return np.sin(x) / x


def split_pi() -> tuple[float, float, float]:
    """Return pi in three parts, the first two short enough for k * part to be exact up to |k| = 2^12."""
    pi = 3.14159265358979323846
    high = round(pi * 2**9) / 2**9
    middle = round((pi - high) * 2**21) / 2**21
    return high, middle, float(np.float32(pi - high - middle))


def round_well(
    value: Callable[[Array, Array], Array], target: Array, u: Array, coefficients: Array
) -> tuple[Array, float]:
    """Round coefficients to float32, and move single ones by last bits while that lowers the error.

    The error, returned too, is the largest of value(u, coefficients) relative to `target`.
    """

    def error(c: Array) -> float:
        return float(np.abs(value(u, c) / target - 1).max())

    best: Array = coefficients.astype(np.float32).astype(np.float64)
    least = error(best)
    moved = True
    while moved:
        moved = False
        for i in range(len(best)):
            if best[i] == 1:
                continue
            for ulps in (-3, -2, -1, 1, 2, 3):
                tried = best.copy()
                tried[i] = (np.float32(best[i]).view(np.int32) + np.int32(ulps)).view(np.float32)
                if (e := error(tried)) < least:
                    best, least, moved = tried, e, True
    return best, least


def shared_form(p: Array, q: Array) -> Array:
    """Return a, b, c, d, e, f, g, h such that, up to a factor of both,

        w = u^2 + a u + b,  P = w (c u + d) + e,  Q = w (u^2 + f u + g) + h

    are a cubic P and a quartic Q: the quadratic that both share saves two of seven multiplications.

    Eight coefficients fix eight unknowns. All follow linearly once a is known, which is the root of
    what is left over: the coefficient of u in Q.
    """
    p, q = p / q[-1], q / q[-1]

    def rest(a: float) -> tuple[float, Array]:
        d = p[2] - p[3] * a
        b = (p[1] - d * a) / p[3]
        f = q[3] - a
        g = q[2] - b - a * f
        values = np.array([a, b, p[3], d, p[0] - b * d, f, g, q[0] - b * g])
        return float(q[1] - a * g - b * f), values

    grid = np.linspace(0, q[3], 10_001)
    sign = np.sign([rest(a)[0] for a in grid])
    (at,) = np.nonzero(sign[1:] != sign[:-1])[0]  # exactly one root is wanted
    low, high = float(grid[at]), float(grid[at + 1])
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if np.sign(rest(middle)[0]) == sign[at] else (low, middle)
    return rest(low)[1]


def shared_value(u: Array, values: Array) -> Array:
    """Return P/Q of `shared_form`."""
    a, b, c, d, e, f, g, h = values
    w = (u + a) * u + b
    return np.asarray((w * (c * u + d) + e) / (w * ((u + f) * u + g) + h))


def show(name: str, values: Array) -> None:
    print(f"  {name} = ({', '.join(repr(float(np.float32(v))) for v in values)})")


def fit_polynomial(
    formula: str, function: Callable[[Array], Array], interval: tuple[float, float], degree: int
) -> None:
    """Fit with P[0] = 1, so that the value at 0 is exact, round, and print."""
    p, _, _ = fit(function, interval, (degree, 0), start=1.0)
    u = np.linspace(*interval, 20_001)
    p, error = round_well(lambda u, c: np.asarray(np.polynomial.polynomial.polyval(u, c)), function(u), u, p)
    print(f"{formula}: largest error {error * 2**24:.2f}")
    show("P", p)


def fit_tanh(clamp: float) -> None:
    p, q, _ = fit(tanh_over_x, (0.0, clamp**2), (3, 4))
    u = np.linspace(0.0, clamp, 20_001) ** 2
    values, error = round_well(shared_value, tanh_over_x(u), u, shared_form(p, q))
    print(f"tanh(x) = x P(x^2) / Q(x^2), |x| <= {clamp}: largest error {error * 2**24:.2f}")
    print(f"  beyond: error {(1 - np.tanh(clamp)) * 2**24:.2f}")
    show("a, b, c, d, e, f, g, h", values)


def main() -> None:
    fit_tanh(7.75)
    fit_polynomial("sin(r) = r P(r^2), |r| <= pi/2", sin_over_x, (0.0, (np.pi / 2) ** 2 * 1.001), 4)
    print(f"  pi = {' + '.join(map(repr, split_pi()))}")
    fit_polynomial("2^f = P(f), |f| <= 1/2", np.exp2, (-0.5, 0.5), 5)


if __name__ == "__main__":
    main()
