"""Sheets against the bare kernel, in one run: `python -m benchmarks.sheets [--write]`.

200 tiles of 128 x 128 at 20 x 64. How long the kernel takes for these pixels, and for all points that the
network is evaluated at for them: a gain is sought with 1024 points a trial, and a tone is measured at 2584.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.explore import points_of
from benchmarks.report import deliver, machine, table
from nnart.field.calibration import corrected, network_of
from nnart.field.evaluator import Evaluator
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.sheets.compose import compose
from nnart.sheets.sheet import Sheet, Tile
from nnart.threads import ordered_map, thread_count

_TILES, _SIDE, _WIDTH, _ROUNDS = 200, 128, 64, 7


def kernel(evaluator: Evaluator) -> float:
    """Return the seconds that all threads take for the pixels of all tiles, a tile at a time."""
    points = np.random.default_rng(0).uniform(-1, 1, (2, _SIDE**2))
    started = time.perf_counter()
    for _ in ordered_map(lambda _: evaluator.at(points), range(_TILES), None, evaluator.stop):
        pass
    return time.perf_counter() - started


def composing(sheet: Sheet) -> float:
    """Return the seconds that a sheet takes in a process that has painted before."""
    corrected.cache_clear()
    started = time.perf_counter()
    compose(sheet, Size(_SIDE, _SIDE))
    return time.perf_counter() - started


def command(path: str) -> float:
    """Return the seconds that the command takes, as a process of its own, to its file."""
    words = ["--seeds", f"0..{_TILES - 1}", "--width", str(_WIDTH), "--size", str(_SIDE), "-o", path, "--force"]
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "nnart", "sheet", *words], check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    recipes = [Recipe(seed=seed, width=_WIDTH) for seed in range(_TILES)]
    sheet = Sheet(tuple(Tile(str(one.seed), one) for one in recipes), 20)
    evaluator = Evaluator.of(network_of(recipes[0]))
    share = points_of(recipes, Size(_SIDE, _SIDE)) / _SIDE**2
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "sheet.png")
        command(path)
        rows = [(kernel(evaluator), composing(sheet), command(path)) for _ in range(_ROUNDS)]
    ratios = [(painted / bare, painted / bare / share, whole / bare) for bare, painted, whole in rows]
    bare, painted, whole = (statistics.median(column) for column in zip(*rows, strict=True))
    of_pixels, of_points, of_whole = (statistics.median(column) for column in zip(*ratios, strict=True))
    lines = [
        ["the kernel, its pixels alone", f"{bare:.2f}", "1"],
        ["the kernel, all points", f"{bare * share:.2f}", f"{share:.2f}"],
        ["the sheet", f"{painted:.2f}", f"{of_pixels:.2f}"],
        ["`nnart sheet`, from start to file", f"{whole:.2f}", f"{of_whole:.2f}"],
    ]
    text = f"The sheet takes {of_points:.2f} times as long as the kernel for all points."
    head = [f"{_TILES} tiles of {_SIDE} x {_SIDE} at 20 x {_WIDTH}", "s", "of the first"]
    deliver(Path(__file__).stem, f"{machine(thread_count(None))}\n\n{table(head, lines)}\n\n{text}")


if __name__ == "__main__":
    main()
