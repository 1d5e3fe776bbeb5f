"""Keys: the names that a recipe's text gives to its values, and what is said of others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nnart.errors import Fault, fault
from nnart.recipe.forms import SETTINGS
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettes import means_palette
from nnart.words import OPTIONS, fold, guess


def unknown_key(name: object, others: Iterable[str] = (), value: object = None) -> Fault:
    """Return that a name is none of a recipe's values, with the one that may have been meant.

    Args:
        name: what was written.
        others: names that may stand there too.
        value: what it was given.
    """
    others = list(others)
    if name in SETTINGS and name not in others:
        ways = "it belongs to a file, or beside the recipe"
        return fault("unknown", "the values of a recipe", got=name, ways=ways)
    known = [*KNOBS, *SETTINGS, *others]
    meant = _meant(str(name), known)
    if meant == "colour" and isinstance(value, str) and means_palette(value):
        meant = "palette"
    more = f", nor of {', '.join(others)}" if others else ""
    if meant is not None:
        return fault("unknown", f"the values of a recipe{more}", got=name, ways=f"did you mean {meant}")
    return fault("unknown", f"the values of a recipe: {', '.join(KNOBS)}{more}", got=name)


def _meant(name: str, known: Sequence[str]) -> str | None:
    """Return the known name that people mean by another one, if anybody can tell."""
    synonym = OPTIONS.get(fold(name))
    return synonym if synonym in known else next(iter(guess(name, known)), None)
