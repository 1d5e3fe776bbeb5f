"""Dry runs: recipes, and about what their pictures take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from nnart.cli.console import print_json
from nnart.cli.limits import describe
from nnart.cli.output import Output
from nnart.rendering.estimate import estimate
from nnart.rendering.job import Job
from nnart.rendering.reproduce import toml_of

if TYPE_CHECKING:
    from nnart.rendering.estimate import Written


def print_estimate(jobs: Sequence[Job], written: Written, threads: int | None, output: Output) -> None:
    """Print recipes, and about what their pictures take; a giant network's gain is not looked for."""
    first, *_ = jobs
    takes = estimate(first, written, threads).times(len(jobs))
    if output.as_json:
        for job in jobs:
            print_json(output.facts(job if first.is_giant else job.calibrate()))
        print_json({"pictures": len(jobs)} | asdict(takes) | {"seconds": round(takes.seconds, 3)})
        return
    recipe = (first if first.is_giant else first.calibrate()).recipe
    print(toml_of(recipe, first.network), end="")
    count = f"{len(jobs)} such pictures" if len(jobs) > 1 else "1 picture"
    time, memory, disk = describe(first, takes)
    rows, columns = first.size
    print(f"# {count} of {columns} x {rows}: {time}, {memory} and {disk}")
