"""The options of a recipe, which several commands take, and the recipes that they ask for."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from nnart.cli import options as o
from nnart.cli.console import say
from nnart.cli.numbers import numbers
from nnart.errors import InputError, shown
from nnart.recipe.recipe import Recipe
from nnart.recipe.seeds import parse_seeds, random_seed
from nnart.sources.start import Start, check_by_hand, recipes_for, start

OPTIONS: dict[str, Any] = {
    "seed": o.Seed,
    "genome": o.Genome,
    "layers": o.Layers,
    "width": o.Width,
    "activation": o.Activation,
    "detail": o.Detail,
    "bias": o.Bias,
    "gain": o.Gain,
    "residual": o.Residual,
    "after": o.After,
    "neuron": o.Neuron,
    "inputs": o.Inputs,
    "symmetry": o.Symmetry,
    "cells": o.Cells,
    "seamless": o.Seamless,
    "z": o.Z,
    "palette": o.Palette,
    "colour": o.Colour,
    "reverse": o.Reverse,
    "tone": o.ToneOption,
    "contrast": o.Contrast,
    "steps": o.Steps,
    "alpha": o.Alpha,
    "space": o.Space,
    "dither": o.Dither,
    "samples": o.Samples,
    "center": o.Center,
    "zoom": o.Zoom,
    "rotate": o.Rotate,
    "preset": o.PresetName,
    "recipe": o.RecipeFile,
    "source": o.From,
    "network": o.NetworkFile,
    "exact": o.Exact,
    "tolerance": o.Tolerance,
}
# Those that are a recipe's values as they are given.
VALUES = {field.name for field in fields(Recipe)} - {"seed", "tolerance"}

Given = dict[str, Any]  # the options of a recipe, by their names; None for those that were not given


def with_recipe(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a recipe, in the place of its parameter `given`."""
    options = {name: (annotation, False if name == "exact" else None) for name, annotation in OPTIONS.items()}
    return with_options(command, options, "given")


def with_options(
    command: Callable[..., None],
    options: Mapping[str, tuple[Any, object]],
    parameter: str,
    made: Callable[..., object] = dict,
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
        given = {name: arguments.pop(name) for name in options}
        command(**{parameter: made(**given)}, **arguments)

    filled.__doc__ = command.__doc__
    filled.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return filled


@dataclass(frozen=True)
class Wanted:
    """The recipes that options ask for.

    Attributes:
        begun: what the options build upon.
        changes: their values, beside the seed.
        seeds: one for each recipe.
        drawn: whether the seed was drawn at random.
        file: the recipe's, if one was given.
    """

    begun: Start
    changes: dict[str, Any]
    seeds: Sequence[int]
    drawn: bool
    file: Path | None

    def recipes(self, most: int | None = None) -> list[Recipe]:
        """Return a recipe for every seed, or for the first ones."""
        return recipes_for(self.begun.values, self.changes, self.seeds[:most], self.file)


def wanted(given: Given, bits: int | None = None, *, seeds: Sequence[int] | None = None) -> Wanted:
    """Return the recipes that options ask for.

    Args:
        given: the options.
        bits: a channel, in whose levels a tolerance is given; those of what is built upon when not given.
        seeds: in the place of those in the options, or of one drawn at random.

    Raises:
        InputError: if options contradict each other.
    """
    begun = start(given["preset"], given["recipe"], given["source"], given["network"])
    changes = {name: value for name, value in given.items() if name in VALUES and value is not None}
    for name in {"center", "z"} & changes.keys():
        changes[name] = numbers(changes[name])
    levels = _tolerance(given["exact"], given["tolerance"], bits or begun.bits)
    if levels is not None:
        changes["tolerance"] = levels
    asked = given["seed"] is not None
    if asked:
        seeds = parse_seeds(given["seed"])
    drawn = not asked and seeds is None and "seed" not in begun.values
    if (asked or seeds is not None) and begun.values.get("genome") and "genome" not in changes:
        say("its seeds are others than what it was bred from: of that, colours and knobs are kept")
    found = [begun.values.get("seed", random_seed())] if seeds is None else seeds
    if "genome" in changes and len(found) > 1:
        raise InputError(f"genome: it takes the place of seeds, of which there are {len(found)}; give one seed")
    check_by_hand(begun, changes.keys() | ({"seed"} if asked else set()), found, given["preset"])
    return Wanted(begun, changes, found, drawn, given["recipe"])


def _tolerance(exact: bool, levels: float | str | None, bits: int) -> float | None:
    """Return a recipe's tolerance from one in levels of so many bits."""
    if exact and levels is not None:
        raise InputError("--exact and --tolerance: only one of them can decide; give one")
    if exact or levels is None:
        return 0.0 if exact else None
    most = 8 if bits == 8 else 8 * 257
    if isinstance(levels, str) or not 0 <= levels <= most:  # what is no number is handed on as it was written
        raise InputError(f"tolerance: a number from 0 to {most} is needed at {bits} bits, not {shown(levels)}")
    return levels if bits == 8 else levels / 257
