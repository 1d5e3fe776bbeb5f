"""The golden recipes, and what they were painted as.

python -m tests.make_golden            prints one digest over all of them
python -m tests.make_golden --write    writes tests/golden anew: only when pictures are meant to change
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

import nnart
from nnart.activation import BY_NAME
from nnart.arrays import Field
from nnart.field.calibration import calibrate, network_of
from nnart.plane.inputs import Inputs
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size

FOLDER = Path(__file__).parent / "golden"
SIZE = Size(32, 24)
PICTURES = ("tanh", "step", "lecture", "framed")  # kept as pixels too, to be looked at
FIELDS = ("tanh", "lecture")  # kept as numbers too

COLOURS: dict[str, dict[str, Any]] = {
    "shaded": {"colour": "shaded"},
    "oklch": {"colour": "oklch", "gamut": "full", "reverse": True},
    "oklch tamed": {"colour": "oklch", "reverse": True},
    "rgb": {"colour": "rgb", "gamut": "full"},
    "rgb tamed": {"colour": "rgb"},
    "rgb tamed p3": {"colour": "rgb", "space": "p3", "reverse": True},
    "alpha": {"alpha": "field", "steps": 3},
    "vignette": {"alpha": "vignette"},
    "dither": {"dither": True},
    "samples 2": {"samples": 2, "colour": "shaded", "alpha": "field", "dither": True},
    "samples 3": {"samples": 3, "dither": True},
    "p3": {"space": "p3"},
    "oklch p3": {"space": "p3", "colour": "oklch", "gamut": "full", "tone": "stretch"},
    "oklch tamed p3": {"space": "p3", "colour": "oklch", "tone": "stretch"},
    "contrast": {"contrast": 2.5, "reverse": True},
    "tone none": {"tone": "none", "contrast": 0.5},
}
RECIPES: dict[str, Recipe] = {
    **{name: Recipe(seed=7, activation=name, layers=6, width=20) for name in BY_NAME},
    **{f"layers {n}": Recipe(seed=11, layers=n, width=12) for n in (1, 2, 5, 60)},
    "plain and deep": Recipe(seed=11, layers=60, width=12, residual=0.0),
    "mixed": Recipe(seed=11, layers=6, width=20, activation="tanh,sin,gauss"),
    "inputs": Recipe(seed=11, layers=6, width=20, inputs="x,y,r,fourier", z=(0.5, -1.0)),
    **{
        name: Recipe(seed=11, layers=6, width=20, symmetry=name)
        for name in ("mirror", "kaleidoscope-6", "rotation-5", "p4g", "p6m")
    },
    "bred": Recipe(seed=99, genome="mix(cross(7,12,2),99,0.05)", layers=6, width=20, z=(0.5,)),
    "bred colours": Recipe(
        seed=7,
        genome="mix(7,mix(12,7,0.3),0.4)",
        layers=4,
        width=16,
        colour="oklch",
        gamut="full",
        inputs="r,fourier",
    ),
    "after": Recipe(seed=7, layers=6, width=20, after=3),
    "neuron": Recipe(seed=7, layers=6, width=20, after=3, neuron=5),
    "lecture after": Recipe(seed=1, **nnart.preset("lecture").values | {"after": 9}),
    "seamless": Recipe(seed=11, layers=6, width=20, seamless="xy"),
    "adaptive folded": Recipe(
        seed=7, layers=4, width=12, detail=2.0, symmetry="kaleidoscope-3", tolerance=0.25
    ),
    **{name: Recipe(seed=13, layers=4, width=16, **values) for name, values in COLOURS.items()},
    **{f"width {n}": Recipe(seed=12, layers=4, width=n) for n in (1, 3, 7, 64, 100, 129, 333)},
    "default": Recipe(seed=7),
    "seed 0": Recipe(seed=0, layers=4, width=16),
    "seed 2^63": Recipe(seed=2**63, layers=4, width=16),
    "last seed": Recipe(seed=2**64 - 1, layers=4, width=16),
    "silk": Recipe(seed=3, bias=0.2, width=30),
    "filaments": Recipe(seed=3, bias=3.0, detail=9.0, width=30),
    "chaos": Recipe(seed=3, detail=60.0, width=30),
    "gain": Recipe(seed=3, gain=1.25, bias=0.0, width=30),
    "framed": Recipe(seed=5, center=(0.3, -0.2), zoom=1.7, rotate=33.0, layers=6, width=20),
    "far": Recipe(seed=5, zoom=1e-3, layers=6, width=20),
    "near": Recipe(seed=5, zoom=1e6, center=(0.1, 0.1), layers=6, width=20),
    "ends": Recipe(seed=5, sampling="ends", layers=6, width=20),
    "stretch": Recipe(seed=5, tone="stretch", layers=6, width=20),
    "steps": Recipe(seed=5, steps=5, layers=6, width=20),
    "own colours": Recipe(seed=5, palette="#0b132b,#f5cb5c", layers=6, width=20),
    "catalogue": Recipe(seed=5, palette="viridis", layers=6, width=20),
    "lecture": Recipe(seed=1, **nnart.preset("lecture").values),
    "lecture relu": Recipe(seed=1, **nnart.preset("lecture").values | {"activation": "relu"}),
    "lecture narrow": Recipe(seed=2**32 - 1, **nnart.preset("lecture").values | {"layers": 4, "width": 9}),
    "1024 wide": Recipe(seed=9, layers=2, width=1024),
    "adaptive tanh": Recipe(seed=7, layers=4, width=12, detail=2.0),
    "adaptive sin": Recipe(seed=7, activation="sin", layers=3, width=12, detail=1.0, bias=3.0),
    "adaptive shaded": Recipe(seed=7, layers=3, width=12, detail=1.5, colour="shaded", alpha="field"),
    "adaptive oklch": Recipe(
        seed=7, layers=3, width=12, detail=1.5, colour="oklch", gamut="full", alpha="field"
    ),
    "adaptive oklch tamed": Recipe(seed=7, layers=3, width=12, detail=1.5, colour="oklch", alpha="field"),
    "adaptive rgb tamed": Recipe(seed=7, layers=3, width=12, detail=1.5, colour="rgb"),
    "adaptive samples": Recipe(seed=7, layers=3, width=12, detail=1.5, samples=2),
    "adaptive framed": Recipe(seed=5, center=(0.3, -0.2), rotate=33.0, layers=4, width=12, detail=2.0),
}


def size_of(name: str) -> Size:
    """Return the size of a golden picture: those that are not small may be interpolated.

    The widest networks, which take longest where the processor has no fused multiply-add, paint fewer pixels.
    """
    if name.startswith("adaptive"):
        return Size(272, 256)
    return Size(12, 8) if name in ("width 333", "1024 wide") else SIZE


def field(recipe: Recipe, size: Size = SIZE) -> Field:
    return nnart.evaluate(
        network_of(recipe),
        View.of(recipe, size),
        inputs=Inputs.of(recipe, size),
    )


def digests(recipe: Recipe, size: Size) -> dict[str, str]:
    """Return SHA-256 of a recipe's field, and of its pixels at 8 and 16 bits, little-endian."""
    arrays = {"field": field(recipe, min(size, SIZE)).astype("<f8")}
    for bits in (8, 16):
        arrays[f"{bits} bits"] = nnart.render(recipe, size, bits=bits).pixels.astype(f"<u{bits // 8}")
    arrays["samples"] = nnart.render(recipe, size, show="samples").pixels
    return {name: hashlib.sha256(array.tobytes()).hexdigest() for name, array in arrays.items()}


def combined(names: Iterable[str] = RECIPES) -> str:
    """Return one digest over golden recipes as they are painted here and now."""

    def found(name: str) -> tuple[float | None, dict[str, str]]:
        return calibrate(RECIPES[name]).gain, digests(RECIPES[name], size_of(name))

    widest_first = sorted(names, key=lambda name: RECIPES[name].width, reverse=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # most pictures are too small for several threads
        return digest_of(dict(zip(widest_first, pool.map(found, widest_first), strict=True)))


def digest_of(found: dict[str, tuple[float | None, dict[str, str]]]) -> str:
    """Return one digest over gain and digests of every golden recipe."""
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


def write() -> None:
    """Write everything anew."""
    table = {
        name: {"recipe": calibrate(recipe).to_dict(), "digests": digests(recipe, size_of(name))}
        for name, recipe in RECIPES.items()
    }
    (FOLDER / "digests.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    for name in PICTURES:
        nnart.save(nnart.Job(RECIPES[name], SIZE), FOLDER / f"{name}.png", nnart.Run(force=True))
    np.savez_compressed(FOLDER / "fields.npz", tanh=field(RECIPES["tanh"]), lecture=field(RECIPES["lecture"]))


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        write()
    else:
        sys.stdout.write(f"{combined()}\n")
