"""Rules: which values of a recipe go together, and what follows from those that are given.

What breaks a rule is said as one sentence that begins with a value's name.
"""

from __future__ import annotations

from typing import Any

from nnart.activations import Activation, mix
from nnart.recipe.knobs import FIELDS, FRAMING, RULES, Values, joined, read, seed_of
from nnart.recipe.palettes import canonical, chosen_by
from nnart.recipe.symmetries import CELLS, WALLPAPERS, split

DETAIL = 6.0
BIAS = 4.0  # per 100 neurons: so networks of every width paint with equally bold shapes
TOLERANCE = 0.25
_RENEWED = 16  # layers' worth of their sums is new in a residual network, however deep, if it is as wide

_MOST_WEIGHTS = 2**28  # 1 GiB of float32
WITHOUT_PALETTE = ("oklch", "rgb")


def settled(given: Values) -> tuple[dict[str, Any], list[str]]:
    """Return a recipe's values as they are kept, what was not given worked out, and what is wrong with them."""
    values, faults = read(RULES, given)
    try:
        values["seed"] = seed_of(given["seed"], given["family"])
    except ValueError as error:
        faults.append(f"seed: {error}")
    if not faults:
        faults = [*_of_networks(values), *_of_the_plane(values), *_of_colour(values)]
    if given["palette"] is not None:
        try:
            text = joined(given["palette"], "a name or colours '#0b132b,#f5cb5c' are")
            values["palette"] = canonical(text, expand=not faults)
        except ValueError as error:
            faults.append(f"palette: {error}")
    if not faults:
        _fill(values)
    return values, faults


def framing_faults(framing: Values) -> list[str]:
    """Return what is wrong with sampling, center, zoom and rotate, for `View`."""
    return read(FRAMING, framing)[1]


def _of_networks(values: Values) -> list[str]:
    faults = []
    if (values["layers"] - 1) * values["width"] ** 2 > _MOST_WEIGHTS:
        faults.append(
            f"layers and width: {values['layers']} x {values['width']} makes more than {_MOST_WEIGHTS} "
            "weights; lower one of them"
        )
    for name, within in (("after", "layers"), ("neuron", "width")):
        if values[name] is not None and values[name] > values[within]:
            faults.append(f"{name}: {values[within]} is the last one, as {within} says, not {values[name]}")
    if values["neuron"] is not None and outputs_of(values) > 1:
        faults.append("neuron: it is one field; take the colour palette, and no alpha or a vignette")
    if values["family"] == "lecture":
        faults.extend(
            f"{name}: the family lecture draws weights from fixed ranges and has none; leave it out"
            for name in ("detail", "gain", "bias")
            if values[name] is not None
        )
        plain = {"residual": 0.0, "inputs": "x,y", "z": (), "symmetry": "none", "seamless": "none"}
        faults.extend(
            f"{name}: the family lecture has plain layers of x and y; leave it out"
            for name, value in plain.items()
            if (values[name] or value) != value
        )
        if values["genome"] is not None:
            faults.append("genome: the family lecture draws from one seed; leave it out")
        if values["layers"] < 2:
            faults.append("layers: the family lecture has 2 or more; its first one is drawn apart")
        if outputs_of(values) > 1:
            faults.append(
                "colour and alpha: the family lecture has one field; take the colour palette, and no alpha "
                "or a vignette"
            )
    return faults


def _of_the_plane(values: Values) -> list[str]:
    faults = []
    repeats = values["symmetry"] in WALLPAPERS
    seamless = values["seamless"] != "none"
    if values["cells"] is not None and not repeats:
        faults.append("cells: only wallpaper groups have cells; leave it out, or take one such as p4m")
    if seamless and values["symmetry"] != "none":
        faults.append(
            "symmetry and seamless: only one of them can shape the plane; the wallpaper groups, such as pm or "
            "p4m, are symmetric and repeat"
        )
    if values["samples"] > 1 and values["sampling"] == "ends":
        faults.append(
            "samples: several lie around a pixel's centre; leave it out, or take the sampling centres"
        )
    if seamless and (values["rotate"] % 180 or values["zoom"] != 1 / max(1, round(1 / values["zoom"]))):
        faults.append(
            "seamless: edges fit each other at zoom 1, 1/2, 1/3 and so on, and not turned; leave zoom and "
            "rotate out"
        )
    if seamless and values["sampling"] == "ends":
        faults.append("sampling: with seamless, ends would be the same pixels twice; take centres")
    if (repeats or seamless or split(values["symmetry"])[0] == "rotation") and values["inputs"] != "x,y":
        faults.append(
            "inputs: rotations, wallpaper groups and seamless planes have inputs of their own; leave it out"
        )
    if values["tolerance"] and (reason := always_exact(values)):
        faults.append(f"tolerance: with {reason} every pixel is evaluated; leave it out")
    return faults


def _of_colour(values: Values) -> list[str]:
    faults = []
    if values["steps"] == 1:
        faults.append("steps: 1 would be one flat colour; take 2 or more, or 0 for a continuous palette")
    if values["colour"] != "palette" and values["steps"]:
        faults.append(f"steps: the colour {values['colour']} cannot be cut; leave it out, or take palette")
    if values["colour"] in WITHOUT_PALETTE and values["palette"] is not None:
        faults.append(
            f"palette: the colour {values['colour']} has none; leave it out, or take palette or shaded"
        )
    return faults


def outputs_of(values: Values) -> int:
    """Return how many fields a recipe's network answers with: those of its colour, and its alpha."""
    return fields_of(values["colour"]) + int(values["alpha"] == "field")


def fields_of(colour: str) -> int:
    """Return how many fields a way to colour takes."""
    return FIELDS[colour]


def _fill(values: dict[str, Any]) -> None:
    """Work out what was not given."""
    if values["palette"] is None and values["colour"] not in WITHOUT_PALETTE:
        values["palette"] = chosen_by(values["seed"])
    if values["cells"] is None and values["symmetry"] in WALLPAPERS:
        values["cells"] = CELLS
    for name, default in defaults(values).items():
        if values[name] is None:
            values[name] = default
    if values["family"] == "nnart" and values["gain"] is None and values["detail"] is None:
        values["detail"] = DETAIL


def always_exact(values: Values) -> str:
    """Return what makes a recipe's pictures ones whose every pixel is evaluated; nothing if they are not."""
    for name, value in (("family", "lecture"), ("tone", "stretch")):
        if values.get(name) == value:
            return f"the {name} {value}"
    for activation in _activations(values):
        if not activation.smooth:
            return f"the activation {activation.name}"
    return "steps" if values.get("steps") else ""


def defaults(values: Values) -> dict[str, float | None]:
    """Return those defaults that follow from other values of a recipe, which may not be checked yet."""
    layers, width = (
        # No float has room for some that are refused later.
        one if isinstance(one, int) and abs(one) < 2**31 else 0
        for one in map(values.get, ("layers", "width"))
    )
    drawn = values.get("family", "nnart") == "nnart"
    renewed = min(_RENEWED, width)
    deep = drawn and layers > 2 * renewed > 0
    return {
        "bias": width * BIAS / 100 if drawn else None,
        "residual": round(1 - renewed / layers, 4) if deep else 0.0,
        "tolerance": default_tolerance(values),
    }


def default_tolerance(values: Values) -> float:
    """Return a recipe's tolerance when none is given: 0 too where a symmetry is to be one to the bit."""
    symmetric = any(values.get(name, "none") != "none" for name in ("symmetry", "seamless"))
    return 0.0 if always_exact(values) or symmetric else TOLERANCE


def without_detail(values: Values) -> str:
    """Return the activations because of which no detail can be had; nothing if it can."""
    activations = _activations(values)
    ruled = activations and all(one.gain is not None for one in activations)
    return ",".join(one.name for one in activations) if ruled else ""


def _activations(values: Values) -> tuple[Activation, ...]:
    """Return a recipe's activations, none where they are not right."""
    try:
        return mix(str(values.get("activation", "tanh")))
    except ValueError:
        return ()
