"""`nnart presets`."""

from __future__ import annotations

import shutil
import textwrap
from typing import Annotated

import typer

from nnart.cli.console import print_json
from nnart.recipe.knob import write_value
from nnart.recipe.presets import LISTED, Preset, find_listed

EXAMPLES = {
    "nnart presets": "List all presets.",
    "nnart presets silk": "List the values of one.",
    "nnart sheet --preset silk --output silk.png": "See what it looks like.",
}


def presets(
    chosen: Annotated[
        list[str] | None,
        typer.Argument(metavar="PRESET", help="Names of presets. (default: all)", show_default=False),
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print one line of JSON for each preset: its name, reason and values."),
    ] = False,
) -> None:
    """List the presets: named starts for recipes, each with its reason.

    For presets that you name, nnart also lists their values. Options override a preset's values.
    """
    for preset in map(find_listed, chosen) if chosen else LISTED:
        if as_json:
            size = None if preset.size is None else [*preset.size]
            print_json(
                {"name": preset.name, "reason": preset.reason, "values": preset.values, "size": size},
                ensure_ascii=False,
            )
        else:
            print(_line(preset))
            for name, value in preset.values.items() if chosen else ():
                print(f"  {name} {write_value(value)}")


def _line(preset: Preset) -> str:
    """Return a preset as people read it."""
    width = max(len(each.name) for each in LISTED)
    columns = min(shutil.get_terminal_size().columns, 110)
    indent = " " * (width + 2)
    return textwrap.fill(
        preset.reason, columns, initial_indent=f"{preset.name:{width}}  ", subsequent_indent=indent
    )
