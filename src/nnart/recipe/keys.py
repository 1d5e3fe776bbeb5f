"""Keys: the names that a recipe's text gives to its values, and what is said of others."""

from __future__ import annotations

from collections.abc import Iterable

from nnart.checks.instead import hint
from nnart.errors import Fault, Way, fault
from nnart.recipe.forms import SETTINGS
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettes import means_palette


def unknown_key(name: object, others: Iterable[str] = (), *, value: object = None) -> Fault:
    """Return that a name is none of a recipe's values, with the one that may have been meant.

    Args:
        name: what was written.
        others: names that may stand there too.
        value: that it was given.
    """
    others = list(others)
    more = f", nor of {', '.join(others)}" if others else ""
    if name in SETTINGS and name not in others:
        ways: str | Way = "it belongs to a file, or beside the recipe"
        if name == "preset":
            ways = Way("begins with it", call=f"recipe_of(seed=7, preset={value or 'silk'!r})")
        return fault("unknown", "the values of a recipe", got=name, ways=ways)
    meant = hint(str(name), [*KNOBS, *SETTINGS, *others])
    if meant.endswith(" colour") and isinstance(value, str) and means_palette(value):
        meant = "did you mean palette"
    if meant:
        return fault("unknown", f"the values of a recipe{more}", got=name, ways=meant)
    return fault("unknown", f"the values of a recipe: {', '.join(KNOBS)}{more}", got=name)
