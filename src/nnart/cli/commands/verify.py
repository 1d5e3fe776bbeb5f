"""`nnart verify`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nnart.cli.console import printable, progress_bar
from nnart.cli.numbers import INTEGER
from nnart.errors import InputError
from nnart.threads import check_threads


def verify(
    picture: Annotated[Path, typer.Argument(help="A picture that nnart painted.", metavar="PICTURE")],
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

    if not huge:
        _check_limits(picture, threads)
    with progress_bar("verifying", quiet) as progress:
        row = compare(picture, Run(Threads(threads), progress))
    if not quiet:
        verdict = (
            "same: every pixel is what its recipe says"
            if row is None
            else f"different: the first row that is not the same is {row + 1}"
        )
        print(f"{printable(str(picture))}: {verdict}")
    raise typer.Exit(0 if row is None else 1)


def _check_limits(picture: Path, threads: int | None) -> None:
    """Refuse to paint what the recipe in a picture makes of hours; anyone may have written it."""
    from nnart.cli.limits import check_limits, find_limits
    from nnart.files.formats import PNG
    from nnart.files.picturefile import read
    from nnart.rendering.job import Job

    file = read(picture)
    job = Job(file.recipe, file.size, 16 if file.bits == 16 else 8, file.network)
    try:
        check_limits(job, PNG, find_limits(), threads=threads)
    except InputError as error:
        raise error.inside(picture) from None
