"""Paint the pictures of the README and the documentation anew, or the strips of some presets alone.

python tools/pictures.py [PRESET ...]
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image, ImageDraw

import nnart
from nnart.recipe import palettes
from nnart.recipe.presets import ANY, PRESETS, Preset, recipe_from
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.job import Show
from nnart.rendering.qr import write_qr
from nnart.rendering.reproduce import code_of
from nnart.sheets import swatches
from nnart.sheets.compose import compose

SHOWN: tuple[Show, ...] = ("picture", "samples")
ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
TILE, GAP = 240, 6
SEEDS = range(8)
FIRST = 7
STRIP = range(1, 6)  # seeds of a preset's picture
FIFTY, HUNDRED = range(50), range(100)
# What the tutorial's commands paint, and the longest side of the small pictures that show it.
STEPS = {
    "nnart-7": 320,
    "nnart-sheet": 720,
    "looks": 720,
    "nnart-12": 320,
    "colours": 720,
    "detail": 720,
    "nnart-varied": 720,
    "nnart-family": 720,
}
SMALL = ("--size", "76")  # of the tiles of these sheets
BLEED = 3 / 303  # of the A3's width


def sheet(name: str, recipes: list[Recipe], columns: int, side: int = TILE, quality: int = 85) -> None:
    """Write tiles side by side, row after row, each painted twice as large and averaged."""
    rows = -(-len(recipes) // columns)
    step = side + GAP
    canvas = Image.new("RGB", (columns * step - GAP, rows * step - GAP), "white")
    for i, recipe in enumerate(recipes):
        tile = nnart.render(recipe, (2 * side, 2 * side)).to_pillow()
        canvas.paste(tile.reduce(2), (i % columns * step, i // columns * step))
    canvas.save(FOLDER / name, quality=quality, optimize=True)


def strip(preset: Preset) -> None:
    """Write the first seeds of a preset side by side."""
    recipes = [Recipe(seed=seed, **preset.values) for seed in STRIP]
    sheet(f"presets/{preset.name}.jpg", recipes, len(STRIP), 160, 75)


def presets() -> None:
    """Write what the page of presets shows: a strip for each, and the first seeds of any and of none."""
    (FOLDER / "presets").mkdir(exist_ok=True)
    for preset in PRESETS:
        strip(preset)
    chosen = [recipe_from({"preset": ANY}, {"seed": seed}) for seed in FIFTY]
    sheet("presets/any.jpg", chosen, 10, 88, 60)
    sheet("presets/default.jpg", [Recipe(seed=seed) for seed in HUNDRED], 10, 88, 60)


def named(name: str, tiles: list[tuple[str, Recipe]], columns: int, side: int) -> None:
    """Write a sheet as `nnart sheet` does."""
    shown = nnart.Sheet(tuple(nnart.Tile(*tile) for tile in tiles), columns)
    Image.fromarray(compose(shown, Size(side, side))[0]).save(FOLDER / name, quality=85, optimize=True)


def samples(name: str, recipes: list[tuple[Recipe, int]]) -> None:
    """Write pictures of so many pixels side by side, and below them where they were evaluated."""
    step = 320 + GAP
    canvas = Image.new("RGB", (len(recipes) * step - GAP, 2 * step - GAP), "white")
    for i, (recipe, side) in enumerate(recipes):
        for row, show in enumerate(SHOWN):
            picture = nnart.render(recipe, (side, side), show=show).to_pillow()
            canvas.paste(picture.resize((320, 320), Image.Resampling.BOX), (i * step, row * step))
    canvas.save(FOLDER / name, quality=80)


def examples(name: str) -> None:
    """Write the networks by hand side by side, in the order in which they are explained."""
    folder = Path(__file__).parent.parent / "examples"
    files = re.findall(r"--network examples/(\w+)\.toml", (folder / "README.md").read_text(encoding="utf-8"))
    step = 160 + GAP
    canvas = Image.new("RGB", (5 * step - GAP, -(-len(files) // 5) * step - GAP), "white")
    for i, file in enumerate(files):
        network = nnart.read_network(folder / f"{file}.toml")
        grey = network.outputs == 1
        recipe = (
            Recipe(tone="stretch", palette="ink")
            if grey
            else Recipe(tone="stretch", colour="rgb", gamut="full")
        )
        picture = nnart.render(recipe, (160, 160), network=network)
        canvas.paste(picture.to_pillow(), (i % 5 * step, i // 5 * step))
    canvas.save(FOLDER / name, optimize=True)


def shared(name: str) -> None:
    """Write the picture of docs/guides/sharing.md, and beside it the QR code of its code."""
    job = nnart.Job(Recipe(seed=FIRST, layers=40, palette="evening"), (1920, 1080))
    front = nnart.render(job.recipe, (1152, 648)).to_pillow().reduce(2)
    with TemporaryDirectory() as folder:
        back = Path(folder) / "back.png"
        write_qr(code_of(job.recipe, job.size), back)
        with Image.open(back) as code:
            sides = code.convert("RGB").resize((front.height, front.height), Image.Resampling.BOX)
    canvas = Image.new("RGB", (front.width + GAP + sides.width, front.height), "white")
    canvas.paste(front, (0, 0))
    canvas.paste(sides, (front.width + GAP, 0))
    canvas.save(FOLDER / name, quality=85, optimize=True)


def wall(name: str, titles: tuple[str, ...]) -> None:
    """Write pictures of gallery/ side by side."""
    entries = tomllib.loads((ROOT / "gallery" / "gallery.toml").read_text(encoding="utf-8"))["pictures"]
    values = {entry["title"]: entry for entry in entries}
    chosen = [{k: v for k, v in values[title].items() if k not in ("title", "note")} for title in titles]
    sheet(name, [nnart.recipe_of(**entry) for entry in chosen], 4)


def attempts(name: str) -> None:
    """Write what the README's six commands paint, in their order; of sheets the first nine tiles."""
    alone = (
        nnart.recipe_of(FIRST),
        nnart.recipe_of(24, preset="silk"),
        nnart.recipe_of(12, symmetry="kaleidoscope-6"),
        nnart.recipe_of(67, preset="mosaic", palette="#0b132b,#3a506b,#5bc0be,gold"),
    )
    blue = nnart.explore_seeds(range(1000), prefer="calm,blue", keep=9)
    several = ([one.recipe for one in blue.kept], list(nnart.breed(FIRST, 12, 9, seed=1)))
    step = TILE + GAP
    canvas = Image.new("RGB", (6 * step - GAP, TILE), "white")
    for i, recipe in enumerate(alone):
        canvas.paste(nnart.render(recipe, 2 * TILE).to_pillow().reduce(2), (i * step, 0))
    for i, recipes in enumerate(several, len(alone)):
        small = (TILE - GAP) // 3
        for k, recipe in enumerate(recipes):
            tile = nnart.render(recipe, 2 * small).to_pillow().reduce(2)
            canvas.paste(tile, (i * step + k % 3 * (small + GAP // 2), k // 3 * (small + GAP // 2)))
    canvas.save(FOLDER / name, quality=85, optimize=True)


def tutorial() -> None:
    """Run the tutorial's commands in an empty folder, and write small copies of what they paint."""
    page = (ROOT / "docs" / "start" / "tutorial.md").read_text(encoding="utf-8")
    lines = re.findall("^nnart .*", "".join(re.findall("```sh\n(.*?)```", page, re.DOTALL)), re.MULTILINE)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = os.environ | {"NNART_FAVOURITES": str(folder / "favourites")}
        for line in lines:
            arguments = shlex.split(re.sub(r"\s+# .*", "", line))[1:]
            small = SMALL if arguments[0] in {"sheet", "sweep", "vary", "breed"} else ()
            subprocess.run(
                [sys.executable, "-m", "nnart", *arguments, *small], cwd=folder, env=environment, check=True
            )
        for file, side in STEPS.items():
            picture = Image.open(folder / f"{file}.png").convert("RGB")
            picture.thumbnail((side, side), Image.Resampling.LANCZOS)
            picture.save(FOLDER / f"tutorial-{file.removeprefix('nnart-')}.jpg", quality=68, optimize=True)
        beside([Image.open(folder / file).convert("RGB") for file in ("phone.png", "print.jpg")])


def beside(pictures: list[Image.Image]) -> None:
    """Write the tutorial's wallpaper and its print side by side, with a line where the shop trims the print."""
    canvas = Image.new("RGB", (560, 440), "white")
    left = 0
    for picture in pictures:
        picture.thumbnail((440, 440), Image.Resampling.LANCZOS)
        canvas.paste(picture, (left, 0))
        left += picture.width + 24
    width, height = pictures[-1].size
    corner, edge = left - 24 - width, BLEED * width
    ImageDraw.Draw(canvas).rectangle(
        (corner + edge, edge, corner + width - 1 - edge, height - 1 - edge), outline="white"
    )
    canvas.crop((0, 0, left - 24, 440)).save(FOLDER / "tutorial-prints.jpg", quality=76, optimize=True)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    strata = Recipe(seed=12, **nnart.preset("strata").values)
    nnart.Film(strata, seconds=5, fps=10).save(FOLDER / "film.gif", "320x136", nnart.Run(force=True))
    wall("wall.jpg", ("Coral", "Lacquer", "Leaded", "Starfish", "Iris", "Owl", "Delta", "Quilt"))
    nnart.save(nnart.Job(Recipe(seed=FIRST), (640, 640)), FOLDER / "first.jpg", nnart.Run(force=True))
    attempts("attempts.jpg")
    sheet("seeds.jpg", [Recipe(seed=seed) for seed in SEEDS], 4)
    starts = ("silk", "filaments", "agate", "strata", "facets", "masks", "mandala", "lecture")
    chosen = [nnart.preset(name).values for name in starts]
    sheet("presets.jpg", [Recipe(seed=seed, **values) for seed, values in enumerate(chosen, 3)], 4)
    islands = Recipe(seed=3, **nnart.preset("islands").values)
    samples("samples.jpg", [(Recipe(seed=FIRST), 1024), (islands, 2048), (Recipe(seed=9), 2048)])
    swatches.draw_chart([(name, name) for name in palettes.names()]).save(
        FOLDER / "palettes.png", optimize=True
    )
    examples("examples.png")
    shared("shared.jpg")
    sheet("depth.jpg", [Recipe(seed=5, layers=layers) for layers in (1, 3, 10, 40, 300)], 5)
    worlds: tuple[dict[str, Any], ...] = (
        {"symmetry": "kaleidoscope-6"},
        {"symmetry": "p6m"},
        {"seamless": "xy"},
        {"colour": "shaded"},
        {"activation": "tanh,sin", "inputs": "x,y,r"},
        {"colour": "oklch"},
    )
    sheet("worlds.jpg", [Recipe(seed=seed, **values) for seed, values in enumerate(worlds, FIRST)], 6)
    lecture = Recipe(seed=3, **nnart.preset("lecture").values)
    named("layers.jpg", [(str(n), lecture.replace(after=n)) for n in range(1, 22)], 7, 120)
    calm = nnart.explore_seeds(range(1000), prefer="calm,blue", keep=12)
    named("explore.jpg", [(str(one.recipe.seed), one.recipe) for one in calm.kept], 6, 110)
    parents = Recipe(seed=FIRST), Recipe(seed=12)
    children = nnart.breed(*parents, 10, seed=1)
    named(
        "family.jpg",
        [*zip("AB", parents, strict=True), *((str(n), c) for n, c in enumerate(children, 1))],
        6,
        150,
    )
    presets()
    tutorial()


if __name__ == "__main__":
    if named_ones := sys.argv[1:]:
        for name in named_ones:
            strip(nnart.preset(name))
    else:
        main()
