"""`nnart knobs`."""

from __future__ import annotations

import shutil
import textwrap
from itertools import groupby
from typing import Annotated

import typer

from nnart.cli.console import print_json
from nnart.recipe.knob import Knob
from nnart.recipe.knobs import KNOBS

EXAMPLES = {
    "nnart knobs": "List them.",
    "nnart knobs --json > knobs.json": "Save them for a program.",
}


def knobs(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON document, for other programs.")
    ] = False,
) -> None:
    """List the knobs: every value of a recipe, what it may be, and its default."""
    if as_json:
        print_json([knob.as_data() for knob in KNOBS.values()], ensure_ascii=False, indent=2)
        return
    groups = list(dict.fromkeys(knob.group for knob in KNOBS.values()))
    rows = sorted(KNOBS.values(), key=lambda knob: groups.index(knob.group))
    print("\n\n".join(_section(group, list(found)) for group, found in groupby(rows, lambda knob: knob.group)))


def _section(group: str, found: list[Knob]) -> str:
    """Return a group of knobs as people read it."""
    width = max(map(len, KNOBS))
    columns = min(shutil.get_terminal_size().columns, 110)
    indent = " " * (width + 4)
    lines = [group]
    for knob in found:
        text = f"{knob.sentence} (default: {knob.default_words})"
        lines += textwrap.wrap(
            text, columns, initial_indent=f"  {knob.name:{width}}  ", subsequent_indent=indent
        )
    return "\n".join(lines)
