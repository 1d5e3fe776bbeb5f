"""Whole processes, from start to file: `python -m benchmarks.pictures [--write]`."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.peers import THREADS
from benchmarks.report import deliver, machine, table

PYTHON = sys.executable
# `nnart`, which at its end prints the seconds that its threads spent in the kernel.
_TIMED = """
import sys, threading, time
from nnart.field import evaluator as engine
from nnart.cli import main
spent, lock, at = [0.0], threading.Lock(), engine.Evaluator.at
def timed(self, points):
    started = time.perf_counter()
    answer = at(self, points)
    with lock:
        spent[0] += time.perf_counter() - started
    return answer
engine.Evaluator.at = timed
try:
    main()
finally:
    print(spent[0])
"""


def seconds(*command: str, cache: str | None = None) -> tuple[float, str]:
    """Run a process; return its wall time and what it printed."""
    environment = os.environ if cache is None else os.environ | {"NNART_CACHE_DIR": cache}
    started = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return time.perf_counter() - started, done.stdout


def alternating(rounds: int, *commands: tuple[str, ...]) -> list[float]:
    """Return the median wall time of each command, all run in turn."""
    times = [[seconds(*command)[0] for command in commands] for _ in range(rounds)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def never_and_again(command: tuple[str, ...], rounds: int) -> tuple[float, float]:
    """Return the median times of a command that finds no compiled kernel, and of the same one after it."""
    runs = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as cold:
            runs.append([seconds(*command, cache=cold)[0] for _ in range(2)])
    first, second = (statistics.median(column) for column in zip(*runs, strict=True))
    return first, second


def lines(folder: Path) -> list[list[str]]:
    """Return a line of what was compared, both times, their ratio, and what is aimed at."""
    file = str(folder / "a.png")
    nnart = (PYTHON, "-m", "nnart")
    render: tuple[str, ...] = (*nnart, "render", "--seed", "7", "--force", "-q", "-o", file)

    def line(what: str, first: float, second: float, aim: str) -> list[str]:
        return [what, f"{first:.3f} s", f"{second:.3f} s", f"{first / second:.2f}", aim]

    found = []
    alternating(1, (*render, "--size", "64"))  # compiled from here on
    start, second = alternating(11, (*render, "--size", "64"), (PYTHON, "-c", "import numpy, llvmlite.binding"))
    found.append(line("64 x 64 / `import numpy, llvmlite.binding`", start, second, "at most 3"))
    first, second = alternating(15, (*nnart, "--help"), (PYTHON, "-c", "import typer, rich"))
    found.append(line("`nnart --help` / `import typer, rich`", first, second, "at most 1.5"))
    first, second = never_and_again((*render, "--size", "1024"), 7)
    found.append(line("1024 x 1024, kernel not compiled yet / compiled", first, second, "at most 2.7"))
    render = (*render, "--exact")  # the kernel's share, and how its time grows
    walls: list[float] = []
    for threads in (1, THREADS):
        timed = (PYTHON, "-c", _TIMED, *render[3:], "--size", "2048", "--threads", str(threads))
        runs = [seconds(*timed) for _ in range(5)]
        walls.append(statistics.median(wall for wall, _ in runs))
        kernel = statistics.median(float(printed) / threads for _, printed in runs)
        found.append(line(f"2048 x 2048, threads: {threads}, kernel / all", kernel, walls[-1], "at least 0.85"))
    found.append(line(f"2048 x 2048, 1 thread / {THREADS}", walls[0], walls[1], "at least 1.95 for 2"))
    sizes = ((*render, "--size", side) for side in ("2896", "2048", "1448"))
    large, middle, small = (time - start for time in alternating(3, *sizes))
    found.append(line("2896 x 2896 / 2048 x 2048, without the start", large, middle, "2: twice the pixels"))
    found.append(line("2048 x 2048 / 1448 x 1448, without the start", middle, small, "2: twice the pixels"))
    depths = ((*render, "--size", "1448", "--layers", layers) for layers in ("41", "21"))
    deep, shallow = (time - start for time in alternating(3, *depths))
    found.append(line("1448 x 1448: 41 layers / 21, without the start", deep, shallow, "2: twice the products"))
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        head = ["what", "first", "second", "ratio", "aimed at"]
        text = f"{machine(THREADS)}\n\n{table(head, lines(Path(folder)))}"
    deliver(Path(__file__).stem, text)


if __name__ == "__main__":
    main()
