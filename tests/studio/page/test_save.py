"""Saving files, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Response, Route

import nnart
from tests.browser import Browser
from tests.studio.page.process import Process
from tests.studio.page.test_views import WINDOW, assert_accessible, wait_shown


def opened(chromium: Browser, studio: Process, *, dark: bool = False) -> None:
    """Open the drawer by its key, with nothing in it."""
    chromium.open(studio.address, WINDOW, at="#tune?seed=7&layers=3&shape=3:2", dark=dark)
    wait_shown(chromium, "seed=7&layers=3")
    while exports(chromium, studio):
        end_all(chromium, studio)
    chromium.page.keyboard.press("s")
    chromium.page.get_by_role("dialog", name="Save a file").wait_for()


def begin_large(chromium: Browser) -> None:
    """Begin to save a picture that takes minutes."""
    box = chromium.page.get_by_role("dialog")
    box.get_by_label("Size", exact=True).select_option("own")
    box.get_by_label("Own size").fill("50000")
    box.locator(".takes").get_by_text("nnart-7.png").wait_for()
    box.get_by_role("button", name="Save the file").click()
    box.get_by_role("progressbar").wait_for()


@contextmanager
def folder_away(studio: Process) -> Iterator[None]:
    """Take the folder of exports away for a while, so that saving fails."""
    elsewhere = studio.exports.rename(studio.exports.with_name("elsewhere"))
    try:
        yield
    finally:
        elsewhere.rename(studio.exports)


@contextmanager
def unseen(page: Page) -> Iterator[None]:
    """Let the page not see, for a while, how far exports are."""
    held: list[Route] = []
    holding = True

    def hold(route: Route) -> None:
        if holding and route.request.method == "GET":
            held.append(route)
        else:
            route.continue_()

    page.route("**/api/exports", hold)
    yield
    holding = False
    for route in held:
        route.continue_()


def is_list(answer: Response) -> bool:
    """Return whether an answer is about all exports."""
    return answer.url.endswith("/api/exports")


def exports(chromium: Browser, studio: Process) -> list[dict[str, Any]]:
    """Return all exports, asked for beside the page."""
    found: list[dict[str, Any]] = chromium.page.request.get(f"{studio.address}api/exports").json()
    return found


def end(chromium: Browser, studio: Process, name: str) -> None:
    """Cancel an export, or leave it out if it has ended."""
    origin = studio.address.rstrip("/")
    chromium.page.request.delete(f"{studio.address}api/exports/{name}", headers={"Origin": origin})


def end_all(chromium: Browser, studio: Process) -> None:
    """Cancel all exports, and leave out those that have ended."""
    for job in exports(chromium, studio):
        end(chromium, studio, job["id"])


def wait_ended(chromium: Browser, studio: Process) -> None:
    """Wait until all exports have ended."""
    while {job["state"] for job in exports(chromium, studio)} & {"waiting", "running"}:
        chromium.page.wait_for_timeout(20)


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
    box.get_by_role("button", name="Hide dusk.tif").click()
    box.get_by_role("button", name="Hide dusk.tif").wait_for(state="detached")


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


def test_an_estimate_that_is_overtaken_ends_and_says_nothing(chromium: Browser, studio: Process) -> None:
    opened(chromium, studio)
    page, box = chromium.page, chromium.page.get_by_role("dialog")
    box.locator(".takes").get_by_text("nnart-7.png").wait_for()
    page.route("**/api/estimate", lambda _: None)  # never answered
    with page.expect_request("**/api/estimate"):
        box.get_by_label("Format").select_option("webp")
    page.unroute("**/api/estimate")
    box.get_by_label("Size", exact=True).select_option("own")
    with page.expect_event("requestfailed", lambda one: "/api/estimate" in one.url):
        box.get_by_label("Own size").fill("a3x")
    box.locator(".takes .wrong-note").wait_for()
    assert box.get_by_role("button", name="Save the file").is_disabled()


def test_what_ends_while_the_drawer_is_closed_is_said(chromium: Browser, studio: Process) -> None:
    opened(chromium, studio)
    page, box = chromium.page, chromium.page.get_by_role("dialog")
    said = page.locator("#said")
    for away, words in ((True, "Saving nnart-7.png failed."), (False, f"Saved {studio.exports}/nnart-7.png")):
        box.get_by_label("Size", exact=True).select_option("own")
        box.get_by_label("Own size").fill("96x64")
        box.locator(".takes").get_by_text(f"{studio.exports}/nnart-7.png").wait_for()
        with unseen(page):
            with folder_away(studio) if away else nullcontext():
                with page.expect_response(lambda answer: answer.request.method == "POST" and is_list(answer)):
                    box.get_by_role("button", name="Save the file").click()
                wait_ended(chromium, studio)
            page.keyboard.press("Escape")
            box.wait_for(state="hidden")
        said.get_by_text(words).wait_for()
        if away:
            assert "there is no folder" in said.inner_text()
            said.get_by_role("button", name="Show").click()
            box.get_by_role("list", name="Files").get_by_text("There is no folder").wait_for()


def test_what_was_begun_before_a_reload_is_said(chromium: Browser, studio: Process) -> None:
    opened(chromium, studio)
    page, box = chromium.page, chromium.page.get_by_role("dialog")
    begin_large(chromium)
    box.get_by_label("Own size").fill("96x64")
    box.get_by_label("Name").fill("small")
    box.locator(".takes").get_by_text(f"{studio.exports}/small.png").wait_for()
    box.get_by_role("button", name="Save the file").click()
    box.get_by_text("waits", exact=True).wait_for()
    page.reload()
    with page.expect_response(is_list):
        pass
    (large,) = (job["id"] for job in exports(chromium, studio) if job["state"] == "running")
    end(chromium, studio, large)
    page.locator("#said").get_by_text(f"Saved {studio.exports}/small.png").wait_for()


def test_what_a_studio_that_ended_had_not_saved_is_said(chromium: Browser, studio: Process) -> None:
    opened(chromium, studio)
    begin_large(chromium)
    studio.stop()
    studio.start()
    said = chromium.page.locator("#said").get_by_text("ended before it had saved nnart-7.png. Save again.")
    said.wait_for()
    assert chromium.page.get_by_role("progressbar").count() == 0
    for path in studio.exports.iterdir():  # what it would go on with
        path.unlink()


def test_what_is_cancelled_ends_without_a_word(chromium: Browser, studio: Process) -> None:
    opened(chromium, studio)
    page, box = chromium.page, chromium.page.get_by_role("dialog")
    begin_large(chromium)
    page.keyboard.press("Escape")
    box.wait_for(state="hidden")
    with page.expect_response(lambda answer: is_list(answer) and '"cancelled"' in answer.text()):
        end_all(chromium, studio)
    page.evaluate("new Promise((done) => setTimeout(done))")
    assert page.locator("#said").inner_text() == ""


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_in_the_drawer(chromium: Browser, studio: Process, dark: bool) -> None:
    opened(chromium, studio, dark=dark)
    box = chromium.page.get_by_role("dialog")
    box.locator(".takes").get_by_text("nnart-7.png").wait_for()
    assert_accessible(chromium)
    box.get_by_label("Name").fill("no/name")
    box.locator(".takes .wrong-note").wait_for()
    assert_accessible(chromium)
    box.get_by_label("Name").fill("gone")
    box.locator(".takes").get_by_text("gone.png").wait_for()
    with folder_away(studio):
        box.get_by_role("button", name="Save the file").click()
        box.get_by_text("failed", exact=True).wait_for()
    box.get_by_label("Name").fill("")
    begin_large(chromium)
    assert_accessible(chromium)
    end_all(chromium, studio)


def test_what_can_go_on_is_said(chromium: Browser, studio: Process) -> None:
    job = {"id": "a", "path": "/x/nnart-7.png", "state": "cancelled", "share": 0.5, "seconds_left": None}
    jobs = [job | {"faults": [], "left_out": [], "begun": begun, "id": str(begun)} for begun in (True, False)]
    chromium.open(studio.address, WINDOW, at="#keep")
    chromium.page.route("**/api/exports", lambda route: route.fulfill(json=jobs))
    chromium.page.reload()
    words = chromium.page.get_by_text("To go on, save the same picture again.")
    words.wait_for()
    assert words.count() == 1


def test_a_large_picture_is_cancelled(chromium: Browser, studio: Process) -> None:
    opened(chromium, studio)
    box = chromium.page.get_by_role("dialog")
    begin_large(chromium)
    box.get_by_role("button", name="Cancel nnart-7.png").focus()
    for _ in range(2):
        with chromium.page.expect_response(is_list):
            pass
    chromium.page.keyboard.press("Enter")  # the button has the focus still, while the line beside it changes
    box.get_by_text("cancelled", exact=True).wait_for()
    assert not (studio.exports / "nnart-7.png").exists()
    chromium.page.keyboard.press("Escape")
    box.wait_for(state="hidden")
