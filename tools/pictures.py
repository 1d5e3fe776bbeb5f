"""Paint the pictures of the README and the documentation anew.

python tools/pictures.py
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

import nnart
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


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    nnart.render_file(Recipe(seed=FIRST), FOLDER / "first.jpg", (640, 640), force=True)
    sheet("seeds.jpg", [Recipe(seed=seed) for seed in SEEDS], 4)
    starts = ("silk", "islands", "mosaic", "lecture")
    sheet("presets.jpg", [Recipe(seed=2, **nnart.preset(name).values) for name in starts], 4)
    sheet("depth.jpg", [Recipe(seed=5, layers=layers) for layers in (1, 3, 10, 40)], 4)


if __name__ == "__main__":
    main()
