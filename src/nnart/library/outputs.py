"""Outputs for callers of the library: favourites, sheets and folders of tiles, from anything that `render`
takes.
"""

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
    """Keep a recipe among the favourites, and return its file: nnart.keep(recipe, "dusk").

    Then use its name wherever a recipe is expected: nnart.render("dusk").

    Args:
        recipe: what to keep: anything that `render` takes.
        name: up to 64 letters, digits, - and _.
        network: a network given by hand, to keep with the recipe; by default that of the picture or job, if it
            has one.
        force: whether to replace a favourite of this name.

    Raises:
        InputError: if the name is not valid.
        FileError: if the name is taken, or the file cannot be written.
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
    """Render a picture into a folder of tiles, with a page that shows it and its recipe as TOML.

    Every zoom level is rendered, not shrunk from a larger one. Page and descriptor are written last. To resume
    an interrupted call, repeat it.

    Args:
        job: anything that `render` takes; a `Job` must have 8 bits a channel.
        folder: a new or empty folder, or one that an interrupted call left.
        layout: a `DeepZoom` or `IIIF` of the picture's size; Deep Zoom with JPEG tiles by default.
        run: how to render; no pixel depends on it.
        size, values: as for `render`; the size is the layout's by default, if there is one.
        progress: shows the work; as in `Run`.

    Raises:
        InputError: if an argument is not valid.
        FileError: if the folder holds something else or cannot be written.
        Cancelled: if the run's `cancel` is called.
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
    """Render pictures side by side into a file: nnart.render_sheet(range(9), "sheet.png").

    The file is complete or not there at all.

    Args:
        sheet: a `Sheet`; or anything that `render_many` takes, such as range(9) or recipes. Tiles are then
            named by their seeds, or numbered from 1 if seeds repeat, and arranged to suit a screen.
        path: ends in .png, or in .html for a page that shows every tile's recipe.
        size: of each tile; takes what `Job` takes.
        run: how to render, and whether to overwrite the file.
        progress: shows the work; as in `Run`.
        values: for all recipes, as for `render`; not with a `Sheet`.

    Returns:
        The sheet, with calibrated recipes.

    Raises:
        InputError: if an argument is not valid.
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
