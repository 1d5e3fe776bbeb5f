"""`nnart sweep`."""

from __future__ import annotations

from functools import partial

from nnart.cli.axes import TEXTS, grid
from nnart.cli.recipes import Given, with_options
from nnart.cli.sheets import SheetOptions, deliver, with_sheet


@with_sheet("nnart-sweep.png")
@partial(with_options, options=TEXTS, parameter="given")
def sweep(given: Given, sheet: SheetOptions) -> None:
    """Paint several values of one knob or two side by side.

    Knobs are given as to nnart render, but with several values: --layers 1,2,4,8 --detail 3..12. A range of
    numbers that are not whole ends in how many: --bias 0.5..6:5. Where values have commas themselves,
    semicolons are between them: --palette "ink;navy,gold".
    """
    deliver(grid(given, force=sheet.force, quiet=sheet.quiet), sheet)
