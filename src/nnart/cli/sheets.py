"""Sheets, as the commands that make them want them: check, paint into a file, and tell of it."""

from __future__ import annotations

import math
import shlex
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from nnart.cli import options as o
from nnart.cli.choices import Chosen
from nnart.cli.console import print_json, say
from nnart.cli.folders import check_ending, make_folder, names_folder
from nnart.cli.given import with_options
from nnart.cli.limits import check_many, check_tiles
from nnart.cli.progress import progress_bar
from nnart.cli.recipes import Request
from nnart.cli.viewer import show_in_viewer
from nnart.errors import FileError, InputError, Rescued, fault
from nnart.machine.heap import keep_freed
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.recipe.sizes import parse_size
from nnart.rendering.limits import find_limits
from nnart.rendering.reproduce import editable_data
from nnart.sheets.headings import heading
from nnart.threads import check_threads, thread_count

if TYPE_CHECKING:
    from nnart.sheets.sheet import Axis, Sheet, Tile

_PARENTS = ("0", "A", "B")  # names of tiles that were there before
_TILE = "160"  # its size, where nobody says
# Bytes, measured: of a sheet's pixel, which is there twice while names are drawn; and for every thread, of a
# tile's pixel on a page, as a few tiles wait for their turn.
_HELD = 10
_WAITING = 16


class Entry(NamedTuple):
    """A tile.

    Attributes:
        name: as `nnart.sheets.sheet.Tile`, and
        recipe: the same, and
        note: the same.
        choice: what its seed chooses, which stands behind its name, or on a page in its note.
    """

    name: str
    recipe: Recipe
    note: str = ""
    choice: Chosen = MappingProxyType({})


@dataclass(frozen=True)
class Contents:
    """What a sheet shows.

    Attributes:
        tiles: in their order.
        title: what the sheet is; what all tiles share and is no default follows it.
        ending: what stands behind that.
        row: whether it is a row, which is broken only where it is too long.
        axes: what the columns are and what the rows are, where these decide how many there are.
        size: of each tile, where the options do not say.
        chosen: the knobs that each tile's seed chooses, which tiles share by chance at most.
    """

    tiles: Sequence[Entry]
    title: str
    ending: str = ""
    row: bool = False
    axes: tuple[Axis, Axis] | None = None
    size: str = _TILE
    chosen: Collection[str] = ()

    @property
    def heading(self) -> str:
        """What stands above the tiles."""
        return heading(self.title, [tile.recipe for tile in self.tiles], self.ending, self.chosen)


@dataclass(frozen=True)
class SheetOptions:
    """How a sheet is wanted; the names are those of options.

    Attributes:
        numbered: whether the file takes the next free name, such as nnart-sheet-2.png, if its own is taken.
        makes_folder: whether its folder is made if it is missing.
    """

    output: str
    size: str | None
    columns: int | None
    force: bool
    huge: bool
    threads: int | None
    quiet: bool
    as_json: bool
    opens: bool = False
    numbered: bool = False
    makes_folder: bool = False

    @classmethod
    def of(cls, default: str, *, output: str | None, force: bool, **others: Any) -> SheetOptions:
        """Return what options say; without a file, there is one of a default name, which may be numbered."""
        folder = output is not None and names_folder(output)
        if output and not folder:
            check_ending(output, "png")
            return cls(output, force=force, **others)
        path = str(Path(output or "") / default)
        return cls(path, force=force, numbered=not force, makes_folder=folder, **others)

    @property
    def path(self) -> Path:
        """The file, as far as one can tell beforehand."""
        from nnart.files.atomic import next_free  # not needed to print help

        path = Path(self.output)
        return next_free(path) if self.numbered else path


def with_sheet(output: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of a sheet, in the place of its parameter `sheet`, and its file a name."""
    options: dict[str, tuple[Any, object]] = {
        "size": (o.TileSize, None),
        "columns": (o.Columns, None),
        "output": (Annotated[str | None, o.sheet_output(output), o.FIRST], None),
        "force": (o.SheetForce, False),
        "huge": (o.Huge, False),
        "threads": (o.Threads, None),
        "quiet": (o.Quiet, False),
        "as_json": (o.TilesJson, False),
        "opens": (o.Open, False),
    }
    return partial(with_options, options=options, parameter="sheet", made=partial(SheetOptions.of, output))


def check_drawn(chosen: Request) -> None:
    """Refuse networks by hand: a sheet carries recipes."""
    begun = next((each for each in (chosen.begun, *chosen.begun.tiles) if each.network is not None), None)
    if begun is not None:
        says = f"the networks of a sheet come from seeds, but {begun.given} by hand"
        raise InputError(fault("conflict", says, "network", ways="leave it out"))


def deliver(contents: Contents, options: SheetOptions) -> None:
    """Paint a sheet into a file, and tell people or programs."""
    tell(paint(contents, options), options)


@dataclass(frozen=True)
class PaintedSheet:
    """A sheet in its file, what it shows, and the seconds that it took."""

    contents: Contents
    sheet: Sheet
    path: Path
    seconds: float


def paint(contents: Contents, options: SheetOptions) -> PaintedSheet:
    """Paint a sheet into a file."""
    from nnart.files.atomic import move_beside
    from nnart.rendering.run import Run
    from nnart.rendering.workers import Threads
    from nnart.sheets.files import render_sheet

    sheet, side = prepare(contents, options)
    if options.makes_folder:
        make_folder(options.path.parent)
    keep_freed()
    started = time.perf_counter()
    while True:
        path = options.path
        try:
            with progress_bar(path.name, options.quiet) as progress:
                found = render_sheet(sheet, path, side, Run(Threads(options.threads), progress, options.force))
        except Rescued as error:  # another process was faster
            if not options.numbered or error.path is None:
                raise
            found, path = sheet, move_beside(error.path, Path(options.output))
        except FileError as error:
            if options.numbered and any(fault.rule == "exists" for fault in error.faults):
                continue  # it was even faster
            raise
        return PaintedSheet(contents, found, path, time.perf_counter() - started)


def prepare(contents: Contents, options: SheetOptions) -> tuple[Sheet, Size]:
    """Return a sheet and the size of its tiles, after checking that it can be painted."""
    from nnart.files.atomic import check_target
    from nnart.rendering.job import Job
    from nnart.sheets.files import check_sheet
    from nnart.sheets.grid import Grid
    from nnart.sheets.sheet import Sheet

    if options.threads is not None:
        check_threads(options.threads)
    side = parse_size(options.size or contents.size, longer=int(_TILE))[0]
    if contents.axes is not None and options.columns is not None:
        says = "the second knob decides how many there are"
        raise InputError(fault("conflict", says, "columns", ways="leave it out"))
    check_tiles(len(contents.tiles), force=options.force)
    tiles = tuple(map(_tile, contents.tiles))
    columns = options.columns
    if columns is None:
        columns = _columns(contents, [tile.written for tile in tiles], side)
    sheet = Sheet(tiles, columns, contents.heading, contents.axes)
    path = options.path
    if options.output == "-":
        says = "a sheet goes into a file, not to stdout"
        raise InputError(fault("kind", says, "output", ways="give it a name that ends in .png or .html"))
    check_sheet(sheet, path)
    if not options.makes_folder or path.parent.is_dir():
        check_target(path, options.force or options.numbered)
    whole = path.suffix.lower() == ".png"
    if whole:
        held = _HELD * math.prod(Grid.of(sheet, side).whole)  # or is it too large?
    else:
        held = _WAITING * math.prod(side) * thread_count(options.threads)
    if not options.huge:
        jobs = [Job(tile.recipe, side) for tile in tiles]
        check_many(jobs, find_limits(path.parent), options.threads, held=held, what="tiles")
    return sheet, side


def _tile(entry: Entry) -> Tile:
    from nnart.sheets.sheet import Tile

    said = ", ".join(f"{kind} {name}" for kind, name in entry.choice.items())
    note = "; ".join(filter(None, (entry.note, said)))
    return Tile(entry.name, entry.recipe, note, " ".join(entry.choice.values()))


def _columns(contents: Contents, names: Sequence[str], size: Size) -> int:
    """Return how many tiles stand side by side where nobody says it."""
    from nnart.sheets.grid import columns_for, columns_of_row

    if contents.axes is not None:
        return len(contents.axes[0].values)
    return columns_of_row(len(names), size) if contents.row else columns_for(names, size)


def tell(painted: PaintedSheet, options: SheetOptions) -> None:
    """Tell people or programs of a sheet, people last where it is, and show it if that is wanted."""
    tiles, path = painted.sheet.tiles, painted.path
    if options.as_json:
        for tile, entry in zip(tiles, painted.contents.tiles, strict=True):
            facts = {"name": tile.name, "path": str(path), **entry.choice}
            print_json(facts | editable_data(tile.recipe))
    if path.suffix.lower() == ".png":
        first = next((tile for tile in tiles if tile.name not in _PARENTS), tiles[0])  # which is the best
        name = shlex.quote(f"{path}#{first.name}")
        say(f"one of them, larger: nnart render --from {name}", options.quiet)
    count = f"{len(tiles)} tile{'s' * (len(tiles) > 1)}"
    # Even who wants silence has to know of another name than the expected one.
    say(f"{count} ({painted.seconds:.1f} s): {path}", options.quiet and path == Path(options.output))
    if options.opens:
        show_in_viewer(path)
