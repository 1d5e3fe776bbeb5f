"""What a picture starts from: options upon a preset, a recipe's file or another picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nnart.errors import FileError, InputError, RecipeError, shown_path
from nnart.presets import preset
from nnart.recipe import Recipe, merged, parse_toml
from nnart.sizes import SQUARE

_LONGEST_TOML = 2**16


def start(
    preset_name: str | None, recipe: Path | None, picture: Path | None
) -> tuple[dict[str, Any], tuple[int, int], int, int | None]:
    """Return what options build upon: a recipe's values, a size, bits, and dots per inch."""
    given = [
        option
        for option, value in (("--preset", preset_name), ("--recipe", recipe), ("--from", picture))
        if value is not None
    ]
    if len(given) > 1:
        raise InputError(f"{' and '.join(given)}: only one of them can be the start; give one")
    if preset_name is not None:
        chosen = preset(preset_name)
        return dict(chosen.values), chosen.size or SQUARE, 8, None
    if recipe is not None:
        return _read_toml(recipe), SQUARE, 8, None
    if picture is not None:
        from nnart.picturefile import read

        file = read(picture)
        return file.recipe.to_dict(), file.size, 16 if file.bits == 16 else 8, file.dpi
    return {}, SQUARE, 8, None


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LONGEST_TOML + 1)
    except OSError as error:
        raise FileError(f"{shown_path(path)}: {error.strerror}") from None
    if data.startswith(b"\x89PNG"):
        raise InputError(f"--recipe: {shown_path(path)} is a picture; --from takes its recipe")
    if len(data) > _LONGEST_TOML:
        raise FileError(f"{shown_path(path)}: more than {_LONGEST_TOML} bytes are no recipe")
    try:
        return parse_toml(data.decode())
    except (RecipeError, UnicodeDecodeError) as error:
        raise FileError(f"{shown_path(path)}: {error}") from None


def recipes_for(
    base: dict[str, Any], changes: dict[str, Any], seeds: Sequence[int], file: Path | None
) -> list[Recipe]:
    """Return a recipe for every seed; a fault that is not an option's is said to be the file's."""
    values = merged(base, changes)
    try:
        return [Recipe.from_dict(values | {"seed": seed}) for seed in seeds]
    except RecipeError as error:
        if file is None:
            raise
        inside = [fault.partition(":")[0] not in changes for fault in error.faults]
        name = shown_path(file)
        faults = zip(error.faults, inside, strict=True)
        raise RecipeError([f"{name}: {fault}" if within else fault for fault, within in faults]) from None
