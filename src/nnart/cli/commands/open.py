"""`nnart open`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from nnart.errors import InputError, fault
from nnart.recipe.armour import has_code
from nnart.recipe.presets import NAMES
from nnart.words import match

EXAMPLES = {
    "nnart open nnart-7.png": "Look at a picture.",
    "nnart open walls-site/index.html": "Look at a gallery in the browser.",
}


def open(  # noqa: A001  - commands have the name of their function
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="One or more pictures, sheets, or pages such as site/index.html."),
    ],
) -> None:
    """Show files in the system's viewer: pictures, sheets and pages."""
    from nnart.cli.viewer import open_in_viewer

    for file in files:
        if not Path(file).exists() and (what := _what_is(file)):
            paints = f"nnart render {shlex.quote(file)} --open paints it"
            raise InputError(fault("kind", f"{what} has no file of its own", "files", got=file, ways=paints))
        open_in_viewer(file)


def _what_is(text: str) -> str:
    """Return what a text stands for that can be painted, and is no file; empty if nobody can tell."""
    from nnart.sources.favourites import has_favourite  # not needed to print help

    if "#" in text:
        return "a tile of a sheet"
    if has_favourite(text):
        return "a favourite"
    if text.isdigit():
        return "a seed"
    return "a preset" if match(text, NAMES) else "a code" if has_code(text) else ""
