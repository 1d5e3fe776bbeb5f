"""Outputs of what people give: favourites, sheets and folders of tiles, of all that `render` takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nnart.checks.annotations import checked
from nnart.errors import InputError, fault
from nnart.library.jobs import Source, job_of
from nnart.library.render import Sources, several
from nnart.network.network import Network
from nnart.progress import AnyProgress
from nnart.recipe.size import Size
from nnart.recipe.sizes import AnySize, size_of
from nnart.rendering.job import Job
from nnart.rendering.painting import Painted
from nnart.rendering.run import Run
from nnart.sheets import files
from nnart.sheets.grid import columns_for
from nnart.sheets.sheet import Sheet, Tile
from nnart.sources import favourites
from nnart.tiles import tiles
from nnart.tiles.layout import Layout

_TILE = Size(160, 160)


@checked
def keep(recipe: Source, name: str, network: Network | None = None, *, force: bool = False) -> Path:
    """Write a recipe into the folder of favourites and return its file.

    Args:
        recipe: what to keep; all that `render` takes.
        name: up to 64 letters, digits, - and _.
        network: one given by hand; when not given, that of the picture or job, if it has one.
        force: whether a favourite of that name may be replaced.

    Raises:
        InputError: if the name breaks its rule.
        FileError: if there is a favourite of that name, or it cannot be written.
    """
    job = job_of(recipe, network=network)
    return favourites.keep(job.recipe, name, job.network, force=force)


@checked
def render_tiles(
    job: Source,
    folder: str | Path,
    layout: Layout | None = None,
    run: Run | None = None,
    *,
    size: AnySize | None = None,
    progress: AnyProgress = None,
    **values: Any,
) -> Painted:
    """Render a picture into a folder of tiles, with a page to look at it, and its recipe as TOML.

    Every size is rendered, not shrunk from a larger one. Tiles are there once they are rendered; the page and
    the descriptor come last. If that is interrupted, the same call resumes it.

    Args:
        job: all that `render` takes; of a `Job`, with 8 bits a channel.
        folder: a new or an empty one, or one that was started.
        layout: how the files lie in it, for the job's size; Deep Zoom with JPEGs when not given.
        run: how; no pixel depends on it.
        size, values: as for `render`; the layout's size when not given and there is one.
        progress: told of the work; as in `Run`.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if the folder holds something else or cannot be written.
        Cancelled: after a call of the run's `cancel`.
    """
    if size is None and layout is not None and not isinstance(job, Job):
        size = layout.size
    return tiles.render_tiles(job_of(job, size, **values), folder, layout, run, progress=progress)


@checked
def render_sheet(
    sheet: Sources,
    path: str | Path,
    size: AnySize = _TILE,
    run: Run | None = None,
    *,
    progress: AnyProgress = None,
    **values: Any,
) -> Sheet:
    """Paint pictures side by side into a file, which is complete or not there at all.

    Args:
        sheet: a `Sheet`; or what `render_many` takes, such as range(9) or recipes, each under its seed, or its
            number from 1 where seeds are the same, in rows that suit a screen.
        path: ending in .png, or in .html for a page that shows every tile's recipe.
        size: of every tile, given as for `Job`.
        run: how: by how many threads, and whether a file of that name may be replaced.
        progress: told of the work; as in `Run`.
        values: that all have, as for `render`; not of a `Sheet`.

    Returns:
        The sheet, its recipes with the gains that were found.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if the file exists or cannot be written.
        Cancelled: if the work is cancelled.
    """
    if not isinstance(sheet, Sheet) or values:
        sheet = _sheet_of(sheet, size_of(size), values)
    return files.render_sheet(sheet, path, size, run, progress=progress)


def _sheet_of(given: Any, size: Size, values: dict[str, Any]) -> Sheet:
    try:
        sources = several(given)
    except InputError as error:
        raise error.about("sheet") from None
    jobs = [job_of(one, **values) for one in sources]
    if not jobs:
        raise InputError(fault("missing", "there are none", "sheet", ways="give one or more, such as range(9)"))
    if any(job.network is not None for job in jobs):
        raise InputError(fault("kind", "a tile holds a recipe, and no network by hand", "sheet"))
    names = [str(job.recipe.seed) for job in jobs]
    if len(set(names)) < len(names):
        names = [str(number) for number in range(1, len(jobs) + 1)]
    row = tuple(Tile(name, job.recipe) for name, job in zip(names, jobs, strict=True))
    return Sheet(row, columns_for(names, size, titled=False))
