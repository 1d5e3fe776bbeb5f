"""How long processes take that answer Tab: `python -m benchmarks.completion [--write]`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.report import deliver, machine, table
from nnart.cli.shells import VARIABLE

TIMES = 11
LINES = (
    "nnart ",
    "nnart render --preset ",
    "nnart render --activation tanh,",
    "nnart render --palette vir",
    "nnart render --from ",
    "nnart show sheet.png#",
    "nnart explore --prefer calm,",
)
_PROGRAM = "import sys; sys.argv[0] = 'nnart'; from nnart.cli import main; main()"


def seconds(line: str, folder: Path, action: str = "get-args") -> tuple[float, float]:
    """Return how long the answer to a line takes: by the clock, from the process's start to its end, and of a
    processor.
    """
    given = {
        VARIABLE: "complete_fish",
        "_TYPER_COMPLETE_FISH_ACTION": action,
        "_TYPER_COMPLETE_ARGS": line,
        "NNART_FAVOURITES": str(folder),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "PYTHONDONTWRITEBYTECODE": "",  # as of a program that is installed, whose modules are compiled
    }
    run = partial(subprocess.run, [sys.executable, "-c", _PROGRAM], cwd=folder, env=os.environ | given)
    run(capture_output=True, check=True)
    times, of_processor = [], []
    for _ in range(TIMES):
        started, before = time.perf_counter(), os.times()
        run(capture_output=True, check=True)
        times.append(time.perf_counter() - started)
        after = os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        of_processor.append(used)
    return median(times), median(of_processor)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(100):
            (folder / f"dusk{number}.toml").write_text(f"seed = {number}\n")
        sheet = ["sheet", "--count", "200", "--layers", "3", "--width", "9", "--size", "16", "-o", "sheet.png"]
        subprocess.run([sys.executable, "-m", "nnart", *sheet, "-q"], cwd=folder, check=True)
        taken = {f"`{line}`": seconds(line, folder) for line in LINES}
        taken["what fish asks first"] = seconds(LINES[0], folder, "is-args")
        lines = [[line, *(f"{1000 * each:.0f}" for each in both)] for line, both in taken.items()]
    deliver("completion", f"{machine(1)}\n\n{table(['line', 'ms', 'ms of a processor'], lines)}")


if __name__ == "__main__":
    main()
