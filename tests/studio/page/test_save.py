"""Saving files, in a browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Route

import nnart
from tests.browser import Browser
from tests.studio.page.process import Process
from tests.studio.page.test_views import WINDOW, wait_shown


def opened(chromium: Browser, studio: Process) -> None:
    """Open the drawer by its key."""
    chromium.open(studio.address, WINDOW, at="#tune?seed=7&layers=3&shape=3:2")
    wait_shown(chromium, "seed=7&layers=3")
    chromium.page.keyboard.press("s")
    chromium.page.get_by_role("dialog", name="Save a file").wait_for()


def test_a_saved_file_is_what_nnart_renders(chromium: Browser, studio: Process, tmp_path: Path) -> None:
    opened(chromium, studio)
    page = chromium.page
    box = page.get_by_role("dialog")
    assert "3840 × 2560" in str(box.get_by_label("Size", exact=True).locator("option").first.text_content())
    box.get_by_label("Size", exact=True).select_option("own")
    box.get_by_label("Own size").fill("96x64")
    box.get_by_label("Format").select_option("tif")
    box.get_by_label("Depth").select_option("16")
    box.get_by_label("Name").fill("dusk")
    box.get_by_text(f"{studio.exports}/dusk.tif").wait_for()
    box.get_by_role("button", name="Save the file").click()
    box.get_by_text("saved", exact=True).wait_for()
    nnart.save(nnart.Job(nnart.Recipe(seed=7, layers=3), (96, 64), 16), tmp_path / "dusk.tif")
    assert (studio.exports / "dusk.tif").read_bytes() == (tmp_path / "dusk.tif").read_bytes()
    # The second file gets another name, so the first stays.
    box.get_by_text(f"{studio.exports}/dusk-2.tif").wait_for()
    box.get_by_role("button", name="Forget dusk.tif").click()
    box.get_by_role("button", name="Forget dusk.tif").wait_for(state="detached")


def test_wrong_sizes_are_said_before_anything_is_painted(chromium: Browser, studio: Process) -> None:
    opened(chromium, studio)
    box = chromium.page.get_by_role("dialog")
    box.get_by_label("Size", exact=True).select_option("own")
    box.get_by_label("Own size").fill("a3x")
    box.locator(".takes .wrong-note").wait_for()
    assert box.get_by_role("button", name="Save the file").is_disabled()
    box.get_by_label("Own size").fill("a6@100dpi")
    box.get_by_text("nnart-7.png").wait_for()
    box.get_by_label("Format").select_option("jpg")
    box.get_by_text("nnart-7.jpg").wait_for()
    assert box.locator("option[value='16']").evaluate("(option) => option.disabled")


def test_an_estimate_that_comes_late_says_nothing(chromium: Browser, studio: Process) -> None:
    opened(chromium, studio)
    page, box = chromium.page, chromium.page.get_by_role("dialog")
    box.get_by_text("nnart-7.png").wait_for()
    held: list[Route] = []
    page.route("**/api/estimate", lambda route: route.continue_() if held else held.append(route))
    box.get_by_label("Format").select_option("webp")
    while not held:
        page.wait_for_timeout(20)
    box.get_by_label("Size", exact=True).select_option("own")
    box.get_by_label("Own size").fill("a3x")
    box.locator(".takes .wrong-note").wait_for()
    with page.expect_response("**/api/estimate"):
        held[0].continue_()
    page.evaluate("new Promise((done) => setTimeout(done))")
    page.unroute("**/api/estimate")
    assert box.locator(".takes .wrong-note").is_visible()
    assert box.get_by_role("button", name="Save the file").is_disabled()


def test_a_large_picture_is_cancelled(chromium: Browser, studio: Process) -> None:
    opened(chromium, studio)
    box = chromium.page.get_by_role("dialog")
    box.get_by_label("Size", exact=True).select_option("own")
    box.get_by_label("Own size").fill("20000")
    box.get_by_text("nnart-7.png").wait_for()
    box.get_by_role("button", name="Save the file").click()
    box.get_by_role("progressbar").wait_for()
    box.get_by_role("button", name="Cancel nnart-7.png").click()
    box.get_by_text("cancelled", exact=True).wait_for()
    assert not (studio.exports / "nnart-7.png").exists()
    chromium.page.keyboard.press("Escape")
    box.wait_for(state="hidden")
