"""Networks against the machine's peak and against other libraries, in one run.

    python -m benchmarks.networks [--write]

Prints a table, or puts it into docs/project/benchmarks.md. Machines are
shared and noisy: everything is measured in turn, several times over, and medians are compared.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from tests.parts import biases_of, weights_of

from benchmarks.peers import PEERS, THREADS, Evaluate, Layers
from benchmarks.report import deliver, machine, table
from nnart.field.calibration import network_of
from nnart.field.speed import Speed, measure
from nnart.recipe.recipe import Recipe

CASES = [(layers, width) for layers in (4, 20, 60) for width in (16, 32, 64, 100, 128, 256)]
# Of the peak, and times the next library.
AIMS = {
    (20, 32): (0.72, 1.5),
    (20, 64): (0.86, 1.35),
    (20, 100): (0.91, 1.3),
    (20, 128): (0.93, 1.2),
    (20, 256): (0.96, 1.1),
}
BATCHES = (1024, 4096, 16384, 65536)
_MOMENT, _ROUNDS = 0.15, 3


def layers_of(layers: int, width: int) -> Layers:
    """Return the weights of a network as other libraries want them."""
    network = network_of(Recipe(seed=7, layers=layers, width=width))
    return [(w.T.copy(), b.copy()) for w, b in zip(weights_of(network), biases_of(network), strict=True)]


def rate(evaluate: Evaluate, points: np.ndarray) -> float:
    """Return points a second."""
    evaluate(points)
    started, done = time.perf_counter(), 0
    while (elapsed := time.perf_counter() - started) < _MOMENT or not done:
        evaluate(points)
        done += len(points)
    return done / elapsed


def check(answer: Any, layers: Layers, points: np.ndarray) -> None:
    """Make sure that a peer computes the same network; depth amplifies what rounding differs by."""
    given = np.concatenate([np.ravel(part) for part in (answer if isinstance(answer, list) else [answer])])
    expected = points.astype(np.float64)
    for w, b in layers:
        expected = np.tanh(expected @ w + b)
    assert np.median(np.abs(given - expected.ravel())) < 1e-3


def best_batch(make: Callable[[Layers, int], Evaluate], layers: Layers) -> tuple[float, int, Evaluate]:
    """Return the rate at the batch size that suits a peer best, that size, and the peer made for it."""
    tried = []
    for batch in BATCHES:
        points = np.random.default_rng(0).uniform(-1, 1, (batch, 2)).astype(np.float32)
        evaluate = make(layers, batch)
        check(evaluate(points), layers, points)
        tried.append((rate(evaluate, points), batch, evaluate))
    return max(tried, key=lambda one: one[0])


def compare(layers: int, width: int) -> list[str]:
    """Return a line of the table: GFLOP/s of everybody, measured in turn, and how far ahead we are."""
    weights = layers_of(layers, width)
    chosen = {name: best_batch(make, weights) for name, make in PEERS.items()}
    ours: list[Speed] = []
    theirs: dict[str, list[float]] = {name: [] for name in chosen}
    for _ in range(_ROUNDS):
        ours.append(measure(layers, width))
        for name, (_, batch, evaluate) in chosen.items():
            points = np.random.default_rng(0).uniform(-1, 1, (batch, 2)).astype(np.float32)
            theirs[name].append(rate(evaluate, points))
    operations = 2 * width**2 * (layers - 1)
    share, ahead = AIMS.get((layers, width), (None, 1))
    pixels = statistics.median(speed.pixels for speed in ours)
    peers = {name: statistics.median(rates) for name, rates in theirs.items()}
    return [
        f"{layers} x {width}",
        f"{operations * pixels / 1e9:.0f}",
        f"{statistics.median(speed.share for speed in ours):.0%}",
        f"{share:.0%}" if share else "",
        f"{pixels / max(peers.values()):.2f}" if peers else "",
        f"{ahead}",
        *(f"{operations * peers[name] / 1e9:.0f} ({chosen[name][1] // 1024}k)" for name in peers),
    ]


def main() -> None:
    head = ["layers x width", "nnart", "of the peak", "aim", "ahead by", "aim", *PEERS]
    lines = []
    for case in CASES:
        lines.append(compare(*case))
        print(" | ".join(lines[-1]), flush=True)
    text = f"{machine(THREADS)}\n\n{table(head, lines)}"
    deliver(Path(__file__).stem, text)


if __name__ == "__main__":
    main()
