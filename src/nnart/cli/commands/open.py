"""`nnart open`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from nnart.errors import InputError, fault


def open(  # noqa: A001  - commands have the name of their function
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Pictures, sheets, or pages such as site/index.html."),
    ],
) -> None:
    """Show files in the system's viewer: pictures, sheets and pages."""
    from nnart.cli.viewer import open_in_viewer

    for file in files:
        if "#" in file and not Path(file).exists():
            says = "a tile of a sheet has no file of its own"
            paints = f"nnart render --from {shlex.quote(file)} --open paints it"
            raise InputError(fault("kind", says, "files", got=file, ways=paints))
        open_in_viewer(file)
