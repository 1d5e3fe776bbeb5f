"""Kept pictures that are selected: a sheet, a gallery list, a folder, and removing, in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

import nnart
from nnart.recipe.recipe import Recipe
from nnart.sources.favourites import VARIABLE
from tests.browser import Browser
from tests.studio.page.process import Process
from tests.studio.page.test_views import PHONE, WINDOW

NAMES = ("dawn", "dusk", "noon", "tide")  # in the order of the cards
CHOSEN = "[...document.querySelectorAll('.pick:checked')].map((each) => each.ariaLabel.slice(7)).join()"
BOXES = "JSON.stringify([...document.querySelectorAll('.card')].map((each) => each.getBoundingClientRect()))"


@pytest.fixture
def kept(studio: Process, monkeypatch: pytest.MonkeyPatch) -> Process:
    """The studio with four pictures kept, and nothing exported before."""
    monkeypatch.setenv(VARIABLE, str(studio.favourites))
    for number, name in enumerate(NAMES):
        nnart.keep(Recipe(seed=number, layers=3, width=8), name)
    return studio


def opened(chromium: Browser, kept: Process, **given: Any) -> Page:
    """Open the view, and wait until all pictures are painted."""
    page = chromium.open(kept.address, given.pop("window", WINDOW), at="#keep", **given)
    chromium.wait(f"document.querySelectorAll('.card img').length === {len(NAMES)}")
    return page


def names(studio: Process) -> list[str]:
    """Return the names of what is kept."""
    return sorted(path.stem for path in studio.favourites.glob("*.toml"))


def test_a_selection_becomes_a_sheet(chromium: Browser, kept: Process, main_: Any, tmp_path: Path) -> None:
    page = opened(chromium, kept)
    before = chromium.value(BOXES)
    assert page.get_by_role("group", name="Selected pictures").is_hidden()
    page.get_by_label("Select noon").click()
    page.get_by_label("Select dawn").click()
    bar = page.get_by_role("group", name="Selected pictures")
    assert bar.inner_text().splitlines()[0] == "2 pictures"
    assert chromium.value(BOXES) == before
    page.get_by_label("Select tide").click(modifiers=["Shift"])  # a range from the last one on
    assert chromium.value(CHOSEN) == "dawn,dusk,noon,tide"
    page.get_by_label("Select tide").click()
    page.get_by_label("Select dusk").click()
    assert chromium.value(CHOSEN) == "dawn,noon"
    bar.get_by_role("button", name="Sheet").click()
    box = page.get_by_role("dialog", name="A sheet of 2 pictures")
    box.get_by_text(f"{kept.exports}/nnart-sheet.png").wait_for()
    assert box.get_by_label("Format").is_hidden()
    box.get_by_role("button", name="Save the sheet").click()
    box.get_by_text("saved", exact=True).wait_for()
    assert main_("sheet", "dawn", "noon", "-q", "-o", "own.png").returncode == 0
    assert (kept.exports / "nnart-sheet.png").read_bytes() == (tmp_path / "own.png").read_bytes()
    box.get_by_role("button", name="Close").click()
    page.locator("#view-keep").get_by_role("button", name="Hide nnart-sheet.png").click()
    page.get_by_text("Saved files").wait_for(state="hidden")


def test_a_range_becomes_a_list_by_keyboard(chromium: Browser, kept: Process) -> None:
    page = opened(chromium, kept)
    press = page.keyboard.press
    page.get_by_role("button", name="Select all").focus()
    press("Tab")
    press("Space")
    assert chromium.value(CHOSEN) == "dawn"
    while chromium.value("document.activeElement.ariaLabel") != "Select noon":
        press("Tab")
    press("Shift+Space")
    assert chromium.value(CHOSEN) == "dawn,dusk,noon"
    press("g")
    page.get_by_role("dialog", name="A gallery list of 3 pictures").wait_for()
    assert chromium.value("document.activeElement.id") == "save-name"
    page.keyboard.type("walls")
    page.get_by_text(f"{kept.exports}/walls.toml").wait_for()
    press("Enter")
    page.get_by_text("saved", exact=True).wait_for()
    assert [one.title for one in nnart.read_gallery(kept.exports / "walls.toml").exhibits] == [*NAMES[:3]]
    press("Escape")
    assert chromium.value("document.activeElement.ariaLabel") == "Select noon"
    press("Escape")
    assert chromium.value(CHOSEN) == ""


def test_all_become_a_folder_and_go_by_keyboard(
    chromium: Browser, kept: Process, main_: Any, tmp_path: Path
) -> None:
    page = opened(chromium, kept)
    press = page.keyboard.press
    press("f")  # which has nothing to do
    assert not page.locator("dialog[open]").count()
    press("Control+a")
    assert chromium.value(CHOSEN) == ",".join(NAMES)
    press("f")
    page.get_by_role("dialog", name="A folder of 4 pictures").wait_for()
    assert chromium.value("document.activeElement.id") == "save-size"
    page.keyboard.type("Own")
    page.get_by_label("Own size").wait_for()
    press("Tab")
    page.keyboard.type("24x16")
    page.get_by_text(f"{kept.exports}/nnart-pictures").wait_for()
    press("Enter")
    page.locator(".done", has_text="nnart-pictures").wait_for()
    assert main_("render", "tide", "--size", "24x16", "-q", "-o", "own.png").returncode == 0
    made = {path.name: path.read_bytes() for path in (kept.exports / "nnart-pictures").iterdir()}
    assert made.keys() == {f"{name}.png" for name in NAMES}
    assert made["tide.png"] == (tmp_path / "own.png").read_bytes()
    press("Escape")
    press("Delete")
    page.get_by_text("4 pictures removed").wait_for()
    assert names(kept) == []
    while chromium.value("document.activeElement.textContent") != "Undo":
        press("Tab")
    press("Enter")
    page.get_by_label("Select tide").wait_for()
    chromium.wait(f"document.querySelectorAll('.card').length === {len(NAMES)}")
    assert names(kept) == [*NAMES]
    assert chromium.value(CHOSEN) == ""


def test_recipes_alone_are_copied(chromium: Browser, kept: Process) -> None:
    page = opened(chromium, kept)
    page.get_by_role("button", name="Select all").click()
    page.get_by_role("button", name="Folder").click()
    box = page.get_by_role("dialog")
    box.get_by_label("Format").select_option("toml")
    box.get_by_text(f"{kept.exports}/nnart-recipes").wait_for()
    for label in ("Size", "Depth", "Dots per inch"):
        assert box.get_by_label(label, exact=True).is_hidden()
    box.get_by_role("button", name="Save the folder").click()
    box.get_by_text("saved", exact=True).wait_for()
    assert sorted(path.name for path in (kept.exports / "nnart-recipes").iterdir()) == [
        f"{name}.toml" for name in NAMES
    ]


def test_the_view_shows_how_far_its_files_are(chromium: Browser, kept: Process) -> None:
    page = opened(chromium, kept)
    page.get_by_label("Select dusk").click()
    page.get_by_role("button", name="Folder").click()
    box = page.get_by_role("dialog")
    box.get_by_label("Size", exact=True).select_option("own")
    box.get_by_label("Own size").fill("30000")
    box.get_by_role("button", name="Save the folder").click()
    box.get_by_role("progressbar").wait_for()
    page.keyboard.press("Escape")
    view = page.locator("#view-keep")
    view.get_by_role("progressbar", name="Progress of nnart-pictures").wait_for()
    page.reload()
    view.get_by_role("button", name="Cancel nnart-pictures").click()
    view.get_by_text("cancelled", exact=True).wait_for()
    assert not (kept.exports / "nnart-pictures").exists()


def test_what_is_saved_meanwhile_takes_no_undo_away(chromium: Browser, kept: Process) -> None:
    page = opened(chromium, kept)
    page.get_by_label("Select dusk").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_text("dusk removed").wait_for()
    chromium.value("import('/page/parts.js').then(({ say }) => say('Saved a.png'))")
    page.get_by_text("Saved a.png").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_label("Select dusk").wait_for()
    assert page.locator("#said p").count() == 0


def test_a_selection_follows_what_is_renamed_and_removed_elsewhere(chromium: Browser, kept: Process) -> None:
    page = opened(chromium, kept)
    for name in ("dawn", "noon"):
        page.get_by_label(f"Select {name}").click()
    page.get_by_label("Name of noon").fill("eve")
    page.keyboard.press("Enter")
    page.get_by_label("Name of eve").wait_for()
    chromium.wait(f"{CHOSEN} === 'dawn,eve'")
    (kept.favourites / "dawn.toml").unlink()
    chromium.value("dispatchEvent(new Event('focus'))")
    chromium.wait(f"{CHOSEN} === 'eve'")
    assert page.get_by_role("group", name="Selected pictures").inner_text().startswith("1 picture\n")
    (kept.favourites / "eve.toml").unlink()
    page.get_by_role("button", name="Sheet").click()
    page.get_by_role("dialog").get_by_text("There is no favourite of that name").wait_for()
    assert page.get_by_role("button", name="Save the sheet").is_disabled()


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(
    chromium: Browser, kept: Process, dark: bool
) -> None:
    page = opened(chromium, kept, dark=dark)
    page.get_by_role("button", name="Select all").click()
    for kind in ("", "Sheet", "Gallery list", "Folder"):
        if kind:
            page.get_by_role("button", name=kind).click()
            page.locator(".takes code").wait_for()
        for window in (WINDOW, PHONE):
            chromium.resize(window)
            found = Axe().run(page, options={"resultTypes": ["violations"]})
            assert found.violations_count == 0, found.generate_report()
            assert chromium.value("document.documentElement.scrollWidth <= innerWidth")
        page.keyboard.press("Escape" if kind else "Tab")
