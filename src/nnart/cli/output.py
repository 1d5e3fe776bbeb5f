"""Output: pictures rendered into files or to standard output, and told of."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from nnart.cli.console import print_json, progress_bar, say
from nnart.cli.filenames import STDOUT
from nnart.cli.wording import naming_unfinished
from nnart.errors import FileError
from nnart.files.atomic import ENDING, check_target
from nnart.network.origin import MAX_TEXT, carried, data_of
from nnart.rendering.job import Job
from nnart.rendering.painting import Painted
from nnart.rendering.run import Run
from nnart.rendering.save import save
from nnart.rendering.workers import Threads
from nnart.version import __version__


@dataclass(frozen=True)
class Output:
    """What a picture's file says beside its pixels, and what people and programs are told.

    Attributes:
        dpi: dots per inch of a print, for the file to say.
        network_name: what a network given by hand is called.
        quiet: whether people are told nothing.
        as_json: whether programs are told, by a line of JSON for every picture.
    """

    dpi: int | None = None
    network_name: str = ""
    quiet: bool = False
    as_json: bool = False

    def title(self, job: Job) -> str:
        """Return what a picture is called where people are told of it."""
        return f"seed {job.recipe.seed}" if job.network is None else f"network {self.network_name}"

    def facts(self, job: Job) -> dict[str, Any]:
        """Return what programs are told of a picture."""
        kind = {"raw": True} if job.show == "field" else {"bits": job.bits, "dpi": self.dpi}
        return {
            "seed": job.recipe.seed,
            "size": [*reversed(job.size)],
            **kind,
            **data_of(job.recipe, job.network),
        }

    def say(self, message: str) -> None:
        """Tell people something."""
        say(message, self.quiet)


def check_targets(jobs: Sequence[Job], targets: Sequence[str], output: Output, *, force: bool) -> None:
    """Refuse files that cannot be written; of several pictures, those that are there already stay.

    Raises:
        FileError: with the reason.
    """
    for job, target in zip(jobs, targets, strict=True):
        path = Path(target)
        if target != STDOUT and (len(jobs) == 1 or not _is_there(job, path, output)):
            check_target(path, force)


def deliver(jobs: Sequence[Job], targets: Sequence[str], run: Run, output: Output) -> None:
    """Render jobs into files, or the only one to standard output, and tell people or programs."""
    if targets == [STDOUT]:
        _to_stdout(jobs[0], run, output)
    else:
        _to_files(jobs, targets, run, output)


def _to_files(jobs: Sequence[Job], targets: Sequence[str], run: Run, output: Output) -> None:
    """Render jobs into files, one after the other, or over a cluster several at a time."""
    pictures = []
    for job, target in zip(jobs, targets, strict=True):
        if len(jobs) > 1 and not run.force and _is_there(job, Path(target), output):
            output.say(f"{output.title(job)}: {target} is there already")
            if output.as_json:
                print_json(output.facts(job.calibrate()) | {"path": target, "there": True})
        else:
            pictures.append((job, target))
    if isinstance(run.workers, Threads) or len(jobs) == 1 or jobs[0].show == "field":
        for job, target in pictures:
            _to_file(job, Path(target), run, output)
        return
    from nnart.cluster.batch import save_all

    with progress_bar(f"{len(pictures)} pictures", output.quiet) as progress:
        finished = save_all(pictures, replace(run, progress=progress), dpi=output.dpi)
        with closing(finished):
            for picture in finished:
                _tell_file(picture.job, picture.path, picture.painted, picture.seconds, output)


def _to_stdout(job: Job, run: Run, output: Output) -> None:
    """Render a job as a PNG to standard output."""
    with progress_bar(output.title(job), output.quiet) as progress:
        painted = save(job, sys.stdout.buffer, replace(run, progress=progress), dpi=output.dpi)
    sys.stdout.buffer.flush()
    _tell(job, "", painted, output)


def _to_file(job: Job, path: Path, run: Run, output: Output) -> None:
    started = time.perf_counter()
    unfinished = Path(f"{path}{ENDING}")
    resumed = unfinished.is_file() and not run.restart
    with naming_unfinished(unfinished):
        job = job.calibrate()
        with progress_bar(output.title(job), output.quiet, resumed=resumed) as progress:
            painted = save(job, path, replace(run, progress=progress), dpi=output.dpi)
    _tell_file(job, path, painted, time.perf_counter() - started, output)


def _is_there(job: Job, path: Path, output: Output) -> bool:
    """Return whether a file is the picture that is wanted, all of it, as when a row of them was interrupted."""
    if not path.is_file() or job.network is not None:
        return False
    from nnart.files.picturefile import read
    from nnart.files.whole import is_whole

    try:
        with path.open("rb") as stream:
            file = read(stream)
            stream.seek(0)
            whole = is_whole(stream, file.format)
    except (FileError, OSError):
        return False
    there = file.size, file.bits, file.dpi, file.painted_by
    wanted = job.size, 32 if job.show == "field" else job.bits, output.dpi, __version__
    return whole and there == wanted and file.recipe == job.calibrate().recipe


def _tell_file(job: Job, path: Path, painted: Painted, seconds: float, output: Output) -> None:
    """Tell people or programs that a picture is there."""
    if output.as_json:
        facts = output.facts(job) | {"path": str(path), "seconds": round(seconds, 3)}
        print_json(facts | asdict(painted))
    rows, columns = job.size
    of = "sample" if job.recipe.samples > 1 else "pixel"
    share = f", evaluated 1 {of} in {1 / painted.evaluated:.1f}" if painted.evaluated < 1 else ""
    _tell(job, f": {path} ({columns} x {rows}, {seconds:.1f} s{share})", painted, output)


def _tell(job: Job, where: str, painted: Painted, output: Output) -> None:
    output.say(f"{output.title(job)}{where}")
    if painted.flat:
        other = "another seed, more gain" if job.network is None else "another part of the plane"
        output.say(f"the picture has one colour; try {other}, or less zoom")
    if carried(job.recipe, job.network) is None and job.show != "samples":
        says = f"as JSON, they are longer than {MAX_TEXT} characters"
        output.say(f"the file carries neither recipe nor network: {says}")
