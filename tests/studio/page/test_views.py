"""The page: what all views share."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

import nnart
from tests.browser import Browser
from tests.studio.page.process import Process

PAGE = Path(nnart.__file__).parent / "studio" / "page"
WINDOW, PHONE = (800, 1280), (740, 360)  # rows, columns
LIKE = "#find?layers=3&palette=reef&width=10&like=seed%3D300%26layers%3D3%26width%3D10&preset=none"
LIGHT = "layers=3&width=10"  # what pictures of a wall need to take little time
LITTER = "#breed?one=seed%3D7%26layers%3D3%26width%3D10&two=seed%3D12%26layers%3D3%26width%3D10"
SWEEP = "#sweep?seed=7&layers=3&width=10&across=contrast&down=reverse"
VIEWS = (f"#find?{LIGHT}", LIKE, "#tune?seed=7&layers=3", SWEEP, LITTER, "#keep", "#zoom?seed=7&layers=3")
PAINTED = "document.querySelectorAll('#view-find .wall img').length"
FULL = "document.querySelector('.picture')?.dataset.state === 'full'"
READY = {
    "f": f"{PAINTED} > 8",
    "t": FULL,
    "s": "document.querySelectorAll('#view-sweep .wall img').length >= 8",
    "b": "document.querySelectorAll('#view-breed .wall img').length === 12",
    "k": "document.querySelector('.card img')",
    "z": "document.querySelector('.zoomed canvas') && document.querySelector('.scale').textContent",
}


def shown(chromium: Browser) -> str:
    """Return the look of the picture that is seen large."""
    return str(chromium.value("document.querySelector('.picture')?.dataset.look"))


def complaints(chromium: Browser) -> list[str]:
    """Return what went wrong in the page; that a picture came, or did not, which it no longer wants did not."""
    late = r"(/api/(picture|zoom|look|wall|litter)|^blob:).* failed$|^Ignoring tile .* loaded before reset"
    return [one for one in chromium.complaints if not re.search(late, one)]


def wait_shown(chromium: Browser, look: str) -> None:
    """Wait until a look is seen large, and in full."""
    chromium.wait(f"{FULL} && document.querySelector('.picture')?.dataset.look === {look!r}")


def assert_accessible(chromium: Browser) -> None:
    """Assert that axe finds nothing to complain of, in a window and on a phone."""
    for window in (WINDOW, PHONE):
        chromium.resize(window)
        found = Axe().run(chromium.page, options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, found.generate_report()


def test_it_is_small_and_asks_for_nothing_elsewhere() -> None:
    parts = [path for path in PAGE.iterdir() if path.suffix in (".js", ".css")]
    texts = {path.name: path.read_text(encoding="utf-8") for path in PAGE.iterdir()}
    # Compressed, as for sending. As written, it has about 120 kB.
    assert len(gzip.compress(b"".join(path.read_bytes() for path in parts))) <= 60_000
    for text in texts.values():
        found = set(re.findall(r"https?://[^\s\"')]+", text))
        assert found <= {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("view", VIEWS)
def test_it_asks_only_its_server_and_complains_of_nothing(
    chromium: Browser, studio: Process, view: str
) -> None:
    chromium.open(studio.address, WINDOW, at=view)
    chromium.wait("document.body.dataset.view && !document.getElementById('wait')")
    chromium.page.wait_for_load_state("networkidle")
    hosts = {urlsplit(address).netloc for address in chromium.requests if address.startswith("http")}
    assert hosts == {urlsplit(studio.address).netloc}
    assert complaints(chromium) == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(chromium: Browser, studio: Process, view: str, dark: bool) -> None:
    keep(studio)
    chromium.open(studio.address, WINDOW, at=view, dark=dark)
    chromium.wait(READY[view[1]])
    chromium.value("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert_accessible(chromium)


def keep(studio: Process) -> None:
    """Keep two pictures, one of them of a network by hand."""
    studio.favourites.mkdir(exist_ok=True)
    (studio.favourites / "dusk.toml").write_text(nnart.Recipe(seed=7, layers=3).to_toml())


@pytest.mark.parametrize("touch", [False, True])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_wider_than_the_window(chromium: Browser, studio: Process, view: str, touch: bool) -> None:
    keep(studio)
    widths = [360] if touch else [2560, 1280, 900, 700]
    chromium.open(studio.address, (800, widths[0]), at=view, touch=touch)
    over = "[...document.querySelectorAll('main *, header *')].filter((each) => each.checkVisibility() && "
    over += "each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.outerHTML.slice(0, 80))"
    for width in widths:
        chromium.resize((800, width))
        chromium.wait(READY[view[1]])
        assert chromium.value("document.documentElement.scrollWidth <= innerWidth")
        assert chromium.value(over) == []


def test_a_server_that_went_comes_back_under_an_open_page(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#tune?seed=7&layers=3")
    chromium.wait(FULL)
    studio.stop()
    try:
        page.get_by_label("Layers", exact=True).first.fill("4")
        page.keyboard.press("Enter")
        page.get_by_text("The studio’s server does not answer").wait_for()
        page.get_by_role("button", name="Keep", exact=True).click()
        page.get_by_text("The server does not answer", exact=True).wait_for()
    finally:
        studio.start()
    wait_shown(chromium, "seed=7&layers=4")
    chromium.wait("document.getElementById('lost').textContent === ''")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_text("Kept as").wait_for()


def test_keys_are_shown(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW)
    chromium.wait(f"{PAINTED} > 0")
    page.keyboard.press("?")
    box = page.get_by_role("dialog")
    assert "Undo, redo" in box.inner_text()
    assert_accessible(chromium)
    page.keyboard.press("Escape")
    box.wait_for(state="hidden")
