"""A page that shows a sheet: every tile's recipe and command behind a click, all in one file."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from html import escape
from importlib.resources import files
from string import Template
from typing import BinaryIO

from nnart.files.picture import Picture
from nnart.recipe.sizes import SQUARE
from nnart.rendering.reproduce import command, toml_of
from nnart.rendering.run import Progress
from nnart.sheets.sheet import Sheet, Tile, painted

_TEMPLATES = files("nnart.sheets") / "templates"


def write_page(
    sheet: Sheet,
    stream: BinaryIO,
    size: tuple[int, int],
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Sheet:
    """Write a page, HTML, tile by tile; as `nnart.sheets.files.render_sheet`.

    Every tile is a PNG inside the page, which carries its recipe when it is saved.
    """
    head, tail = _frame(sheet, size)
    stream.write(head.encode())
    tiles: list[Tile] = []
    with closing(painted(sheet, size, threads=threads, progress=progress)) as pictures:
        for tile, one in zip(sheet.tiles, pictures, strict=True):
            tiles.append(replace(tile, recipe=one.recipe))
            png = io.BytesIO()
            Picture(one.pixels, one.recipe, one.recipe.space).write(png)
            stream.write(_tile(tiles[-1], png.getvalue(), size).encode())
    stream.write(tail.encode())
    return replace(sheet, tiles=tuple(tiles))


def _frame(sheet: Sheet, size: tuple[int, int]) -> Iterable[str]:
    """Return what stands before the tiles, and what after them."""
    page = (_TEMPLATES / "sheet.html").read_text(encoding="utf-8")
    values = {
        "title": escape(sheet.title or "nnart"),
        "columns": sheet.columns,
        "count": len(sheet.tiles),
        "width": size[1],
    }
    return (Template(part).substitute(values) for part in page.split("$tiles"))


def _tile(tile: Tile, png: bytes, size: tuple[int, int]) -> str:
    name = re.sub(r"[^\w.]+", "-", tile.name).strip("-") or "tile"
    return Template((_TEMPLATES / "tile.html").read_text(encoding="utf-8")).substitute(
        name=escape(tile.name),
        file=f"nnart-{name}",
        rows=size[0],
        columns=size[1],
        picture=base64.b64encode(png).decode(),
        command=escape(command(tile.recipe, SQUARE, f"nnart-{name}")),
        recipe=escape(toml_of(tile.recipe)),
    )
