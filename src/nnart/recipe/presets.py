"""Presets: named recipes, each with its reason. A preset gives values that options then override.

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
    """A named start for recipes.

    Attributes:
        name: what options call it.
        reason: what it is for, in one sentence.
        values: of a recipe; what is not given is a recipe's default.
        size: when none are asked for; None for the common default.
        chosen: whether seeds choose it. A new one that they do changes what `any` paints for some of them.
    """

    name: str
    reason: str
    values: dict[str, Any]
    size: Size | None = None
    chosen: bool = True

    def __repr__(self) -> str:
        return f"<Preset {self.name}>"


ANY = "any"  # the preset that the seed chooses, as options and lists name it

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


# As people are told of them.
_UNCHOSEN = " or ".join(preset.name for preset in PRESETS if not preset.chosen)
LISTED = (*PRESETS, Preset(ANY, f"The seed chooses one of the others, but never {_UNCHOSEN}.", {}))
NAMES = tuple(preset.name for preset in LISTED)


def preset(name: str, seed: int | None = None) -> Preset:
    """Return the preset of that name, in any case, with - or _ or blanks.

    Args:
        name: of a preset, or `any`.
        seed: which chooses, if the name is `any`.

    Raises:
        InputError: if there is none, or nothing that chooses.
    """
    found = find_listed(name)
    if found.name != ANY:
        return found
    if seed is None:
        ways = 'write preset("any", seed=7)'
        raise InputError(fault("missing", "any is a preset that a seed chooses", "seed", ways=ways))
    return _ranked(seed)[0]


def find_listed(name: str) -> Preset:
    """Return the preset of that name, or what stands for the one that a seed chooses.

    Raises:
        InputError: if there is none.
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
    """Return the recipe of some values with changes on top, which have the seed.

    Values with `preset = "any"` begin with the first preset in the seed's order that goes with them and with
    the changes.

    Raises:
        RecipeError: if a value breaks its rule.
    """
    if values.get("preset") == ANY:
        return choose_preset(values, changes)[1]
    return Recipe.from_dict(apply_changes(values, changes))


def choose_preset(values: Mapping[str, Any], changes: Mapping[str, Any]) -> tuple[Preset, Recipe]:
    """Return the preset that the seed among some changes chooses, and what becomes of it; as `recipe_from`."""
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
    """Return the presets that seeds choose among in a seed's order.

    Each has a place of its own by a hash, so that a new preset comes first for a few seeds only, and all others
    choose what they chose (D. Thaler, C. Ravishankar, "Using name-based mappings to increase hit rates", 1998).
    """
    import hashlib  # OpenSSL takes longer to load than all of nnart

    def place(chosen: Preset) -> bytes:
        return hashlib.sha256(f"nnart preset {chosen.name} {seed}".encode()).digest()

    return sorted((preset for preset in PRESETS if preset.chosen), key=place)
