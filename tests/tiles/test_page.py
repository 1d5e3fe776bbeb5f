"""The page of a folder of tiles: its text, and what a real browser makes of it from the file system."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from nnart.recipe.size import Size
from nnart.tiles.deepzoom import DeepZoom
from nnart.tiles.iiif import IIIF
from nnart.tiles.layout import Layout
from nnart.tiles.page import PAGE, render_page, viewer_files
from tests.browser import Browser
from tests.pages import ROOT

SIZE = Size(1540, 1030)
WINDOW = (420, 700)
# Where nothing covers the picture, in parts of the window from its top left.
PLACES = [(0.1, 0.2), (0.3, 0.9), (0.5, 0.5), (0.7, 0.3), (0.6, 0.75)]
READY = """
typeof viewer !== "undefined" && document.readyState === "complete" && viewer.world.getItemCount() === 1
&& viewer.world.getItemAt(0).getFullyLoaded()
&& [view.zoomSpring, view.centerSpringX, view.centerSpringY].every((spring) => spring.isAtTargetValue())
&& !viewer.isAnimating()
"""
LAYOUTS = [
    DeepZoom(size=SIZE),
    IIIF(size=SIZE),
    DeepZoom(size=SIZE, ending="webp"),
    IIIF(size=SIZE, ending="png"),
]
OPTIONS: dict[str, dict[str, Any]] = {
    "jpg": {"quality": 97, "subsampling": 0},
    "png": {"compress_level": 1},
    "webp": {"lossless": True, "method": 0},
}
SCALE = "viewer.world.getItemAt(0).viewportToImageZoom(view.getZoom())"
TITLE = "</title><b>&\"' $x"


def picture(columns: NDArray[Any], rows: NDArray[Any]) -> NDArray[np.float64]:
    """Return the colours, (…, 3), at places from 0 to 1 of a picture: of two ramps, and stripes' mean."""
    return np.stack([40 + 200 * columns, 220 - 180 * rows, np.full_like(columns, 90.0)], axis=-1)


def write(folder: Path, layout: Layout, alpha: int | None = None) -> Path:
    """Write a picture's folder of tiles and return its page."""
    for level in layout.levels():
        rows, columns = ((np.arange(side) + 0.5) / side for side in level.extent)
        pixels = picture(*np.meshgrid(columns, rows)).round().astype(np.uint8)
        if level.step == 1:  # stripes, one pixel wide
            pixels[:, ::2, 2], pixels[:, 1::2, 2] = 30, 150
        for tile in level.tiles():
            image = Image.fromarray(pixels[slice(*tile.rows), slice(*tile.columns)])
            if alpha is not None:
                image.putalpha(alpha)
            for path in layout.paths(level, tile):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                image.save(folder / path, **OPTIONS[layout.ending])
    for path, data in viewer_files().items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / PAGE).write_text(render_page(TITLE, layout), encoding="utf-8")
    return folder / PAGE


class References(HTMLParser):
    """Every address in a page, and its texts by tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self._tag = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag = tag
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self._tag, data.strip()))


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_a_page_says_what_it_shows_and_refers_to_its_folder_alone(layout: Layout) -> None:
    text = render_page(TITLE, layout)
    read = References(text)
    assert ("title", TITLE) in read.texts
    assert ("h1", TITLE) in read.texts
    assert ("p", "1,540 × 1,030") in read.texts
    assert read.addresses == ["data:,", "recipe.toml", "openseadragon/openseadragon.min.js"]
    assert set(read.addresses[2:]) < viewer_files().keys()
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest", text)
    (source,) = re.findall(r"tileSources: (.*),\n", text)
    assert json.loads(source) == layout.source()


def test_the_viewer_comes_with_its_licence() -> None:
    there = viewer_files()
    assert there["openseadragon/openseadragon.min.js"].startswith(b"//! openseadragon 6.")
    assert b"Redistribution and use in source and binary forms" in there["openseadragon/LICENSE.txt"]
    assert '"src/nnart/tiles/viewer/LICENSE.txt"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Layout], Path]:
    """Write a layout's folder when first asked for its page."""
    return cache(lambda layout: write(tmp_path_factory.mktemp("tiles"), layout))


@pytest.fixture
def deep(pages: Callable[[Layout], Path]) -> Path:
    return pages(LAYOUTS[0])


def shown(chromium: Browser) -> NDArray[np.uint8]:
    """Return what is seen once nothing moves any more."""
    chromium.wait(READY)
    chromium.value("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")
    return chromium.screenshot()


def check_colours(chromium: Browser, faint: float = 1) -> None:
    """Compare what is seen in some places with what the picture has there."""
    pixels = shown(chromium)
    for down, across in PLACES:
        row, column = int(down * pixels.shape[0]), int(across * pixels.shape[1])
        x, y = chromium.value(
            f"""(() => {{
                const place = new OpenSeadragon.Point({column + 0.5}, {row + 0.5}).divide(devicePixelRatio);
                const found = viewer.world.getItemAt(0).viewerElementToImageCoordinates(place);
                return [found.x / {SIZE.width}, found.y / {SIZE.height}];
            }})()"""
        )
        if 0 < x < 1 and 0 < y < 1:
            wanted = picture(np.array(x), np.array(y)) * faint + np.array([13, 13, 16]) * (1 - faint)
            seen = pixels[row - 2 : row + 2, column - 2 : column + 2].mean(axis=(0, 1))
            assert np.abs(seen - wanted)[:2].max() < 4, (x, y, seen, wanted)
        else:
            assert (pixels[row, column] == [13, 13, 16]).all()


def scale(chromium: Browser) -> float:
    chromium.wait(READY)
    return float(chromium.value(SCALE))


@pytest.mark.slow
@pytest.mark.parametrize("ratio", [1, 1.5])
@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_a_browser_shows_the_picture_from_files_alone(
    pages: Callable[[Layout], Path], chromium: Browser, layout: Layout, ratio: float
) -> None:
    path = pages(layout)
    chromium.open(path, WINDOW, ratio=ratio, still=ratio == 1)
    check_colours(chromium)
    assert scale(chromium) == pytest.approx(WINDOW[0] / SIZE.height)  # the whole picture is seen
    assert chromium.value("document.title") == TITLE
    chromium.value("view.zoomTo(2.7 * view.getHomeZoom(), null, true), 0")
    check_colours(chromium)
    assert chromium.complaints == []
    there = {f"file://{file.as_posix()}" for file in path.parent.rglob("*")}
    assert set(map(unquote, chromium.requests)) <= there | {"data:,"}
    assert len(chromium.requests) > 4


@pytest.mark.parametrize("layout", LAYOUTS[2:], ids=str)
def test_what_is_transparent_shows_the_page_and_not_a_coarser_level(
    tmp_path: Path, chromium: Browser, layout: Layout
) -> None:
    chromium.open(write(tmp_path, layout, alpha=128), WINDOW)
    check_colours(chromium, faint=128 / 255)


@pytest.mark.slow
def test_keys_buttons_wheel_and_fingers(chromium: Browser, deep: Path) -> None:
    chromium.open(deep, WINDOW)
    whole = scale(chromium)
    chromium.page.keyboard.press("+")
    assert scale(chromium) == pytest.approx(2 * whole)
    chromium.page.keyboard.press("ArrowRight")
    chromium.page.keyboard.press("ArrowDown")
    check_colours(chromium)
    assert chromium.value("view.getCenter().x") > 0.51
    assert chromium.value("view.getCenter().y") > 0.51 * SIZE.height / SIZE.width
    chromium.page.keyboard.press("-")
    assert scale(chromium) == pytest.approx(whole)
    for name, wanted in (("in", 2), ("in", 4), ("out", 2), ("home", 1)):
        chromium.page.click(f"#{name}")
        assert scale(chromium) == pytest.approx(wanted * whole)
    chromium.page.mouse.move(300, 150)
    chromium.page.mouse.wheel(0, -240)
    chromium.wait("view.getZoom() > 1.1 * view.getHomeZoom()")
    check_colours(chromium)
    chromium.page.keyboard.press("0")
    assert scale(chromium) == pytest.approx(whole)
    chromium.open(deep, (800, 390), ratio=2, touch=True)
    whole = scale(chromium)
    chromium.touch("touchStart", (180, 400), (210, 400))
    for step in range(1, 9):
        chromium.touch("touchMove", (180 - 8 * step, 400), (210 + 8 * step, 400))
        time.sleep(0.02)
    chromium.touch("touchEnd")
    chromium.wait("view.getZoom() > 2 * view.getHomeZoom()")
    check_colours(chromium)


def test_the_whole_picture_stays_whole_in_another_window(chromium: Browser, deep: Path) -> None:
    """And a part stays that part."""
    chromium.open(deep, WINDOW)
    shown(chromium)
    for window in ((420, 300), (200, 900), WINDOW):
        chromium.resize(window)
        fits = min(window[0] / SIZE.height, window[1] / SIZE.width)
        chromium.wait(
            f"Math.abs(viewer.world.getItemAt(0).viewportToImageZoom(view.getZoom()) - {fits}) < 1e-3"
        )
    chromium.value("view.zoomTo(4 * view.getHomeZoom(), null, true), 0")
    chromium.wait(READY)
    chromium.resize((420, 500))
    time.sleep(0.5)
    assert chromium.value("view.getZoom() > 2 * view.getHomeZoom()")


def test_full_screen_and_back(chromium: Browser, deep: Path) -> None:
    chromium.open(deep, WINDOW)
    chromium.wait(READY)
    chromium.page.click("#full")
    chromium.wait(
        "document.fullscreenElement === document.documentElement && element('full').ariaPressed === 'true'"
    )
    check_colours(chromium)
    chromium.page.keyboard.press("f")
    chromium.wait("document.fullscreenElement === null && element('full').ariaPressed === 'false'")


@pytest.mark.slow
@pytest.mark.parametrize("ratio", [1, 2])
def test_pixels_are_sharp_beyond_one_to_one_and_there_is_an_end(
    chromium: Browser, deep: Path, ratio: float
) -> None:
    chromium.open(deep, WINDOW, ratio=ratio)
    chromium.wait(READY)
    for place, sharp in ((0.99 / ratio, False), (1.01 / ratio, True), (0.5 / ratio, False)):
        chromium.value(f"view.zoomTo(viewer.world.getItemAt(0).imageToViewportZoom({place}), null, true), 0")
        shown(chromium)
        assert chromium.value("viewer.drawer._imageSmoothingEnabled") is not sharp
    for _ in range(8):
        chromium.page.keyboard.press("+")
    assert scale(chromium) == pytest.approx(4)
    blue = shown(chromium)[100, 100:500, 2].astype(int)
    # Stripes are 30 and 150: nothing lies between them, but for what JPEG does to them.
    assert ((abs(blue - 30) < 25) | (abs(blue - 150) < 25)).all()
    assert set(np.diff(np.flatnonzero(np.abs(np.diff(blue)) > 60))) == {4 * ratio}


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS[:2], ids=str)
def test_no_seams_between_tiles_and_no_edges(
    pages: Callable[[Layout], Path], chromium: Browser, layout: Layout
) -> None:
    chromium.open(pages(layout), WINDOW, ratio=1.5)
    chromium.wait(READY)
    chromium.value("document.querySelectorAll('.card').forEach((card) => card.remove())")
    for place in (0.61, 1.37, 3.3):
        chromium.value(
            f"view.zoomTo(viewer.world.getItemAt(0).imageToViewportZoom({place}), null, true);"
            "view.panTo(new OpenSeadragon.Point(0.4877, 0.3411), true); 0"
        )
        pixels = shown(chromium).astype(int)
        for axis in (0, 1):  # ramps go on as they do
            assert np.abs(np.diff(pixels[..., :2], axis=axis)).max() < 12


def test_a_screen_reader_and_a_small_window(chromium: Browser, deep: Path) -> None:
    chromium.open(deep, (568, 320), ratio=2, touch=True)
    chromium.wait(READY)
    told = chromium.page
    for name in ("Zoom in", "Zoom out", "Whole picture", "Full screen"):
        assert told.get_by_role("button", name=name, exact=True).is_visible()
    assert told.get_by_role("heading", name=TITLE, exact=True).is_visible()
    assert told.get_by_role("link", name="recipe", exact=True).is_visible()
    label = told.get_by_role("application").get_attribute("aria-label") or ""
    assert label.startswith(f"{TITLE}, 1,540 by 1,030 pixels. Arrow keys move")
    boxes = chromium.value(
        "[...document.querySelectorAll('.card')].map((card) => card.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) == 2
    for box in boxes:
        assert 0 <= box["left"] < box["right"] <= 320
        assert 0 <= box["top"] < box["bottom"] <= 568
    assert boxes[1]["right"] < boxes[0]["left"]  # the caption ends where the controls begin
    assert (
        chromium.value("Math.min(...[...document.querySelectorAll('button')].map((b) => b.offsetHeight))") >= 44
    )
