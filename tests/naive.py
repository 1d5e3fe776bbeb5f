"""The network again, as slowly and plainly as possible: what the engine is held against."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from nnart.network import Network

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
    y = points
    for w, b, name in zip(network.weights, network.biases, network.activations, strict=True):
        y = FORMULAS[name](y @ w.T.astype(np.float64) + b)  # type: ignore[operator]
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
