"""Changes to a recipe's values before the recipe is made."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from nnart.errors import InputError, RecipeError, fault
from nnart.recipe.defaults import WITHOUT_PALETTE, Values, always_exact, has_gamut, without_detail
from nnart.recipe.kinds import Choice, Names, plain
from nnart.recipe.knobs import KNOBS
from nnart.recipe.seeds import number_of
from nnart.recipe.symmetries import WALLPAPERS
from nnart.recipe.versions import upgrade
from nnart.words import match

_UNMEASURED = frozenset(name for name, knob in KNOBS.items() if not knob.measured)
_RENEWED = {name: knob.follows.value for name, knob in KNOBS.items() if knob.follows and knob.follows.renewed}
# Values to drop when the family changes: the new family computes its own.
_OF_A_FAMILY = tuple(name for name, knob in KNOBS.items() if knob.follows and knob.not_in_lecture)


def apply_changes(base: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a recipe's plain data with some values changed.

    Dependent values follow:

    * A calibrated gain is dropped if a value changes that it depends on; it is then calibrated again. A given
      gain replaces the detail.
    * Bias, residual and tolerance at their defaults follow width, layers and so on.
    * Values that no longer apply are dropped: cells, a tolerance where every pixel is evaluated, the
      palette or gamut of another colour mode.
    * A new seed replaces a genome.

    Changes are in today's version (see `nnart.recipe.versions`), so the base is upgraded first.

    Raises:
        RecipeError: if both gain and detail are given, or a detail that has no effect.
    """
    if changes.get("gain") is not None and changes.get("detail") is not None:
        raise RecipeError(fault("conflict", "only one of them can decide", "gain", "detail", ways="give one"))
    base, changes = with_own_names(upgrade(_with_number(base))), with_own_names(_with_number(changes))
    data = dict(base)
    different = {name for name, value in changes.items() if value != base.get(name)}
    for name, gone in (("seed", ("genome",)), ("family", _OF_A_FAMILY)):
        if name in different:
            data = {kept: value for kept, value in data.items() if kept not in gone}
    if changes.get("detail") is not None and (activation := without_detail(data | dict(changes))):
        says = f"it has no effect with the activation {activation}"
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
    if "symmetry" in different and match(str(changes["symmetry"]), WALLPAPERS) is None:
        data.pop("cells", None)
    return data | dict(changes)


def differing(values: Values) -> dict[str, Any]:
    """Return a recipe's seed and its checked values that differ from their defaults."""
    different = {name for name, knob in KNOBS.items() if name == "seed" or not knob.is_default(values)}
    return {name: value for name, value in values.items() if name in different}


def with_own_names(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values under a recipe's own names; unknown names stay, to be refused later."""
    return {name: _own_name(name, value) if isinstance(value, str) else value for name, value in values.items()}


def _own_name(name: str, value: str) -> str:
    knob = KNOBS.get(name)
    if knob is None or not isinstance(knob.kind, (Choice, Names)) or value in knob.kind.choices:
        return value
    with suppress(InputError):
        return knob.kind.read(value)
    return value


def _with_number(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return values that can be compared: NumPy's converted to Python's, and a seed in text to a number."""
    values = {name: plain(value) for name, value in values.items()}
    return {**values, "seed": number_of(values["seed"])} if "seed" in values else values
