"""`nnart sheet`, `nnart sweep` and `nnart neurons`: pictures side by side."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from nnart.cli.axes import TEXTS, grid
from nnart.cli.console import say
from nnart.cli.deliver import SheetOrder, check_count, deliver, with_sheet
from nnart.cli.numbers import INTEGER
from nnart.cli.recipes import Given, Wanted, wanted, with_options, with_recipe
from nnart.errors import InputError, shown
from nnart.recipe.seeds import random_seed

_DRAWN = 24  # seeds, when none are given


@with_sheet("nnart-sheet.png")
@with_recipe
def sheet(given: Given, order: SheetOrder) -> None:
    """Paint many seeds side by side, each above its number.

    One of them is had alone by nnart render --from nnart-sheet.png#7. Without --seeds, 24 in a row are
    drawn at random.
    """
    if given["seed"] is None:
        first = random_seed()
        given["seed"] = f"{first}..{first + _DRAWN - 1}"
        say(f"seeds {given['seed']} were drawn")
    chosen = drawn_only(wanted(given, 8))
    check_count(len(chosen.seeds), force=order.force)
    tiles = [(str(recipe.seed), recipe) for recipe in chosen.recipes()]
    deliver(tiles, f"seeds {given['seed']}" if len(tiles) > 1 else "", order)


@with_sheet("nnart-sweep.png")
@partial(with_options, options=TEXTS, parameter="given")
def sweep(given: Given, order: SheetOrder) -> None:
    """Paint several values of one knob or two side by side.

    Knobs are given as to nnart render, but with several values: --layers 1,2,4,8 --detail 3..12. A range of
    numbers that are not whole ends in how many: --bias 0.5..6:5. Where values have commas themselves,
    semicolons are between them: --palette "ink;navy,gold".
    """
    tiles, across, title = grid(given, force=order.force)
    deliver(tiles, title, order, columns=across)


@with_sheet("nnart-neurons.png")
@with_recipe
def neurons(
    given: Given,
    layer: Annotated[int | None, typer.Option(**INTEGER, help="1 … layers. (default: the last one)")] = None,
    *,
    order: SheetOrder,
) -> None:
    """Paint what every neuron of a layer answers.

    Each is shown from its least to its greatest answer, unless --tone says otherwise.

    One of them is had alone by nnart render --from nnart-neurons.png#7.
    """
    if given["neuron"] is not None or given["after"] is not None:
        raise InputError("--neuron and --after: all neurons of --layer are painted; leave them out")
    chosen = drawn_only(wanted(given, 8))
    if len(chosen.seeds) > 1:
        raise InputError(f"seed: neurons of one network are painted, not of {len(chosen.seeds)}; give one seed")
    if chosen.drawn:
        say(f"seed {chosen.seeds[0]} was drawn")
    (whole,) = chosen.recipes()
    at = whole.layers if layer is None else layer
    if not isinstance(at, int) or not 1 <= at <= whole.layers:
        raise InputError(f"layer: a whole number from 1 to {whole.layers} is needed, not {shown(at)}")
    from nnart.field.calibration import calibrated

    # Most answer with their extremes almost everywhere: evened out, rounding would be all that is seen.
    tone = {"tone": "stretch"} if given["tone"] is None else {}
    first = calibrated(whole).replace(after=at, neuron=1, **tone)
    tiles = [(str(n), replace(first, neuron=n)) for n in range(1, whole.width + 1)]
    deliver(tiles, f"seed {whole.seed}, layer {at} of {whole.layers}", order, size="96")


def drawn_only(chosen: Wanted) -> Wanted:
    """Refuse networks by hand: what a sheet carries are recipes."""
    if chosen.begun.network is not None:
        raise InputError(f"{chosen.begun.given}: a sheet is of networks that are drawn from seeds")
    return chosen
