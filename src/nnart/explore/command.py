"""Command: the line that paints a picture again, to be pasted into a shell."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import Any

from nnart.errors import InputError
from nnart.merging import merged
from nnart.presets import PRESETS
from nnart.recipe import Recipe

# Values of a recipe that no option of `nnart render` gives.
_WITHOUT = ("version", "seed", "family", "sampling")
_FLAGS = ("reverse", "dither")
_LONGEST = 200  # characters of a line that people still look through


def command(recipe: Recipe, size: tuple[int, int], name: str, *, alone: bool = True) -> str:
    """Return a line for `nnart render` that paints a recipe.

    It needs no file where its options are few; otherwise it takes the recipe from NAME.toml.

    Args:
        recipe: what to paint.
        size: rows and columns.
        name: of the picture's file, and of the recipe's, without endings.
        alone: whether it may do without that; a network by hand cannot.
    """
    rows, columns = size
    end = ["--size", str(rows) if rows == columns else f"{columns}x{rows}", "-o", f"{name}.png"]
    lines = [_joined([*options, *end]) for options in _options(recipe)] if alone else []
    shortest = min(lines, key=len, default="")
    if 0 < len(shortest) <= _LONGEST:
        return shortest
    return _joined(["--recipe", f"{name}.toml", *end])


def _joined(words: list[str]) -> str:
    return shlex.join(["nnart", "render", *words])


def _options(recipe: Recipe) -> list[list[str]]:
    """Return rows of options, each of which says all of a recipe but its size."""
    wanted = _sought(recipe)
    rows = []
    for name, values in [("", {}), *((preset.name, preset.values) for preset in PRESETS)]:
        plain = Recipe.from_dict(values | {"seed": recipe.seed}).to_dict()
        data = wanted.to_dict()
        changes = {
            key: _short(key, value)
            for key, value in data.items()
            if plain.get(key) != value and key not in _WITHOUT
        }
        try:
            told = Recipe.from_dict(merged(values, changes | {"seed": recipe.seed}))
        except InputError:
            continue
        if told == wanted:
            start = ["--preset", name] if name else []
            words = [word for one in changes.items() for word in _option(*one)]
            rows.append([*start, "--seed", str(recipe.seed), *words])
    return rows


def _sought(recipe: Recipe) -> Recipe:
    """Return a recipe without the gain that would be found for it anyway."""
    if recipe.gain is None or recipe.detail is None:
        return recipe
    from nnart.calibration import calibrated  # which loads the kernel

    without = replace(recipe, gain=None)
    return without if calibrated(without).gain == recipe.gain else recipe


def _short(key: str, value: Any) -> Any:
    """Return the name of a palette from the catalogue, not its colours; should they change, that is noticed."""
    return value.partition(":")[0] if key == "palette" else value


def _option(key: str, value: Any) -> list[str]:
    if key in _FLAGS:
        return [f"--{key}" if value else f"--no-{key}"]
    text = ",".join(map(_word, value)) if isinstance(value, list) else _word(value)
    return [f"--{key}={text}"] if text.startswith("-") else [f"--{key}", text]  # or it would be an option


def _word(value: Any) -> str:
    return str(value).removesuffix(".0")
