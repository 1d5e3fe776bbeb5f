"""Draw the way from a seed to a pixel, docs/pictures/way.svg.

python tools/way.py
"""

from __future__ import annotations

import base64
import io
from pathlib import Path

import numpy as np
from PIL import Image

import nnart
from nnart.arrays import Pixels
from nnart.colour.tone import Tone
from nnart.exact.lattices import reference_points
from nnart.field.evaluator import Evaluator
from nnart.recipe.recipe import Recipe

TARGET = Path(__file__).parent.parent / "docs" / "pictures" / "way.svg"
SEED = 7
WIDTH, SIDE, STEP, LEFT = 480, 88, 118, 18
TEXT = LEFT + SIDE + 18
# What each stage is, in lines that fit beside its picture.
STAGES = (
    ("Seed", "One number. It is all that tells one", "picture from another."),
    ("Weights", "Each layer draws its own numbers", "from the seed. Nothing is trained."),
    ("Place", "Every pixel has a place (x, y), from", "−1 to 1 across a square picture."),
    ("Layers", "20 layers of 100 neurons. Each neuron", "adds up the layer before and bends it."),
    ("Field", "One number for every pixel comes out:", "here low is dark, and high is light."),
    ("Tone", "A rising curve spreads these numbers", "over all of 0 … 1."),
    ("Palette", "A row of colours, which the seed chose.", "0 is its first colour, and 1 its last."),
    ("Pixel", "Each number takes its colour, rounded", "to 8 or 16 bits."),
)


def picture(pixels: Pixels, form: str, **options: int) -> str:
    """Return an image that fills a stage's square, with its file inside."""
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, form, optimize=True, **options)
    data = base64.b64encode(stream.getvalue()).decode()
    return (
        f'<image width="{SIDE}" height="{SIDE}" style="image-rendering:auto" '
        f'href="data:image/{form.lower()};base64,{data}"/>'
    )


def seed() -> str:
    return (
        f'<rect width="{SIDE}" height="{SIDE}" rx="6" fill="#e9e4d8"/>'
        f'<text x="{SIDE / 2}" y="{SIDE / 2 + 17}" font-size="48" text-anchor="middle">{SEED}</text>'
    )


def weights(network: nnart.Network) -> str:
    """Draw the corner of a layer's matrix, from blue through white to red."""
    part = network.layers[1].weights[:22, :22]
    share = (part / np.abs(part).max())[..., None]
    ends = np.where(share > 0, [178, 24, 43], [33, 102, 172])
    colours = 255 + np.abs(share) * (ends - 255.0)
    return picture(colours.astype(np.uint8).repeat(4, axis=0).repeat(4, axis=1), "PNG")


def place() -> str:
    lines = "".join(
        f'<path d="M{at} 0V{SIDE}M0 {at}H{SIDE}" stroke="#d5cfc0"/>' for at in range(0, SIDE + 1, SIDE // 8)
    )
    return (
        f'{lines}<path d="M{SIDE / 2} 0V{SIDE}M0 {SIDE / 2}H{SIDE}" stroke="#333"/>'
        f'<rect x="55" y="22" width="11" height="11" fill="#b2182b"/>'
    )


def layers() -> str:
    """Draw five columns of neurons, of which all of neighbours are connected."""
    columns = [[30, 58], *[[8, 26, 44, 62, 80]] * 3, [44]]
    across = [6, 25, 44, 63, 82]
    lines = "".join(
        f"M{across[i]} {a}L{across[i + 1]} {b}"
        for i, column in enumerate(columns[:-1])
        for a in column
        for b in columns[i + 1]
    )
    dots = "".join(
        f'<circle cx="{x}" cy="{y}" r="4.5"/>'
        for x, column in zip(across, columns, strict=True)
        for y in column
    )
    return f'<path d="{lines}" stroke="#8a8373" stroke-width=".7" fill="none"/>{dots}'


def field(evaluator: Evaluator, view: nnart.View) -> str:
    answers = evaluator.field(view)[..., 0]
    share = (answers - answers.min()) / (answers.max() - answers.min())
    return picture((share * 255).astype(np.uint8), "JPEG", quality=70)


def curve(evaluator: Evaluator) -> str:
    tone = Tone.equalised(evaluator.at(reference_points())[:, 0])
    least, greatest = tone.values[0], tone.values[-1]
    across = (tone.values - least) / (greatest - least) * SIDE
    points = " ".join(f"{x:.1f},{SIDE - y * SIDE:.1f}" for x, y in zip(across, tone.positions, strict=True))
    return (
        f'<rect width="{SIDE}" height="{SIDE}" fill="none" stroke="#d5cfc0"/>'
        f'<polyline points="{points}" fill="none" stroke="#b2182b" stroke-width="2.5"/>'
    )


def palette(name: str) -> str:
    found = next(one for one in nnart.palettes() if one.name == name)
    stops = found.colours
    steps = "".join(
        f'<stop offset="{i / (len(stops) - 1):.3f}" stop-color="{colour}"/>' for i, colour in enumerate(stops)
    )
    return (
        f'<linearGradient id="palette">{steps}</linearGradient>'
        f'<rect y="{SIDE / 4}" width="{SIDE}" height="{SIDE / 2}" rx="4" fill="url(#palette)"/>'
    )


def main() -> None:
    recipe = nnart.calibrate(Recipe(SEED))
    assert recipe.palette is not None
    network = nnart.network_of(recipe)
    evaluator = Evaluator.of(network, nnart.Inputs.of(recipe))
    view = nnart.View.of(recipe, 2 * SIDE)
    drawn = (
        seed(),
        weights(network),
        place(),
        layers(),
        field(evaluator, view),
        curve(evaluator),
        palette(recipe.palette),
        picture(nnart.render(recipe, 2 * SIDE).pixels, "JPEG", quality=75),
    )
    rows = []
    for i, (art, (title, *lines)) in enumerate(zip(drawn, STAGES, strict=True)):
        top = 18 + i * STEP
        text = "".join(f'<tspan x="{TEXT}" dy="22">{line}</tspan>' for line in lines)
        rows.append(
            f'<g transform="translate({LEFT} {top})">{art}</g>'
            f'<text y="{top + 26}">'
            f'<tspan x="{TEXT}" font-weight="bold" font-size="19">{title}</tspan>{text}</text>'
        )
        if i:
            rows.append(
                f'<path d="M{LEFT + SIDE / 2} {top - 24}v12m-5 -5l5 7l5 -7" stroke="#333" fill="none"/>'
            )
    height = 18 + len(STAGES) * STEP - (STEP - SIDE) + 18
    TARGET.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" '
        f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="system-ui, sans-serif" font-size="17" fill="#222">\n'
        f"<title>From a seed to a pixel</title>\n"
        f'<rect width="{WIDTH}" height="{height}" rx="12" fill="#fbfaf6"/>\n' + "\n".join(rows) + "\n</svg>\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
