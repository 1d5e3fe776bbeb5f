"""Jobs and recipes from what callers give: a seed, a recipe, a file name, a preset, and values on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, cast

from nnart.checks.annotations import checked
from nnart.checks.kinds import PLAIN
from nnart.errors import InputError, RecipeError, Way, fault, shown
from nnart.inputfiles import STDIN
from nnart.network.network import Network
from nnart.notices import tell
from nnart.recipe import palettechoices
from nnart.recipe.keys import unknown_key
from nnart.recipe.kinds import plain
from nnart.recipe.knobs import KNOBS
from nnart.recipe.presets import Preset
from nnart.recipe.recipe import Recipe
from nnart.recipe.seeds import random_seed
from nnart.recipe.size import SQUARE
from nnart.recipe.sizes import AnySize, size_of
from nnart.rendering.job import Job, Show
from nnart.sources.opening import choose_start, find_file, open_source
from nnart.sources.picturecolours import read_palette
from nnart.sources.readings import start_of
from nnart.sources.start import Start
from nnart.words import FLAGS

if TYPE_CHECKING:
    from nnart.explore.choosing import KeptSeed
    from nnart.files.picture import Picture
    from nnart.files.picturefile import PictureFile
    from nnart.sheets.sheet import Tile

_BESIDE = ("preset", "exact")  # what is taken beside the values of a recipe
_LIKE_PIXELS = 256  # from which on a width may have been meant to be a picture's
_SETS = ("tiles", "kept", "exhibits")  # of what has several pictures
_MAX_UNKNOWN = 3  # names that are told apart

# What a picture can start from.
Source = Annotated[
    "Recipe | Job | Picture | PictureFile | Tile | KeptSeed | Preset | Mapping[str, Any] | int | str | Path | "
    "bytes | BinaryIO | None",
    "read by `start_of`",
]


@checked
def recipe_of(recipe: Source = None, *, network: Network | None = None, **values: Any) -> Recipe:
    """Return a recipe from a seed, a file or a preset, with values on top: nnart.recipe_of("a.png", layers=40).

    Args:
        recipe: anything that `render` takes; a random seed by default.
        network: a network given by hand; the recipe then leaves out values for drawing one.
        values: of the recipe, such as `layers=40`; also `preset="silk"` to start from a preset, and
            `exact=True` for tolerance 0. A text never names a file of a palette, so that it may
            come from a stranger: `palette=Path("mine.gpl")` does.

    Raises:
        InputError: if a value is not valid, or two of them contradict each other.
        FileError: if a file cannot be read.
    """
    return _chosen(recipe, network, values)[1]


@checked
def job_of(
    recipe: Source = None,
    size: AnySize | None = None,
    *,
    bits: int | None = None,
    network: Network | str | Path | None = None,
    show: Show | None = None,
    **values: Any,
) -> Job:
    """Return a job from a seed, a file or a preset: nnart.job_of("a.png", "16k").

    Args:
        recipe, values: as for `recipe_of`.
        size: takes what `Job` takes. By default the size of the job, picture or preset, else 1024 x 1024.
        bits: 8 or 16 a channel; by default those of the job or picture, else 8.
        network: a network given by hand, or its file name.
        show: as for `Job`; by default that of the job, else "picture".

    Raises:
        InputError, FileError: as `recipe_of`.
    """
    if isinstance(recipe, Job) and not values and network is None:
        size = recipe.size if size is None else size_of(size)
        return replace(recipe, size=size, bits=bits or recipe.bits, show=show or recipe.show)
    begun, chosen = _chosen(recipe, network, values)
    found = begun.size if size is None else size_of(size)
    if (plain(values.get("width")) or 0) >= _LIKE_PIXELS and max(found) <= 2 * chosen.width:
        tell(f"width counts neurons, {chosen.width} in each layer; pixels are size={chosen.width}")
    shown = recipe.show if isinstance(recipe, Job) else "picture"
    return Job(chosen, found, bits or begun.bits, begun.network, show or shown)


def is_set(given: object) -> bool:
    """Return whether something holds several pictures: a sheet, a ranking or a gallery."""
    return not isinstance(given, Start) and any(hasattr(given, name) for name in _SETS)


def starts_of(given: object) -> Sequence[Start]:
    """Return all starts in something: the tiles of a sheet, or the one picture that `render` takes.

    Raises:
        InputError: if it holds no picture.
        FileError: if a file cannot be read.
    """
    if is_set(given):
        return [_opened(one) for name in _SETS for one in getattr(given, name, ())]
    begun = _opened(given, several=True)
    return begun.tiles or [begun]


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
    if "palette" in changes:
        changes["palette"] = _palette(changes["palette"])
    if isinstance(given, Recipe) and not changes and network is None:
        return begun, given
    if "seed" not in changes and "seed" not in begun.values:
        changes["seed"] = random_seed()
    elif changes.keys() & {"seed", "genome"} == {"genome"}:
        changes["seed"] = begun.values.get("seed", 0)
    begun.check_drawn(changes.keys() - {"seed"})
    return begun, begun.recipe(changes)


def _palette(given: Any) -> Any:
    """Return a palette as a recipe takes it: a path is read as a file, and a text is none's name."""
    if isinstance(given, PathLike):
        return read_palette(Path(given))
    if isinstance(given, str) and "(" not in given and ("/" in given or Path(given).suffix):
        try:
            palettechoices.check(given)
        except InputError as error:
            way = Way("reads a file", call=f"render(palette=Path({shown(given)}))")
            raise RecipeError(
                *(replace(one, names=("palette",), ways=(way,)) for one in error.faults)
            ) from None
    return given


def check_names(values: Mapping[str, Any]) -> None:
    """Check that all names are values of a recipe, or stand for some.

    Raises:
        RecipeError: if a name is unknown; suggests similar ones.
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


def _opened(given: object, *, several: bool = False) -> Start:
    if isinstance(given, Start):
        return given
    if given is None or isinstance(given, Recipe):
        return Start({} if given is None else given.to_dict())
    if isinstance(given, Mapping):
        return start_of(given)
    if isinstance(given, Preset):
        return choose_start(preset=given.name)
    stream = _stream_of(given)
    if stream is not None or isinstance(given, (str, PathLike)):
        name = STDIN if stream is not None else fspath(PLAIN[Path].check(given, "recipe"))
        return open_source(name, stdin=stream, several=several)
    return _begun(given) if hasattr(given, "recipe") else Start({"seed": _seed(given)})


def _seed(given: object) -> int:
    try:
        return cast(int, PLAIN[int].check(given, "seed"))
    except InputError:
        ways = Way("makes one", call="Recipe(seed=7)")
        says = "a Recipe, a seed, or the name of a picture or a recipe is needed"
        raise InputError(fault("type", says, "recipe", got=given, ways=ways)) from None


def _stream_of(given: object) -> BinaryIO | None:
    """Return a stream of an open file, of bytes or of a recipe's text; None for anything else."""
    if isinstance(given, str):
        is_text = ("\n" in given or given.lstrip().startswith("{")) and find_file(given) is None
        return BytesIO(given.encode()) if is_text else None
    if isinstance(given, (bytes, bytearray, memoryview)):
        return BytesIO(given)
    return PLAIN[BinaryIO].check(given, "recipe") if hasattr(given, "read") else None


def _begun(given: Any) -> Start:
    """Return the start of an object with a recipe, and perhaps a size, bits and a network."""
    if not isinstance(given.recipe, Recipe):
        raise InputError(fault("missing", "a map of samples has none", "recipe", got=given))
    size = getattr(given, "size", SQUARE)
    bits = 16 if getattr(given, "bits", 8) == 16 else 8
    begun = Start(given.recipe.to_dict(), size, bits, getattr(given, "dpi", size.dpi))
    network = getattr(given, "network", None)
    return begun if network is None else begun.with_network(network, f"the {type(given).__name__} gives one")


def _settle_exact(changes: dict[str, Any]) -> None:
    """Replace `exact` by a tolerance."""
    if "exact" not in changes:
        return
    exact = PLAIN[bool].check(changes.pop("exact"), "exact")
    if exact and "tolerance" in changes:
        raise InputError(
            fault("conflict", "only one of them can decide", "exact", "tolerance", ways="give one")
        )
    if exact:
        changes["tolerance"] = 0.0
