"""Everything shows itself in a notebook: in a real one, looked at in a browser."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.files.picture import MAX_SHOWN
from tests.browser import Browser

pytestmark = pytest.mark.filterwarnings("ignore")  # of Jupyter's own

SMALL: dict[str, Any] = {"layers": 2, "width": 4}
RECIPE = nnart.Recipe(seed=3, **SMALL)
NASTY = "<script>alert(1)</script>"
CELLS = """
nnart.Recipe(seed=3, layers=2, width=4, palette="viridis")
nnart.network_of(nnart.Recipe(seed=3, layers=40, width=4))
nnart.vary(nnart.Recipe(seed=3, layers=2, width=4), 60, 1)
nnart.Pictures(nnart.render_many(range(3), (40, 30), layers=2, width=4))
nnart.Sheet((nnart.Tile("<script>alert(1)</script>", nnart.Recipe(layers=2, width=4)),), 1, "<b>title</b>")
nnart.explore_seeds(range(12), {"layers": 3, "width": 9}, keep=2)
nnart.presets()
nnart.palettes()
nnart.palettes()["reef"]
nnart.activations()
nnart.presets()["silk"]
nnart.activations()["tanh"]
nnart.Tile("a tile", nnart.Recipe(layers=2, width=4))
nnart.render(3, (2000, 1500), layers=2, width=4)
nnart.render(3, (40, 30), layers=2, width=4)
"""


@pytest.fixture(scope="module")
def outputs() -> list[dict[str, str]]:
    """What a notebook shows of each cell, by its kind."""
    make: Any = nbformat.v4
    cells = [make.new_code_cell(line) for line in ["import nnart", *CELLS.strip().splitlines()]]
    notebook = make.new_notebook(cells=cells)
    nbclient.NotebookClient(notebook, kernel_name="python3", timeout=200).execute()
    return [dict(cell.outputs[0].data) for cell in notebook.cells[1:]]


def test_every_cell_shows_something_light_and_short(outputs: list[dict[str, str]]) -> None:
    for output in outputs:
        assert "text/html" in output or "image/png" in output
        assert len(output["text/plain"]) < 120
        assert len(output.get("text/html", "")) < 1_500_000
    (
        recipe,
        network,
        varied,
        pictures,
        sheet,
        ranking,
        presets,
        palettes,
        reef,
        activations,
        silk,
        tanh,
        tile,
        large,
        small,
    ) = (output.get("text/html", "") for output in outputs)
    assert ">viridis<" in recipe
    assert "1 … 39" in network
    assert ("and 12 more" in varied, varied.count("<img")) == (True, 48)
    assert pictures.count("seed ") >= 3
    assert NASTY not in sheet
    assert "&lt;script&gt;" in sheet
    assert "the best of 12 seeds" in ranking
    assert presets.count("<img") == len(nnart.presets())
    assert palettes.count("linear-gradient") == len(nnart.palettes())
    assert "#04142b" in reef
    assert activations.count("<polyline") == len(nnart.activations())
    assert nnart.preset("silk").reason in silk
    assert tanh.count("<polyline") == 1
    assert "a tile" in tile
    assert "2000 x 1500, shown at" in large
    assert small == ""


@pytest.mark.parametrize("ground", ["white", "#111"])
def test_a_browser_shows_it_in_light_and_dark(
    chromium: Browser, tmp_path: Path, outputs: list[dict[str, str]], ground: str
) -> None:
    ink = "black" if ground == "white" else "white"
    body = "".join(output.get("text/html", "") for output in outputs)
    style = f"background: {ground}; color: {ink}"
    page = f'<!doctype html><html lang="en"><title>a</title><body style="{style}">{body}'
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    chromium.open(tmp_path / "a.html", (800, 1000))
    broken = "[...document.images].filter(image => !image.complete || image.naturalWidth < 8).length"
    assert chromium.value(broken) == 0
    assert chromium.value("document.images.length") > 70
    assert chromium.value("document.scripts.length") == 0
    cells = "[...document.querySelectorAll('td, th, figcaption')]"
    inks = f"[...new Set({cells}.map(one => getComputedStyle(one).color))]"
    assert len(chromium.value(inks)) == 1  # all of them the page's own


def test_a_large_picture_is_shrunk_and_says_so() -> None:
    large = nnart.render(3, (6000, 3000), **SMALL)
    assert large._repr_png_() is None  # it is there once
    html = large._repr_html_()
    assert html is not None
    assert "6000 x 3000, shown at 1265 x 632" in html
    data = re.search('base64,([^"]+)', html)
    assert data is not None
    shown = Image.open(io.BytesIO(base64.b64decode(data[1]))).convert("RGB")
    assert shown.size == (1265, 632)
    exact = Image.fromarray(large.pixels).resize(shown.size)
    assert np.abs(np.asarray(exact, int) - np.asarray(shown, int)).mean() < 3


def test_a_long_picture_is_shrunk_too() -> None:
    assert nnart.render(3, (20, 4000), **SMALL).shown.size == (10, 2048)


def test_a_network_without_residuals_has_no_column_for_them() -> None:
    plain, deep = (
        nnart.network_of(nnart.Recipe(3, **SMALL)),
        nnart.network_of(nnart.Recipe(3, layers=40, width=4)),
    )
    assert ">carry<" not in (plain._repr_html_() or "") and ">carry<" in (deep._repr_html_() or "")


@pytest.mark.parametrize("changes", [{}, {"alpha": "vignette"}, {"space": "p3"}])
@pytest.mark.parametrize("bits", [8, 16])
def test_a_thumbnail_is_the_picture_in_fewer_pixels(bits: int, changes: dict[str, Any]) -> None:
    picture = nnart.render(3, (300, 200), bits=bits, **SMALL, **changes)
    small = picture.thumbnail(600)
    assert (small.size, small.bits, small.channels, small.recipe) == ((30, 20), 8, picture.channels, None)
    assert picture.thumbnail(MAX_SHOWN).size == picture.size


def test_a_small_picture_is_shown_as_it_is() -> None:
    small = nnart.render(3, (40, 30), **SMALL)
    assert small._repr_html_() is None
    assert small._repr_png_() == small.to_bytes()


def test_files_and_galleries_show_themselves(tmp_path: Path) -> None:
    nnart.render(3, (40, 30), **SMALL).save(tmp_path / "a & b.png")
    file = nnart.read(tmp_path / "a & b.png")
    assert "a &amp; b.png: PNG, 40 x 30, 8 bits" in (file._repr_html_() or "")
    gallery = nnart.read_gallery(tmp_path)
    assert (gallery._repr_html_() or "").count("<img") == 1
    square = nnart.Network.of([[[1.0, 0.0]]], [[0.0]], "step")
    nnart.render(network=square, size=8).save(tmp_path / "hand.png")
    assert "Network 2 → 1" in (nnart.read(tmp_path / "hand.png")._repr_html_() or "")


def test_parts_of_lists_show_themselves_too() -> None:
    recipes = nnart.vary(RECIPE, 3, 1)
    assert repr(recipes[1:]) == "<2 recipes>"
    assert isinstance(recipes[0], nnart.Recipe)
    pictures = nnart.Pictures(nnart.render_many(recipes, 8))
    assert (repr(pictures[:2]), pictures[-1].size) == ("<2 pictures>", (8, 8))
