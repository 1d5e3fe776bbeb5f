"""Sheet files: a sheet as a PNG that carries the recipe of every tile, or as a page that shows them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from nnart.errors import FileError, InputError, fault, in_file, shown
from nnart.files.atomic import replacing
from nnart.files.codec import Frame
from nnart.files.formats import PNG
from nnart.files.pngchunks import MAX_SHEET, read_header
from nnart.inputfiles import File, name_of, open_input
from nnart.recipe.recipe import Recipe
from nnart.rendering.run import Run
from nnart.sheets.compose import compose
from nnart.sheets.sheet import Sheet, Tile
from nnart.version import __version__

ENDINGS = (".png", ".html")
MAX_TOLD = 12  # names of tiles that an error lists


def render_sheet(
    sheet: Sheet, path: str | Path, size: tuple[int, int] = (160, 160), run: Run | None = None
) -> Sheet:
    """Paint a sheet into a file, which is complete or not there at all.

    Args:
        sheet: what to paint.
        path: ending in .png, or in .html for a page that shows every tile's recipe.
        size: rows and columns of every tile.
        run: how: by how many threads, and whether a file of that name may be replaced.

    Returns:
        The sheet, its recipes with the gains that were found.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if the file exists or cannot be written.
        Cancelled: if the work is cancelled.
    """
    path, run = Path(path), run or Run()
    check_sheet(sheet, path)
    if path.suffix.lower() == ".html":
        from nnart.sheets.page import write_page

        with replacing(path, run.force, rescue=run.rescue) as stream:
            return write_page(sheet, stream, size, run)
    with replacing(path, run.force, rescue=run.rescue) as stream:
        pixels, found = compose(sheet, size, run)
        size = len(pixels), len(pixels[0])
        frame = Frame(size, space=sheet.tiles[0].recipe.space, sheet=text_of(found))
        if run.cancel is None:
            PNG.save(pixels, frame, stream)
        else:  # what is left to itself must not have a file that others close
            memory = BytesIO()
            run.wait(partial(PNG.save, pixels, frame, memory))
            stream.write(memory.getbuffer())
        return found


def check_sheet(sheet: Sheet, path: Path) -> None:
    """Refuse, before any work, a sheet that could not be written.

    Raises:
        InputError: if the name has another ending, or a PNG has no room for the recipes.
    """
    if path.suffix.lower() not in ENDINGS:
        says = f"{shown(path.name)} should end in one of {', '.join(ENDINGS)}"
        raise InputError(fault("kind", says, "path"))
    if path.suffix.lower() == ".html":
        return
    if (length := len(text_of(sheet))) > MAX_SHEET - 40 * len(sheet.tiles):  # gains are to be found yet
        says = f"their recipes take {length} characters, more than a sheet carries"
        raise InputError(fault("limit", says, "tiles", ways="take fewer"))


def text_of(sheet: Sheet) -> str:
    """Return what a sheet's file says: its first recipe, and how each tile's differs from it, as JSON."""
    base = sheet.tiles[0].recipe.to_dict()
    tiles = [[tile.name, _changes(base, tile.recipe.to_dict())] for tile in sheet.tiles]
    data = {"nnart": __version__, "title": sheet.title, "columns": sheet.columns, "base": base, "tiles": tiles}
    return json.dumps(data, separators=(",", ":"))


def _changes(base: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    changed = {name: value for name, value in values.items() if base.get(name) != value}
    return changed | {name: None for name in base if name not in values}


def is_sheet(file: File) -> bool:
    """Return whether a file is a sheet, or claims to be one; a stream is left at its beginning."""
    try:
        with open_input(file) as stream:
            try:
                return read_header(stream).sheet is not None
            finally:
                stream.seek(0)
    except (FileError, OSError):
        return False


def read_sheet(file: File) -> Sheet:
    """Read which pictures a sheet's file has.

    Args:
        file: its name, or a binary stream.

    Raises:
        FileError: if it cannot be read, or is no sheet that this nnart understands.
    """
    with open_input(file) as stream, in_file(name_of(file)):
        text = read_header(stream).sheet
        if text is None:
            says = "no sheet of nnart's, which ends in .png and carries its tiles' recipes"
            raise FileError(fault("kind", says))
        return _parse(text)


def read_tile(file: File, name: str) -> Recipe:
    """Return the recipe of a sheet's tile, by its name, in which blanks do not matter.

    Raises:
        FileError: as `read_sheet`; also if no tile has that name.
    """
    sheet = read_sheet(file)
    found = {tile.name.replace(" ", ""): tile.recipe for tile in sheet.tiles}
    wanted = name.replace(" ", "")
    if wanted not in found:
        names = "; ".join(tile.name for tile in sheet.tiles[:MAX_TOLD]) + "; …" * (len(found) > MAX_TOLD)
        raise FileError(
            fault("absent", f"no tile is named {shown(name)}", ways=f"there are {names}", where=name_of(file))
        )
    return found[wanted]


def _parse(text: str) -> Sheet:
    """Return the sheet that a text stands for."""
    try:
        data = json.loads(text)
        base, title, columns = data["base"], data["title"], data["columns"]
        tiles: Sequence[tuple[str, dict[str, Any]]] = [(name, dict(changes)) for name, changes in data["tiles"]]
        named = all(isinstance(text, str) for text in (title, *(name for name, _ in tiles)))
        if not named or not isinstance(columns, int) or isinstance(columns, bool) or not isinstance(base, dict):
            raise TypeError
    except (ValueError, TypeError, KeyError, RecursionError):
        raise FileError(fault("damaged", "what it carries is no sheet of nnart's")) from None
    return Sheet(tuple(Tile(name, _changed(base, changes)) for name, changes in tiles), columns, title)


def _changed(base: dict[str, Any], changes: dict[str, Any]) -> Recipe:
    values = base | changes
    return Recipe.from_dict({name: value for name, value in values.items() if value is not None})
