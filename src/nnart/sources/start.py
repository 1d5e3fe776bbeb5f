"""What a picture starts from: options upon a preset, a recipe's file, another picture, or a network by hand."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnart.errors import FileError, InputError, RecipeError, shown, shown_path
from nnart.files.formats import PICTURES
from nnart.network.origin import DRAWING
from nnart.recipe.changes import apply_changes
from nnart.recipe.defaults import WITHOUT_PALETTE
from nnart.recipe.palettefiles import read_if_file
from nnart.recipe.presets import preset
from nnart.recipe.recipe import Recipe
from nnart.recipe.seeds import parse_seeds
from nnart.recipe.sizes import SQUARE
from nnart.recipe.toml import PNG, read_values

if TYPE_CHECKING:
    from nnart.network.network import Network

# A network by hand is shown as it answers, dark to light, whatever else a seed would choose.
_BY_HAND = {"seed": 0, "palette": "ink", "tone": "stretch"}


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
        from nnart.files.networks import read_network

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
                from nnart.sheets.files import read_tile

                return Start(read_tile(Path(file), name).to_dict(), name=name)
        from nnart.sources.favourites import named

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
    return path.suffix.lower() not in (*PICTURES, ".html") and not any(byte < 9 or byte > 126 for byte in head)


def recipe_in(source: str) -> tuple[Recipe, Network | None]:
    """Return the recipe that `opened` gives, and a network by hand if it has one."""
    begun = opened(source)
    if "seed" not in begun.values:
        raise InputError(f"{shown(source)}: no seed in it, which decides the picture; add one, seed = 7")
    (recipe,) = recipes_for(begun.values, {}, [begun.values["seed"]], Path(source))
    return recipe, begun.network


def _of_picture(path: Path) -> Start:
    from nnart.files.picturefile import read

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
        changes = changes | {"palette": read_if_file(changes["palette"])}
    values = [apply_changes(base, changes | {"seed": seed}) for seed in seeds]
    try:
        return [Recipe.from_dict(one) for one in values]
    except RecipeError as error:
        if file is None:
            raise
        inside = [str(fault).partition(":")[0] not in changes for fault in error.faults]
        name = shown_path(file)
        faults = zip(error.faults, inside, strict=True)
        raise RecipeError([f"{name}: {fault}" if within else fault for fault, within in faults]) from None


def parted(values: Mapping[str, Any]) -> tuple[dict[str, Any], Network | None]:
    """Return a recipe's values, and the network by hand among them if there is one.

    Raises:
        InputError: if there is one that is none.
    """
    if "network" not in values:
        return dict(values), None
    from nnart.network.data import from_data  # which loads NumPy

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
