"""How fast every shape of blocks and tiles is: `python -m benchmarks.shapes [--write]`.

20 layers of tanh on one thread, as the kernel measures them when it is compiled, for longer.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.report import deliver, machine, table
from nnart.kernel import loaded
from nnart.kernel.measuring import measure
from nnart.kernel.shapes import CANDIDATES, WIDTHS, fastest

_ROUNDS = 100


def main() -> None:
    loaded()
    times = measure(_ROUNDS)
    chosen = [fastest(times, width) for width in WIDTHS]
    lines = []
    for shape in CANDIDATES:
        ratios = [times[width][shape] / times[width][CANDIDATES[0]] for width in WIDTHS]
        marks = [" *" if shape == one else "" for one in chosen]
        lines.append([str(shape), *(f"{ratio:.3f}{mark}" for ratio, mark in zip(ratios, marks, strict=True))])
    head = ["shape", *(f"20 x {width}" for width in WIDTHS)]
    deliver(Path(__file__).stem, f"{machine(1)}\n\n{table(head, lines)}")


if __name__ == "__main__":
    main()
