"""A page that shows a sheet, with every tile's recipe and command behind a click, in a single file."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import Any, BinaryIO

from nnart.files.picture import Picture
from nnart.recipe.size import SQUARE, Size
from nnart.recipe.sizes import fit_longer
from nnart.rendering.reproduce import command, toml_of
from nnart.rendering.run import Run
from nnart.rendering.thumbnails import Thumbnail
from nnart.sheets.compose import paint_tiles
from nnart.sheets.sheet import Sheet, Tile
from nnart.templates import template


def write_page(sheet: Sheet, stream: BinaryIO, size: Size, run: Run | None = None) -> Sheet:
    """Write a page, HTML, tile by tile; as `nnart.sheets.files.render_sheet`.

    Every tile is a PNG inside the page; if you save one, it carries its recipe.
    """
    run = run or Run()
    tiles: list[Tile] = []
    with closing(paint_tiles(sheet, size, run)) as pictures:
        page = template("nnart.sheets", "sheet.html").generate(
            title=sheet.title or "nnart",
            columns=sheet.columns,
            count=len(sheet.tiles),
            width=size.width,
            axes=sheet.axes,
            tiles=_shown_tiles(sheet.tiles, pictures, tiles, run),
        )
        for part in page:
            stream.write(part.encode())
    return replace(sheet, tiles=tuple(tiles))


def _shown_tiles(
    tiles: Iterable[Tile], pictures: Iterable[Thumbnail], painted: list[Tile], run: Run
) -> Iterator[dict[str, Any]]:
    """Yield each tile's values for the template, and append the calibrated tiles to `painted`."""
    for tile, picture in zip(tiles, pictures, strict=True):
        painted.append(replace(tile, recipe=picture.recipe))
        name = re.sub(r"[^\w.]+", "-", tile.name).strip("-") or "tile"
        rows, columns = picture.pixels.shape[:2]
        yield {
            "name": tile.name,
            "note": tile.note,
            "file": f"nnart-{name}",
            "rows": rows,
            "columns": columns,
            "picture": run.wait(partial(_encode, picture)),
            "command": command(
                picture.recipe, fit_longer((columns, rows), max(SQUARE)), file=f"nnart-{name}.toml"
            ),
            "recipe": toml_of(picture.recipe),
        }


def _encode(picture: Thumbnail) -> str:
    """Return a picture's PNG, with its recipe, as Base64."""
    png = io.BytesIO()
    Picture(picture.pixels, picture.recipe, picture.recipe.space).write(png)
    return base64.b64encode(png.getvalue()).decode()
