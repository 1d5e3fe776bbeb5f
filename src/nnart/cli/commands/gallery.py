"""`nnart gallery`."""

from __future__ import annotations

import os
import shlex
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nnart.cli import options as o
from nnart.cli.console import say
from nnart.cli.progress import progress_bar
from nnart.cli.stdin import standard_input
from nnart.cli.viewer import show_in_viewer
from nnart.cli.wording import CommandWording
from nnart.errors import FileError, InputError, RecipeError, Way, fault, shown_path
from nnart.inputfiles import STDIN

if TYPE_CHECKING:
    from nnart.gallery.exhibit import Exhibit
    from nnart.gallery.gallery import Gallery
    from nnart.gallery.site import Built
    from nnart.rendering.limits import MachineLimits

_PARTLY = 3  # exit code where some of the pictures were left out
_LIST = "gallery.toml"  # what standard input is taken for
_SEVERAL = "pictures.toml"  # what several pictures are
_ENDING = "-site"  # of the folder where nobody names one
_MAX_NAMED = 10  # pictures in one line


EXAMPLES = {
    "nnart gallery walls --open": "Make walls-site from the folder walls, and open it.",
    "nnart gallery walls nnart-7.png --output site": "Make a site from a folder and a picture.",
}


def gallery(
    context: typer.Context,
    pictures: Annotated[
        list[str],
        typer.Argument(
            metavar="FOLDER|GALLERY.TOML",
            help="A folder of pictures, films, recipes and sheets; a sheet; several of these; or a list of "
            "pictures (TOML), - for standard input. The guide to galleries in nnart's docs describes lists.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            parser=Path,
            help="Folder for the site: a new one, one to update, or the list's own. (default: FOLDER-site, or "
            "pictures-site for several)",
        ),
    ] = None,
    contact: Annotated[
        bool | None,
        typer.Option(
            "--sheet/--no-sheet",
            help="Add sheet.png, a contact sheet that carries all recipes. (default: as the list says, or yes)",
            show_default=False,
        ),
    ] = None,
    force: o.GalleryForce = False,
    huge: o.Huge = False,
    threads: o.Threads = None,
    quiet: o.Quiet = False,
    opens: o.Open = False,
) -> None:
    """Make a site of a folder of pictures and films.

    Its page shows the pictures in several sizes, in natural order, with their recipes, and plays the films.
    Open index.html in a browser, from the disk or from a server. If you run the same command again, nnart
    paints only what has changed. It never removes a file that someone else wrote or changed, and never
    overwrites one without --force. It names files without a recipe and leaves them out (exit code 3). A list
    adds titles, notes, sizes and an order.
    """
    from nnart.gallery.gallery import read_gallery, read_pictures
    from nnart.gallery.site import build_gallery
    from nnart.rendering.run import Run
    from nnart.rendering.workers import Threads
    from nnart.threads import check_threads

    if threads is not None:
        check_threads(threads)
    wording = CommandWording(context.command.params)
    try:
        if len(pictures) > 1:
            found = read_pictures([Path(picture) for picture in pictures])
        else:
            found = read_gallery(standard_input(pictures=pictures[0]) or pictures[0])
    except RecipeError as error:
        for one in error.faults:
            say(f"nnart: {wording.fault(one)}")
        raise typer.Exit(2) from None
    if contact is not None:
        found = replace(found, sheet=contact)
    _check_folder(output, pictures)
    output = default_folder(pictures[0] if len(pictures) == 1 else _SEVERAL) if output is None else output
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
    page = output / "index.html"
    _tell(built, page, time.perf_counter() - started, quiet)
    if opens:
        show_in_viewer(page)
    if built.broken:
        raise typer.Exit(_PARTLY)


def _check_folder(output: Path | None, pictures: Sequence[str]) -> None:
    """Refuse the name of a page, as a gallery is a folder."""
    if output is not None and output.suffix.lower() in (".html", ".htm") and not output.is_dir():
        page = f"nnart sheet {shlex.join(pictures)} -o {shlex.quote(str(output))} makes one page"
        ways = (Way("names it", "output", str(output.with_suffix(""))), page)
        raise InputError(fault("kind", "a gallery is a folder of pages", "output", got=str(output), ways=ways))


def default_folder(pictures: str) -> Path:
    """Return the folder beside the pictures or their list that takes the site: the first that may hold it."""
    from nnart.files.atomic import numbered
    from nnart.gallery.site import find_others

    read = Path(_LIST if pictures == STDIN else pictures)
    if read.name in ("", ".."):
        read = read.resolve()
    if read.parent == read or not os.access(read.parent, os.W_OK):
        says = "nothing can be written beside it"
        raise FileError(fault("access", says, where=read, ways=Way("names another place", "output", "FOLDER")))
    name = read.name if read.is_dir() else read.stem
    folders = numbered(read.with_name(f"{name}{_ENDING}"))
    return next(
        folder
        for folder in folders
        if not os.path.lexists(folder) or (folder.is_dir() and not find_others(folder))
    )


def _tell(built: Built, page: Path, seconds: float, quiet: bool) -> None:
    """Say where the site and its sheet are."""
    from nnart.gallery.contact import MAX_TILES
    from nnart.gallery.exhibit import SHEET
    from nnart.gallery.wall import count_shown

    if built.off_sheet:
        others = ", ".join(built.off_sheet[:_MAX_NAMED]) + ", …" * (len(built.off_sheet) > _MAX_NAMED)
        says = f"has no place for {others}: it carries up to {MAX_TILES} recipes, all of one colour space"
        say(f"nnart: {SHEET} {says}", quiet)
    if built.contact is not None:
        name = shlex.quote(f"{page.with_name(SHEET)}#{built.contact.tiles[0].name}")
        say(f"one of them, larger: nnart render --from {name}", quiet)
    count = count_shown(built.pictures, built.films)
    painted = f"{built.painted} file{'s' * (built.painted != 1)} painted"
    removed = f", {built.removed} removed" if built.removed else ""
    say(f"{count}, {painted}{removed} ({seconds:.1f} s): {page}", quiet)


def _check_limits(found: Gallery, output: Path, threads: int | None) -> None:
    """Refuse a gallery of which one picture, or all that are missing, take more than anyone wants unasked.

    Films are added up by themselves.
    """
    from nnart.cli.limits import check_all, count_bytes
    from nnart.files.atomic import ENDING
    from nnart.files.formats import PICTURES, PNG
    from nnart.gallery.contact import contact_sheet
    from nnart.gallery.exhibit import SHEET
    from nnart.gallery.site import find_missing
    from nnart.rendering.job import Job
    from nnart.rendering.limits import find_limits

    missing = find_missing(found, output)
    held = sum(count_bytes(output / path) + count_bytes(output / (path + ENDING)) for path in missing)
    limits = find_limits(output if output.is_dir() else output.parent, held)
    pictures = [
        (exhibit.title, Job(exhibit.recipe, size, network=exhibit.network), PICTURES[Path(path).suffix])
        for exhibit in found.exhibits
        for path, size in found.sizes_of(exhibit).items()
        if path in missing and path != exhibit.mp4
    ]
    contact = contact_sheet(found, found.exhibits) if SHEET in missing else None
    if contact is not None:  # taken for one picture as large, by its largest network
        jobs = [Job(tile.recipe, contact.whole) for tile in contact.sheet.tiles]
        pictures.append((SHEET, max(jobs, key=lambda job: job.weights), PNG))
    check_all(pictures, limits, "pictures", threads)
    films = [exhibit for exhibit in found.exhibits if exhibit.moves and exhibit.mp4 in missing]
    if films:
        _check_films(found, films, limits, threads)


def _check_films(found: Gallery, films: Sequence[Exhibit], limits: MachineLimits, threads: int | None) -> None:
    """Refuse films that together take more than anyone wants unasked."""
    from nnart.cli.limits import exceeding
    from nnart.gallery.screening import estimate_videos

    sizes = [found.sizes_of(exhibit)[exhibit.mp4] for exhibit in films]
    takes = estimate_videos([exhibit.film for exhibit in films if exhibit.film], sizes, threads)
    if exceeded := limits.exceeded(takes):
        frames = sum(exhibit.film.frames for exhibit in films if exhibit.film)
        says = f"{frames:,} frames of films: {exceeding(takes, exceeded)}"
        raise InputError(fault("limit", says, "pictures", ways=Way("allows it", "huge")))
