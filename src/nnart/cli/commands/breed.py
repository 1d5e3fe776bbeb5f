"""`nnart breed`."""

from __future__ import annotations

from typing import Annotated

import typer

from nnart.cli.limits import check_tiles
from nnart.cli.numbers import INTEGER
from nnart.cli.parents import Change, Parent, Seed, choose_seed, read_parents
from nnart.cli.sheets import SheetOptions, deliver, with_sheet

_COUNT = 22


@with_sheet("nnart-family.png")
def breed(
    one: Parent,
    other: Parent,
    count: Annotated[
        int | None, typer.Option("--count", "-n", **INTEGER, help=f"Children. (default: {_COUNT})")
    ] = None,
    change: Change = None,
    seed: Seed = None,
    *,
    sheet: SheetOptions,
) -> None:
    """Cross two pictures, and paint their children side by side.

    A child has its shapes from one, its light and some of its colours from the other, and a little of its own.
    The next generation: nnart breed family.png#3 family.png#8 -o next.png.
    """
    from nnart.explore.breeding import CHANGE
    from nnart.explore.breeding import breed as children_of

    first, second = read_parents(one=one, other=other)
    chosen = choose_seed(seed)
    number = _COUNT if count is None else count
    if isinstance(number, int):  # otherwise it is refused below
        check_tiles(number + 2, force=sheet.force)
    children = children_of(first, second, number, chosen, change=CHANGE if change is None else change)
    family = [("A", first), ("B", second), *((str(n), child) for n, child in enumerate(children, 1))]
    deliver(family, f"A: {one}, B: {other}, seed {chosen}", sheet)
