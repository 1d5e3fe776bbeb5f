"""`nnart vary`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from nnart.cli.console import say
from nnart.cli.given import Given
from nnart.cli.limits import check_tiles
from nnart.cli.numbers import INTEGER
from nnart.cli.parents import (
    Change,
    Parent,
    Seed,
    children_of,
    choose_seed,
    family_of,
    read_parents,
    with_kin,
)
from nnart.cli.sheets import Contents, Entry, SheetOptions, deliver, prepare, with_sheet
from nnart.explore.words import CHANGES
from nnart.recipe.recipe import Recipe

_COUNT, _COUNT_OF_SEVERAL = 23, 7
_COUNT_HELP = f"How many variations. (default: {_COUNT}, or {_COUNT_OF_SEVERAL} of each of several tiles)"


EXAMPLES = {
    "nnart vary 7 --open": "Paint 23 variations of seed 7.",
    "nnart vary nnart-7.png --change much": "Paint variations that differ more.",
    "nnart vary nnart-varied.png#3,7 --output closer.png": "Go on from two of them, a row for each.",
}


@with_sheet("nnart-varied.png")
@with_kin
def vary(
    picture: Parent,
    count: Annotated[int | None, typer.Option("--count", "-n", **INTEGER, help=_COUNT_HELP)] = None,
    change: Change = None,
    seed: Seed = None,
    *,
    given: Given,
    sheet: SheetOptions,
) -> None:
    """Paint variations of a picture.

    The first tile is the picture itself, with your options applied. The second differs just visibly, and
    the others more and more. Several tiles, such as family.png#3,7, get a row each.
    """
    from nnart.explore.breeding import GENTLE, check_change
    from nnart.explore.breeding import vary as variations_of

    most = GENTLE if change is None else check_change(change)
    parents = read_parents(given, quiet=sheet.quiet, several=True, picture=picture)
    chosen = choose_seed(seed)
    one, several = parents[0], len(parents) > 1
    number = (_COUNT_OF_SEVERAL if several else _COUNT) if count is None else count
    if isinstance(number, int) and number > 0:  # otherwise it is refused below
        check_tiles((number + 1) * len(parents), force=sheet.force)
        if several:
            sheet = replace(sheet, columns=sheet.columns or number + 1)
        # As finding how far to go paints some too.
        likely = [parent.recipe for parent in parents for _ in range(number + 1)]
        tiles = [Entry(str(n), recipe) for n, recipe in enumerate(likely)]
        prepare(Contents(tiles, one.name), sheet)
    tiles = []
    for parent in parents:
        variations = variations_of(parent.recipe, number, chosen, change=most)
        tiles.append(Entry(parent.tile or "0", parent.recipe, choice=parent.choice))
        tiles += children_of([parent], variations, f"{parent.tile}." if several else "")
    differences = _differences(one.recipe, most)
    if not isinstance(most, str):
        say(f"change {most:g} is {differences}; {_words(one.recipe)}", sheet.quiet)
    title = f"variations of {one.name}, {differences}"
    deliver(family_of(parents, tiles, title, f"drawn by seed {chosen}", sheet.quiet), sheet)


def _differences(recipe: Recipe, change: float | str) -> str:
    """Return in words how the first and the last variation differ: `slightly to clearly different`."""
    from nnart.explore.breeding import half_way_of, reach
    from nnart.explore.distances import feel
    from nnart.field.calibration import calibrate

    half = half_way_of(calibrate(recipe))
    first, last = (feel(share / half) for share in reach(recipe, change))
    return last if first == last else f"{first.split()[0]} to {last}"


def _words(recipe: Recipe) -> str:
    """Return which numbers the words are of this picture: `slight is 0.03, some 0.1 and much 0.3`."""
    from nnart.explore.breeding import reach

    slight, some, much = (f"{reach(recipe, word)[1]:.2g}" for word in CHANGES)
    return f"of this picture slight is {slight}, some {some} and much {much}"
