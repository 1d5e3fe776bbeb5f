"""Output: pictures rendered into files or to standard output, and told of."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from nnart.cli.console import print_json, say
from nnart.cli.filenames import STDOUT
from nnart.cli.folders import make_folder
from nnart.cli.lecture import advice_on
from nnart.cli.progress import progress_bar
from nnart.cli.wording import naming_unfinished
from nnart.errors import FileError, Rescued
from nnart.files.atomic import ENDING, check_target, move_beside, next_free, numbered
from nnart.network.origin import MAX_TEXT, carried
from nnart.rendering.estimate import bound
from nnart.rendering.job import Job
from nnart.rendering.painting import Painted
from nnart.rendering.reproduce import editable_data
from nnart.rendering.run import Run
from nnart.rendering.save import save
from nnart.rendering.workers import Threads
from nnart.version import __version__

# The faults of a name that someone else has: a picture, or an unfinished one of another recipe or process.
TAKEN = {"exists", "busy", "begun", "version"}
_SOON = 1.0  # seconds at most of a picture without a bar: to load Rich takes a tenth of a small one's time


@dataclass(frozen=True)
class Output:
    """What a picture's file says beside its pixels, and what people and programs are told.

    Attributes:
        dpi: dots per inch of a print, for the file to say.
        network_name: what a network given by hand is called.
        quiet: whether people are told nothing.
        as_json: whether programs are told, by a line of JSON for every picture.
        numbered: whether a picture whose name is taken gets the next free one, such as nnart-7-2.png.
        makes_folder: whether the folder of a picture is made if it is missing.
    """

    dpi: int | None = None
    network_name: str = ""
    quiet: bool = False
    as_json: bool = False
    numbered: bool = False
    makes_folder: bool = False

    def title(self, job: Job) -> str:
        """Return what a picture is called where people are told of it."""
        return f"seed {job.recipe.seed}" if job.network is None else f"network {self.network_name}"

    def facts(self, job: Job) -> dict[str, Any]:
        """Return what programs are told of a picture."""
        kind = {"raw": True} if job.show == "field" else {"bits": job.bits, "dpi": self.dpi}
        return {
            "seed": job.recipe.seed,
            "size": [*job.size],
            **kind,
            **editable_data(job.recipe, job.network),
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
        if target == STDOUT or (len(jobs) > 1 and _find(job, Path(target), output)):
            continue
        path = next_free(Path(target)) if output.numbered else Path(target)
        if path.parent.is_dir() or not output.makes_folder:
            check_target(path, force)


def deliver(jobs: Sequence[Job], targets: Sequence[str], run: Run, output: Output) -> list[Path]:
    """Render jobs into files, or the only one to standard output, and tell people or programs.

    Returns:
        The files, also those that were there already.
    """
    if targets == [STDOUT]:
        _to_stdout(jobs[0], run, output)
        return []
    return _to_files(jobs, targets, run, output)


def _to_files(jobs: Sequence[Job], targets: Sequence[str], run: Run, output: Output) -> list[Path]:
    """Render jobs into files, one after the other, or over a cluster several at a time."""
    pictures, files = [], list[Path]()
    for job, target in zip(jobs, targets, strict=True):
        there = None if len(jobs) == 1 or run.force else _find(job, Path(target), output)
        if there is not None:
            files.append(there)
            output.say(f"{output.title(job)} is there already: {there}")
            if output.as_json:
                print_json(output.facts(job.calibrate()) | {"path": str(there), "there": True})
        else:
            pictures.append((job, Path(target)))
    if output.makes_folder:
        for path in {path.parent for _, path in pictures}:
            make_folder(path)
    if isinstance(run.workers, Threads) or len(jobs) == 1 or jobs[0].show == "field":
        return files + [_to_file(job, path, run, output) for job, path in pictures]
    from nnart.cluster.batch import save_all

    named = [(job, str(next_free(path) if output.numbered else path)) for job, path in pictures]
    with progress_bar(f"{len(pictures)} pictures", output.quiet) as progress:
        finished = save_all(named, replace(run, progress=progress), dpi=output.dpi)
        with closing(finished):
            for picture in finished:
                _tell_file(picture.job, picture.path, picture.painted, picture.seconds, output)
                files.append(picture.path)
    return files


def _to_stdout(job: Job, run: Run, output: Output) -> None:
    """Render a job as a PNG to standard output."""
    with progress_bar(output.title(job), output.quiet) as progress:
        painted = save(job, sys.stdout.buffer, replace(run, progress=progress), dpi=output.dpi)
    sys.stdout.buffer.flush()
    _warn(job, painted, output)
    output.say(output.title(job))


def _to_file(job: Job, path: Path, run: Run, output: Output) -> Path:
    """Render a job into a file, and return it: where its name may be another one, the first that is free."""
    started = time.perf_counter()
    for name in numbered(path) if output.numbered else (path,):
        if output.numbered and os.path.lexists(name):
            continue
        place, painted = name, None
        try:
            job, painted = _save(job, name, run, output)
        except Rescued as error:  # finished, but someone else took the name meanwhile
            if not output.numbered or error.path is None:
                raise
            place = move_beside(error.path, path)
        except FileError as error:
            if output.numbered and TAKEN & {fault.rule for fault in error.faults}:
                continue
            raise
        # Even who wants silence has to know of another name than the expected one.
        told = output if place == path else replace(output, quiet=False)
        _tell_file(job, place, painted, time.perf_counter() - started, told)
        return place
    raise AssertionError  # there is always another number


def _save(job: Job, path: Path, run: Run, output: Output) -> tuple[Job, Painted]:
    """Render a job into a file of that name, and return it with its gain."""
    unfinished = Path(f"{path}{ENDING}")
    resumed = unfinished.is_file() and not run.restart
    with naming_unfinished(unfinished):
        job = job.calibrate()

        def takes_long() -> bool:
            return resumed or bound(job, threads=1).seconds > _SOON

        with progress_bar(output.title(job), output.quiet, takes_long, resumed=resumed) as progress:
            return job, save(job, path, replace(run, progress=progress), dpi=output.dpi)


def _find(job: Job, path: Path, output: Output) -> Path | None:
    """Return where the picture that is wanted is already, under its name or another one that it may have."""
    names = takewhile(os.path.lexists, numbered(path)) if output.numbered else (path,)
    return next((name for name in names if _is_there(job, name, output)), None)


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


def _tell_file(job: Job, path: Path, painted: Painted | None, seconds: float, output: Output) -> None:
    """Tell people or programs that a picture is there; people read last where."""
    if output.as_json:
        facts = output.facts(job) | {"path": str(path), "seconds": round(seconds, 3)}
        print_json(facts | (asdict(painted) if painted else {}))
    of, share = "sample" if job.recipe.samples > 1 else "pixel", ""
    if painted is not None:
        _warn(job, painted, output)
        share = f", evaluated 1 {of} in {1 / painted.evaluated:.1f}" if painted.evaluated < 1 else ""
    output.say(f"{output.title(job)} ({job.size}, {seconds:.1f} s{share}): {path}")


def _warn(job: Job, painted: Painted, output: Output) -> None:
    """Tell people what they may not expect of a picture."""
    if painted.flat:
        other = "another seed, more gain" if job.network is None else "another part of the plane"
        output.say(f"the picture has one colour; try {other}, or less zoom")
    elif not output.quiet and (advice := advice_on(job)):
        output.say(advice)
    if carried(job.recipe, job.network) is None and job.show != "samples":
        says = f"as JSON, they are longer than {MAX_TEXT} characters"
        output.say(f"the file carries neither recipe nor network: {says}")
