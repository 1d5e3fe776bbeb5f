"""Wall: the page on which a gallery's pictures hang, all of it but the pictures in one text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from nnart.gallery.exhibit import SHEET, Exhibit
from nnart.gallery.gallery import Gallery
from nnart.network.origin import data_of
from nnart.recipe.knobs import KNOBS
from nnart.rendering.reproduce import command, command_for
from nnart.sheets.sheet import Sheet
from nnart.templates import template, text
from nnart.version import __version__

_PACKAGE = "nnart.gallery"
LARGE = 3840  # longer side that the command lines ask for
_RESTS = 8  # as many as the widest row has room for
# Of what a row is wide, about so much is a square picture; as CSS has it in gallery.css.
_WIDTHS = ("(min-width: 1800px)", 20), ("(min-width: 1100px)", 25), ("(min-width: 700px)", 33), ("", 50)
_MIN_ASPECT, _MAX_ASPECT = 0.3, 5.0  # times as wide as high; of longer ones, the wall shows the middle
_WHOLE = "(min-width: 900px) calc(100vw - 26rem), 100vw"


def render_wall(gallery: Gallery, exhibits: Sequence[Exhibit], sheet: Sheet | None = None) -> str:
    """Return the page, HTML, that shows some of a gallery's pictures, and leads to their contact sheet."""
    return template(_PACKAGE, "index.html").render(
        title=gallery.title,
        note=gallery.note,
        exhibits=[_shown_exhibit(gallery, exhibit) for exhibit in exhibits],
        rests=_RESTS,
        sheet=None if sheet is None else {"path": SHEET, "command": _from_sheet(sheet)},
        version=__version__,
        style=text(_PACKAGE, "gallery.css"),
        script=text(_PACKAGE, "gallery.js"),
    )


def _from_sheet(sheet: Sheet) -> str:
    """Return a line that paints the first picture of a sheet beside the page."""
    return f"nnart render --from '{SHEET}#{sheet.tiles[0].name}'"


def _shown_exhibit(gallery: Gallery, exhibit: Exhibit) -> dict[str, Any]:
    """Return what the template of an exhibit shows."""
    columns, rows = exhibit.size(gallery.png)
    about = max(_MIN_ASPECT, min(_MAX_ASPECT, exhibit.shape[1] / exhibit.shape[0]))
    first, rest = _facts(exhibit)
    line = command_of(exhibit)
    return {
        "name": exhibit.name,
        "title": exhibit.title,
        "note": exhibit.note,
        "about": f"{about:.4f}",
        "webps": ", ".join(f"{exhibit.webp(side)} {exhibit.size(side).width}w" for side in gallery.sizes),
        "sizes": ", ".join(f"{query} {min(100, share * about):.0f}vw".strip() for query, share in _WIDTHS),
        "whole": _WHOLE,
        "transparent": exhibit.recipe.alpha != "none",
        "png": exhibit.png,
        "toml": exhibit.toml,
        "rows": rows,
        "columns": columns,
        "first": first,
        "rest": rest,
        "command": re.split(" (?=-)", line),  # no option is parted from its value, where there is room
    }


def command_of(exhibit: Exhibit) -> str:
    """Return the line that paints an exhibit large; for a network by hand, it names the recipe in the site."""
    file, size = f"{exhibit.name}.toml", exhibit.size(LARGE)
    if exhibit.network is not None:
        return command_for(file, size)
    return command(exhibit.recipe, size, file=file)


def _facts(exhibit: Exhibit) -> tuple[dict[str, str], dict[str, str]]:
    """Return what makes a picture this one, and the values that are as in any other."""
    values = data_of(exhibit.recipe, exhibit.network)["recipe"]
    first: dict[str, str] = {}
    rest: dict[str, str] = {}
    if exhibit.network is not None:
        first["network"] = f"by hand, {exhibit.network.sizes}"
        values.pop("seed", None)
    for name, value in values.items():
        knob = KNOBS.get(name)  # none for the version
        default = knob and knob.default_for(vars(exhibit.recipe))
        told = knob and (knob.headline or value != (list(default) if isinstance(default, tuple) else default))
        (first if told else rest)[name] = _shown(value)
    return first, rest


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "none"
    if isinstance(value, float):
        return str(value).removesuffix(".0")
    return str(value).replace(",", ", ")  # so that colours can go over several lines
