"""`nnart breed`."""

from __future__ import annotations

from typing import Annotated

import typer

from nnart.cli.limits import check_tiles
from nnart.cli.numbers import INTEGER
from nnart.cli.parents import Change, Parent, Seed, choose_seed, read_parents, with_kin
from nnart.cli.recipes import Given
from nnart.cli.sheets import SheetOptions, deliver, with_sheet
from nnart.recipe.palettechoices import choices
from nnart.recipe.recipe import Recipe

_COUNT = 22


@with_sheet("nnart-family.png")
@with_kin
def breed(
    one: Parent,
    other: Parent,
    count: Annotated[
        int | None, typer.Option("--count", "-n", **INTEGER, help=f"Children. (default: {_COUNT})")
    ] = None,
    change: Change = None,
    seed: Seed = None,
    *,
    given: Given,
    sheet: SheetOptions,
) -> None:
    """Cross two pictures, and paint their children side by side.

    A child has its shapes from one, its light and some of its colours from the other, and a little of its own.
    What both share, all children have. Options change the parents first: --palette ink gives the whole family
    that palette. The next generation: nnart breed family.png#3 family.png#8 -o next.png.
    """
    from nnart.explore.breeding import CHANGE, check_change
    from nnart.explore.breeding import breed as children_of

    first, second = read_parents(given, one=one, other=other)
    most = CHANGE if change is None else check_change(change)
    chosen = choose_seed(seed)
    number = _COUNT if count is None else count
    if isinstance(number, int):  # otherwise it is refused below
        check_tiles(number + 2, force=sheet.force)
    born = children_of(first.recipe, second.recipe, number, chosen, change=most)
    children = _choosing(born, given["palette"])
    parents = [("A", first.recipe), ("B", second.recipe)]
    family = [*parents, *((str(n), child) for n, child in enumerate(children, 1))]
    deliver(family, f"children of {first.name} (A) and {second.name} (B), drawn by seed {chosen}", sheet)


def _choosing(children: list[Recipe], palettes: str | None) -> list[Recipe]:
    """Return children, each with the palette that its seed chooses if there are several to choose among."""
    if palettes is None or len(choices(palettes)) == 1:
        return children
    return [child.replace(palette=palettes) if child.palette else child for child in children]
