"""Paint the same seeds through one palette after another, a row each, to judge palettes by.

python tools/palette_sheets.py SHEET.png [PALETTE …]

A palette is anything that `nnart render --palette` takes; without one, all that a seed can choose are shown.
"""

from __future__ import annotations

import sys

import numpy as np
from PIL import Image, ImageDraw

import nnart
from nnart.colour.oklab import to_oklab
from nnart.colour.tables import blend
from nnart.recipe.palettes import CURATED, canonical

SEEDS = range(10)
TILE, GAP, BAR = 132, 4, 30


def main(path: str, texts: list[str]) -> None:
    step = TILE + GAP
    sheet = Image.new("RGB", (BAR + GAP + len(SEEDS) * step, len(texts) * (step + 14)), "white")
    draw = ImageDraw.Draw(sheet)
    for row, text in enumerate(texts):
        top = row * (step + 14)
        palette = canonical(text)
        table = blend(palette, 256)
        lightness = to_oklab(table / 65535)[:, 0]
        order = "in order of lightness" if (np.diff(lightness) > 0).all() else ""
        draw.text((0, top), f"{text}   {lightness.min():.2f} to {lightness.max():.2f} {order}", fill="black")
        bar = Image.fromarray((table[::-1, None] // 257).astype(np.uint8)).resize((BAR, TILE))
        sheet.paste(bar, (0, top + 14))
        for column, seed in enumerate(SEEDS):
            picture = nnart.render(nnart.Recipe(seed=seed, palette=palette), (TILE, TILE))
            sheet.paste(picture.to_pillow(), (BAR + GAP + column * step, top + 14))
    sheet.save(path)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:] or list(CURATED))
