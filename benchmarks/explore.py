"""Exploring against the bare kernel, in one run: `python -m benchmarks.explore [--write]`.

Seeds a second over the whole command, from the start of its process to its end, and the share of the kernel's
own rate that goes into points: those of all that the network was evaluated at, and those of the pictures alone.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.report import deliver, machine, table
from nnart.explore.scoring import SIZE, recipe_of
from nnart.field.calibration import calibrate, corrected, network_of
from nnart.field.evaluator import Evaluator
from nnart.field.speed import throughput
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.run import Run
from nnart.rendering.thumbnails import thumbnails
from nnart.rendering.workers import Threads
from nnart.threads import thread_count

SEEDS, _ROUNDS, _MOMENT = 2000, 3, 1.0
KEPT, TILE = 24, Size(160, 160)  # what the command paints in the end, if nothing is said
_COUNTED = 100  # seeds of which points are counted


def points_of(recipes: Sequence[Recipe], size: tuple[int, int]) -> float:
    """Return at how many points the network is evaluated for a picture, on average."""
    count = 0
    run = Evaluator._run

    def counted(self: Evaluator, points: np.ndarray, swing: Any, tell: Any = None) -> np.ndarray:
        nonlocal count
        count += points.shape[1]
        return run(self, points, swing, tell)

    corrected.cache_clear()
    Evaluator._run = counted  # type: ignore[method-assign]
    try:
        list(thumbnails(recipes, Size.of_shape(*size), lambda _: None, Run(Threads(1))))
    finally:
        Evaluator._run = run  # type: ignore[method-assign]
    return count / len(recipes)


def kernel_rate() -> float:
    """Return how many points a second all threads evaluate that do nothing else, a picture's at a time."""
    evaluator = Evaluator.of(network_of(Recipe(seed=7)))
    points = np.random.default_rng(0).uniform(-1, 1, (2, SIZE[0] * SIZE[1]))
    return throughput(lambda: len(evaluator.at(points)), None, _MOMENT)


def seconds(*arguments: str) -> float:
    """Return how long a command takes as a process of its own."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "nnart", *arguments], check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    recipes = [recipe_of({}, seed) for seed in range(_COUNTED)]
    kept = [calibrate(one) for one in recipes[:KEPT]]
    points = points_of(recipes, SIZE) + points_of(kept, TILE) * KEPT / SEEDS
    pixels = SIZE[0] * SIZE[1]
    kernel, command = [], []
    with tempfile.TemporaryDirectory() as folder:
        for k in range(_ROUNDS):
            kernel.append(kernel_rate())
            files = ["--scores", str(Path(folder) / f"{k}.db"), "-o", str(Path(folder) / f"{k}.png")]
            command.append(seconds("explore", "--seeds", f"0..{SEEDS - 1}", *files))
        kernel.append(kernel_rate())
    # The kernel's rate drifts on a shared machine: each run is held against those before and after it.
    shares = [
        SEEDS / taken / ((before + after) / 2)
        for taken, before, after in zip(command, kernel, kernel[1:], strict=False)
    ]
    rate, share = SEEDS / statistics.median(command), statistics.median(shares)
    line = [
        f"{SEEDS}",
        f"{rate:.1f}",
        f"{statistics.median(kernel) / 1e6:.2f}",
        f"{points:.0f}",
        f"{share * points:.1%}",
        f"{share * pixels:.1%}",
    ]
    head = [
        "seeds", "seeds/s", "kernel, Mpoints/s", "points a seed", "of the kernel's rate", "pixels alone",
    ]  # fmt: skip
    deliver(Path(__file__).stem, f"{machine(thread_count(None))}\n\n{table(head, [line])}")


if __name__ == "__main__":
    main()
