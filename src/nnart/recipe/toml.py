"""TOML: recipes as people write and keep them, read as plain data that nothing has checked yet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from nnart.errors import FileError, InputError, RecipeError, fault, in_file, shown

PNG = b"\x89PNG"  # how a picture begins that was taken for a recipe
_MAX_BYTES = 2**16
_MAX_DOTS = 500  # of a key or value in TOML


def parse_toml(text: str) -> dict[str, Any]:
    """Return the plain data that TOML text holds, nothing worked out yet.

    Raises:
        RecipeError: if it is no TOML.
    """
    import tomllib  # for the few who give TOML

    # Keys of thousands of parts would take it minutes.
    dots = max(piece.count(".") for piece in re.split("[,\n]", text))
    if dots > _MAX_DOTS:
        says = f"not TOML as it is here: {dots} dots without a comma or a new line between them"
        raise RecipeError(fault("limit", says))
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r" \(at (line \d+, column \d+|end of document)\)", str(error))
        where = f" at {place[1]}" if place else ""
        says = f"not TOML{where}: {shown(str(error).removesuffix(place[0] if place else ''))}"
        raise RecipeError(fault("syntax", says)) from None
    return data


def read_values(path: Path) -> dict[str, Any]:
    """Return the values that a recipe's file gives, none of them checked, and its network as plain data.

    Raises:
        FileError: if it cannot be read, or is no TOML.
    """
    with in_file(path):
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
        if data.startswith(PNG):
            raise FileError(fault("kind", "a picture, and no recipe in TOML"))
        if len(data) > _MAX_BYTES:
            raise FileError(fault("limit", f"more than {_MAX_BYTES} bytes are no recipe"))
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            raise InputError(fault("syntax", str(error))) from None
        return parse_toml(text)
