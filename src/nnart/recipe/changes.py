"""Changes upon a recipe's values, before they are a recipe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nnart.errors import RecipeError, fault
from nnart.recipe.defaults import WITHOUT_PALETTE, always_exact, has_gamut, without_detail
from nnart.recipe.knobs import KNOBS
from nnart.recipe.seeds import number_of
from nnart.recipe.symmetries import WALLPAPERS
from nnart.recipe.versions import upgrade

_UNMEASURED = frozenset(name for name, knob in KNOBS.items() if not knob.measured)
_RENEWED = {name: knob.follows.value for name, knob in KNOBS.items() if knob.follows and knob.follows.renewed}
# What another family finds or works out anew, if it has it.
_OF_A_FAMILY = tuple(name for name, knob in KNOBS.items() if knob.follows and knob.not_in_lecture)


def apply_changes(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a recipe's plain data with some values changed.

    A gain that was found for a detail goes when something that it was measured with changes, so that it is
    found again, and detail goes when a gain is given instead. A bias, residual and tolerance that are what they
    would be if not given are as if they were not given, so that they follow width, layers and the rest. Cells
    go where there are none, as do a tolerance where every pixel is evaluated, and the palette or gamut of
    another way to colour. Another seed takes the place of a genome. Changes are of today's version (see
    `nnart.recipe.versions`), so the base becomes that, too.

    Raises:
        RecipeError: where gain and detail are both given, as only one can decide, or a detail that could
            decide nothing.
    """
    if changes.get("gain") is not None and changes.get("detail") is not None:
        raise RecipeError(fault("conflict", "only one of them can decide", "gain", "detail", ways="give one"))
    base, changes = upgrade(_with_number(base)), _with_number(changes)
    data = dict(base)
    different = {name for name, value in changes.items() if value != base.get(name)}
    for name, gone in (("seed", ("genome",)), ("family", _OF_A_FAMILY)):
        if name in different:
            data = {kept: value for kept, value in data.items() if kept not in gone}
    if changes.get("detail") is not None and (activation := without_detail(data | dict(changes))):
        says = f"it changes nothing with the activation {activation}"
        raise RecipeError(fault("no-effect", says, "detail", ways="leave it out"))
    if changes.get("gain") is not None:
        data.pop("detail", None)
    elif changes.get("detail") is not None or (data.get("detail") is not None and different - _UNMEASURED):
        data.pop("gain", None)
    for name, default in _RENEWED.items():
        if base.get(name) == default(base):
            data.pop(name, None)
    if always_exact(data | dict(changes)):
        data.pop("tolerance", None)
    if changes.get("colour") in WITHOUT_PALETTE:
        data.pop("palette", None)
    if not has_gamut(data | dict(changes)):
        data.pop("gamut", None)
    if "symmetry" in different and str(changes["symmetry"]).strip().lower() not in WALLPAPERS:
        data.pop("cells", None)
    return data | dict(changes)


def _with_number(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return values with the seed as a number, if it is written as text, so that seeds can be compared."""
    return {**values, "seed": number_of(values["seed"])} if "seed" in values else values
