"""What a picture starts from: options upon a preset, a recipe's file, another picture, or a network by hand."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnart.errors import FileError, InputError, RecipeError, shown, shown_path
from nnart.formats import FORMATS
from nnart.merging import merged
from nnart.origin import DRAWING
from nnart.palettefiles import given
from nnart.presets import preset
from nnart.recipe import Recipe
from nnart.recipefile import PNG, by_hand, parted, read_values
from nnart.seeds import parse_seeds
from nnart.sizes import SQUARE

if TYPE_CHECKING:
    from nnart.network import Network


@dataclass(frozen=True)
class Start:
    """What options build upon.

    Attributes:
        values: of a recipe.
        size: rows and columns.
        bits: a channel.
        dpi: dots per inch, if something says how many.
        network: one given by hand, if one is.
        name: of the file that gives it, without folder and ending.
        source: what gives it, as an error names it.
        favourite: whether it is one, of that name.
    """

    values: dict[str, Any]
    size: tuple[int, int] = SQUARE
    bits: int = 8
    dpi: int | None = None
    network: Network | None = None
    name: str = ""
    source: str = ""
    favourite: bool = False


def start(
    preset_name: str | None, recipe: Path | None, source: str | None, network: Path | None = None
) -> Start:
    """Return what options build upon."""
    given = [
        option
        for option, value in (("--preset", preset_name), ("--recipe", recipe), ("--from", source))
        if value is not None
    ]
    if len(given) > 1:
        raise InputError(f"{' and '.join(given)}: only one of them can be the start; give one")
    found = Start({})
    if preset_name is not None:
        chosen = preset(preset_name)
        found = Start(dict(chosen.values), chosen.size or SQUARE)
    elif recipe is not None:
        found = _of_recipe(recipe)
    elif source is not None:
        found = opened(source)
    if network is not None:
        from nnart.networkfile import read_network

        found = replace(found, network=read_network(network), name=network.stem, source="--network gives one")
    return found if found.network is None else replace(found, values=by_hand(found.values))


def opened(source: str) -> Start:
    """Return what a seed gives, a picture, a recipe in TOML, a tile as in sheet.png#7, or a favourite."""
    if source.isdigit():
        return Start({"seed": parse_seeds(source, "picture")[0]})
    path = Path(source)
    if not os.path.lexists(path):
        for mark in re.finditer("#", source):  # names of files and of tiles may have some too
            file, name = source[: mark.start()], source[mark.end() :]
            if file and Path(file).is_file():
                from nnart.explore.sheetfile import read_tile

                return Start(read_tile(Path(file), name).to_dict(), name=name)
        from nnart.explore.favourites import named

        return replace(_of_recipe(named(source)), name=source, favourite=True)
    return _of_recipe(path) if is_recipe(path) else _of_picture(path)


def is_recipe(path: Path) -> bool:
    """Return whether a file is to be read as a recipe in TOML, and not as a picture."""
    if path.suffix.lower() == ".toml":
        return True
    try:
        with path.open("rb") as stream:
            head = stream.read(16)
    except OSError as error:
        raise FileError(f"{shown_path(path)}: {error.strerror}") from None
    return path.suffix.lower() not in (*FORMATS, ".html") and not any(byte < 9 or byte > 126 for byte in head)


def recipe_in(source: str) -> tuple[Recipe, Network | None]:
    """Return the recipe that `opened` gives, and a network by hand if it has one."""
    begun = opened(source)
    if "seed" not in begun.values:
        raise InputError(f"{shown(source)}: no seed in it, which decides the picture; add one, seed = 7")
    (recipe,) = recipes_for(begun.values, {}, [begun.values["seed"]], Path(source))
    return recipe, begun.network


def _of_picture(path: Path) -> Start:
    from nnart.picturefile import read

    file = read(path)
    bits = 16 if file.bits == 16 else 8
    name = path.stem.removeprefix("nnart-")
    source = f"{shown_path(path)} was painted from one"
    return Start(file.recipe.to_dict(), file.size, bits, file.dpi, file.network, name, source)


def _of_recipe(path: Path) -> Start:
    try:
        with path.open("rb") as stream:
            picture = stream.read(len(PNG)) == PNG
    except OSError as error:
        raise FileError(f"{shown_path(path)}: {error.strerror}") from None
    if picture:
        raise InputError(f"--recipe: {shown_path(path)} is a picture; --from takes its recipe")
    try:
        values, network = parted(read_values(path))
    except InputError as error:
        raise FileError(f"{shown_path(path)}: {error}") from None
    if network is None:
        return Start(values)
    return Start(values, network=network, name=path.stem, source=f"{shown_path(path)} gives one")


def check_by_hand(begun: Start, options: Iterable[str], seeds: Sequence[int], preset_name: str | None) -> None:
    """Refuse what says how a network is drawn where one is given by hand."""
    if begun.network is None:
        return
    wrong = [f"--{name}" for name in DRAWING if name in options]
    if preset_name is not None:
        wrong.append("--preset")
    if len(seeds) > 1:
        wrong.append("several seeds")
    if wrong:
        *some, last = wrong
        names = f"{', '.join(some)} and {last}: they say" if some else f"{last}: it says"
        them = "them" if some else "it"
        raise InputError(f"{names} how a network is drawn, but {begun.source} by hand; leave {them} out")


def recipes_for(
    base: dict[str, Any], changes: dict[str, Any], seeds: Sequence[int], file: Path | None
) -> list[Recipe]:
    """Return a recipe for every seed; a fault that is not an option's is said to be the file's."""
    if changes.get("palette") is not None:
        changes = changes | {"palette": given(changes["palette"])}
    values = [merged(base, changes | {"seed": seed}) for seed in seeds]
    try:
        return [Recipe.from_dict(one) for one in values]
    except RecipeError as error:
        if file is None:
            raise
        inside = [fault.partition(":")[0] not in changes for fault in error.faults]
        name = shown_path(file)
        faults = zip(error.faults, inside, strict=True)
        raise RecipeError([f"{name}: {fault}" if within else fault for fault, within in faults]) from None
