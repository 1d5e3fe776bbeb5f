"""Screening: the files that a site has of a film: frames of it as pictures, and a video."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from nnart.errors import FileError, InputError, fault
from nnart.files.formats import choose
from nnart.files.spool import Spool
from nnart.films.estimate import estimate_film
from nnart.films.files.formats import MP4
from nnart.films.film import Film
from nnart.films.save import Shooting, header_of
from nnart.films.settling import settle_film
from nnart.films.still import paint_frame
from nnart.recipe.size import Size
from nnart.rendering.estimate import Estimate
from nnart.rendering.run import Run

Place = Callable[[str], AbstractContextManager[BinaryIO]]  # opens the file of a path in a site
_STARTED = {"begun", "version"}  # rules against an unfinished film that cannot be resumed


@lru_cache(maxsize=64)
def settled(film: Film) -> Film:
    """Return a film with all that it leaves open; as `settle_film`, once for each film."""
    return settle_film(film)


def check_video(film: Film, size: Size) -> None:
    """Refuse a film that a site's video cannot hold.

    Raises:
        InputError: if it is transparent, or PyAV is not installed.
    """
    if film.keyframes[0].recipe.alpha != "none":
        says, ways = "the films of a gallery have no transparency", "make it of a picture without alpha"
        raise InputError(fault("conflict", says, "alpha", ways=ways))
    MP4.check(header_of(film, size))


def estimate_videos(films: Sequence[Film], sizes: Sequence[Size], threads: int | None = None) -> Estimate:
    """Return what the videos of films take, one after the other, without those that cannot be made."""
    total = Estimate(0.0, 0, 0)
    for film, size in zip(films, sizes, strict=True):
        with suppress(InputError):
            check_video(film, size)
            takes = estimate_film(settled(film), size, threads)
            memory, disk = max(total.memory, takes.memory), total.disk + takes.disk
            total = Estimate(total.seconds + takes.seconds, memory, disk)
    return total


def save_frame(film: Film, k: int, size: Size, paths: Iterable[str], place: Place, run: Run) -> None:
    """Paint frame k of a settled film, once, into several files of a site; they carry film and number."""
    pixels, frame = paint_frame(film, k, size, run=replace(run, progress=None))  # the site counts it
    for path in paths:
        with place(path) as stream:
            choose(Path(path), size, 8, alpha=frame.channels == 4).save(pixels, frame, stream)


def save_video(film: Film, size: Size, folder: Path, path: str, place: Place, run: Run) -> None:
    """Paint a settled film into a video of a site; resumes an interrupted one, or else starts over."""
    try:
        _shoot(film, size, folder, path, place, run)
    except FileError as error:
        if run.restart or not _STARTED & {each.rule for each in error.faults}:
            raise
        save_video(film, size, folder, path, place, replace(run, restart=True))


def _shoot(film: Film, size: Size, folder: Path, path: str, place: Place, run: Run) -> None:
    shooting = Shooting(film, size, MP4, 8, run)
    with (
        Spool(folder / path, shooting.contents, run.restart, keep_after=run.keep_after) as spool,
        place(path) as stream,
    ):
        shooting.write(stream.name, shooting.resumed(spool))
