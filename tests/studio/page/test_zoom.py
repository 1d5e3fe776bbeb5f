"""The zoom, in a browser."""

from __future__ import annotations

import numpy as np
import pytest

import nnart
from tests.browser import Browser
from tests.studio.page.process import Process
from tests.studio.page.test_views import PHONE, WINDOW, complaints, wait_shown

LOADED = "document.querySelector('.zoomed canvas') && document.querySelector('.scale').textContent"


def test_keys_zoom_and_move_and_the_place_survives_a_reload(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#tune?seed=7&layers=3&shape=3:2")
    wait_shown(chromium, "seed=7&layers=3")
    page.keyboard.press("z")
    chromium.wait(LOADED)
    for _ in range(3):
        page.keyboard.press("+")
    chromium.wait("document.querySelector('.scale').textContent === '× 8.0' && location.hash.includes('&at=')")
    before = chromium.value("location.hash")
    page.keyboard.press("ArrowRight")
    chromium.wait(f"location.hash !== {before!r}")
    before = chromium.value("location.hash")
    page.reload()
    chromium.wait(f"{LOADED} && location.hash === {before!r}")
    page.wait_for_timeout(300)
    assert chromium.value("location.hash") == before
    page.keyboard.press("0")
    chromium.wait("!location.hash.includes('&at=')")
    page.keyboard.press("Escape")
    wait_shown(chromium, "seed=7&layers=3")
    assert chromium.value("location.hash") == "#tune?seed=7&layers=3&shape=3:2"
    page.go_back()
    chromium.wait(LOADED)
    assert complaints(chromium) == []


@pytest.mark.parametrize(
    ("shape", "size", "at", "rows", "columns"),
    [
        ("1:1", (256, 256), "0.5,0.125,0.25", (32, 96), (128, 192)),
        ("3:2", (300, 200), "0.4,0.3,0.2", (90, 130), (120, 180)),
        ("2:3", (200, 300), "0.1,0.9,0.3", (180, 270), (20, 80)),
    ],
)
@pytest.mark.parametrize("look", ["seed=7&layers=3", "seed=7&layers=3&center=0.3,-0.2&zoom=2&rotate=30"])
def test_the_view_that_is_taken_is_what_was_framed(
    chromium: Browser,
    studio: Process,
    look: str,
    shape: str,
    size: tuple[int, int],
    at: str,
    rows: tuple[int, int],
    columns: tuple[int, int],
) -> None:
    page = chromium.open(studio.address, (738, 600), at=f"#zoom?{look}&shape={shape}&at={at}")
    chromium.wait(LOADED)
    assert chromium.value("document.querySelector('.zoomed').clientWidth") == 600
    assert chromium.value("document.querySelector('.zoomed').clientHeight") == 600
    page.get_by_role("button", name="Take this view").click()
    chromium.wait("document.body.dataset.view === 'tune' && history.state?.n > 0")
    taken = dict(one.split("=") for one in str(chromium.value("location.hash")).split("?")[1].split("&"))
    assert taken["shape"] == shape
    center = tuple(map(float, taken.pop("center").split(",")))
    whole = nnart.Recipe.from_dict(
        {
            name: [*map(float, text.split(","))]
            if name == "center"
            else float(text)
            if "o" in name
            else int(text)
            for name, text in (one.split("=") for one in look.split("&"))
        }
    )
    seen = whole.replace(center=center, zoom=float(taken["zoom"]))
    part = nnart.render(whole, size).pixels[slice(*rows), slice(*columns)]
    assert seen.zoom == pytest.approx(size[0] / part.shape[1] * whole.zoom)
    assert np.abs(nnart.render(seen, part.shape[1::-1]).pixels.astype(int) - part).mean() < 2
    page.keyboard.press("u")
    chromium.wait(f"location.hash.startsWith('#tune?{look}') && history.state?.n === 0")


def test_it_says_where_nothing_more_is_to_be_seen(chromium: Browser, studio: Process) -> None:
    chromium.open(studio.address, (400, 400), at="#zoom?seed=7&layers=1&width=2&at=0.4,0.4,0.001")
    chromium.page.get_by_text("From here on it is one colour").wait_for()
    chromium.page.keyboard.press("0")
    chromium.page.get_by_text("From here on it is one colour").wait_for(state="hidden")


def test_a_key_on_a_button_does_what_the_button_is_for(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#zoom?seed=7&layers=3")
    chromium.wait(LOADED)
    page.get_by_role("button", name="Zoom in").focus()
    page.keyboard.press("Enter")
    chromium.wait("document.querySelector('.scale').textContent === '× 2.0'")
    page.get_by_role("button", name="Back").focus()
    page.keyboard.press("Enter")
    wait_shown(chromium, "seed=7&layers=3")


def test_a_view_that_no_recipe_has_is_not_taken(chromium: Browser, studio: Process) -> None:
    """The edges of a seamless picture fit each other at few zooms."""
    page = chromium.open(studio.address, WINDOW, at="#zoom?seed=7&layers=3&seamless=xy&at=0.2,0.2,0.3")
    chromium.wait(LOADED)
    page.get_by_role("button", name="Take this view").click()
    page.locator("#view-zoom .mark").get_by_text("edges fit").wait_for()
    assert chromium.value("document.body.dataset.view") == "zoom"


def test_what_went_wrong_is_said(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#zoom?seed=7&layers=900&width=400")
    page.locator("#view-zoom .mark").get_by_text("too large").wait_for()


def test_the_frame_is_the_same_in_another_window(chromium: Browser, studio: Process) -> None:
    at = "#zoom?seed=7&layers=3&shape=3:2&at=0.4,0.3,0.2"
    for window in (WINDOW, PHONE):
        chromium.open(studio.address, window, at=at)
        chromium.wait(f"{LOADED} === '× 5.0'")
        chromium.page.wait_for_timeout(300)
        found = str(chromium.value("location.hash")).partition("&at=")[2].partition("&")[0]
        assert [float(one) for one in found.split(",")] == pytest.approx([0.4, 0.3, 0.2], abs=1e-4)


def test_fingers_pinch(chromium: Browser, studio: Process) -> None:
    chromium.open(studio.address, PHONE, at="#zoom?seed=7&layers=3", touch=True)
    chromium.wait(LOADED)
    chromium.touch("touchStart", (160, 400), (200, 400))
    for step in range(1, 8):
        chromium.touch("touchMove", (160 - 12 * step, 400), (200 + 12 * step, 400))
    chromium.touch("touchEnd")
    chromium.wait("location.hash.includes('&at=')")
