"""`nnart neurons`."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from nnart.cli.given import Given, with_recipe
from nnart.cli.numbers import INTEGER
from nnart.cli.recipes import read_request
from nnart.cli.sheets import Contents, Entry, SheetOptions, check_drawn, deliver, with_sheet
from nnart.errors import InputError, Way, fault

_TILE = "96"


EXAMPLES = {
    "nnart neurons 7 --layer 3": "Paint the third layer of seed 7.",
    "nnart render nnart-neurons.png#12": "Paint one of the neurons alone.",
    "nnart neurons nnart-7.png --size 48 --columns 20": "Paint a picture's last layer, in small tiles.",
}


@with_sheet("nnart-neurons.png")
@with_recipe
def neurons(
    given: Given,
    layer: Annotated[
        int | None, typer.Option(**INTEGER, help="Which layer, 1 … layers. (default: the last)")
    ] = None,
    *,
    sheet: SheetOptions,
) -> None:
    """Paint what every neuron of a layer answers.

    Each tile runs from its neuron's lowest answer to its highest, unless you set --tone.
    """
    chosen_already = tuple(name for name in ("neuron", "after") if given[name] is not None)
    if chosen_already:
        says = "all neurons of a layer are painted"
        ways = ("leave it out", Way("chooses the layer", "layer"))
        raise InputError(fault("conflict", says, *chosen_already, ways=ways))
    chosen = read_request(given, 8)
    check_drawn(chosen)
    if len(chosen.seeds) > 1:
        says = f"the neurons of one network are painted, not those of {len(chosen.seeds)}"
        raise InputError(fault("count", says, "seed", ways="give one seed"))
    (whole,) = chosen.recipes()
    chosen.tell(sheet.quiet)
    at = whole.layers if layer is None else layer
    if not isinstance(at, int) or not 1 <= at <= whole.layers:
        says = f"a whole number from 1 to {whole.layers} is needed"
        raise InputError(fault("range", says, "layer", got=at))
    from nnart.field.calibration import calibrate

    # Most answer with their extremes almost everywhere: evened out, rounding would be all that is seen.
    tone = {"tone": "stretch"} if given["tone"] is None else {}
    first = calibrate(whole).replace(after=at, neuron=1, **tone)
    tiles = [Entry(str(n), replace(first, neuron=n)) for n in range(1, whole.width + 1)]
    deliver(Contents(tiles, f"seed {whole.seed}, layer {at} of {whole.layers}", size=_TILE), sheet)
