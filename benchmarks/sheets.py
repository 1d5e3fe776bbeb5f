"""Sheets against the bare kernel, in one run: `python -m benchmarks.sheets [--write]`.

200 tiles of 128 x 128 at 20 x 64: how long the kernel takes for these pixels, and for all points that the
network is evaluated at for them. A gain is sought with 1024 points a trial, and a tone is measured at 2584.
Then two walls of the default network, from the command to the file.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
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
_WALLS = ((24, 240), (64, 180))  # tiles of the default network, and their side


def kernel(evaluator: Evaluator, tiles: int, side: int) -> float:
    """Return the seconds that all threads take for the pixels of all tiles, a tile at a time."""
    points = np.random.default_rng(0).uniform(-1, 1, (2, side**2))
    started = time.perf_counter()
    for _ in ordered_map(lambda _: evaluator.at(points), range(tiles), None, evaluator.stop):
        pass
    return time.perf_counter() - started


def composing(sheet: Sheet) -> float:
    """Return the seconds that a sheet takes in a process that has painted before."""
    corrected.cache_clear()
    started = time.perf_counter()
    compose(sheet, Size(_SIDE, _SIDE))
    return time.perf_counter() - started


def command(tiles: int, side: int, width: int, path: str) -> float:
    """Return the seconds that the command takes, as a process of its own, to its file."""
    words = ["--seeds", f"0..{tiles - 1}", "--width", str(width), "--size", str(side), "-o", path, "--force"]
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "nnart", "sheet", *words], check=True, capture_output=True)
    return time.perf_counter() - started


def sheet_lines(path: str) -> tuple[list[list[str]], float]:
    """Return the lines of a sheet's table, and how much longer it takes than the kernel for all points."""
    recipes = [Recipe(seed=seed, width=_WIDTH) for seed in range(_TILES)]
    sheet = Sheet(tuple(Tile(str(one.seed), one) for one in recipes), 20)
    evaluator = Evaluator.of(network_of(recipes[0]))
    share = points_of(recipes, Size(_SIDE, _SIDE)) / _SIDE**2
    command(_TILES, _SIDE, _WIDTH, path)
    rows = [
        (kernel(evaluator, _TILES, _SIDE), composing(sheet), command(_TILES, _SIDE, _WIDTH, path))
        for _ in range(_ROUNDS)
    ]
    ratios = [(painted / bare, painted / bare / share, whole / bare) for bare, painted, whole in rows]
    bare, painted, whole = medians(rows)
    of_pixels, of_points, of_whole = medians(ratios)
    lines = [
        ["the kernel, its pixels alone", f"{bare:.2f}", "1"],
        ["the kernel, all points", f"{bare * share:.2f}", f"{share:.2f}"],
        ["the sheet", f"{painted:.2f}", f"{of_pixels:.2f}"],
        ["`nnart sheet`, from start to file", f"{whole:.2f}", f"{of_whole:.2f}"],
    ]
    return lines, of_points


def wall_line(tiles: int, side: int, path: str) -> list[str]:
    """Return the line of a wall: seconds of the kernel and the command, and their ratio."""
    recipe = Recipe(seed=0)
    evaluator = Evaluator.of(network_of(recipe))
    rows = [(kernel(evaluator, tiles, side), command(tiles, side, recipe.width, path)) for _ in range(_ROUNDS)]
    bare, whole = medians(rows)
    (ratio,) = medians([(whole / bare,) for bare, whole in rows])
    return [f"{tiles} tiles of {side} x {side}", f"{bare:.2f}", f"{whole:.2f}", f"{ratio:.2f}"]


def medians(rows: Sequence[tuple[float, ...]]) -> list[float]:
    return [statistics.median(column) for column in zip(*rows, strict=True)]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "sheet.png")
        lines, of_points = sheet_lines(path)
        walls = [wall_line(*wall, path) for wall in _WALLS]
    text = f"The sheet takes {of_points:.2f} times as long as the kernel for all points."
    head = [f"{_TILES} tiles of {_SIDE} x {_SIDE} at 20 x {_WIDTH}", "s", "of the first"]
    walls_head = ["at 20 x 100", "the kernel, its pixels alone, s", "`nnart sheet`, s", "ratio"]
    tables = f"{table(head, lines)}\n\n{text}\n\n{table(walls_head, walls)}"
    deliver(Path(__file__).stem, f"{machine(thread_count(None))}\n\n{tables}")


if __name__ == "__main__":
    main()
