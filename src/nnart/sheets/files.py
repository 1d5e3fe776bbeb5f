"""Sheet files: a sheet as a PNG that carries the recipe of every tile, or as a page that shows them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from nnart.checks.annotations import checked
from nnart.errors import FileError, InputError, fault, in_file, shown
from nnart.files.atomic import replacing
from nnart.files.codec import Frame
from nnart.files.formats import PNG
from nnart.files.pngheader import read_header
from nnart.inputfiles import File, name_of, open_input
from nnart.plane.view import View
from nnart.progress import AnyProgress
from nnart.recipe.size import Size
from nnart.recipe.sizes import AnySize, band_height, size_of
from nnart.rendering.job import Job
from nnart.rendering.run import Run
from nnart.sheets.carried import CarriedSheet, Places, has_room, parse, text_of
from nnart.sheets.compose import compose
from nnart.sheets.grid import Grid
from nnart.sheets.sheet import Sheet, Tile
from nnart.threads import ordered_map

ENDINGS = (".png", ".html")
_TILE = Size(160, 160)


@checked
def render_sheet(
    sheet: Sheet,
    path: str | Path,
    size: AnySize = _TILE,
    run: Run | None = None,
    *,
    progress: AnyProgress = None,
) -> Sheet:
    """Render a sheet into a file: nnart.render_sheet(sheet, "sheet.png").

    The file is complete or not there at all.

    Args:
        sheet: the tiles to render.
        path: ends in .png, or in .html for a page that shows every tile's recipe.
        size: of each tile; takes what `Job` takes.
        run: how to render, and whether to overwrite the file.
        progress: shows the work; as in `Run`.

    Returns:
        The sheet, with calibrated recipes.

    Raises:
        InputError: if an argument is not valid.
        FileError: if the file exists or cannot be written.
        Cancelled: if the work is cancelled.
    """
    path, size, run = Path(path), size_of(size), (run or Run()).told(progress)
    check_sheet(sheet, path)
    run.check(Job(sheet.tiles[0].recipe, size), PNG, path.parent, len(sheet.tiles))
    if path.suffix.lower() == ".html":
        from nnart.sheets.page import write_page

        with replacing(path, run.force, rescue=True) as stream:
            return write_page(sheet, stream, size, run)
    with replacing(path, run.force, rescue=True) as stream:
        return write_sheet(sheet, stream, size, run)


def write_sheet(sheet: Sheet, stream: BinaryIO, size: Size, run: Run) -> Sheet:
    """Render a sheet as a PNG into a stream; as `render_sheet`."""
    pixels, found = compose(sheet, size, run)
    text = text_of(found, Places.of(Grid.of(sheet, size)))
    frame = Frame((len(pixels), len(pixels[0])), space=sheet.tiles[0].recipe.space, sheet=text)
    codec, whole = PNG.for_size(), View(size=Size.of_shape(*frame.shape))

    def encode(window: View) -> list[bytes]:
        return codec.encode(pixels[slice(*window.rows)], window)

    windows = codec.windows(whole, band_height(whole.size))
    pieces = ordered_map(encode, windows, run.workers.count, lambda: None, run.cancel)
    with closing(pieces):
        codec.write(stream, chain.from_iterable(pieces), frame)
    return found


def check_sheet(sheet: Sheet, path: Path) -> None:
    """Refuse a sheet that cannot be written, before any work.

    Raises:
        InputError: if the path has another ending, or a PNG has no room for the recipes.
    """
    if path.suffix.lower() not in ENDINGS:
        says = f"{shown(path.name)} should end in one of {', '.join(ENDINGS)}"
        raise InputError(fault("kind", says, "path"))
    if path.suffix.lower() == ".html":
        return
    if not has_room(sheet):
        says = f"the recipes of {len(sheet.tiles)} tiles are longer than what a sheet carries"
        raise InputError(fault("limit", says, "tiles", ways="take fewer"))


def is_sheet(file: File) -> bool:
    """Return whether a file is, or claims to be, a sheet; a stream is rewound."""
    try:
        with open_input(file) as stream:
            try:
                return read_header(stream).sheet is not None
            finally:
                stream.seek(0)
    except (FileError, OSError):
        return False


def read_carried(file: File) -> CarriedSheet:
    """Read a sheet's file without making recipes of its tiles.

    Args:
        file: a path or a binary stream.

    Raises:
        FileError: if the file cannot be read, or is not a sheet.
    """
    with open_input(file) as stream, in_file(name_of(file)):
        text = read_header(stream).sheet
        if text is None:
            says = "not a sheet painted by nnart, which ends in .png and carries its tiles' recipes"
            raise FileError(fault("kind", says))
        return parse(text)


@checked
def read_sheet(file: File) -> Sheet:
    """Read the recipes of a sheet's tiles: nnart.read_sheet("sheet.png").tiles.

    Args:
        file: a path or a binary stream.

    Raises:
        FileError: if the file cannot be read, or is not a sheet that this nnart understands.
    """
    carried = read_carried(file)
    with in_file(name_of(file)):
        return carried.sheet()


def read_tiles(
    file: File, names: str | None = None, *, several: bool = True
) -> tuple[list[Tile], tuple[int, int] | None]:
    """Return some of a sheet's tiles, and the rows and columns of a tile if the file has them.

    Makes no other recipes.

    Args:
        file: a path or a binary stream.
        names: which tiles, as for `nnart.sheets.naming.choose`; all by default.
        several: whether more than one is allowed.

    Raises:
        FileError: as `read_sheet`, or if no tile has this name.
    """
    carried = read_carried(file)
    with in_file(name_of(file)):
        found: Iterable[int] = range(len(carried.names))
        if names is not None:
            found = carried.choose(names) if several else [carried.find(names)]
        tiles = [Tile(carried.names[i], carried.recipe(i)) for i in found]
    return tiles, carried.places.shape if carried.places else None
