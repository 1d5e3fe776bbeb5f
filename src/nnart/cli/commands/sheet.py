"""`nnart sheet`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from nnart.cli.console import say
from nnart.cli.given import Given, with_recipe
from nnart.cli.lecture import pass_over_dull
from nnart.cli.limits import MAX_TILES, check_tiles
from nnart.cli.numbers import INTEGER
from nnart.cli.recipes import Request, read_request
from nnart.cli.sheets import Contents, Entry, SheetOptions, check_drawn, deliver, with_sheet
from nnart.recipe.seeds import write_seeds

_COUNT = 24  # seeds, when none are given
SeedCount = Annotated[
    int | None,
    typer.Option(
        "--count",
        "-n",
        **INTEGER,
        help=f"How many seeds, counted from --seed or the recipe's. (default: {_COUNT}, or those given)",
    ),
]


EXAMPLES = {
    "nnart sheet --open": "Paint 24 random pictures and look at them.",
    "nnart sheet 0..99 --palette ink --output ink.png": "Paint a hundred seeds in one palette.",
    "nnart render ink.png#7": "Paint one of them alone, in full size.",
    "nnart sheet nnart-7.png ink.png#8 9 --output three.png": "Compare several pictures.",
}


@with_sheet("nnart-sheet.png")
@with_recipe
def sheet(given: Given, sheet: SheetOptions, count: SeedCount = None) -> None:
    """Paint many seeds side by side, each above its number.

    Without seeds, nnart paints 24 in a row: from the seed of PICTURE on, or from a random one. With the
    preset lecture, random seeds skip pictures of nearly one colour.

    To paint the tiles of another sheet with other options: --from family.png#3,7 --palette ink. To compare
    pictures: nnart sheet dusk.png dawn.png 7.
    """
    chosen = read_request(given, 8, count=count, otherwise=_COUNT, several=True)
    check_drawn(chosen)
    check_tiles(len(chosen.seeds), force=sheet.force)
    chosen = pass_over_dull(chosen)
    recipes = chosen.recipes()
    chosen.tell(sheet.quiet)
    if given["seed"] is not None and count is None and len(recipes) == 1:
        say(_alone(chosen.seeds[0]), sheet.quiet)
    pictures = zip(chosen.names, recipes, strict=True)
    tiles = [Entry(name, recipe, choice=chosen.choice_of(recipe.seed)) for name, recipe in pictures]
    deliver(Contents(tiles, chosen.title(_title(given, chosen)), chosen=chosen.chosen), sheet)


def _title(given: Given, chosen: Request) -> str:
    """Return what is on the sheet; nothing of one seed, which stands below its picture."""
    begun = chosen.begun
    if isinstance(given["picture"], tuple):
        return f"{len(begun.tiles)} pictures"
    if begun.tiles or (begun.tile and len(chosen.seeds) == 1):
        return f"from {Path(given['picture'] or given['source']).name}"
    if len(chosen.seeds) == 1:
        return ""
    return f"seeds {_drawn(chosen.seeds) if chosen.drawn else write_seeds(chosen.seeds)}"


def _drawn(seeds: Sequence[int]) -> str:
    """Return seeds that were drawn in a row, perhaps without some of the lecture's."""
    without = seeds[-1] - seeds[0] + 1 - len(seeds)
    dull = f" without {without} of nearly one colour" if without > 0 else ""
    return f"{seeds[0]}..{seeds[-1]}{dull}"


def _alone(seed: int) -> str:
    """Return what people should know who may have meant a number of seeds by one."""
    number = seed if 1 < seed <= MAX_TILES else _COUNT
    return f"seed {seed} alone; --count {number} makes a sheet of {number} seeds"
