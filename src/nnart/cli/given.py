"""The options of a recipe, which several commands take, as they are given."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Callable, Mapping
from typing import Any

from nnart.cli import options as o
from nnart.cli.console import say
from nnart.cli.folders import files_in
from nnart.errors import InputError, Way, fault
from nnart.recipe.colours import looks_like_colour
from nnart.recipe.knob import OUTPUT
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettes import is_palette
from nnart.recipe.presets import NAMES as PRESETS
from nnart.recipe.seeds import random_seed
from nnart.words import match

_KNOBS = [knob for knob in KNOBS.values() if knob.option]
OPTIONS: dict[str, Any] = {
    **{knob.name: o.option_for(knob) for knob in _KNOBS if knob.group != OUTPUT},
    "preset": o.PresetName,
    "recipe": o.RecipeFile,
    "source": o.From,
    "network": o.NetworkFile,
    "exact": o.Exact,
    **{knob.name: o.option_for(knob) for knob in _KNOBS if knob.group == OUTPUT},
}
ARGUMENT: dict[str, tuple[Any, object]] = {"picture": (o.Start, None)}
# Those that are a recipe's values as they are given; a tolerance is in levels of the picture's bits.
VALUES = {knob.name: knob for knob in _KNOBS if knob.name not in ("seed", "tolerance")}

_SEEDS = re.compile(r"\s*[0-9][0-9.,–\s-]*")  # what can be meant for nothing else
_DRAWN = ("random", "rand", "any", "new", "auto")  # what people write for a seed that is to be drawn

Given = dict[str, Any]  # the options of a recipe, by their names; None for those that were not given


def with_recipe(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a recipe, and what to start from, in the place of its parameter `given`."""
    options = {name: (annotation, False if name == "exact" else None) for name, annotation in OPTIONS.items()}
    return with_options(command, {"picture": (o.Starts, None), **options}, "given")


def gather(**given: Any) -> Given:
    """Return options as they were given; an argument `picture` that is seeds is them, several are a tuple.

    Raises:
        InputError: if an option says the seed too, or colours were meant.
    """
    given = {**given, "picture": _one_or_several(given.get("picture"), given.get("palette"))}
    if given.get("seed") == "-1":  # which others take for one that is to be drawn
        raise InputError(fault("syntax", "'-1' is not a seed", "seed", ways=Way("draws one", "seed", "random")))
    if match(given.get("seed") or "", _DRAWN):
        seed = str(random_seed())
        say(f"seed {seed} was drawn")
        given = {**given, "seed": seed}
    picture, palette = given["picture"], given.get("palette") or ""
    if isinstance(picture, tuple):
        return given
    if picture is not None and palette.strip(" ,") and palette.endswith(","):
        says = "colours with blanks between them need quotes"
        raise InputError(fault("syntax", says, "palette", ways=f'write "{palette} {picture}"'))
    if picture is None or not _SEEDS.fullmatch(picture) or (not picture.isdigit() and os.path.lexists(picture)):
        return given
    if given["seed"] is not None:
        raise InputError(fault("conflict", "both say the seed", "picture", "seed", ways="give one"))
    return {**given, "seed": picture, "picture": None, "seed_from": "picture"}


def _one_or_several(pictures: str | list[str] | None, palette: str | None) -> str | tuple[str, ...] | None:
    """Return one text for one picture, for seeds and for tiles of one sheet; otherwise several."""
    if not isinstance(pictures, list):
        return pictures
    pictures = [file for text in pictures for file in files_in(re.sub("#(?:[*]|all)$", "", text))]
    if palette is not None and (colours := [text.strip(",") for text in pictures if _is_colour(text)]):
        says = "it takes all colours as one text"
        whole = ",".join([palette.rstrip(","), *colours])
        raise InputError(fault("syntax", says, "palette", ways=f'write "{whole}"'))
    if len(pictures) > 1 and all(map(_SEEDS.fullmatch, pictures)):
        return ",".join(text.strip(" ,") for text in pictures)
    sheets = {text.partition("#")[0] for text in pictures}
    if len(pictures) > 1 and len(sheets) == 1 and all("#" in text for text in pictures):
        return f"{sheets.pop()}#{','.join(text.partition('#')[2] for text in pictures)}"
    return tuple(pictures) if len(pictures) > 1 else next(iter(pictures), None)


def _is_colour(text: str) -> bool:
    """Return whether a text is a colour or a palette's name, and nothing that can be painted."""
    from nnart.sources.favourites import has_favourite  # not needed to print help

    name = text.strip(",")
    if not (looks_like_colour(name) or is_palette(name)) or _SEEDS.fullmatch(text):
        return False
    return not os.path.lexists(text) and not has_favourite(text) and match(text, PRESETS) is None


def with_options(
    command: Callable[..., None],
    options: Mapping[str, tuple[Any, object]],
    parameter: str,
    made: Callable[..., object] = gather,
) -> Callable[..., None]:
    """Give a command options in the place of one parameter, so that several commands can share them.

    Args:
        command: takes what is made of the options.
        options: their annotations and defaults, by their names.
        parameter: of the command.
        made: of the options, given by their names, what the command takes.
    """
    signature = inspect.signature(command, eval_str=True)
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in options.items()
    ]
    parameters = []
    for name, one in signature.parameters.items():
        own = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY)]
        parameters += shared if name == parameter else own

    def filled(**arguments: Any) -> None:
        given = {name: _one_text(name, arguments.pop(name)) for name in options}
        command(**{parameter: made(**given)}, **arguments)

    filled.__doc__ = command.__doc__
    filled.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return filled


def _one_text(name: str, value: Any) -> Any:
    """Return an option that may be given several times as one text, with semicolons between."""
    return ";".join(value) if isinstance(value, list) and name != "picture" else value
