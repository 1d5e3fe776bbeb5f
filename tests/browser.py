"""A browser without a window: the Chromium of this machine, driven by Playwright."""

from __future__ import annotations

import io
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser as Program
from playwright.sync_api import BrowserContext, CDPSession, ConsoleMessage, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE = 60_000  # milliseconds
_PAUSE = 20  # milliseconds


class Browser:
    """One window at a time of one browser.

    Attributes:
        page: what the window shows; Playwright's.
        complaints: what it wrote to its console, all that is not mere information, and loads that failed.
        requests: the addresses that it asked for.
    """

    page: Page

    def __init__(self, program: Program) -> None:
        self._program = program
        self._context: BrowserContext | None = None
        self._fingers: CDPSession | None = None
        self.complaints: list[str] = []
        self.requests: list[str] = []

    def open(
        self,
        path: Path | str,
        size: tuple[int, int],
        *,
        at: str = "",
        ratio: float = 1,
        touch: bool = False,
        still: bool = True,
        dark: bool = False,
        scripts: bool = True,
    ) -> Page:
        """Open a file or a page in a new window, and close the one before.

        Args:
            path: the file, or the page's address.
            size: of the window, (rows, columns), in pixels of CSS.
            at: what follows the address, such as #place.
            ratio: pixels of the screen, each way, to one of them.
            touch: whether it is a phone's.
            still: whether its owner asks for less motion.
            dark: whether its owner asks for dark colours.
            scripts: whether they run.
        """
        self.close()
        self._context = self._program.new_context(
            viewport={"width": size[1], "height": size[0]},
            device_scale_factor=ratio,
            is_mobile=touch,
            has_touch=touch,
            reduced_motion="reduce" if still else "no-preference",
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        self._context.set_default_timeout(_PATIENCE)
        self.page = self._context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", lambda request: self.complaints.append(f"{request.url} failed"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note)
        self.page.goto((path if isinstance(path, str) else path.as_uri()) + at)
        return self.page

    def close(self) -> None:
        """Close the window, if there is one, and forget what it did."""
        if self._context is not None:
            self._context.close()
        self._context = self._fingers = None
        self.complaints.clear()
        self.requests.clear()

    def resize(self, size: tuple[int, int]) -> None:
        """Make the window another size, (rows, columns), as when a phone is turned."""
        self.page.set_viewport_size({"width": size[1], "height": size[0]})
        # What the page does then is done before it is drawn for the second time.
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def value(self, script: str) -> Any:
        """Return what an expression has for its value in the page."""
        return self.page.evaluate(script)

    def wait(self, script: str) -> None:
        """Wait until an expression is true.

        It is evaluated again and again: Playwright would wait within the page, whose policy may forbid that.
        """
        end = time.monotonic() + _PATIENCE / 1000
        while not self.value(f"Boolean({script})"):
            assert time.monotonic() < end, script
            self.page.wait_for_timeout(_PAUSE)

    def touch(self, kind: str, *points: tuple[float, float]) -> None:
        """Put fingers on the screen, move them, or take them away: touchStart, touchMove, touchEnd."""
        assert self._context is not None
        if self._fingers is None:  # Playwright has but one
            self._fingers = self._context.new_cdp_session(self.page)
        places = [{"x": x, "y": y} for x, y in points]
        self._fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    def screenshot(self) -> NDArray[np.uint8]:
        """Return what is seen, uint8 (rows, columns, 3)."""
        with Image.open(io.BytesIO(self.page.screenshot())) as image:
            return np.asarray(image.convert("RGB"))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            self.complaints.append(message.text)


def find_browser() -> str | None:
    """Return the path of the browser's program; None if there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """Yield a browser; skip the test if there is none.

    While it is there, asyncio finds a loop that runs in this thread: Playwright's.
    """
    program = find_browser()
    if program is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    # Root may not have a sandbox, and what is shown is ours.
    arguments = ["--no-sandbox", "--force-color-profile=srgb"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=arguments)
        opened = Browser(started)
        try:
            yield opened
        finally:
            opened.close()
            started.close()
