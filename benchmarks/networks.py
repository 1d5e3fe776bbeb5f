"""Networks against the machine's peak and against other libraries, in one run.

    python -m benchmarks.networks [--all] [--write]

Prints a table; `--all` takes more depths and widths, `--write` puts it into docs/benchmarks.md. Machines are
shared and noisy: everything is measured in turn, several times over, and medians are compared.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np

from benchmarks.peers import PEERS, THREADS, Evaluate, Layers
from benchmarks.report import machine, table, write
from nnart.network import Network
from nnart.recipe import Recipe
from nnart.speed import Speed, measure

CASES = [(20, 32), (20, 64), (20, 100), (20, 128), (20, 256)]
ALL = [(layers, width) for layers in (4, 20, 60) for width in (16, 32, 64, 100, 128, 256)]
TARGETS = {(20, 32): 0.72, (20, 64): 0.86, (20, 100): 0.91, (20, 128): 0.93, (20, 256): 0.96}
BATCHES = (1024, 4096, 16384, 65536)
_MOMENT, _ROUNDS = 0.15, 5


def layers_of(layers: int, width: int) -> Layers:
    """Return the weights of a network as other libraries want them."""
    network = Network.from_recipe(Recipe(seed=7, layers=layers, width=width))
    return [(w.T.copy(), b.copy()) for w, b in zip(network.weights, network.biases, strict=True)]


def rate(evaluate: Evaluate, points: np.ndarray) -> float:
    """Return points a second."""
    evaluate(points)
    started, done = time.perf_counter(), 0
    while (elapsed := time.perf_counter() - started) < _MOMENT or not done:
        evaluate(points)
        done += len(points)
    return done / elapsed


def best_batch(make: Callable[[Layers, int], Evaluate], layers: Layers) -> tuple[float, int, Evaluate]:
    """Return the rate at the batch size that suits a peer best, that size, and the peer made for it."""
    tried = []
    for batch in BATCHES:
        points = np.random.default_rng(0).uniform(-1, 1, (batch, 2)).astype(np.float32)
        evaluate = make(layers, batch)
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
    pixels = statistics.median(speed.pixels for speed in ours)
    peers = {name: statistics.median(rates) for name, rates in theirs.items()}
    return [
        f"{layers} x {width}",
        f"{operations * pixels / 1e9:.0f}",
        f"{statistics.median(speed.share for speed in ours):.0%}",
        f"{TARGETS[layers, width]:.0%}" if (layers, width) in TARGETS else "",
        f"{pixels / max(peers.values()):.2f} x" if peers else "",
        *(f"{operations * peers[name] / 1e9:.0f} ({chosen[name][1] // 1024}k)" for name in peers),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--all", action="store_true", help="more depths and widths")
    parser.add_argument("--write", action="store_true", help="into docs/benchmarks.md")
    options = parser.parse_args()
    head = ["layers x width", "nnart", "of the peak", "aimed at", "ahead by", *PEERS]
    lines = []
    for case in ALL if options.all else CASES:
        lines.append(compare(*case))
        print(" | ".join(lines[-1]), flush=True)
    text = f"{machine(THREADS)}\n\n{table(head, lines)}"
    if options.write:
        write("all networks" if options.all else "networks", text)
    else:
        print(text)


if __name__ == "__main__":
    main()
