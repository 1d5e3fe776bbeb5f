"""`nnart sheet`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nnart.cli.console import say
from nnart.cli.lecture import leave_out_dull
from nnart.cli.limits import MAX_TILES, check_tiles
from nnart.cli.numbers import INTEGER
from nnart.cli.recipes import Given, read_request, seeds_from, with_recipe
from nnart.cli.sheets import SheetOptions, check_drawn, deliver, with_sheet
from nnart.recipe.seeds import count_seeds, parse_seeds, random_seed

_COUNT = 24  # seeds, when none are given
SeedCount = Annotated[
    int | None,
    typer.Option(
        "--count",
        "-n",
        **INTEGER,
        help=f"How many seeds: with --seed 7 --count 12, 7 to 18. (default: those given, or {_COUNT})",
    ),
]


@with_sheet("nnart-sheet.png")
@with_recipe
def sheet(given: Given, sheet: SheetOptions, count: SeedCount = None) -> None:
    """Paint many seeds side by side, each above its number.

    To paint one of them alone: nnart render --from nnart-sheet.png#7. Without --seeds, 24 in a row are
    drawn at random; of the preset lecture, without those that paint nearly one colour. Tiles of another sheet
    are painted anew, with other options: --from family.png#3,7 --palette ink. Several pictures stand side by
    side: nnart sheet dusk.png dawn.png 7.
    """
    drawn, first, seeds = given["seed"] is None, random_seed(), None
    if drawn:
        seeds = parse_seeds(count_seeds(first, _COUNT if count is None else count))
    else:
        given["seed"] = seeds_from(given["seed"], count)
    chosen = read_request(given, 8, seeds=seeds, count=count if drawn else None, several=True)
    check_drawn(chosen)
    chosen.tell(sheet.quiet)
    check_tiles(len(chosen.seeds), force=sheet.force)
    if not drawn and count is None and len(chosen.seeds) == 1:
        say(_alone(chosen.seeds[0]), sheet.quiet)
    tiles, without = chosen.begun.tiles, ""
    if drawn and not tiles:
        chosen = leave_out_dull(chosen)
        given["seed"] = count_seeds(first, chosen.seeds[-1] - first + 1)
        dull = chosen.passed_over
        without = f" without {dull} that {'is' if dull == 1 else 'are'} nearly one colour" if dull else ""
        say(chosen.said)
    recipes = chosen.recipes()
    names = [tile.name for tile in tiles] or [str(recipe.seed) for recipe in recipes]
    title = chosen.title(f"seeds {given['seed']}{without}") if len(names) > 1 else ""
    if isinstance(given["picture"], tuple):
        title = f"{len(tiles)} pictures"
    elif tiles:
        title = f"from {Path(given['picture'] or given['source']).name}"
    presets = [chosen.preset_of(recipe.seed) for recipe in recipes]
    if any(presets) and len(names) <= _COUNT:
        pairs = zip(names, presets, strict=True)
        say(f"presets: {', '.join(f'{name} {preset}' for name, preset in pairs)}", sheet.quiet)
    notes = [f"preset {preset}" if preset else "" for preset in presets]
    deliver(list(zip(names, recipes, notes, presets, strict=True)), title, sheet)


def _alone(seed: int) -> str:
    """Return what people should know who may have meant a number of seeds by one."""
    number = seed if 1 < seed <= MAX_TILES else _COUNT
    return f"seed {seed} alone; --count {number} makes a sheet of {number} seeds"
