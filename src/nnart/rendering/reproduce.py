"""Reproducing a picture: TOML to edit, and a command line to paste into a shell."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nnart.errors import InputError
from nnart.network.origin import data_of
from nnart.recipe.changes import apply_changes
from nnart.recipe.kinds import Flag
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettes import shorten
from nnart.recipe.presets import PRESETS
from nnart.recipe.recipe import Recipe
from nnart.recipe.toml import write_toml

if TYPE_CHECKING:
    from nnart.network.network import Network

_MAX_TO_FIND = 2**25  # weights of a network with a gain that is looked for
_MAX_LENGTH = 200  # characters of a line that people still look through


def toml_of(recipe: Recipe, network: Network | None = None) -> str:
    """Return a recipe as TOML that can be edited, with a network's layers as tables [[network.layers]]."""
    if network is None:
        return _editable(recipe)
    from nnart.network.data import to_toml

    return f"{write_toml(data_of(recipe, network)['recipe'])}\n{to_toml(network, 'network.layers')}"


def _editable(recipe: Recipe) -> str:
    """Return a recipe as TOML; a gain that would be found is a comment, so that it follows what is edited.

    Not so that of a very large network, as to find it takes minutes and gigabytes.
    """
    text = recipe.to_toml()
    if recipe.gain is None or recipe.detail is None or recipe.layers * recipe.width**2 > _MAX_TO_FIND:
        return text
    from nnart.field.calibration import calibrate  # which loads the kernel

    if calibrate(replace(recipe, gain=None)).gain != recipe.gain:
        return text
    line = f"gain = {recipe.gain}\n"
    return text.replace(line, f"# {line[:-1]}, found for detail, and found again when something else changes\n")


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
    lines = [_joined([*options, *end]) for options in (_options(recipe) if alone else ())]
    shortest = min(lines, key=len, default="")
    if 0 < len(shortest) <= _MAX_LENGTH:
        return shortest
    return _joined(["--recipe", f"{name}.toml", *end])


def _joined(words: list[str]) -> str:
    return shlex.join(["nnart", "render", *words])


def _options(recipe: Recipe) -> Iterator[list[str]]:
    """Yield rows of options, each of which says all of a recipe but its size."""
    wanted = _sought(recipe)
    seed = {"seed": recipe.seed}
    for name, values in [("", {}), *((preset.name, preset.values) for preset in PRESETS)]:
        with suppress(InputError):  # where preset and recipe do not go together
            changes = _changes(wanted, Recipe.from_dict(values | seed))
            if Recipe.from_dict(apply_changes(values, changes | seed)) == wanted:
                start = ["--preset", name] if name else []
                words = [word for one in changes.items() for word in _option(*one)]
                yield [*start, "--seed", str(recipe.seed), *words]


def _changes(wanted: Recipe, plain: Recipe) -> dict[str, Any]:
    """Return the values by which a recipe differs from another, without those that follow from the others."""
    there, data = plain.to_dict(), wanted.to_dict()
    return {
        name: _short(name, data[name])
        for name, knob in KNOBS.items()
        if knob.option
        and name in data
        and name != "seed"
        and there.get(name) != data[name]
        and not (knob.follows and knob.follows.renewed and knob.default_for(data) == data[name])
    }


def _sought(recipe: Recipe) -> Recipe:
    """Return a recipe without the gain that would be found for it anyway."""
    if recipe.gain is None or recipe.detail is None:
        return recipe
    from nnart.field.calibration import calibrate  # which loads the kernel

    without = replace(recipe, gain=None)
    return without if calibrate(without).gain == recipe.gain else recipe


def _short(key: str, value: Any) -> Any:
    """Return a palette's name or its one colour, not its colours; should they have changed, that is noticed."""
    return shorten(value) if key == "palette" else value


def _option(key: str, value: Any) -> list[str]:
    if isinstance(KNOBS[key].kind, Flag):
        return [f"--{key}" if value else f"--no-{key}"]
    text = ",".join(map(_word, value)) if isinstance(value, list) else _word(value)
    return [f"--{key}={text}"] if text.startswith("-") else [f"--{key}", text]  # or it would be an option


def _word(value: Any) -> str:
    return str(value).removesuffix(".0")
