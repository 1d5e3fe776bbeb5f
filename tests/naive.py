"""The network again, as slowly and plainly as possible: what the engine is held against."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.polynomial.chebyshev import chebvander
from numpy.typing import NDArray

from nnart.colour.tone import Tone
from nnart.network.network import Network
from tests.parts import activations_of, biases_of, carries_of, weights_of

FORMULAS = {
    "tanh": np.tanh,
    "sin": np.sin,
    "sigmoid": lambda z: 1 / (1 + np.exp(-np.maximum(z, -700))),
    "relu": lambda z: z * (z > 0),
    "gauss": lambda z: np.exp(-(z**2)),
    "softsign": lambda z: z / (1 + np.abs(z)),
    "abs": np.abs,
    "step": lambda z: (z > 0) * 1.0,
    "linear": lambda z: z,
}


def forward(network: Network, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the answers (P, outputs) at points (P, inputs), all in float64."""
    y, z = points, np.zeros(1)
    layers = zip(
        weights_of(network), biases_of(network), activations_of(network), carries_of(network), strict=True
    )
    for w, b, text, carry in layers:
        z = y @ w.T.astype(np.float64) + b + (carry * z if carry else 0.0)
        names = text.split(",")
        columns = [FORMULAS[names[n * len(names) // len(b)]](z[:, n]) for n in range(len(b))]  # type: ignore[operator]
        y = np.stack(columns, axis=1)
    return y


def notebook(seed: int, pixels: int, layers: int = 20, width: int = 100) -> NDArray[np.float64]:
    """Return the field that the lecture's notebook draws after numpy.random.seed(seed), top row first.

    Source: the formulas and the order of draws of Florian Marquardt, "Machine Learning for Physicists", 1.
    """
    random = np.random.RandomState(seed)
    hidden = random.uniform(-3, 3, [layers, width, width])
    hidden_biases = random.uniform(-1, 1, [layers, width])
    first, first_biases = random.uniform(-1, 1, [2, width]), random.uniform(-1, 1, width)
    final, final_biases = random.uniform(-1, 1, [width, 1]), random.uniform(-1, 1, 1)
    v0, v1 = np.meshgrid(np.linspace(-0.5, 0.5, pixels), np.linspace(-0.5, 0.5, pixels))
    y = np.stack([v0.ravel(), v1.ravel()], axis=1)
    for w, b in [(first, first_biases), *zip(hidden, hidden_biases, strict=True), (final, final_biases)]:
        y = 1 / (1 + np.exp(-(y @ w + b)))
    return y.reshape(pixels, pixels)[::-1]


def table_index(field: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the entry of a table of 256 colours, stretched over the field as matplotlib's imshow does."""
    t = (field - field.min()) / (field.max() - field.min())
    index: NDArray[np.int64] = np.minimum((t * 256).astype(np.int64), 255)
    return index


def chain(weights: list[float], inputs: list[float], bias: float) -> np.float32:
    """Return bias + Σ weights * inputs as a serial chain of float32 fused multiply-adds, exactly."""
    s = np.float32(bias)
    for w, y in zip(weights, inputs, strict=True):
        s = rounded32(Fraction(float(np.float32(w))) * Fraction(float(np.float32(y))) + Fraction(float(s)))
    return s


def rounded32(exact: Fraction) -> np.float32:
    """Return the float32 nearest to a number of normal magnitude, ties to even, rounded once."""
    if exact == 0:
        return np.float32(0)
    exponent = 0
    while abs(exact) >= 2**24:
        exact, exponent = exact / 2, exponent + 1
    while abs(exact) < 2**23:
        exact, exponent = exact * 2, exponent - 1
    return np.float32(round(exact) * 2.0**exponent)  # Fraction's round is half to even


def steepest(tone: Tone, least: float, greatest: float) -> float:
    """Return the largest slope that a tone's curve has between two values."""
    pieces = zip(tone.values[:-1], tone.values[1:], np.diff(tone.positions), strict=True)
    return max((rise / (b - a) for a, b, rise in pieces if b > least and a <= greatest), default=0.0)


def fitted(nodes: NDArray[np.float64], degree: int, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the polynomial of least squares through nodes (N, N) of a square, at places 0 … 1 both ways."""
    x = np.linspace(-1, 1, len(nodes))
    half = np.linalg.lstsq(chebvander(x, degree), nodes, rcond=None)[0]
    both = np.linalg.lstsq(chebvander(x, degree), half.T, rcond=None)[0]
    basis = chebvander(2 * places - 1, degree)
    return np.asarray(basis @ both.T @ basis.T)


class Rules(NamedTuple):
    """What decides on an output's cells: limit and rounding are an error in positions, and one in answers."""

    tone: Tone
    limit: float
    rounding: float


def agrees(nodes: NDArray[np.float64], rules: Rules, step: int) -> bool:
    """Return whether an output's answers at the 9 x 9 nodes of a cell predict what lies between them."""
    at = np.arange(9) / 8
    far = abs(fitted(nodes, 6, at) - nodes).max()
    far = max(far, abs(fitted(nodes[::2, ::2], 4, at) - nodes).max() / 20, rules.rounding)
    slope = steepest(rules.tone, nodes.min() - 8 * far, nodes.max() + 8 * far)
    return bool(far * slope <= rules.limit / (2 if step == 2 else 1))


def sampled(
    answers: NDArray[np.float64],
    sheets: NDArray[np.int64],
    rules: list[Rules],
    coarsest: int,
    size: tuple[int, int],
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return fields and where they are the network's answers, cell by cell, as in `nnart.field.adaptive`.

    Args:
        answers: (outputs, rows, columns), of all pixels and as many more as the last cells need.
        sheets: on which side of every crease pixels are, (rows, columns).
        rules: of every output.
        coarsest: the step to start with.
        size: rows and columns of the picture.
    """
    fields, shown = np.full((len(answers), *size), np.nan), np.zeros(size, np.bool_)

    def paint(top: int, left: int, step: int) -> None:
        if top >= size[0] or left >= size[1]:
            return
        side = 8 * step
        nodes = answers[:, top : top + side + 1 : step, left : left + side + 1 : step]
        own = np.arange(8) * step
        rows, cols = own[own < size[0] - top], own[own < size[1] - left]
        if step == 1:
            fields[:, top : top + 8, left : left + 8] = nodes[:, : len(rows), : len(cols)]
            shown[top : top + 8, left : left + 8] = True
            return
        smooth = len(np.unique(sheets[top : top + side + 1 : side, left : left + side + 1 : side])) == 1
        if smooth and all(agrees(*pair, step) for pair in zip(nodes, rules, strict=True)):
            for field, some in zip(fields, nodes, strict=True):
                part = fitted(some, 7, np.arange(side) / side)
                field[top : top + side, left : left + side] = part[: size[0] - top, : size[1] - left]
                field[np.ix_(top + rows, left + cols)] = some[: len(rows), : len(cols)]
            shown[np.ix_(top + rows, left + cols)] = True
            return
        for row in (top, top + side // 2):
            for col in (left, left + side // 2):
                paint(row, col, step // 2)

    for top in range(0, size[0], 8 * coarsest):
        for left in range(0, size[1], 8 * coarsest):
            paint(top, left, coarsest)
    return fields, shown
