"""`nnart gallery`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nnart.cli import options as o
from nnart.cli.console import say
from nnart.cli.progress import progress_bar
from nnart.cli.stdin import standard_input
from nnart.cli.viewer import open_in_viewer
from nnart.cli.wording import CommandWording
from nnart.errors import RecipeError, shown_path

if TYPE_CHECKING:
    from nnart.gallery.gallery import Gallery

_PARTLY = 3  # exit code where some of the pictures were left out


def gallery(
    context: typer.Context,
    pictures: Annotated[
        str,
        typer.Argument(
            metavar="GALLERY.TOML",
            help="The list of the pictures, or - for standard input; see nnart's docs/gallery.md.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "--out",
            "-o",
            metavar="FOLDER",
            help="Where to; a new one, one to be brought up to date, or the list's own.",
        ),
    ],
    force: o.GalleryForce = False,
    huge: o.Huge = False,
    threads: o.Threads = None,
    quiet: o.Quiet = False,
    opens: o.Open = False,
) -> None:
    """Make a site of a list of pictures.

    Its page shows them in several sizes, with their recipes. Open FOLDER/index.html in a browser: it works
    from the disk as from a server. The same command again paints only what has changed. It never removes or,
    without --force, replaces a file that someone else wrote or changed. What is broken in a folder of pictures
    is named and left out (exit code 3).
    """
    from nnart.gallery.gallery import read_gallery
    from nnart.gallery.site import build_gallery
    from nnart.rendering.run import Run
    from nnart.rendering.workers import Threads
    from nnart.threads import check_threads

    if threads is not None:
        check_threads(threads)
    wording = CommandWording(context.command.params)
    try:
        found = read_gallery(standard_input(pictures=pictures) or pictures)
    except RecipeError as error:
        for fault in error.faults:
            say(f"nnart: {wording.fault(fault)}")
        raise typer.Exit(2) from None
    if not huge:
        _check_limits(found, output, threads)
    started = time.perf_counter()
    with progress_bar(str(output), quiet) as progress:
        built = build_gallery(found, output, Run(Threads(threads), progress, force))
    for broken in built.broken:
        say(f"nnart: {wording.error(broken)}; left out")
    for path in built.left:
        says = "is not in the gallery any more, but was written or changed by someone else; it is left there"
        say(f"nnart: {shown_path(output / path)} {says}")
    seconds = time.perf_counter() - started
    count = f"{built.pictures} picture{'s' * (built.pictures != 1)}"
    painted = f"{built.painted} file{'s' * (built.painted != 1)} painted"
    removed = f", {built.removed} removed" if built.removed else ""
    page = output / "index.html"
    say(f"{count}, {painted}{removed} ({seconds:.1f} s): {page}", quiet)
    if opens:
        open_in_viewer(page)
    if built.broken:
        raise typer.Exit(_PARTLY)


def _check_limits(found: Gallery, output: Path, threads: int | None) -> None:
    """Refuse a gallery of which one picture, or all that are missing, take more than anyone wants unasked."""
    from nnart.cli.limits import check_all, count_bytes, find_limits
    from nnart.files.atomic import ENDING
    from nnart.files.formats import PICTURES
    from nnart.gallery.site import find_missing
    from nnart.rendering.job import Job

    missing = find_missing(found, output)
    held = sum(count_bytes(output / path) + count_bytes(output / (path + ENDING)) for path in missing)
    limits = find_limits(output if output.is_dir() else output.parent, held)
    pictures = [
        (exhibit.title, Job(exhibit.recipe, size, network=exhibit.network), PICTURES[Path(path).suffix])
        for exhibit in found.exhibits
        for path, size in found.sizes_of(exhibit).items()
        if path in missing
    ]
    check_all(pictures, limits, "pictures", threads)
