"""`nnart sheet`."""

from __future__ import annotations

from nnart.cli.console import say
from nnart.cli.lecture import leave_out_dull
from nnart.cli.limits import check_tiles
from nnart.cli.recipes import Given, read_request, with_recipe
from nnart.cli.sheets import SheetOptions, check_drawn, deliver, with_sheet
from nnart.recipe.seeds import random_seed

_COUNT = 24  # seeds, when none are given


@with_sheet("nnart-sheet.png")
@with_recipe
def sheet(given: Given, sheet: SheetOptions) -> None:
    """Paint many seeds side by side, each above its number.

    To paint one of them alone: nnart render --from nnart-sheet.png#7. Without --seeds, 24 in a row are
    drawn at random; of the preset lecture, without those that paint nearly one colour.
    """
    drawn, first, without = given["seed"] is None, random_seed(), ""
    if drawn:
        given["seed"] = f"{first}..{first + _COUNT - 1}"
    chosen = read_request(given, 8)
    check_drawn(chosen)
    chosen.tell(sheet.quiet)
    check_tiles(len(chosen.seeds), force=sheet.force)
    if drawn:
        chosen, dull = leave_out_dull(chosen)
        given["seed"] = f"{first}..{chosen.seeds[-1]}"
        without = f" without {dull} that are nearly one colour" if dull else ""
        say(f"seeds {given['seed']} were drawn{without}")
    tiles = [(str(recipe.seed), recipe) for recipe in chosen.recipes()]
    deliver(tiles, f"seeds {given['seed']}{without}" if len(tiles) > 1 else "", sheet)
