"""`nnart tiles`."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nnart.cli import options as o
from nnart.cli.console import print_json, say
from nnart.cli.progress import progress_bar
from nnart.cli.shapes import size_like
from nnart.cli.stdin import standard_input
from nnart.cli.viewer import show_in_viewer
from nnart.errors import FileError, InputError, fault
from nnart.files.atomic import numbered
from nnart.tiles import ENDINGS
from nnart.words import match

if TYPE_CHECKING:
    from nnart.recipe.recipe import Recipe
    from nnart.rendering.painting import Painted
    from nnart.sources.start import Start


EXAMPLES = {
    "nnart tiles 7 --size 20000 --open": "Paint seed 7, 20000 pixels wide, and open the page.",
    "nnart tiles nnart-7.png --size 200000 --dry-run": "Print what 40 gigapixels need.",
    "nnart tiles 7 --size 20000 --iiif --base https://example.com/iiif": "Make tiles for IIIF viewers.",
}


def tiles(
    picture: o.Picture,
    size: Annotated[
        str,
        typer.Option(
            metavar="SIZE",
            help="200000 (the longer side), 30000x20000, or as for nnart render, up to 1000000 a side.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FOLDER",
            parser=Path,
            help="A new or empty folder. (default: nnart-7-tiles for seed 7, then nnart-7-tiles-2 and so on)",
            show_default=False,
        ),
    ] = None,
    tile_format: Annotated[
        str,
        typer.Option(
            "--format", metavar="NAME", help=f"File format of the tiles: {', '.join(ENDINGS)}. (default: jpg)"
        ),
    ] = "jpg",
    iiif: Annotated[
        bool,
        typer.Option("--iiif", help="Lay the tiles out for IIIF (Image API 3, level 0) instead of Deep Zoom."),
    ] = False,
    base: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Where you will publish the IIIF folder. (default: https://example.com/iiif)"
        ),
    ] = None,
    huge: o.Huge = False,
    restart: Annotated[
        bool, typer.Option("--restart", help="Start over in a folder that is unfinished.")
    ] = False,
    threads: o.Threads = None,
    cluster: o.ClusterOption = None,
    quiet: o.Quiet = False,
    as_json: o.AsJson = False,
    dry_run: o.DryRun = False,
    opens: o.Open = False,
) -> None:
    """Paint a picture of any size as tiles, with a page to zoom in it.

    Open FOLDER/index.html in a browser, from the disk or from a server. Deep Zoom viewers read
    FOLDER/picture.dzi. You can interrupt it at any time; the same command resumes.
    """
    from nnart.cli.dryrun import print_estimate
    from nnart.cli.limits import check_limits, count_bytes
    from nnart.cli.output import Output
    from nnart.cli.wording import naming_unfinished
    from nnart.cli.workers import check_workers, workers_at
    from nnart.rendering.job import Job
    from nnart.rendering.limits import find_limits
    from nnart.rendering.run import Run
    from nnart.rendering.workers import Threads
    from nnart.sources.opening import open_source
    from nnart.tiles.folder import UNFINISHED
    from nnart.tiles.tiles import Blocks, check_job, layout_for, render_tiles

    begun = open_source(picture, stdin=standard_input(picture=picture))
    pixels = size_like(size, None, begun.size)[0]
    check_workers(threads, cluster)
    if str(output) == "-":
        says = "tiles go into a folder, not to stdout"
        raise InputError(fault("kind", says, "output", ways="give it a name"))
    chosen = begun.recipe()
    layout = layout_for(pixels, iiif=iiif, base=base, ending=match(tile_format, ENDINGS) or tile_format)
    job, blocks = Job(chosen, pixels, network=begun.network), Blocks(layout)
    check_job(job, layout)
    if dry_run:
        print_estimate([job], blocks, threads, Output(network_name=begun.name, quiet=quiet, as_json=as_json))
        return

    def paint(folder: Path) -> Painted:
        unfinished = folder / UNFINISHED
        resumed = unfinished.exists() and not restart
        with naming_unfinished(unfinished):
            if not huge:
                limits = find_limits(folder.parent, count_bytes(folder) if resumed else 0)
                check_limits(job, blocks, limits.alone(cluster is None), threads=threads)
            with workers_at(cluster) as workers, progress_bar(str(folder), quiet, resumed=resumed) as progress:
                run = Run(workers or Threads(threads), progress, restart=restart)
                return render_tiles(job, folder, layout, run)

    started = time.perf_counter()
    folder, painted = _in_free(output or Path(f"nnart-{_name(begun, chosen)}-tiles"), paint, output is None)
    seconds = time.perf_counter() - started
    if as_json:
        facts = {"path": str(folder), "size": [*pixels], "seconds": round(seconds, 3)}
        print_json(facts | asdict(painted))
    page = folder / "index.html"
    say(f"{pixels} ({seconds:.1f} s): {page}", quiet)
    if opens:
        show_in_viewer(page)


def _name(begun: Start, recipe: Recipe) -> str:
    """Return what a picture is called in the name of its folder: as a favourite, a network, or by its seed."""
    return begun.name if begun.favourite or begun.network is not None else str(recipe.seed)


def _in_free(first: Path, paint: Callable[[Path], Painted], other: bool) -> tuple[Path, Painted]:
    """Paint into a folder, or into another one of `numbered` if that has another picture; return it too."""
    from nnart.cli.output import TAKEN  # not needed to print help

    for folder in numbered(first):
        try:
            return folder, paint(folder)
        except FileError as error:
            taken = TAKEN & {fault.rule for fault in error.faults} or folder.is_file()
            if not (other and taken):
                raise
    raise AssertionError  # there is always another number
