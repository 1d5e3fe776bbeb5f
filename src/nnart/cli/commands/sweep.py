"""`nnart sweep`."""

from __future__ import annotations

from functools import partial

from nnart.cli.axes import TEXTS, grid
from nnart.cli.given import Given, with_options
from nnart.cli.sheets import SheetOptions, deliver, with_sheet

EXAMPLES = {
    "nnart sweep 7 --layers 1,2,4,8,16": "Paint seed 7 with networks of several depths.",
    'nnart sweep 7 --detail 2..8:4 --palette "ink;reef;navy,gold"': "Paint a grid of two knobs.",
    "nnart sweep nnart-7.png --symmetry none,mirror,kaleidoscope-6": "Start from a picture.",
}


@with_sheet("nnart-sweep.png")
@partial(with_options, options=TEXTS, parameter="given")
def sweep(given: Given, sheet: SheetOptions) -> None:
    """Paint several values of one knob or two side by side.

    Give the knobs as to nnart render, but with several values: a list 1,2,4,8, a range of whole numbers
    3..12, or a range with the number of steps 0.5..6:5. Separate values that contain commas by semicolons:
    --palette "ink;navy,gold". all stands for every name of a knob: --tone all.
    """
    deliver(grid(given, force=sheet.force, quiet=sheet.quiet), sheet)
