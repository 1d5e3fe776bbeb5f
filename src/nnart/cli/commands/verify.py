"""`nnart verify`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from nnart.amounts import counted
from nnart.cli.console import printable
from nnart.cli.numbers import INTEGER
from nnart.cli.progress import progress_bar
from nnart.cli.stdin import standard_input
from nnart.errors import InputError, NnartError, fault
from nnart.inputfiles import name_of, open_input
from nnart.threads import check_threads

if TYPE_CHECKING:
    from nnart.films.verify import Verdict
    from nnart.rendering.run import Run


EXAMPLES = {
    "nnart verify nnart-7.png": "Check a picture.",
    "nnart verify ink.png#3,7": "Check two tiles of a sheet.",
}


def verify(
    picture: Annotated[
        str,
        typer.Argument(
            help="A PNG painted by nnart, a sheet, tiles of a sheet, or - for standard input.",
            metavar="PICTURE",
        ),
    ],
    threads: Annotated[
        int | None, typer.Option(**INTEGER, help="How many threads, 1 … 1024. (default: all processors)")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing; the exit code tells.")] = False,
    huge: Annotated[bool, typer.Option("--huge", help="Allow very large jobs, as for nnart render.")] = False,
) -> None:
    """Paint a picture again and say whether the pixels are the same (exit code 0) or not (1)."""
    if threads is not None:
        check_threads(threads)
    from nnart.films.carried import read_film
    from nnart.rendering.run import Run
    from nnart.rendering.workers import Threads
    from nnart.sheets.files import is_sheet
    from nnart.sources.opening import find_sheet

    if read_film(picture) is not None:
        raise typer.Exit(_verify_film(picture, threads, quiet=quiet))
    file, names = find_sheet(picture, stdin=standard_input(picture=picture))
    if isinstance(file, Path) and names is None and _is_recipe_alone(picture):
        says = "it has no pixels to compare with its recipe"
        raise InputError(fault("kind", says, ways="name a PNG", where=repr(picture)))
    with open_input(file) as stream, progress_bar("verifying", quiet) as progress:
        run = Run(Threads(threads), progress)
        whole = is_sheet(stream) or names is not None
        check = partial(_check_tiles, names=names) if whole else _check_picture
        verdicts = check(stream, picture, run, huge=huge)
    different = {name: row for name, row in verdicts.items() if row is not None}
    if not quiet:
        for name, row in different.items():
            print(f"{printable(name)}: different: the first row that is not the same is {row + 1}")
        if not different:
            of = f" of {len(verdicts)} tiles" if len(verdicts) > 1 else ""
            print(f"{printable(picture)}: same: every pixel{of} is what its recipe says")
    raise typer.Exit(1 if different else 0)


def _verify_film(name: str, threads: int | None, *, quiet: bool) -> int:
    """Compare a film's frames with its recipe, and return the exit code."""
    from nnart.films.verify import verify_film
    from nnart.rendering.run import Run
    from nnart.rendering.workers import Threads

    with progress_bar("verifying", quiet) as progress:
        found = verify_film(name, Run(Threads(threads), progress))
    if not quiet:
        print(f"{printable(name)}: {_words(found)}")
    return 0 if found.same else 1


def _words(found: Verdict) -> str:
    if found.lossless:
        return (
            f"same: every pixel of {counted(found.frames, 'frame')} is what its recipe says"
            if found.same
            else f"different: frame {found.worst} is not what its recipe says"
        )
    most = f"at most {found.error:.2f} levels of 255 off on average"
    off = f"{counted(found.frames, 'frame')}, {'each ' * (found.frames > 1)}{most}"
    return f"same, as near as its encoding allows: {off}" if found.same else f"different: {off}"


Verdicts = dict[str, int | None]  # the first row that differs, if one does, by the names of pictures


def _check_picture(stream: BinaryIO, picture: str, run: Run, *, huge: bool) -> Verdicts:
    from nnart.rendering.verify import verify as compare

    if not huge:
        _check_limits(stream, run.workers.count)
    return {picture: compare(stream, run)}


def _check_tiles(stream: BinaryIO, picture: str, run: Run, *, huge: bool, names: str | None) -> Verdicts:
    from nnart.cli.limits import check_many
    from nnart.rendering.job import Job
    from nnart.rendering.limits import find_limits
    from nnart.sheets.verify import read_painted

    tiles = read_painted(stream, names)
    if not huge:
        jobs = [Job(recipe, tiles.size) for recipe in tiles.recipes]
        held = sum(pixels.nbytes for pixels in tiles.pixels)
        check_many(jobs, find_limits(), run.workers.count, held=held, what="tiles")
    file = picture if names is None else picture.removesuffix(f"#{names}")
    return {f"{file}#{name}": row for name, row in zip(tiles.names, tiles.verify(run), strict=True)}


def _is_recipe_alone(picture: str) -> bool:
    """Return whether a text stands for a recipe, but names no file; such as a seed, a code or a favourite."""
    from nnart.sources.opening import find_file, open_source

    if find_file(picture) is not None:
        return False
    try:
        open_source(picture)
    except NnartError:
        return False
    return True


def _check_limits(stream: BinaryIO, threads: int | None) -> None:
    """Refuse to paint what the recipe in a picture makes of hours; anyone may have written it."""
    from nnart.cli.limits import check_limits
    from nnart.files.formats import PNG
    from nnart.files.picturefile import read
    from nnart.rendering.job import Job
    from nnart.rendering.limits import find_limits

    file = read(stream)
    stream.seek(0)
    job = Job(file.recipe, file.size, 16 if file.bits == 16 else 8, file.network)
    try:
        check_limits(job, PNG, find_limits(), threads=threads)
    except InputError as error:
        raise error.inside(name_of(stream)) from None
