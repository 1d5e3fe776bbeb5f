"""`nnart verify`."""

from __future__ import annotations

from typing import Annotated, BinaryIO

import typer

from nnart.cli.console import printable
from nnart.cli.numbers import INTEGER
from nnart.cli.progress import progress_bar
from nnart.cli.stdin import standard_input
from nnart.errors import InputError, NnartError, fault
from nnart.inputfiles import name_of, open_input
from nnart.threads import check_threads


def verify(
    picture: Annotated[
        str,
        typer.Argument(help="A PNG that nnart painted, or - for standard input.", metavar="PICTURE"),
    ],
    threads: Annotated[int | None, typer.Option(**INTEGER, help="1 … 1024 (default: all processors)")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing; the exit code tells.")] = False,
    huge: Annotated[bool, typer.Option("--huge", help="Allow what takes long; as with nnart render.")] = False,
) -> None:
    """Paint a picture again and say whether the pixels are the same (exit code 0) or not (1)."""
    if threads is not None:
        check_threads(threads)
    from nnart.rendering.run import Run
    from nnart.rendering.verify import verify as compare
    from nnart.rendering.workers import Threads

    file = standard_input(picture=picture) or picture
    if file == picture and _is_recipe_alone(picture):
        says = "it has no pixels to compare with its recipe"
        raise InputError(fault("kind", says, ways="name a PNG", where=repr(picture)))
    with open_input(file) as stream, progress_bar("verifying", quiet) as progress:
        if not huge:
            _check_limits(stream, threads)
        row = compare(stream, Run(Threads(threads), progress))
    if not quiet:
        verdict = (
            "same: every pixel is what its recipe says"
            if row is None
            else f"different: the first row that is not the same is {row + 1}"
        )
        print(f"{printable(picture)}: {verdict}")
    raise typer.Exit(0 if row is None else 1)


def _is_recipe_alone(picture: str) -> bool:
    """Return whether a text stands for a recipe, but names no file; such as a seed, a code or a favourite."""
    from nnart.sources.start import find_file, open_source

    if find_file(picture) is not None:
        return False
    try:
        open_source(picture)
    except NnartError:
        return False
    return True


def _check_limits(stream: BinaryIO, threads: int | None) -> None:
    """Refuse to paint what the recipe in a picture makes of hours; anyone may have written it."""
    from nnart.cli.limits import check_limits, find_limits
    from nnart.files.formats import PNG
    from nnart.files.picturefile import read
    from nnart.rendering.job import Job

    file = read(stream)
    stream.seek(0)
    job = Job(file.recipe, file.size, 16 if file.bits == 16 else 8, file.network)
    try:
        check_limits(job, PNG, find_limits(), threads=threads)
    except InputError as error:
        raise error.inside(name_of(stream)) from None
