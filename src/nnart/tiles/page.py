"""A page that shows a folder of tiles; it fetches only files of the folder, so it works offline.

It uses OpenSeadragon (https://openseadragon.github.io/), which is in the package under its own licence.
"""

from __future__ import annotations

import json
from importlib.resources import files

from nnart.templates import template
from nnart.tiles.layout import Layout

PAGE = "index.html"
RECIPE = "recipe.toml"  # to which the page has a link
_VIEWER = files("nnart.tiles") / "viewer"
_ASSETS = ("openseadragon.min.js", "LICENSE.txt")
_FOLDER = "openseadragon"


def render_page(title: str, layout: Layout) -> str:
    """Return the HTML page for a layout's folder.

    Args:
        title: of the picture, one short line.
        layout: of its tiles.
    """
    from markupsafe import Markup

    columns, rows = layout.size
    source = json.dumps(layout.source()).replace("<", r"\u003c")  # keeps texts from ending the script
    return template("nnart.tiles", "page.html").render(
        title=title,
        rows=f"{rows:,}",
        columns=f"{columns:,}",
        recipe=RECIPE,
        script=f"{_FOLDER}/{_ASSETS[0]}",
        source=Markup(source),
    )


def viewer_files() -> dict[str, bytes]:
    """Return the files that the page needs, by their paths in the folder."""
    return {f"{_FOLDER}/{name}": (_VIEWER / name).read_bytes() for name in _ASSETS}
