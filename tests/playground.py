"""Playground: a small folder with one of everything that commands are given, whole and damaged."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import nnart
from nnart.errors import Interrupted
from nnart.gallery.gallery import read_gallery
from nnart.gallery.site import build_gallery
from nnart.recipe.recipe import Recipe
from nnart.rendering.run import Run
from nnart.sheets.files import render_sheet
from nnart.sheets.sheet import Sheet, Tile
from nnart.tiles.tiles import render_tiles
from tests.byhand import NETWORK, TOML
from tests.readers import CORPUS

RECIPE: Final = Recipe(seed=7, layers=3, width=9)
GALLERY: Final = """title = "Two"
sizes = [32]
png = 32
[[pictures]]
title = "A recipe"
recipe = "recipe.toml"
[[pictures]]
title = "A picture"
picture = "picture.png"
"""
# What a line may be given, by what it is; hostile names stand in the lists too.
# fmt: off
PICTURES: Final = (
    "picture.png", "deep.png", "clear.png", "picture.jpg", "picture.webp", "picture.avif", "picture.tif",
    "deep.tif", "raw.tif", "by-hand.png", "link.png",
)
TILES: Final = ("sheet.png#2", "sheet.png#3", "sheet.png#2,3", "sheet.png")
RECIPES: Final = (
    "recipe.toml", "part.toml", "bred.toml", "by-hand.toml", "favourites/dusk.toml", "recipe.json",
    "facts.json", "chat.txt", "silk.toml",
)
CODES: Final = (RECIPE.to_code(), f"look: {RECIPE.to_code().upper()}, nice", "nn1-0cw0s1htkw")
WRONG_CODES: Final = ("nn1-0cw0s1htkx", "nn1-", "nn2-0cw0s1htkw", "nn1-0cw0s1ht", "NN1")
NETWORKS: Final = ("network.toml",)
PALETTES: Final = ("colours.txt", "gimp.gpl")
GALLERIES: Final = ("gallery.toml", "folders.toml")
SCORES: Final = ("new.db", "scores.db")
FAVOURITES: Final = ("dusk", "by-hand")
ODD: Final = (
    "empty.png", "empty.toml", "text.png", "folder", "empty-folder", "missing.png", "dangling.png", "loop.png",
    "pipe.png", "torn.png", "torn.jpg", "/dev/null", "sheet.png", "sheet.png#9", "begun.png.part", "tiles",
    "site", "network.npz", "scores.db", "picture.png/a.png", "page.html#2",
)
# fmt: on


def make_playground(folder: Path) -> None:
    """Make everything but what cannot be copied."""
    (folder / "folder").mkdir(parents=True)
    (folder / "empty-folder").mkdir()
    _make_texts(folder)
    _make_pictures(folder)
    _make_links(folder)
    nnart.explore_seeds(range(3), {"layers": 3, "width": 9}, scores=folder / "scores.db")
    render_tiles(nnart.Job(RECIPE, (40, 40)), folder / "tiles")
    build_gallery(read_gallery(folder / "gallery.toml"), folder / "site", Run())


def copy_playground(made: Path, folder: Path) -> None:
    """Copy a playground to a new place, for one line to play in."""
    shutil.copytree(made, folder, symlinks=True)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.png")


def _make_texts(folder: Path) -> None:
    bred = replace(RECIPE, genome="cross(7,12,2)")
    texts: Mapping[str, str] = {
        "recipe.toml": RECIPE.to_toml(),
        "part.toml": "seed = 3\nlayers = 2\nwidth = 5\n",
        "bred.toml": bred.to_toml(),
        "by-hand.toml": f"seed = 1\n{TOML}".replace("[[layers]]", "[[network.layers]]"),
        "recipe.json": RECIPE.to_json(),
        "facts.json": json.dumps({"size": [24, 16], "bits": 16, "dpi": None, "recipe": RECIPE.to_dict()}),
        "chat.txt": f"This one: {RECIPE.to_code()}. And seed 12?",
        "silk.toml": 'preset = "silk"\nseed = 7\nlayers = 3\nwidth = 9\nsize = "24x16"\n',
        "command.txt": "nnart render --seed 7",
        "network.toml": TOML,
        "colours.txt": "#0b132b\n#f5cb5c\n",
        "gimp.gpl": "GIMP Palette\nName: Two\n#\n 11 19 43 night\n245 203 92 lamp\n",
        "gallery.toml": GALLERY,
        "folders.toml": 'sizes = [32]\npng = 32\n[[pictures]]\nfolder = "favourites"\n',
        "favourites/dusk.toml": RECIPE.to_toml(),
        "favourites/by-hand.toml": f"seed = 1\n{TOML}".replace("[[layers]]", "[[network.layers]]"),
        "text.png": "no picture",
        "empty.png": "",
        "empty.toml": "",
        "folder/notes.txt": "mine",
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)


def _make_pictures(folder: Path) -> None:
    picture = nnart.render(RECIPE, (16, 24))
    for ending in ("png", "jpg", "webp", "avif", "tif"):
        picture.save(folder / f"picture.{ending}")
    for ending in ("png", "tif"):
        nnart.save(nnart.Job(RECIPE, (16, 24), bits=16), folder / f"deep.{ending}")
    nnart.save(nnart.Job(replace(RECIPE, alpha="vignette"), (16, 16)), folder / "clear.png")
    nnart.save(nnart.Job(RECIPE, (16, 16), show="field"), folder / "raw.tif")
    nnart.save(nnart.Job(Recipe(palette="ink"), (16, 16), network=NETWORK), folder / "by-hand.png")
    for name in ("picture.png", "picture.jpg"):
        data = (folder / name).read_bytes()
        (folder / name.replace("picture", "torn")).write_bytes(data[: len(data) // 2])
    sheet = Sheet(tuple(Tile(str(seed), replace(RECIPE, seed=seed)) for seed in (2, 3)), 2, "two")
    for name in ("sheet.png", "page.html"):
        render_sheet(sheet, folder / name, (16, 16))
    with suppress(Interrupted):
        run = Run(progress=_interrupt, keep_after=0.0)
        nnart.save(nnart.Job(RECIPE.replace(tolerance=0.0), (48, 48)), folder / "begun.png", run)


def _interrupt(_: float) -> None:
    raise KeyboardInterrupt


def _make_links(folder: Path) -> None:
    (folder / "link.png").symlink_to("picture.png")
    (folder / "dangling.png").symlink_to("nowhere.png")
    (folder / "loop.png").symlink_to("loop.png")
    (folder / "corpus").symlink_to(CORPUS)
