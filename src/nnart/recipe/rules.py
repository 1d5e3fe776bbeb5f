"""Rules: which values of a recipe go together, and what follows from those that are given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nnart.errors import Fault, InputError, Way, fault
from nnart.recipe.defaults import WITHOUT_PALETTE, always_exact
from nnart.recipe.kinds import plain
from nnart.recipe.knob import FRAME, Values
from nnart.recipe.knobs import KNOBS, MAX_LECTURE_SEED
from nnart.recipe.palettechoices import choose
from nnart.recipe.symmetries import WALLPAPERS, split

_MAX_WEIGHTS = 2**28  # 1 GiB of float32
_FIELDS = {"palette": 1, "shaded": 2, "oklch": 3, "rgb": 3}  # that each way to colour takes
_READERS = tuple((name, knob.kind.read, knob.default is None) for name, knob in KNOBS.items())
_FOLLOWING = tuple((name, knob.follows) for name, knob in KNOBS.items() if knob.follows)
_LIMITED = tuple(knob for knob in KNOBS.values() if knob.at_most)
_OF_THE_FRAME = tuple(knob for knob in KNOBS.values() if knob.group == FRAME)
_NOT_OF_THE_LECTURE = tuple(knob for knob in KNOBS.values() if knob.not_in_lecture)
_FIRST_LAYER = Way("shows what the first of them answers", "after", 1)
_LEAVE_OUT = "leave it out"


def settle(given: Values) -> tuple[dict[str, Any], list[Fault]]:
    """Return a recipe's values as they are kept, what was not given worked out, and what is wrong with them."""
    values, faults = dict(given), list[Fault]()
    for name, read, optional in _READERS:
        value = plain(given[name])
        if value is not None or not optional:
            try:
                values[name] = read(value)
            except InputError as error:
                faults.extend(error.about(name).faults)
    if not faults:
        faults = [*_of_networks(values), *_of_the_lecture(values), *_of_the_plane(values), *_of_colour(values)]
    if not faults:
        try:
            _fill(values)
        except InputError as error:
            faults.extend(error.faults)
    return values, faults


def check_frame(given: Values) -> None:
    """Check sampling, center, zoom and rotate, for `View`.

    Raises:
        InputError: with every fault at once.
    """
    faults: list[Fault] = []
    for knob in _OF_THE_FRAME:
        try:
            knob.read(given[knob.name])
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(*faults)


def _of_networks(values: Values) -> Iterator[Fault]:
    layers, width = values["layers"], values["width"]
    if (layers - 1) * width**2 > _MAX_WEIGHTS:
        says = f"{layers} x {width} makes more than {_MAX_WEIGHTS} weights"
        yield fault("limit", says, "layers", "width", ways="lower one of them")
    for knob in _LIMITED:
        value, last = values[knob.name], values[knob.at_most]
        if value is not None and value > last:
            says = f"{knob.at_most} is {last}, so at most {last} is possible"
            yield fault("range", says, knob.name, got=value)
    if values["neuron"] is not None and outputs_of(values) > 1:
        way = "take the colour palette, and no alpha or a vignette"
        yield fault("conflict", "it is one field", "neuron", ways=way)


def _of_the_lecture(values: Values) -> Iterator[Fault]:
    if values["family"] != "lecture":
        return
    if values["seed"] > MAX_LECTURE_SEED:
        says = (
            f"a whole number from 0 to {MAX_LECTURE_SEED} is needed by the family lecture (numpy.random.seed)"
        )
        yield fault("range", says, "seed", got=values["seed"])
    for knob in _NOT_OF_THE_LECTURE:
        if not knob.is_default(values):
            says = f"the family lecture has none, as {knob.not_in_lecture}"
            near = "without the lecture, the activation sigmoid and the palette jet come near, and take a gain"
            ways = (_LEAVE_OUT, near) if knob.name == "gain" else (_LEAVE_OUT,)
            yield fault("conflict", says, knob.name, ways=ways)
    if values["layers"] < 2:
        yield fault("range", "the family lecture has 2 layers or more", "layers", ways=_FIRST_LAYER)
    if outputs_of(values) > 1:
        way = "take the colour palette, and no alpha or a vignette"
        yield fault("conflict", "the family lecture has one field", "colour", "alpha", ways=way)


def _of_the_plane(values: Values) -> Iterator[Fault]:
    repeats = values["symmetry"] in WALLPAPERS
    seamless = values["seamless"] != "none"
    if values["cells"] is not None and not repeats:
        ways = ("leave it out, or take one such as p4m",)
        yield fault("no-effect", "only wallpaper groups have cells", "cells", ways=ways)
    if seamless and values["symmetry"] != "none":
        way = "the wallpaper groups, such as pm or p4m, are symmetric and repeat"
        if repeats:
            way = f"the symmetry {values['symmetry']} repeats already, so leave seamless out"
        yield fault("conflict", "only one of them can shape the plane", "symmetry", "seamless", ways=way)
    if values["samples"] > 1 and values["sampling"] == "ends":
        way = "leave it out, or take the sampling centres"
        yield fault("conflict", "several lie around a pixel's centre", "samples", ways=way)
    if seamless and (values["rotate"] % 180 or values["zoom"] != 1 / max(1, round(1 / values["zoom"]))):
        says = "edges fit each other at zoom 1, 1/2, 1/3 and so on, and not turned"
        yield fault("conflict", says, "seamless", ways="take zoom 1/3, or leave zoom and rotate out")
    if seamless and values["sampling"] == "ends":
        says = "with seamless, ends would be the same pixels twice"
        yield fault("conflict", says, "sampling", ways="take centres")
    if (repeats or seamless or split(values["symmetry"])[0] == "rotation") and values["inputs"] != "x,y":
        says = "rotations, wallpaper groups and seamless planes have inputs of their own"
        yield fault("conflict", says, "inputs", ways=_LEAVE_OUT)
    if values["tolerance"] and (reason := always_exact(values)):
        says = f"it has no effect with {reason}, where nnart evaluates every pixel"
        yield fault("no-effect", says, "tolerance", ways=_LEAVE_OUT)


def _of_colour(values: Values) -> Iterator[Fault]:
    colour = values["colour"]
    if colour != "palette" and values["steps"]:
        way = "leave it out, or take palette"
        yield fault("conflict", f"the colour {colour} has no steps", "steps", ways=way)
    if colour in WITHOUT_PALETTE and values["palette"] is not None:
        way = "leave it out, or take palette or shaded"
        yield fault("no-effect", f"the colour {colour} has no palette", "palette", ways=way)
    if colour not in WITHOUT_PALETTE and values["gamut"] is not None:
        way = f"leave it out, or take {' or '.join(WITHOUT_PALETTE)}"
        yield fault("no-effect", f"the colour {colour} takes those of a palette", "gamut", ways=way)


def outputs_of(values: Values) -> int:
    """Return how many fields a recipe's network answers with: those of its colour, and its alpha."""
    return fields_of(values["colour"]) + int(values["alpha"] == "field")


def fields_of(colour: str) -> int:
    """Return how many fields a way to colour takes."""
    return _FIELDS[colour]


def _fill(values: dict[str, Any]) -> None:
    """Work out what was not given, choose a palette, and write one from the catalogue as its colours."""
    if values["palette"] is not None:
        try:
            values["palette"] = choose(values["palette"], values["seed"])
        except InputError as error:
            raise error.about("palette") from None
    for name, follows in _FOLLOWING:
        if values[name] is None and follows.applies(values):
            values[name] = follows.value(values)
