"""Recipe files: recipes as TOML, as people write and keep them, perhaps with a network by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnart.errors import FileError, InputError, RecipeError, shown_path
from nnart.origin import DRAWING
from nnart.recipe import parse_toml
from nnart.rules import WITHOUT_PALETTE

if TYPE_CHECKING:
    from nnart.network import Network

PNG = b"\x89PNG"  # how a picture begins that was taken for a recipe
_LONGEST = 2**16
# A network by hand is shown as it answers, dark to light, whatever else a seed would choose.
_BY_HAND = {"seed": 0, "palette": "ink", "tone": "stretch"}


def read_values(path: Path) -> dict[str, Any]:
    """Return the values that a recipe's file gives, none of them checked, and its network as plain data.

    Raises:
        FileError: if it cannot be read, or is no TOML.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(_LONGEST + 1)
    except OSError as error:
        raise FileError(f"{shown_path(path)}: {error.strerror}") from None
    if data.startswith(PNG):
        raise FileError(f"{shown_path(path)}: a picture, and no recipe in TOML")
    if len(data) > _LONGEST:
        raise FileError(f"{shown_path(path)}: more than {_LONGEST} bytes are no recipe")
    try:
        return parse_toml(data.decode())
    except (RecipeError, UnicodeDecodeError) as error:
        raise FileError(f"{shown_path(path)}: {error}") from None


def parted(values: Mapping[str, Any]) -> tuple[dict[str, Any], Network | None]:
    """Return a recipe's values, and the network by hand among them if there is one.

    Raises:
        InputError: if there is one that is none.
    """
    if "network" not in values:
        return dict(values), None
    from nnart.networkfile import from_data  # which loads NumPy

    try:
        network = from_data(values["network"])
    except InputError as error:
        raise InputError(f"network: {error}") from None
    return {name: value for name, value in values.items() if name != "network"}, network


def by_hand(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a recipe's values for a network by hand: those that still say something, and other defaults."""
    kept = _BY_HAND | {name: value for name, value in values.items() if name not in DRAWING}
    if values.get("colour") in WITHOUT_PALETTE:
        kept.pop("palette")
    return kept
