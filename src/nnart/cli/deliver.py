"""How commands that make sheets check what is wanted, paint it, and tell of it."""

from __future__ import annotations

import json
import shlex
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnart.cli import options as o
from nnart.cli.console import progress_bar, say
from nnart.cli.memory import keep_freed
from nnart.cli.recipes import with_options
from nnart.errors import InputError
from nnart.recipe.recipe import Recipe
from nnart.recipe.sizes import parse_size
from nnart.threads import check_threads

if TYPE_CHECKING:
    from nnart.sheets.sheet import Sheet

MOST_TILES = 1024  # that nobody has to ask for twice
TILE = "160"  # its size, where nobody says
Named = tuple[str, Recipe]  # what stands below a tile, and what it shows


@dataclass(frozen=True)
class SheetOrder:
    """How a sheet is wanted; the names are those of options."""

    output: str
    size: str | None
    columns: int | None
    force: bool
    huge: bool
    threads: int | None
    quiet: bool
    as_json: bool


def with_sheet(output: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of a sheet, in the place of its parameter `order`, and its file a name."""
    options: dict[str, tuple[Any, object]] = {
        "size": (o.TileSize, None),
        "columns": (o.Columns, None),
        "output": (o.SheetOutput, output),
        "force": (o.SheetForce, False),
        "huge": (o.Huge, False),
        "threads": (o.Threads, None),
        "quiet": (o.Quiet, False),
        "as_json": (o.TilesJson, False),
    }
    return partial(with_options, options=options, parameter="order", made=SheetOrder)


def check_count(count: int, *, force: bool) -> None:
    """Refuse more tiles than anyone wants without saying so, before any recipe is made of them."""
    if isinstance(count, int) and count > MOST_TILES and not force:
        raise InputError(f"tiles: {count} are more than {MOST_TILES} on one sheet; --force allows it")


def deliver(
    tiles: Sequence[Named], title: str, order: SheetOrder, *, columns: int | None = None, size: str = TILE
) -> None:
    """Paint a sheet into a file, and tell people or programs.

    Args:
        tiles: in their order.
        title: of the sheet.
        order: how it is wanted.
        columns: in a row, and
        size: of each, where the order does not say.
    """
    from nnart.rendering.run import Run
    from nnart.rendering.workers import Threads
    from nnart.sheets.files import render_sheet

    sheet, shape = ordered(tiles, title, order, columns=columns, size=size)
    path = Path(order.output)
    keep_freed()
    started = time.perf_counter()
    with progress_bar(path.name, order.quiet) as progress:
        found = render_sheet(sheet, path, shape, Run(Threads(order.threads), progress, order.force))
    _tell(found, path, time.perf_counter() - started, order)


def ordered(
    tiles: Sequence[Named], title: str, order: SheetOrder, *, columns: int | None = None, size: str = TILE
) -> tuple[Sheet, tuple[int, int]]:
    """Return a sheet and the size of its tiles, after all was found fit to be painted; as `deliver`."""
    from nnart.cli.limits import check_limits
    from nnart.files.atomic import check_target
    from nnart.rendering.job import Job
    from nnart.sheets.files import check_sheet
    from nnart.sheets.grid import Grid, columns_for
    from nnart.sheets.sheet import Sheet, Tile

    if order.threads is not None:
        check_threads(order.threads)
    shape = parse_size(order.size or size)[0]
    if columns is not None and order.columns is not None:
        raise InputError("columns: the values of the second knob say how many there are; leave it out")
    across = order.columns if columns is None else columns
    across = columns_for(len(tiles), shape) if across is None else across
    check_count(len(tiles), force=order.force)
    sheet = Sheet(tuple(Tile(*tile) for tile in tiles), across, title)
    path = Path(order.output)
    if order.output == "-":
        raise InputError("-o -: a sheet goes into a file; give it a name that ends in .png or .html")
    check_sheet(sheet, path)
    check_target(path, order.force)
    if path.suffix.lower() == ".png":
        Grid.of(sheet, shape)  # is it too large?
    if not order.huge:
        job = max((Job(recipe, shape) for _, recipe in tiles), key=lambda job: job.weights)
        check_limits(job, count=len(tiles), threads=order.threads)
    return sheet, shape


def _tell(sheet: Sheet, path: Path, seconds: float, order: SheetOrder) -> None:
    if order.as_json:
        for tile in sheet.tiles:
            print(json.dumps({"name": tile.name, "path": str(path), "recipe": tile.recipe.to_dict()}))
    say(f"{path}: {len(sheet.tiles)} tile{'s'[: len(sheet.tiles) - 1]} ({seconds:.1f} s)", order.quiet)
    if path.suffix.lower() == ".png":
        name = shlex.quote(f"{path}#{sheet.tiles[-1].name}")
        say(f"one of them, larger: nnart render --from {name}", order.quiet)
