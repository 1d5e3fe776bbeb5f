"""Paint the pictures of the README and the documentation anew.

python tools/pictures.py
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

import nnart
from nnart import palettes, swatches
from nnart.recipe import Recipe

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
TILE, GAP = 240, 6
SEEDS = range(8)
FIRST = 7


def sheet(name: str, recipes: list[Recipe], columns: int) -> None:
    """Write tiles side by side, row after row."""
    rows = -(-len(recipes) // columns)
    step = TILE + GAP
    canvas = Image.new("RGB", (columns * step - GAP, rows * step - GAP), "white")
    for i, recipe in enumerate(recipes):
        tile = nnart.render(recipe, (TILE, TILE)).to_pillow()
        canvas.paste(tile, (i % columns * step, i // columns * step))
    canvas.save(FOLDER / name, quality=88)


def samples(name: str, recipes: list[tuple[Recipe, int]]) -> None:
    """Write pictures of so many pixels side by side, and below them where they were evaluated."""
    step = 320 + GAP
    canvas = Image.new("RGB", (len(recipes) * step - GAP, 2 * step - GAP), "white")
    for i, (recipe, side) in enumerate(recipes):
        for row, shown in enumerate((False, True)):
            picture = nnart.render(recipe, (side, side), show_samples=shown).to_pillow()
            canvas.paste(picture.resize((320, 320), Image.Resampling.BOX), (i * step, row * step))
    canvas.save(FOLDER / name, quality=80)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    nnart.render_file(Recipe(seed=FIRST), FOLDER / "first.jpg", (640, 640), force=True)
    sheet("seeds.jpg", [Recipe(seed=seed) for seed in SEEDS], 4)
    starts = ("silk", "islands", "mosaic", "lecture")
    sheet("presets.jpg", [Recipe(seed=2, **nnart.preset(name).values) for name in starts], 4)
    folded = Recipe(seed=9, detail=16.0)
    filaments = Recipe(seed=3, **nnart.preset("islands").values)
    samples("samples.jpg", [(Recipe(seed=FIRST), 1024), (filaments, 2048), (folded, 2048)])
    swatches.sheet([(name, name) for name in palettes.names()]).save(FOLDER / "palettes.png", optimize=True)
    sheet("depth.jpg", [Recipe(seed=5, layers=layers) for layers in (1, 3, 10, 40)], 4)


if __name__ == "__main__":
    main()
