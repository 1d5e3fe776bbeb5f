"""Reproducing a picture: by TOML to edit, a code to send, or a command to paste into a shell."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nnart.errors import InputError
from nnart.network.origin import data_of
from nnart.recipe.changes import apply_changes
from nnart.recipe.codes import write_code
from nnart.recipe.kinds import Flag
from nnart.recipe.knob import Knob
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettes import shorten
from nnart.recipe.presets import PRESETS, Preset
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import SQUARE, Size
from nnart.recipe.toml import write_toml

if TYPE_CHECKING:
    from nnart.network.network import Network

_MAX_TO_FIND = 2**25  # maximum weights of a network to calibrate here
FOUND = "found for detail, and found again when something else changes"  # a gain
_MAX_LENGTH = 200  # maximum characters of a readable line
_MAX_CODE = 1000  # characters of a code above which the file is named instead


def toml_of(recipe: Recipe, network: Network | None = None) -> str:
    """Return a recipe as TOML to edit, with any network's layers as tables [[network.layers]]."""
    if network is None:
        return _editable(recipe)
    from nnart.network.data import to_toml

    return f"{write_toml(data_of(recipe, network)['recipe'])}\n{to_toml(network, 'network.layers')}"


def _editable(recipe: Recipe) -> str:
    """Return a recipe as TOML, with a calibrated gain only as a comment, so it follows edits."""
    text = recipe.to_toml()
    if without_found(recipe) == recipe:
        return text
    line = f"gain = {recipe.gain}"
    return text.replace(f"{line}\n", f"# {line}, {FOUND}\n")


def editable_data(recipe: Recipe, network: Network | None = None) -> dict[str, Any]:
    """Return recipe and network as plain data for programs, which may be edited and rendered.

    A gain that would be found stands beside the recipe, as `found`, so that it follows what is edited.
    """
    wanted = recipe if network is not None else without_found(recipe)
    found = {} if wanted.gain == recipe.gain else {"found": {"gain": recipe.gain}}
    return data_of(wanted, network) | found


def code_of(recipe: Recipe, size: Size = SQUARE, bits: int = 8, dpi: int | None = None) -> str:
    """Return a picture's code: its recipe, and any size, bits and dots per inch that are not the default.

    Args:
        recipe: of the picture.
        size: width and height.
        bits: 8 or 16 a channel.
        dpi: dots per inch, if the picture has them.
    """
    return _code_of(without_found(recipe), size, bits, dpi)


def _code_of(wanted: Recipe, size: Size, bits: int, dpi: int | None) -> str:
    about = {"size": [*size], "bits": bits, "dpi": dpi}
    usual = {"size": [*SQUARE], "bits": 8, "dpi": None}
    different = {name: value for name, value in about.items() if value != usual[name]}
    return write_code(wanted.differing() | different)


def command(
    recipe: Recipe, size: Size = SQUARE, *, bits: int = 8, dpi: int | None = None, file: str = ""
) -> str:
    """Return the `nnart render` command that paints a picture.

    Leaves out options at their defaults. If there are too many others, or they cannot express the recipe, uses
    the picture's code.

    Args:
        recipe, size, bits, dpi: as for `code_of`.
        file: with the recipe; named if even the code is long.
    """
    wanted = without_found(recipe)
    lines = [
        _joined([*_preset(preset), *words, *_picture(size, bits, dpi, preset)])
        for preset, words in _options(wanted, bits)
    ]
    shortest = min(lines, key=len, default="")
    if 0 < len(shortest) <= _MAX_LENGTH:
        return shortest
    code = _code_of(wanted, size, bits, dpi)
    return command_for(file, size, bits, dpi) if file and len(code) > _MAX_CODE else _joined([code])


def command_for(file: str, size: Size = SQUARE, bits: int = 8, dpi: int | None = None) -> str:
    """Return the `nnart render` command that paints a file's recipe or network; as `command`."""
    return _joined([file, *_picture(size, bits, dpi)])


def _joined(words: list[str]) -> str:
    return shlex.join(["nnart", "render", *words])


def _picture(size: Size, bits: int, dpi: int | None, preset: Preset | None = None) -> list[str]:
    """Return a picture's options besides its recipe, without defaults."""
    width, height = size
    words = []
    if size != ((preset and preset.size) or SQUARE):
        words += ["--size", str(width) if width == height else f"{width}x{height}"]
    if bits != 8:
        words += ["--bits", str(bits)]
    return [*words, "--dpi", str(dpi)] if dpi is not None else words


def _preset(preset: Preset | None) -> list[str]:
    return ["--preset", preset.name] if preset else []


def _options(wanted: Recipe, bits: int) -> Iterator[tuple[Preset | None, list[str]]]:
    """Yield presets, or none, each with the remaining options of a recipe."""
    scale = 1 if bits == 8 else 257  # of a tolerance, which is in levels of the picture
    if wanted.tolerance is not None and wanted.tolerance * scale / scale != wanted.tolerance:
        return
    seed = {"seed": wanted.seed}
    for preset in (None, *PRESETS):
        values = preset.values if preset else {}
        with suppress(InputError):  # the preset is not compatible with the recipe
            changes = _changes(wanted, Recipe.from_dict(values | seed))
            if Recipe.from_dict(apply_changes(values, changes | seed)) == wanted:
                if "tolerance" in changes:
                    changes["tolerance"] *= scale
                words = [word for one in changes.items() for word in _option(*one)]
                yield preset, ["--seed", str(wanted.seed), *words]


def _changes(wanted: Recipe, plain: Recipe) -> dict[str, Any]:
    """Return the values in which a recipe differs from another, without dependent ones."""
    there, data = plain.to_dict(), wanted.to_dict()
    return {
        name: shorten(data[name]) if name == "palette" else data[name]
        for name, knob in KNOBS.items()
        if knob.option
        and name in data
        and name != "seed"
        and there.get(name) != data[name]
        and not (_follows(knob, there) and knob.default_for(data) == data[name])
    }


def _follows(knob: Knob, there: Mapping[str, Any]) -> bool:
    """Return whether a value follows from the others when these change, or was not needed before."""
    return knob.follows is not None and (knob.follows.renewed or knob.name not in there)


def without_found(recipe: Recipe) -> Recipe:
    """Return a recipe without a gain that calibration would find again.

    Skipped for very large networks: calibrating them takes minutes and gigabytes.
    """
    if recipe.gain is None or recipe.detail is None or _is_giant(recipe):
        return recipe
    from nnart.field.calibration import calibrate  # which loads the kernel

    without = replace(recipe, gain=None)
    return without if calibrate(without).gain == recipe.gain else recipe


def _is_giant(recipe: Recipe) -> bool:
    return recipe.layers * recipe.width**2 > _MAX_TO_FIND


def _option(key: str, value: Any) -> list[str]:
    if isinstance(KNOBS[key].kind, Flag):
        return [f"--{key}" if value else f"--no-{key}"]
    text = ",".join(map(_word, value)) if isinstance(value, list) else _word(value)
    return [f"--{key}={text}"] if text.startswith("-") else [f"--{key}", text]  # or it looks like an option


def _word(value: Any) -> str:
    return str(value).removesuffix(".0")
