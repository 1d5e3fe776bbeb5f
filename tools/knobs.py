"""Paint the pictures of docs/reference/knobs.md: a strip for every knob, one seed at several of its values.

python tools/knobs.py [NAME ...]
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageCms, ImageDraw, ImageFont

import nnart
from nnart.activation import BY_NAME
from nnart.files import profiles
from nnart.plane.groups import GENERATORS
from nnart.recipe.knobs import SPACES
from nnart.rendering.job import Show

FOLDER = Path(__file__).parent.parent / "docs" / "pictures" / "knobs"
SIDE, GAP, LABEL, TEXT = 160, 6, 26, 17
P3 = profiles.icc_profile("p3")

Values = dict[str, Any]  # of a recipe
Tile = tuple[str, Values]  # what is written below it, and how it differs


def plain(values: Values, size: tuple[int, int] = (SIDE, SIDE)) -> Image.Image:
    """Paint a tile of (rows, columns), as smooth as a large picture that is looked at from afar."""
    recipe = nnart.Recipe.from_dict({"samples": 2} | values)
    return nnart.render(recipe, size).to_pillow()


def shaped(values: Values) -> Image.Image:
    """Paint a tile of its own size."""
    return plain({name: value for name, value in values.items() if name != "size"}, values["size"])


def repeated(values: Values) -> Image.Image:
    """Paint a tile half as large, 2 x 2 times."""
    half = plain(values, (SIDE // 2, SIDE // 2))
    tile = Image.new("RGB", (SIDE, SIDE))
    for i in range(4):
        tile.paste(half, (i % 2 * half.width, i // 2 * half.height))
    return tile


def over_chequers(values: Values) -> Image.Image:
    """Paint a tile upon squares of two greys."""
    squares = (np.indices((SIDE, SIDE)) // 10).sum(axis=0) % 2
    tile = Image.fromarray(np.where(squares, 255, 190).astype(np.uint8)).convert("RGB")
    picture = plain(values)
    tile.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return tile


def enlarged(values: Values) -> Image.Image:
    """Paint a tile of which only the middle fifth is seen, every pixel as a square of 5 x 5."""
    edges = (2 * SIDE // 5, 2 * SIDE // 5, 3 * SIDE // 5, 3 * SIDE // 5)
    return plain(values).crop(edges).resize((SIDE, SIDE), Image.Resampling.NEAREST)


def stretched(values: Values) -> Image.Image:
    """Paint a tile of grey, every pixel as a square of 5 x 5, its few levels spread from black to white."""
    recipe = nnart.Recipe.from_dict({name: value for name, value in values.items() if name != "bits"})
    levels = nnart.render(recipe, (SIDE // 5, SIDE // 5), bits=values["bits"]).pixels[..., 0].astype(float)
    shades = (levels - levels.min()) / (levels.max() - levels.min()) * 255
    tile = Image.fromarray(shades.round().astype(np.uint8)).convert("RGB")
    return tile.resize((SIDE, SIDE), Image.Resampling.NEAREST)


def mapped(values: Values) -> Image.Image:
    """Paint where a picture of 1024 x 1024 is evaluated, or the picture where no tolerance is given."""
    shown = "tolerance" in values
    show: Show = "samples" if shown else "picture"
    picture = nnart.render(nnart.Recipe.from_dict(values), (1024, 1024), show=show).to_pillow()
    return picture.resize((SIDE, SIDE), Image.Resampling.BOX)


def in_p3(values: Values) -> Image.Image:
    """Paint a tile whose numbers mean Display-P3, whatever they meant before."""
    picture = plain(values)
    if values["space"] == "srgb":
        profile = ImageCms.ImageCmsProfile(io.BytesIO(P3 or b""))
        picture = ImageCms.profileToProfile(picture, ImageCms.createProfile("sRGB"), profile) or picture
    return picture


@dataclass(frozen=True)
class Strip:
    """Tiles side by side, in one row unless there are columns; every seed makes rows of its own."""

    tiles: Sequence[Tile]
    common: Values = field(default_factory=dict)
    seeds: Sequence[int] = (7,)
    columns: int = 0
    painter: Callable[[Values], Image.Image] = plain

    def painted(self) -> Image.Image:
        """Return all tiles with what is written below them."""
        columns = self.columns or len(self.tiles)
        labels = [label for label, _ in self.tiles] * len(self.seeds)
        pictures = [
            self.painter({"seed": seed} | self.common | values)
            for seed in self.seeds
            for _, values in self.tiles
        ]
        rows = [range(i, min(i + columns, len(labels))) for i in range(0, len(labels), columns)]
        width = max(sum(pictures[i].width + GAP for i in row) for row in rows) - GAP
        heights = [max(pictures[i].height for i in row) + LABEL for row in rows]
        canvas = Image.new("RGB", (width, sum(heights)), "white")
        draw = ImageDraw.Draw(canvas)
        font = ImageFont.load_default(TEXT)
        for row, bottom in zip(rows, np.cumsum(heights), strict=True):
            left = 0
            for i in row:
                canvas.paste(pictures[i], (left, int(bottom) - LABEL - pictures[i].height))
                middle = left + pictures[i].width / 2
                draw.text((middle, int(bottom) - LABEL / 2), labels[i], "black", font, anchor="mm")
                left += pictures[i].width + GAP
        return canvas


def of(knob: str, *values: Any) -> list[Tile]:
    """Return a tile for every value of a knob."""
    return [(",".join(map(str, v)) if isinstance(v, tuple) else str(v), {knob: v}) for v in values]


STRIPS = {
    "seed": Strip(of("seed", 0, 1, 2, 3, 4, 5)),
    "layers": Strip(of("layers", 1, 2, 5, 10, 20, 60, 300), seeds=(5,)),
    "width": Strip(
        [
            (f"{width}, {layers} layers", {"width": width, "layers": layers})
            for layers in (20, 5)
            for width in (4, 8, 16, 100, 300)
        ],
        seeds=(2,),
        columns=5,
    ),
    "activation": Strip(of("activation", *BY_NAME), columns=5),
    "mixes": Strip(of("activation", "tanh,sin", "tanh,step", "sin,relu", "tanh,tanh,step")),
    "detail": Strip(of("detail", 2, 4, 8, 16, 32)),
    "bias": Strip(of("bias", 0, 0.3, 1, 2, 4, 10)),
    "gain": Strip(of("gain", 2, 2.5, 3, 3.5, 4, 6)),
    "residual": Strip(
        [
            (f"{share}, {layers} layers", {"layers": layers, "residual": share})
            for layers in (20, 200)
            for share in (0.0, 0.5, 0.8, 0.92, 0.99)
        ],
        seeds=(3,),
        columns=5,
    ),
    "z": Strip(of("z", (0,), (0.02,), (0.05,), (0.1,), (0.2,), (0.5,))),
    "genome": Strip(
        [
            ("seed 7", {}),
            ("seed 12", {"seed": 12}),
            ("cross(7,12,12)", {"genome": "cross(7,12,12)"}),
            ("cross(7,12,3)", {"genome": "cross(7,12,3)"}),
            ("mix(7,12,0.05)", {"genome": "mix(7,12,0.05)"}),
            ("mix(7,12,0.5)", {"genome": "mix(7,12,0.5)"}),
        ],
        {"palette": "sundown"},
    ),
    "after": Strip(of("after", 1, 2, 4, 8, 12, 16, 20)),
    "neuron": Strip(of("neuron", 1, 2, 3, 4, 5, 6), {"after": 3}),
    "inputs": Strip(of("inputs", "x,y", "x,y,r", "r", "x", "x,y,fourier", "fourier")),
    "mirrors": Strip(
        of("symmetry", "none", "mirror", "mirror-y", "kaleidoscope-3", "kaleidoscope-6", "kaleidoscope-12")
    ),
    "rotations": Strip(of("symmetry", "rotation-2", "rotation-3", "rotation-5", "rotation-8", "rotation-12")),
    "wallpapers": Strip(of("symmetry", *GENERATORS), {"size": (112, 112)}, columns=6, painter=shaped),
    "cells": Strip(of("cells", 0.5, 1, 2, 4, 8), {"symmetry": "p4m"}),
    "seamless": Strip(of("seamless", "none", "x", "y", "xy"), {"detail": 4.0}, painter=repeated),
    "palette": Strip(of("palette", "ink", "reef", "hearth", "kintsugi", "viridis", "navy,gold")),
    "ramps": Strip(of("palette", "navy", "teal", "tomato", "gold", "lavender", "gray")),
    "colour": Strip(of("colour", "palette", "shaded", "oklch", "rgb"), seeds=(7, 3)),
    "gamut": Strip(
        [
            (f"{colour}, {gamut}", {"colour": colour, "gamut": gamut})
            for colour in ("oklch", "rgb")
            for gamut in ("tamed", "full")
        ],
        seeds=(8, 15),
    ),
    "reverse": Strip(
        [
            (" ".join(values.values()) + " --reverse" * reverse, values | {"reverse": reverse})
            for values in ({"palette": "reef"}, {"colour": "rgb"})
            for reverse in (False, True)
        ]
    ),
    "tone": Strip(of("tone", "equalised", "stretch", "none"), seeds=(7, 3), columns=6),
    "contrast": Strip(of("contrast", 0.3, 0.6, 1, 2, 4, 10)),
    "steps": Strip(of("steps", 0, 2, 3, 5, 8, 16)),
    "alpha": Strip(of("alpha", "none", "field", "vignette"), painter=over_chequers),
    "space": Strip(
        [
            (f"{next(iter(values.values()))}, {space}", values | {"space": space})
            for values in ({"palette": "reef"}, {"colour": "rgb"})
            for space in SPACES
        ],
        painter=in_p3,
    ),
    "levels": Strip(
        [
            ("--bits 8", {"bits": 8}),
            ("--bits 8 --dither", {"bits": 8, "dither": True}),
            ("--bits 16", {"bits": 16}),
        ],
        {"palette": "grey", "zoom": 40.0},
        painter=stretched,
    ),
    "samples": Strip(of("samples", 1, 2, 4, 8), {"steps": 4}, painter=enlarged),
    "size": Strip(
        [
            ("1080", {"size": (160, 160)}),
            ("1920x1080", {"size": (160, 284)}),
            ("uwqhd", {"size": (160, 382)}),
            ("iphone", {"size": (160, 74)}),
        ],
        painter=shaped,
    ),
    "center": Strip(of("center", (0, 0), (0.5, 0), (0, 0.5), (-0.5, -0.5))),
    "zoom": Strip(of("zoom", 0.25, 0.5, 1, 2, 4, 16)),
    "rotate": Strip(of("rotate", 0, 15, 45, 90, 180, -30)),
    "tolerance": Strip([("the picture", {}), *of("tolerance", 0.05, 0.25, 1, 8)], painter=mapped),
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or STRIPS:
        strip = STRIPS[name]
        profile = P3 if strip.painter is in_p3 else None
        strip.painted().save(FOLDER / f"{name}.jpg", quality=82, icc_profile=profile)


if __name__ == "__main__":
    main()
