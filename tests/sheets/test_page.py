"""The page of a sheet, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import nnart
from nnart.field.calibration import calibrate
from nnart.recipe.recipe import Recipe
from nnart.sheets.sheet import Axis
from tests.browser import Browser
from tests.sheets.tiny import TINY


def test_a_tiles_line_has_the_tiles_shape(tmp_path: Path) -> None:
    """The longer side is that of a picture of no size; a square has none in its line."""
    tile = nnart.Tile("a", Recipe(seed=1, **TINY))
    for size, option in (((16, 9), "--size 1024x576"), ((9, 16), "--size 576x1024"), ((8, 8), "")):
        nnart.render_sheet(nnart.Sheet((tile,), 1), tmp_path / "a.html", size, nnart.Run(force=True))
        (line,) = re.findall("<code>(.*?)</code>", (tmp_path / "a.html").read_text(encoding="utf-8"))
        assert line == f"nnart render --seed 1 --layers 3 --width 8 {option}".rstrip()


@pytest.mark.slow
def test_a_page_shows_every_recipe_behind_a_click(chromium: Browser, tmp_path: Path) -> None:
    hostile = "</template><script>alert(1)</script>"
    tiles = (nnart.Tile(hostile, Recipe(seed=1, **TINY)), *(
        nnart.Tile(str(seed), Recipe(seed=seed, **TINY)) for seed in range(2, 8)
    ))  # fmt: skip
    path = tmp_path / "a.html"
    nnart.render_sheet(nnart.Sheet(tiles, 4, hostile), path, (64, 64))
    page = chromium.open(path, (700, 900))
    assert page.title() == hostile
    assert page.locator("li > button").count() == 7
    assert [url for url in chromium.requests if not url.startswith(("data:", path.as_uri()))] == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("dialog h2").inner_text() == hostile
    page.keyboard.press("ArrowRight")
    assert page.locator("dialog h2").inner_text() == "2"
    line = page.locator("dialog code").inner_text()
    assert "--seed 2" in line
    assert "layers = 3" in page.locator("dialog pre").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Picture").click()
    assert nnart.read(download.value.path()).recipe == calibrate(Recipe(seed=2, **TINY))
    assert nnart.verify(download.value.path()) is None
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()
    page.wait_for_function("document.activeElement.innerText.trim() === '2'")  # a dialog tells of its end later
    assert chromium.complaints == []


@pytest.mark.slow
def test_a_page_has_the_axes_as_a_tables_heads(chromium: Browser, tmp_path: Path) -> None:
    tiles = tuple(nnart.Tile(f"{row}, {column}", Recipe(seed=row, detail=column, **TINY))
                  for row in (1, 2) for column in (3, 4, 5))  # fmt: skip
    axes = (Axis("detail", ("3", "4", "5")), Axis("</th>seed", ("1", "2")))
    path = tmp_path / "a.html"
    nnart.render_sheet(nnart.Sheet(tiles, 3, "two knobs", axes), path, (64, 64))
    page = chromium.open(path, (700, 900))
    heads = [head.strip() for head in page.locator("th").all_inner_texts()]
    assert heads == ["detail", "</th>seed", "3", "4", "5", "1", "2"]
    page.locator("td > button").nth(4).click()
    assert page.locator("dialog h2").inner_text() == "2, 4"
    assert "--detail 4" in page.locator("dialog code").inner_text()
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.tagName === 'BUTTON'")
    assert chromium.complaints == []


def test_a_page_has_notes_and_a_png_has_none(tmp_path: Path) -> None:
    """Nor does a note decide on any pixel."""
    plain = nnart.Sheet((nnart.Tile("1", Recipe(seed=1, **TINY)),), 1)
    noted = nnart.Sheet((nnart.Tile("1", Recipe(seed=1, **TINY), "calmest <&\n of all"),), 1)
    for sheet, name in ((plain, "a"), (noted, "b")):
        for ending in ("png", "html"):
            nnart.render_sheet(sheet, tmp_path / f"{name}.{ending}", (16, 16))
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert page.count("calmest &lt;&amp; of all") == 2
    assert "note" not in (tmp_path / "a.html").read_text(encoding="utf-8").partition("<body>")[2]
