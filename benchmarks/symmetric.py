"""Symmetric pictures with every pixel evaluated against the same with shared answers, in one run.

    python -m benchmarks.symmetric [--write]

Takes ten minutes.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from benchmarks.adaptive import named
from benchmarks.peers import THREADS
from benchmarks.report import deliver, machine, table
from nnart.arrays import Pixels
from nnart.field.sharing import ROOM, _keyed
from nnart.plane.inputs import Inputs
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.rendering.budget import Budget
from nnart.rendering.job import Job
from nnart.rendering.painting import Painting
from nnart.rendering.run import Run
from nnart.rendering.workers import Threads

ROUNDS = {512: 5, 1024: 5, 2048: 3}
FOLDED = ("mirror", "mirror-y", *(f"kaleidoscope-{order}" for order in (2, 3, 4, 5, 6, 8, 12)))
TURNED = ("rotation-2", "rotation-3", "rotation-4")
CELLS = ("p1", "pmm", "p4m", "p3", "p6m")
VIEWS: tuple[Mapping[str, object], ...] = (
    *({"symmetry": name} for name in (*FOLDED, *TURNED, *CELLS)),
    {"symmetry": "p4m", "cells": 1.9},
    {"symmetry": "mirror", "rotate": 30.0},
    {"seamless": "xy"},
    {"seamless": "xy", "zoom": 0.5},
)
HEAD = ["recipe", "size", "pixels an input", "pixels an evaluation", "every pixel", "shared", "ratio"]


def painted(job: Job, room: int) -> tuple[float, int, Pixels]:
    """Return the processors' seconds for a picture, how many pixels are evaluated, and the pixels."""
    painting = Painting(job, Run(Threads(THREADS), budget=Budget(shared=room)))
    counts: list[int] = []
    evaluator = painting.painter.evaluator
    at = evaluator.at

    def counting(points: np.ndarray) -> np.ndarray:
        counts.append(points.shape[1])
        return at(points)

    evaluator.at = counting  # type: ignore[method-assign, assignment]
    started = time.process_time()
    pixels = painting.pixels()
    return time.process_time() - started, sum(counts), pixels


def distinct(recipe: Recipe, side: int) -> int:
    """Return the number of different inputs among a picture's pixels, by their hashes."""
    view = View.of(recipe, (side, side))
    return len(np.unique(_keyed(Inputs.of(recipe, view.size), view.points())[1]))


def line(values: Mapping[str, object], side: int) -> list[str]:
    """Return a line: what a picture shares at most, what it does share, and the times."""
    recipe = Recipe(seed=7, **values)  # type: ignore[arg-type]
    job = Job(recipe, (side, side)).calibrate()
    every, shared = [], []
    for _ in range(ROUNDS[side]):
        seconds, _, expected = painted(job, 0)
        every.append(seconds)
        seconds, count, pixels = painted(job, ROOM)
        shared.append(seconds)
        assert np.array_equal(pixels, expected)
    ratio = statistics.median(plain / quick for plain, quick in zip(every, shared, strict=True))
    times = [f"{statistics.median(one):.3g} s" for one in (every, shared)]
    pixels_an = [f"{side * side / one:.2f}" for one in (distinct(recipe, side), count)]
    return [named(values), f"{side}²", *pixels_an, *times, f"{ratio:.2f}"]


def main() -> None:
    lines = []
    for values in VIEWS:
        for side in ROUNDS:
            lines.append(line(values, side))
            print(" | ".join(lines[-1]), flush=True)
    deliver(Path(__file__).stem, f"{machine(THREADS)}\n\n{table(HEAD, lines)}")


if __name__ == "__main__":
    main()
