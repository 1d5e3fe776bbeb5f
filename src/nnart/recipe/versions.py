"""Versions: what recipes of earlier ones mean today.

Version 4 came with `gamut`: until then, oklch and rgb took every colour that there is. Recipes with other ways
to colour mean the same in both versions, and still say 3, so that earlier programs paint them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nnart.recipe.defaults import has_gamut

VERSION = 4  # of what values mean; a recipe that says another one is refused, never guessed at
OLDEST = 3


def is_known(version: object) -> bool:
    """Return whether this nnart knows what recipes of a version mean."""
    return isinstance(version, int) and not isinstance(version, bool) and OLDEST <= version <= VERSION


def version_of(values: Mapping[str, Any]) -> int:
    """Return the first version in which a recipe's values mean what they mean today."""
    return VERSION if has_gamut(values) else OLDEST


def upgrade(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a recipe's plain data as this version says them, without a version; of an unknown one as is."""
    version = data.get("version", VERSION)
    if not is_known(version):
        return dict(data)
    values = {name: value for name, value in data.items() if name != "version"}
    if version == OLDEST and has_gamut(values):
        values.setdefault("gamut", "full")
    return values
