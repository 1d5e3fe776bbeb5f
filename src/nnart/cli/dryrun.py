"""Dry runs: recipes, and about what their pictures take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from nnart.cli.console import print_json
from nnart.cli.output import Output
from nnart.rendering.job import Job
from nnart.rendering.refusal import describe
from nnart.rendering.reproduce import toml_of
from nnart.rendering.totals import MAX_MEASURED, spread, total_estimate

if TYPE_CHECKING:
    from nnart.rendering.estimate import Written


MAX_GAINS: Final = 1000  # pictures whose gains are looked for: that takes some seconds


def print_estimate(jobs: Sequence[Job], written: Written, threads: int | None, output: Output) -> None:
    """Print recipes, and about what their pictures take.

    Of many pictures, a few are measured. The gains of a giant network and of more than a thousand pictures are
    not looked for.
    """
    first, *_ = jobs
    some = spread(jobs, MAX_MEASURED)
    takes = total_estimate(some, written, threads).times(len(jobs) / len(some))
    if output.as_json:
        for job in jobs:
            as_it_is = first.is_giant or len(jobs) > MAX_GAINS
            print_json(output.facts(job if as_it_is else job.calibrate()))
        print_json({"pictures": len(jobs)} | asdict(takes) | {"seconds": round(takes.seconds, 3)})
        return
    recipe = (first if first.is_giant else first.calibrate()).recipe
    print(toml_of(recipe, first.network), end="")
    count = f"{len(jobs)} such pictures" if len(jobs) > 1 else "1 picture"
    time, memory, disk = describe(first, takes)
    print(f"# {count} of {first.size}: {time}, {memory} and {disk}")
