"""What starting costs: `python -m benchmarks.start [--write]`.

Whole processes, from their start to their end: Python alone, what it loads for a picture, and nnart's commands.
They take turns, so that all meet the same machine. The kernel is compiled before.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles

from benchmarks.report import deliver, machine, table

ROUNDS = 21
_IMPORTS = 7  # processes whose modules are timed
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
MODULES = ("`nnart --help`", f"`nnart render 7 --size {SIZE}`")  # of which processes they are counted
PACKAGES = ("numpy", "llvmlite", "typer", "nnart")
_OWN, _OTHERS = "Python's own", "others"


def seconds(program: Sequence[str], folder: Path) -> float:
    """Return how long a process takes, from its start to its end."""
    started = time.perf_counter()
    run(program, folder)
    return time.perf_counter() - started


def run(program: Sequence[str], folder: Path, *options: str) -> str:
    """Run a process to its end, with options of Python's, and return what it says on stderr."""
    # NumPy starts no threads, as in nnart's command line; modules are compiled, as in an installed program.
    settings = {
        "NNART_FAVOURITES": str(folder),
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    command = [sys.executable, *options, "-c", *program]
    done = subprocess.run(command, cwd=folder, env=os.environ | settings, capture_output=True, check=True)
    return done.stderr.decode()


def modules(program: Sequence[str], folder: Path) -> dict[str, list[str]]:
    """Return how many modules of each package a process loads, and their milliseconds, as words."""
    counts, times = Counter[str](), list[Counter[str]]()
    for _ in range(_IMPORTS):
        counts, taken = Counter[str](), Counter[str]()
        said = run(program, folder, "-X", "importtime")
        for microseconds, name in re.findall(r"import time: +([0-9]+) \| +[0-9]+ \| +(\w+)", said):
            of = name if name in PACKAGES else _OWN if name in sys.stdlib_module_names else _OTHERS
            counts[of] += 1
            taken[of] += int(microseconds)
        times.append(taken)
    return {
        of: [str(counts[of]), f"{median(taken[of] for taken in times) / 1000:.0f}"]
        for of in (_OWN, *PACKAGES, _OTHERS)
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds((_NNART, "render", "7", "--size", SIZE, "-o", "a.png"), folder)
        for program in PROCESSES.values():  # which compiles their modules
            seconds(program, folder)
        rounds = [[seconds(program, folder) for program in PROCESSES.values()] for _ in range(ROUNDS)]
        loaded = [modules(PROCESSES[what], folder) for what in MODULES]
    lines = []
    alone = median(first for first, *_ in rounds)
    for what, taken in zip(PROCESSES, zip(*rounds, strict=True), strict=True):
        lower, middle, upper = (1000 * quarter for quarter in quantiles(taken, n=4))
        lines.append([what, f"{middle:.0f}", f"{lower:.0f} … {upper:.0f}", f"{middle - 1000 * alone:.0f}"])
    head = ["process", "ms", "half of the runs", "beside Python's own"]
    parts = [[of, *(word for each in loaded for word in each[of])] for of in (_OWN, *PACKAGES, _OTHERS)]
    heads = ["modules of", *(word for what in MODULES for word in (f"{what} loads", "ms"))]
    deliver("start", f"{machine(1)}\n\n{table(head, lines)}\n\n{table(heads, parts)}")


if __name__ == "__main__":
    main()
