"""What starting costs: `python -m benchmarks.start [--write]`.

Whole processes, from their start to their end: Python alone, what it loads for a picture, and nnart's commands.
They take turns, so that all meet the same machine. The kernel is compiled before.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles

from benchmarks.report import deliver, machine, table

ROUNDS = 21
SIZE = "64"
_NNART = "import sys; sys.argv[0] = 'nnart'; from nnart.cli import main; main()"
_LIBRARY = f"import nnart; nnart.render(7, size={SIZE})"
PROCESSES: Mapping[str, Sequence[str]] = {
    "`python -c pass`": ("pass",),
    "… with NumPy": ("import numpy",),
    "… with NumPy and LLVM": ("import numpy, llvmlite.binding",),
    "`nnart`": (_NNART,),
    "`nnart --help`": (_NNART, "--help"),
    "`nnart render --help`": (_NNART, "render", "--help"),
    "`nnart palettes`": (_NNART, "palettes"),
    "`nnart show a.png`": (_NNART, "show", "a.png"),
    f"`nnart render 7 --size {SIZE}`": (_NNART, "render", "7", "--size", SIZE, "-o", "b.png", "--force"),
    "`nnart sheet --count 2 --size 32`": (
        _NNART,
        "sheet",
        "--count",
        "2",
        "--size",
        "32",
        "-o",
        "c.png",
        "--force",
    ),
    "`import nnart`": ("import nnart",),
    f"`nnart.render(7, size={SIZE})`": (_LIBRARY,),
}


def seconds(program: Sequence[str], folder: Path) -> float:
    """Return how long a process takes, from its start to its end."""
    # NumPy starts no threads, as in nnart's command line; modules are compiled, as in an installed program.
    settings = {
        "NNART_FAVOURITES": str(folder),
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    started = time.perf_counter()
    command = [sys.executable, "-c", *program]
    subprocess.run(command, cwd=folder, env=os.environ | settings, capture_output=True, check=True)
    return time.perf_counter() - started


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds((_NNART, "render", "7", "--size", SIZE, "-o", "a.png"), folder)
        for program in PROCESSES.values():  # which compiles their modules
            seconds(program, folder)
        rounds = [[seconds(program, folder) for program in PROCESSES.values()] for _ in range(ROUNDS)]
    lines = []
    alone = median(first for first, *_ in rounds)
    for what, taken in zip(PROCESSES, zip(*rounds, strict=True), strict=True):
        lower, middle, upper = (1000 * quarter for quarter in quantiles(taken, n=4))
        lines.append([what, f"{middle:.0f}", f"{lower:.0f} … {upper:.0f}", f"{middle - 1000 * alone:.0f}"])
    head = ["process", "ms", "half of the runs", "beside Python's own"]
    deliver("start", f"{machine(1)}\n\n{table(head, lines)}")


if __name__ == "__main__":
    main()
