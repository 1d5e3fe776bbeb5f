"""Keys: the names that a recipe's text gives to its values, and what is said of others."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from nnart.errors import Fault, fault
from nnart.recipe.forms import SETTINGS
from nnart.recipe.knobs import KNOBS

# What people call them by the habits of other programs.
_SYNONYMS = {
    "color": "colour",
    "colors": "palette",
    "colours": "palette",
    "neurons": "width",
    "rotation": "rotate",
}
_CUTOFF = 0.75  # of difflib: two letters of four that changed places


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most like another; None if none is."""
    return next(iter(difflib.get_close_matches(word, list(known), 1, _CUTOFF)), None)


def unknown_key(name: object, others: Iterable[str] = ()) -> Fault:
    """Return that a name is none of a recipe's values, with the one that may have been meant.

    Args:
        name: what was written.
        others: names that may stand there too.
    """
    others = list(others)
    if name in SETTINGS and name not in others:
        ways = "it belongs to a file, or beside the recipe"
        return fault("unknown", "the values of a recipe", got=name, ways=ways)
    known = [*KNOBS, *SETTINGS, *others]
    word = str(name).strip().lower()
    meant = _SYNONYMS.get(word) or closest(word, known)
    more = f", nor of {', '.join(others)}" if others else ""
    if meant is not None:
        return fault("unknown", f"the values of a recipe{more}", got=name, ways=f"did you mean {meant}")
    return fault("unknown", f"the values of a recipe: {', '.join(KNOBS)}{more}", got=name)
