"""Jobs and recipes from what people give: a seed, a recipe, a file's name, a preset, and values on top."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from os import PathLike, fspath
from pathlib import Path
from typing import Annotated, Any

from nnart.checks.annotations import checked
from nnart.checks.kinds import PLAIN
from nnart.errors import InputError, RecipeError, Way, fault
from nnart.files.picture import Picture
from nnart.files.picturefile import PictureFile
from nnart.network.network import Network
from nnart.notices import tell
from nnart.recipe.keys import unknown_key
from nnart.recipe.kinds import plain
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettefiles import read_if_file
from nnart.recipe.presets import Preset
from nnart.recipe.recipe import Recipe
from nnart.recipe.seeds import random_seed
from nnart.recipe.sizes import AnySize, size_of
from nnart.rendering.job import Job, Show
from nnart.sources.opening import choose_start, open_source
from nnart.sources.start import Start
from nnart.words import FLAGS

_BESIDE = ("preset", "exact")  # what is taken beside the values of a recipe
_LIKE_PIXELS = 256  # from which on a width may have been meant to be a picture's
_MAX_UNKNOWN = 3  # names that are told apart

# What a picture can start from.
Source = Annotated[
    "Recipe | Picture | PictureFile | Preset | Mapping[str, Any] | int | str | Path | None",
    "read by `start_of`",
]


@checked
def recipe_of(recipe: Source = None, *, network: Network | None = None, **values: Any) -> Recipe:
    """Return a recipe from what is given: a seed, a file, a preset, and values on top of it.

    Args:
        recipe: a `Recipe`; a seed; or what the command line takes: the name of a picture or of a recipe in
            TOML, a tile of a sheet as "sheet.png#7", a favourite. Or a `Picture`, a mapping, or what `read`
            returns.
        network: one given by hand, of which the recipe then says nothing.
        values: of a recipe, as `layers=40`; and `preset="silk"` to start from, and `exact=True` for a tolerance
            of 0. Without a seed, one is drawn at random.

    Raises:
        InputError: if a value breaks its rule, or two of them contradict each other.
        FileError: if a file cannot be used.
    """
    return _chosen(recipe, network, values)[1]


@checked
def job_of(
    recipe: Source = None,
    size: AnySize | None = None,
    *,
    bits: int | None = None,
    network: Network | str | Path | None = None,
    show: Show = "picture",
    **values: Any,
) -> Job:
    """Return a job from what is given; as `recipe_of` and `Job`.

    Args:
        recipe, values: as for `recipe_of`.
        size: as for `Job`. Default: the size of the picture or the preset, or 1024 x 1024.
        bits: 8 or 16 a channel; when not given, those of the picture, or else 8.
        network: one given by hand, or the name of a file that holds one.
        show: as for `Job`.
    """
    begun, chosen = _chosen(recipe, network, values)
    found = begun.size if size is None else size_of(size)
    if (plain(values.get("width")) or 0) >= _LIKE_PIXELS and max(found) <= 2 * chosen.width:
        tell(f"width counts neurons, {chosen.width} in each layer; pixels are size={chosen.width}")
    return Job(chosen, found, bits or begun.bits, begun.network, show)


def _chosen(
    given: object, network: Network | str | Path | None, values: dict[str, Any]
) -> tuple[Start, Recipe]:
    """Return what a picture starts from, and the recipe with values on top of it."""
    changes = {name: plain(value) for name, value in values.items() if value is not None}
    check_names(changes)
    for name in FLAGS.keys() & changes.keys():
        if PLAIN[bool].check(changes.pop(name), name):
            changes.update([FLAGS[name]])
    begun = _start_of(given, changes.pop("preset", None))
    if isinstance(network, Network):
        begun = begun.with_network(network, "the argument network gives one")
    elif network is not None:
        found = choose_start(network=network)
        assert found.network is not None
        begun = begun.with_network(found.network, found.given)
    _settle_exact(changes)
    if isinstance(values.get("palette"), str):  # and not a Palette, which is no file
        changes["palette"] = read_if_file(changes["palette"])
    if isinstance(given, Recipe) and not changes and network is None:
        return begun, given
    if "seed" not in changes and "seed" not in begun.values:
        changes["seed"] = random_seed()
    elif changes.keys() & {"seed", "genome"} == {"genome"}:
        changes["seed"] = begun.values.get("seed", 0)
    begun.check_drawn(changes.keys() - {"seed"})
    return begun, begun.recipe(changes)


def check_names(values: Mapping[str, Any]) -> None:
    """Check that all values are a recipe's, or what stands for some.

    Raises:
        RecipeError: otherwise, with what may have been meant.
    """
    unknown = [name for name in values if name not in KNOBS and name not in (*_BESIDE, *FLAGS)]
    if unknown:
        raise RecipeError(*(unknown_key(name, _BESIDE, value=values[name]) for name in unknown[:_MAX_UNKNOWN]))


def _start_of(given: object, preset: object) -> Start:
    """Return what a picture starts from.

    Raises:
        InputError: if that is nothing of the kind, or there are two starts.
    """
    begun = _opened(given)
    if preset is None:
        return begun
    if begun.values.keys() - {"seed"} or begun.network is not None:
        says = "only one of them can be the start"
        raise InputError(fault("conflict", says, "recipe", "preset", ways="give one, or a seed and a preset"))
    begun_at = choose_start(preset=PLAIN[str].check(preset, "preset"))
    return replace(begun_at, values=begun_at.values | begun.values)


def _opened(given: object) -> Start:
    if given is None or isinstance(given, Recipe):
        return Start({} if given is None else given.to_dict())
    if isinstance(given, (Picture, PictureFile)):
        if given.recipe is None:
            raise InputError(fault("missing", "a map of samples has none", "recipe"))
        begun = Start(given.recipe.to_dict(), given.size, 16 if given.bits == 16 else 8, given.dpi)
        return begun if given.network is None else begun.with_network(given.network, "the picture gives one")
    if isinstance(given, Preset):
        return choose_start(preset=given.name)
    if isinstance(given, Mapping):
        return Start(dict(given))
    if isinstance(given, (str, PathLike)):
        return open_source(fspath(PLAIN[Path].check(given, "recipe")))
    try:
        return Start({"seed": PLAIN[int].check(given, "seed")})
    except InputError:
        ways = Way("makes one", call="Recipe(seed=7)")
        says = "a Recipe, a seed, or the name of a picture or a recipe is needed"
        raise InputError(fault("type", says, "recipe", got=given, ways=ways)) from None


def _settle_exact(changes: dict[str, Any]) -> None:
    """Put a tolerance in the place of `exact`."""
    if "exact" not in changes:
        return
    exact = PLAIN[bool].check(changes.pop("exact"), "exact")
    if exact and "tolerance" in changes:
        raise InputError(
            fault("conflict", "only one of them can decide", "exact", "tolerance", ways="give one")
        )
    if exact:
        changes["tolerance"] = 0.0
