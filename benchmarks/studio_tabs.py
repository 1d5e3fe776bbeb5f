"""Tabs of a real Chromium with the studio's page, and what is done in them by mouse and keys."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright
from tests.browser import find_browser

WATCH = Path(__file__).with_suffix(".js")
WINDOW = ViewportSize(width=1440, height=900)
PATIENCE = 120.0  # seconds
MOVES, MOVE = 12, 0.016  # of one drag, and the seconds from one to the next
THUMB = 16  # pixels
TILES = 24


class Tab:
    """A tab of the browser with the studio's page, and what was watched in it."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.address = address

    def open(self, at: str, until: str) -> None:
        """Open a view, in a fresh page, and wait until a script says yes."""
        self.page.goto("about:blank")
        self.page.goto(self.address + at)
        self.wait(until)

    def go(self, at: str) -> None:
        """Go to another view, as a link does."""
        self.page.evaluate("at => { location.hash = at; }", at)

    def tell(self, script: str) -> Any:
        return self.page.evaluate(script)

    def wait(self, script: str) -> None:
        end = time.monotonic() + PATIENCE
        while not self.tell(f"Boolean({script})"):
            assert time.monotonic() < end, (script, self.page.url)
            time.sleep(0.02)

    def clear(self) -> None:
        """Forget what was watched."""
        self.tell("Object.assign(watched, { inputs: [], frames: [], tiles: [] })")

    def unfold(self) -> None:
        """Open all groups of knobs."""
        self.tell("document.querySelectorAll('details.group:has(.row)').forEach(one => { one.open = true; })")


def shown(query: str) -> str:
    """Return a script that says whether a look is on the stage, whole."""
    stage = "document.querySelector('.picture')?.dataset"
    return f"(one => one?.state === 'full' && one.look === '{query}')({stage})"


FULL = "document.querySelector('.picture')?.dataset.state === 'full'"
SEEN = f"document.querySelectorAll('.wall a.painted').length >= {TILES}"
STILL = f"{FULL} && document.querySelector('.stage').getAttribute('aria-busy') !== 'true'"
IN_SIGHT = """[...document.querySelectorAll(".wall li")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
})"""
PAINTED = f"""!document.querySelector("#wait") && ({{
    find: () => {IN_SIGHT}.length && {IN_SIGHT}.every((one) => one.querySelector("a.painted")),
    tune: () => {STILL},
    zoom: () => document.querySelector(".zoomed canvas") && document.querySelector(".scale").textContent,
    keep: () => true,
}})[document.body.dataset.view]()"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--force-color-profile=srgb"]
        browser = playwright.chromium.launch(executable_path=find_browser(), args=arguments)
        yield browser
        browser.close()


def new_context(browser: Browser) -> BrowserContext:
    """Return a person's windows, which know nothing yet."""
    context = browser.new_context(viewport=WINDOW)
    context.set_default_timeout(1000 * PATIENCE)
    context.add_init_script(path=WATCH)
    return context


def drag(tab: Tab, knob: str, to: float) -> None:
    """Drag a slider's thumb to a place, 0 … 1."""
    slider = tab.page.locator(f"[data-knob={knob}] input[type=range]").first
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    at = int(slider.input_value()) / 1000
    left, width, middle = box["x"] + THUMB / 2, box["width"] - THUMB, box["y"] + box["height"] / 2
    mouse = tab.page.mouse
    mouse.move(left + at * width, middle)
    mouse.down()
    began = time.monotonic()
    for step in range(1, MOVES + 1):
        mouse.move(left + (at + (to - at) * step / MOVES) * width, middle)
        time.sleep(max(0.0, began + step * MOVE - time.monotonic()))
    mouse.up()


def scroll(by: int) -> Callable[[Tab], None]:
    def act(tab: Tab) -> None:
        for _ in range(by // 600):
            tab.page.mouse.move(400, 500)
            tab.page.mouse.wheel(0, 600)
            time.sleep(0.1)

    return act


def press(*keys: str) -> Callable[[Tab], None]:
    def act(tab: Tab) -> None:
        for key in keys:
            tab.page.keyboard.press(key)
            time.sleep(0.3)

    return act


def turn(knob: str, to: float) -> Callable[[Tab], None]:
    def act(tab: Tab) -> None:
        tab.unfold()
        drag(tab, knob, to)

    return act


def choose(shape: str) -> Callable[[Tab], None]:
    def act(tab: Tab) -> None:
        tab.page.select_option("#view-tune select", shape)

    return act
