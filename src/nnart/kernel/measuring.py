"""Measuring the shapes: how long each takes, on one thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nnart.kernel.calls import forward
from nnart.kernel.packing import Scratch, packed
from nnart.kernel.shapes import CANDIDATES, WIDTHS, Shape, Times

Floats = NDArray[np.float32]

_LAYERS = 20
_WORK = 6e7  # multiply-adds of a measurement, or those of a tile: half a millisecond or more
_FEW, MANY = 4, 40  # rounds
_PATIENCE = 0.25  # seconds for each round: an emulated processor, or one without FMA, is not measured


def measure(rounds: int = _FEW, patience: float = _PATIENCE) -> Times:
    """Return how long each shape takes for a point of networks of several widths, in seconds.

    Each time is the minimum of several short ones, measured in turns, so other work on the machine hardly
    counts. A width for which that takes too long has no times.

    Args:
        rounds: how often each shape is measured.
        patience: seconds that a round of all shapes and widths may take.
    """
    deadline = time.perf_counter() + rounds * patience
    return {width: _times(width, rounds, deadline) for width in WIDTHS}


def _times(width: int, rounds: int, deadline: float) -> dict[Shape, float]:
    """Return the times for a width; none after the deadline."""
    sizes = [2, *[width] * _LAYERS, 1]
    weights = [np.full((n, k), 1 / k, np.float32) for k, n in pairwise(sizes)]
    biases = [np.zeros(n, np.float32) for n in sizes[1:]]
    best: dict[Shape, float] = {}
    calls = {shape: _call(shape, weights, biases) for shape in CANDIDATES}
    for _ in range(rounds + 1):  # the first is slow
        for shape, (points, call) in calls.items():
            started = time.perf_counter()
            if started > deadline:
                return {}
            call()
            seconds = (time.perf_counter() - started) / points
            best[shape] = min(seconds, best.get(shape, seconds))
    return best


def _call(shape: Shape, weights: list[Floats], biases: list[Floats]) -> tuple[int, Callable[[], None]]:
    """Return a number of points, and a function that evaluates a network at them."""
    activations, carries = ["tanh"] * len(weights), [0.0] * len(weights)
    network = packed(weights, biases, activations, carries, shape)
    points = -(-int(_WORK / sum(one.size for one in weights)) // shape.tile) * shape.tile
    scratch, given, out = Scratch.of(network), np.full((2, points), 0.5), np.empty((points, 1))
    return points, lambda: forward(network, scratch, given, 0, points, out)
