"""`nnart film`."""

from __future__ import annotations

import shlex
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nnart.cli import filmoptions as f
from nnart.cli import options as o
from nnart.cli.console import print_json, say
from nnart.cli.endings import STDOUT
from nnart.cli.films import (
    MOMENT,
    MOVING,
    Wanted,
    check_estimate,
    facts_of,
    film_of,
    fitted,
    name_for,
    own_of,
    print_dry_run,
    settle,
    size_of,
    source_of,
    tell,
    title_of,
)
from nnart.cli.folders import names_folder
from nnart.cli.given import Given, with_recipe
from nnart.cli.motion import Motion, pace_named
from nnart.cli.progress import progress_bar
from nnart.cli.viewer import show_in_viewer
from nnart.cli.workers import check_workers, workers_at
from nnart.errors import FileError, InputError, Way, fault

if TYPE_CHECKING:
    from nnart.rendering.run import Run

EXAMPLES = {
    "nnart film 7 --output seven.mp4": "Make a film of seed 7: a loop of ten seconds.",
    "nnart film 7 --strip --open": "Look at twelve moments of it first, within seconds.",
    "nnart film 7 12 30 --output ring.mp4": "Let three pictures turn into one another.",
    "nnart film nnart-7.png --kind drift --pace calm": "Let the shapes of a picture move.",
}


@with_recipe
def film(
    given: Given,
    kind: f.Kind = None,
    seconds: f.Seconds = None,
    fps: f.Fps = None,
    pace: f.Pace = None,
    loop: f.Loop = False,
    there_and_back: f.ThereAndBack = False,
    once: f.Once = False,
    radius: f.Radius = None,
    to: f.To = None,
    to_zoom: f.ToZoom = None,
    to_rotate: f.ToRotate = None,
    size: f.FilmSize = None,
    output: f.FilmFile = None,
    codec: f.Codec = None,
    bits: o.Bits = None,
    strip: f.Strip = False,
    force: o.Force = False,
    restart: o.Restart = False,
    huge: o.Huge = False,
    threads: o.Threads = None,
    cluster: o.ClusterOption = None,
    quiet: o.Quiet = False,
    as_json: o.AsJson = False,
    dry_run: o.DryRun = False,
    opens: o.Open = False,
) -> None:
    """Make a film of a picture, or of several.

    By default the output layer's weights go once round a circle: the shapes stay, light and contours flow
    through them, and the end meets the beginning. Every frame is as exact as a picture. A film carries its
    recipe: nnart show FILE prints it, and nnart film --from FILE --size 4k paints the same film larger.
    """
    check_workers(threads, cluster)
    motion = Motion(
        {"kind": kind, "seconds": seconds, "fps": fps, "radius": radius},
        {"loop": loop, "there_and_back": there_and_back, "once": once},
        {"to": to, "to_zoom": to_zoom, "to_rotate": to_rotate},
        pace,
    )
    wanted = _wanted(given, motion, Frames(size, output, codec, bits, strip), quiet=quiet)
    if opens and wanted.output == STDOUT:
        says = "the film goes to stdout, not into a file"
        raise InputError(fault("conflict", says, "opens", ways="leave it out"))
    _check(wanted, strip=strip, force=force)

    from nnart.films.estimate import estimate_film
    from nnart.films.files.formats import MP4
    from nnart.rendering.run import Run
    from nnart.rendering.workers import Threads

    named: Any = pace and pace_named(pace)  # checked above
    wanted = replace(wanted, film=settle(wanted.film, wanted.title, named, quiet=quiet))
    if dry_run or not (huge or strip):
        kept = wanted.output != STDOUT and "{frame}" not in wanted.output
        file_format = MP4 if strip else wanted.format
        takes = estimate_film(wanted.film, wanted.size, threads, file_format, wanted.bits, kept=kept)
        if dry_run:
            print_dry_run(wanted, takes, as_json=as_json)
            return
        check_estimate(wanted, takes)
    with workers_at(cluster) as workers:
        run = Run(workers or Threads(threads), force=force, restart=restart)
        path = _paint(wanted, run, strip=strip, quiet=quiet, as_json=as_json)
    if opens and path is not None:
        show_in_viewer(path)


class Frames(NamedTuple):
    """What options say of a film's frames and file."""

    size: str | None
    output: str | None
    codec: str | None
    bits: int | None
    strip: bool


def _wanted(given: Given, motion: Motion, frames: Frames, *, quiet: bool) -> Wanted:
    from nnart.films.files.formats import ANIMATIONS, MP4, find_format

    _check_folder(frames)
    ending = "-strip.png" if frames.strip else ".mp4"
    file_format = None
    if frames.output is not None and not names_folder(frames.output) and not frames.strip:
        file_format = find_format(frames.output, frames.codec)
    film, begun = film_of(given, motion, file_format, quiet=quiet)
    own = own_of(begun, source_of(given))
    if frames.strip and frames.size is None:
        size = MOMENT
    else:
        shown = Path(frames.output or "").suffix.lower() in ANIMATIONS
        most = MOVING if shown and "{frame}" not in str(frames.output) else None
        size = size_of(frames.size, own.size, most)
    output = name_for(film, begun, frames.output, ending)
    named = frames.output is not None
    bits = frames.bits or (own.bits if own.bits in (file_format or MP4).depths else 8)
    wanted = Wanted(film, size, output, frames.codec, bits, named, title_of(film, begun))
    return wanted if frames.strip else fitted(wanted, frames.size, begun, quiet=quiet)


def _check_folder(frames: Frames) -> None:
    """Refuse a folder that is not there: perhaps the frames were meant to go into it."""
    output = frames.output or ""
    if not names_folder(output) or Path(output).is_dir():
        return
    from nnart.files.atomic import no_folder

    found = no_folder(Path(output))
    each = Way(f"-o {shlex.quote(output)}{{frame}}.png paints a picture for every frame into it")
    raise FileError(found if frames.strip else replace(found, ways=(*found.ways, each)))


def _check(wanted: Wanted, *, strip: bool, force: bool) -> None:
    """Refuse a film that its format cannot hold, or a file that cannot be written, before any work."""
    from nnart.files.atomic import check_target

    if not strip:
        from nnart.films.save import header_of

        wanted.format.check(header_of(wanted.film, wanted.size, wanted.bits))
        if "{frame}" in wanted.output:
            return
    if wanted.output != STDOUT and wanted.named:
        check_target(Path(wanted.output), force)


def _paint(wanted: Wanted, run: Run, *, strip: bool, quiet: bool, as_json: bool) -> Path | None:
    """Paint a film, or moments of it, and tell people or programs; return its file."""
    started = time.perf_counter()
    if strip:
        with progress_bar(wanted.title, quiet) as progress:
            path = _paint_strip(wanted, replace(run, progress=progress))
        seconds = time.perf_counter() - started
        if as_json:
            print_json(facts_of(wanted.film, wanted.size) | {"seconds": round(seconds, 3), "path": str(path)})
        say(f"{wanted.title}, twelve moments ({seconds:.1f} s): {path}", quiet)
        return path
    from nnart.films.save import save_film

    target: Any = sys.stdout.buffer if wanted.output == STDOUT else _target(wanted, run)
    with progress_bar(wanted.title, quiet) as progress:
        save_film(
            wanted.film,
            target,
            wanted.size,
            replace(run, progress=progress),
            codec=wanted.codec,
            bits=wanted.bits,
        )
    written = None if wanted.output == STDOUT else Path(target)
    tell(wanted, time.perf_counter() - started, written, quiet=quiet, as_json=as_json)
    return written


def _target(wanted: Wanted, run: Run) -> Path:
    """Return the file's name; where it was not given, one that is free."""
    from nnart.files.atomic import next_free

    path = Path(wanted.output)
    return path if wanted.named or run.force else next_free(path)


def _paint_strip(wanted: Wanted, run: Run) -> Path:
    """Paint twelve moments of a film side by side."""
    from nnart.files.atomic import replacing
    from nnart.files.formats import choose
    from nnart.files.picture import Picture
    from nnart.films.strip import compose_strip, paint_strip

    path = _target(wanted, run)
    frames = paint_strip(wanted.film, wanted.size, run)
    picture = Picture(compose_strip(wanted.film, frames, columns=4), None)
    with replacing(path, run.force, rescue=True) as stream:
        picture.write(stream, choose(path, picture.size, 8, alpha=False))
    return path
