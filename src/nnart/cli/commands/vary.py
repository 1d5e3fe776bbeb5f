"""`nnart vary`."""

from __future__ import annotations

from typing import Annotated

import typer

from nnart.cli.limits import check_tiles
from nnart.cli.numbers import INTEGER
from nnart.cli.parents import Change, Parent, Seed, choose_seed, read_parents
from nnart.cli.sheets import SheetOptions, deliver, with_sheet

_COUNT = 23


@with_sheet("nnart-varied.png")
def vary(
    picture: Parent,
    count: Annotated[
        int | None, typer.Option("--count", "-n", **INTEGER, help=f"Variations. (default: {_COUNT})")
    ] = None,
    change: Change = None,
    seed: Seed = None,
    *,
    sheet: SheetOptions,
) -> None:
    """Paint gentle variations of a picture.

    The first tile is the picture itself; the others go ever farther from it.
    """
    from nnart.explore.breeding import GENTLE
    from nnart.explore.breeding import vary as variations_of

    (first,) = read_parents(picture=picture)
    most = GENTLE if change is None else change
    chosen = choose_seed(seed)
    number = _COUNT if count is None else count
    if isinstance(number, int):  # otherwise it is refused below
        check_tiles(number + 1, force=sheet.force)
    variations = variations_of(first, number, chosen, change=most)
    tiles = [("0", first), *((str(n), variation) for n, variation in enumerate(variations, 1))]
    deliver(tiles, f"{picture}, turned by 0 … {most:g}, seed {chosen}", sheet)
