"""Presets: named recipes. A preset gives values, which options override.

The preset `any` is whichever the seed chooses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nnart.display import Named
from nnart.errors import InputError, RecipeError, fault
from nnart.recipe.changes import apply_changes
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.words import did_you_mean, match


@dataclass(frozen=True)
class Preset(Named):
    """Named values to start a recipe from.

    Attributes:
        name: such as "silk".
        reason: what the preset is for, in one sentence.
        values: of a recipe; all others are at their defaults.
        size: used if no size is given; None for 1024 x 1024.
        chosen: whether `any` may choose it. A new one changes what `any` paints for some seeds.
    """

    name: str
    reason: str
    values: dict[str, Any]
    size: Size | None = None
    chosen: bool = True

    def __repr__(self) -> str:
        return f"<Preset {self.name}>"


ANY = "any"  # the name of the preset that the seed chooses

# Light and dark by turns.
_BANDS = "#f3ead9,#c98f5a,#fbf4e6,#7d3f22,#f0dcc0,#b06a3c,#fff8ea,#4a2213,#e8c79c,#94522c,#f7ecd8"

PRESETS = (
    Preset(
        "lecture",
        "The lecture's title picture: sigmoid layers with weights so strong that the network is chaotic.",
        {
            "family": "lecture",
            "layers": 21,  # a first layer and the lecture's 20
            "activation": "sigmoid",
            "tone": "stretch",
            "palette": "jet",
            "steps": 256,
            "sampling": "ends",
        },
        Size(720, 720),
        chosen=False,  # a third of its seeds are nearly one colour
    ),
    Preset(
        "silk",
        "Wide folds, seen away from their centre: the calmest preset.",
        {"bias": 0.5, "detail": 7.0, "center": (2.0, 2.0)},
    ),
    Preset(
        "islands",
        "A few large shapes, with a contrast that leaves little between land and sea.",
        {"bias": 6.0, "detail": 5.0, "contrast": 4.0},
    ),
    Preset(
        "ink",
        "Islands in black on paper, narrow enough for a brush.",
        {"palette": "ink", "contrast": 4.0, "width": 40, "bias": 4.0},
    ),
    Preset(
        "filaments",
        "Narrow layers and much detail: folds drawn out into threads around calm places.",
        {"width": 40, "bias": 4.0, "detail": 16.0, "samples": 2},
    ),
    Preset(
        "agate",
        "A palette of bands, which draws contour lines as in a cut stone.",
        {"palette": _BANDS, "bias": 6.0, "detail": 4.0, "samples": 2},
    ),
    Preset(
        "pebbles",
        "Waves as inputs: shapes repeat, but never exactly.",
        {"inputs": "fourier", "width": 40, "detail": 12.0},
    ),
    Preset(
        "deep",
        "A hundred layers that each change little: smoke, torn and marbled paper.",
        {"layers": 100, "width": 32, "residual": 0.8, "bias": 2.0, "detail": 8.0},
    ),
    Preset("panes", "A single layer: every neuron draws a straight edge.", {"layers": 1, "bias": 6.0}),
    Preset(
        "facets",
        "Three layers with large biases, which keep edges straight: cut stones.",
        {"layers": 3, "bias": 8.0, "detail": 8.0},
    ),
    Preset(
        "mosaic",
        "Steps instead of curves: straight cuts and flat shards.",
        {"activation": "step", "layers": 8, "width": 40, "samples": 2},
    ),
    Preset(
        "strata",
        "Eight flat colours and little detail: layers of cut paper.",
        {"steps": 8, "bias": 6.0, "detail": 4.0, "samples": 2},
    ),
    Preset(
        "ripples",
        "The only input is the distance from a point: rings around it.",
        {"inputs": "r", "bias": 6.0, "detail": 12.0},
    ),
    Preset(
        "masks",
        "The left side mirrors the right: you find faces, moths and thrones.",
        {"symmetry": "mirror", "bias": 6.0, "detail": 8.0},
    ),
    Preset(
        "blossom",
        "Small networks, rotated around a centre but not mirrored: petals and stars.",
        {"symmetry": "rotation-5", "layers": 8, "width": 12, "detail": 8.0},
    ),
    Preset(
        "mandala",
        "Eight mirrors through the centre.",
        {"symmetry": "kaleidoscope-8", "bias": 6.0, "detail": 10.0},
    ),
    Preset(
        "tiles",
        "Endless squares with all their mirrors: glazed tiles, printed cloth.",
        {"symmetry": "p4m", "bias": 6.0, "detail": 10.0},
    ),
)


# In the order in which lists show them.
_UNCHOSEN = " or ".join(preset.name for preset in PRESETS if not preset.chosen)
LISTED = (*PRESETS, Preset(ANY, f"The seed chooses one of the others, but never {_UNCHOSEN}.", {}))
NAMES = tuple(preset.name for preset in LISTED)


def preset(name: str, seed: int | None = None) -> Preset:
    """Return a preset by its name: nnart.preset("silk").values.

    Args:
        name: of a preset, or "any", the one that the seed chooses; upper case, -, _ and blanks do not matter.
        seed: chooses the preset if the name is "any".

    Raises:
        InputError: if no preset has this name, or "any" comes without a seed.
    """
    found = find_listed(name)
    if found.name != ANY:
        return found
    if seed is None:
        ways = 'write preset("any", seed=7)'
        raise InputError(fault("missing", "any is a preset that a seed chooses", "seed", ways=ways))
    return _ranked(seed)[0]


def find_listed(name: str) -> Preset:
    """Return the preset of a name, or for `any` a placeholder.

    Raises:
        InputError: if no preset has this name.
    """
    meant = match(name, NAMES) if isinstance(name, str) else None
    for candidate in LISTED:
        if candidate.name == meant:
            return candidate
    guess = did_you_mean(name, NAMES)
    if isinstance(name, str) and "," in name and all(match(one, NAMES) for one in name.split(",")):
        guess = (f"give one, or {ANY}, of which each seed chooses",)
    raise InputError(fault("choice", ", ".join(NAMES), "preset", got=name, ways=guess))


def recipe_from(values: Mapping[str, Any], changes: Mapping[str, Any]) -> Recipe:
    """Return the recipe of some values with changes on top; the changes hold the seed.

    With `preset = "any"` among the values, the recipe starts from the first preset, in an order that the seed
    decides, that is compatible with the values and the changes.

    Raises:
        RecipeError: if a value is not valid.
    """
    if values.get("preset") == ANY:
        return choose_preset(values, changes)[1]
    return Recipe.from_dict(apply_changes(values, changes))


def choose_preset(values: Mapping[str, Any], changes: Mapping[str, Any]) -> tuple[Preset, Recipe]:
    """Return the preset that the seed chooses, and the recipe made from it; as `recipe_from`."""
    own = {name: value for name, value in values.items() if name != "preset"}
    first: RecipeError | None = None
    for chosen in _ranked(changes["seed"]):
        try:
            return chosen, Recipe.from_dict(apply_changes(chosen.values | own, changes))
        except RecipeError as error:
            first = first or error
    assert first is not None
    raise first


def _ranked(seed: object) -> list[Preset]:
    """Return the presets that a seed may choose, in the seed's order.

    A hash of preset and seed gives the order. A new preset then comes first for a few seeds only, and all other
    seeds keep their preset (D. Thaler, C. Ravishankar, "Using name-based mappings to increase hit rates",
    1998).
    """
    import hashlib  # OpenSSL takes longer to load than all of nnart

    def place(chosen: Preset) -> bytes:
        return hashlib.sha256(f"nnart preset {chosen.name} {seed}".encode()).digest()

    return sorted((preset for preset in PRESETS if preset.chosen), key=place)
