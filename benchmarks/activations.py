"""Activations against tanh, in one run: `python -m benchmarks.activations [--write]`."""

from __future__ import annotations

import statistics
from itertools import cycle, islice
from pathlib import Path

import numpy as np
from tests.parts import biases_of, weights_of

from benchmarks.peers import THREADS
from benchmarks.report import deliver, machine, table
from nnart.activation import BY_NAME
from nnart.field.calibration import network_of
from nnart.field.evaluator import Evaluator
from nnart.field.speed import throughput
from nnart.network.network import Network
from nnart.recipe.recipe import Recipe

LAYERS, WIDTH = 20, 100
_POINTS, _ROUNDS, _MOMENT = 8192, 9, 0.1


def networks() -> dict[str, Network]:
    """Return a network of every activation, and one where they follow one another from layer to layer."""
    made = {name: network_of(Recipe(seed=7, layers=LAYERS, width=WIDTH, activation=name)) for name in BY_NAME}
    tanh = made["tanh"]
    turns = islice(cycle(BY_NAME), LAYERS)
    made["all in turn"] = Network.of(weights_of(tanh), biases_of(tanh), [*turns, "tanh"])
    return made


def main() -> None:
    points = np.random.default_rng(0).uniform(-1, 1, (2, _POINTS))
    rates: dict[str, list[float]] = {}
    prepared = {name: Evaluator.of(network) for name, network in networks().items()}
    for _ in range(_ROUNDS):
        for name, evaluator in prepared.items():
            work = lambda evaluator=evaluator: len(evaluator.at(points))  # noqa: E731
            rates.setdefault(name, []).append(throughput(work, THREADS, _MOMENT))
    tanh = statistics.median(rates["tanh"])
    lines = [[name, f"{tanh / statistics.median(all_):.2f}"] for name, all_ in rates.items()]
    text = f"{machine(THREADS)}\n\n{table(['activation', 'time'], lines)}"
    deliver(Path(__file__).stem, text)


if __name__ == "__main__":
    main()
