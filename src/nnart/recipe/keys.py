"""Keys: the names that a recipe's text gives to its values, their synonyms, and what is said of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from nnart.checks.instead import hint
from nnart.errors import Fault, RecipeError, Way, fault
from nnart.recipe.codes import PICTURE
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettes import means_palette
from nnart.words import FLAGS, OPTIONS, fold

# What a recipe's text may say beside the values of a recipe.
SETTINGS: Final = ("preset", *PICTURE, "network")
# Of a text, in which functions and options have no place.
_INSTEAD: Final[Mapping[str, str]] = {
    "from": "a recipe has its values itself; a picture is what the command or function starts from",
    "height": 'width counts neurons; pixels are size = "1920x1080"',
    **dict.fromkeys(
        ("output", "path", "format", "count", "threads", "force", "restart", "quiet"),
        "give it to the command or function that paints",
    ),
}


def own_keys(data: Mapping[str, Any], others: Iterable[str] = ()) -> dict[str, Any]:
    """Return a recipe's data by nnart's own names, each of which may be in any case, or a synonym.

    What is no name is left for the rule that refuses it.

    Args:
        data: as a text gives it.
        others: names that may stand there too.

    Raises:
        RecipeError: if two names are the same one.
    """
    names = (*KNOBS, *SETTINGS, "version", "recipe", *others)
    found = dict[str, Any]()
    for key, given in data.items():
        name, value = _own_key(key, given, names)
        if name in found:
            raise RecipeError(fault("conflict", "it is there twice", name, ways="leave one of them out"))
        if name not in names and (meant := _INSTEAD.get(OPTIONS.get(fold(key), fold(key)))):
            raise RecipeError(fault("unknown", "the values of a recipe", got=key, ways=meant))
        found[name] = value
    return found


def _own_key(key: str, value: Any, names: Sequence[str]) -> tuple[str, Any]:
    """Return a name and value by nnart's own name; as they are if it has none."""
    word = fold(key)
    if value is True and word in FLAGS and FLAGS[word][0] in names:
        return FLAGS[word]
    own = next((name for name in (key, word, OPTIONS.get(word)) if name in names), None)
    colours = own == "colour" != key and isinstance(value, str) and means_palette(value)
    return (key if own is None or colours else own), value


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
            begun = value if isinstance(value, str) and value else "silk"
            ways = Way("begins with it", call=f"recipe_of(seed=7, preset={begun!r})")
        return fault("unknown", "the values of a recipe", got=name, ways=ways)
    meant = hint(str(name), [*KNOBS, *SETTINGS, *others])
    if meant.endswith(" colour") and isinstance(value, str) and means_palette(value):
        meant = "did you mean palette"
    if meant:
        return fault("unknown", f"the values of a recipe{more}", got=name, ways=meant)
    return fault("unknown", f"the values of a recipe: {', '.join(KNOBS)}{more}", got=name)
