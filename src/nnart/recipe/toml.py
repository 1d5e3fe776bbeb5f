"""TOML: recipes as people write and keep them, read as plain data that nothing has checked yet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from nnart.errors import FileError, RecipeError, shown, shown_path

PNG = b"\x89PNG"  # how a picture begins that was taken for a recipe
_LONGEST = 2**16
_MOST_DOTS = 500  # of a key or value in TOML


def parse_toml(text: str) -> dict[str, Any]:
    """Return the plain data that TOML text holds, nothing worked out yet.

    Raises:
        RecipeError: if it is no TOML.
    """
    import tomllib  # for the few who give TOML

    # Keys of thousands of parts would take it minutes.
    dots = max(piece.count(".") for piece in re.split("[,\n]", text))
    if dots > _MOST_DOTS:
        raise RecipeError([f"not TOML as it is here: {dots} dots without a comma or a new line between them"])
    try:
        data: dict[str, Any] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r" \(at (line \d+, column \d+|end of document)\)", str(error))
        where = f" at {place[1]}" if place else ""
        raise RecipeError(
            [f"not TOML{where}: {shown(str(error).removesuffix(place[0] if place else ''))}"]
        ) from None
    return data


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
