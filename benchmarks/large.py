"""Large pictures: time, memory and disk of whole processes, `python -m benchmarks.large [--write]`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.report import deliver, machine, table
from nnart.threads import thread_count

SIDE = 30_000
FILES = (
    (".png", ("render", "-o", "a.png")),
    (".png, 16 bits", ("render", "--bits", "16", "-o", "a.png")),
    (".tif, with its smaller sizes", ("render", "-o", "a.tif")),
    (".npy", ("render", "-o", "a.npy")),
    ("tiles", ("tiles", "s.png", "-o", "a")),
)
THREADS = (2, 16)


def run(folder: Path, *arguments: str) -> tuple[float, int]:
    """Return the seconds and the bytes of memory at most that a command takes; it has to succeed."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "nnart", *arguments, "--huge", "-q"], cwd=folder)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0
    return time.perf_counter() - started, usage.ru_maxrss * 1024


def disk(folder: Path) -> int:
    """Return the bytes of all that was painted in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.name != "s.png")


def main() -> None:
    lines = []
    for title, (command, *arguments) in FILES:
        given = ["--seed", "7"] if command == "render" else []
        cells = [title]
        for threads in THREADS:
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                run(folder, "render", "--seed", "7", "--size", "64", "-o", "s.png")
                size = ["--size", str(SIDE), "--threads", str(threads)]
                seconds, memory = run(folder, command, *arguments, *given, *size)
                cells += [f"{seconds:.0f} s", f"{memory / 2**20:.0f} MiB"]
                length = disk(folder)
        lines.append([*cells, f"{length / 10**6:.0f} MB"])
    head = [f"{SIDE} x {SIDE}", *(text for count in THREADS for text in (f"{count} threads", "memory")), "disk"]
    deliver("large", f"{machine(thread_count(None))}\n\n{table(head, lines)}")


if __name__ == "__main__":
    main()
