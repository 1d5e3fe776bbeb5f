"""What is kept, and what is opened, in a browser."""

from __future__ import annotations

import base64
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import nnart
from tests.browser import Browser
from tests.conftest import Run
from tests.studio.page.process import Process
from tests.studio.page.test_views import FULL, PAINTED, WINDOW, wait_shown

LOOK = nnart.Recipe(seed=7, layers=3)


def kept(studio: Process) -> list[str]:
    """Return the names of what is kept."""
    return sorted(path.stem for path in studio.favourites.glob("*.toml"))


def test_nothing_kept_leads_to_the_wall(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#keep")
    page.get_by_text("Nothing is kept yet").wait_for()
    page.get_by_role("link", name="Find a picture").click()
    chromium.wait(f"{PAINTED} > 0")


def test_a_picture_is_kept_named_noted_removed_and_brought_back(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#tune?seed=7&layers=3")
    chromium.wait(FULL)
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_role("button", name="Kept", exact=True).wait_for()
    (name,) = kept(studio)
    assert nnart.Recipe.from_toml((studio.favourites / f"{name}.toml").read_text()) == LOOK
    page.get_by_role("button", name="Show").click()
    chromium.wait("document.querySelector('.card img')")
    field = page.get_by_label(f"Name of {name}")
    field.fill("dusk")
    field.press("Enter")
    page.get_by_label("Name of dusk").wait_for()
    note = page.get_by_label("Note on dusk")
    note.fill("above the sofa")
    note.press("Enter")
    chromium.wait("document.querySelector('.card-note').value === 'above the sofa'")
    assert kept(studio) == ["dusk"]
    for typed, name in (("Golden Storm!", "Golden-Storm"), ("7", "my-7"), ("dusk", "dusk")):
        page.locator(".card-name").fill(typed)
        page.keyboard.press("Enter")
        page.get_by_label(f"Name of {name}", exact=True).wait_for()
        chromium.wait(
            "document.querySelectorAll('.card').length === 1"
        )  # the old name may be there for a moment
        assert kept(studio) == [name]
    page.get_by_label("Name of dusk").fill("silk")
    page.keyboard.press("Enter")
    page.get_by_role("alert").filter(has_text="a preset's name").wait_for()
    page.reload()
    page.get_by_label("Name of dusk").wait_for()
    assert page.get_by_label("Note on dusk").input_value() == "above the sofa"
    page.get_by_role("button", name="Remove dusk").click()
    page.get_by_text("Nothing is kept yet").wait_for()
    assert kept(studio) == []
    page.get_by_role("button", name="Undo").click()
    page.get_by_label("Name of dusk").wait_for()
    assert kept(studio) == ["dusk"]
    page.get_by_role("link", name="Tune dusk").click()
    wait_shown(chromium, "seed=7&layers=3")
    page.get_by_role("button", name="Kept", exact=True).click()
    page.get_by_text("dusk removed").wait_for()
    assert kept(studio) == []


def test_what_one_tab_keeps_is_kept_in_the_other(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#tune?seed=7&layers=3")
    chromium.wait(FULL)
    other = page.context.new_page()
    other.goto(studio.address + "#keep")
    other.get_by_text("Nothing is kept yet").wait_for()
    page.get_by_role("button", name="Keep", exact=True).click()
    other.locator(".card img").wait_for()
    other.locator(".card").get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Keep", exact=True).wait_for()
    assert kept(studio) == []
    other.close()


def test_what_the_command_line_keeps_is_seen_when_one_comes_back(
    chromium: Browser, studio: Process, main_: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = chromium.open(studio.address, WINDOW, at="#keep")
    page.get_by_text("Nothing is kept yet").wait_for()
    monkeypatch.setenv("NNART_FAVOURITES", str(studio.favourites))
    assert main_("keep", "7", "--name", "dusk", "-q").returncode == 0
    chromium.value("dispatchEvent(new Event('focus'))")
    page.get_by_label("Name of dusk").wait_for()
    page.get_by_role("link", name="Tune dusk").click()
    wait_shown(chromium, "seed=7")


def drop(chromium: Browser, path: Path) -> None:
    """Drop a file on the page."""
    data = base64.b64encode(path.read_bytes()).decode()
    chromium.value(
        f"""(() => {{
            const bytes = Uint8Array.from(atob("{data}"), (each) => each.charCodeAt(0));
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([bytes], "{path.name}"));
            for (const kind of ["dragenter", "dragover", "drop"])
                document.body.dispatchEvent(
                    new DragEvent(kind, {{ dataTransfer, bubbles: true, cancelable: true }}));
        }})()"""
    )


def test_a_dropped_picture_brings_its_recipe_back(chromium: Browser, studio: Process, tmp_path: Path) -> None:
    nnart.save(nnart.Job(LOOK, 32), tmp_path / "a.png")
    chromium.open(studio.address, WINDOW)
    chromium.wait(f"{PAINTED} > 0")
    drop(chromium, tmp_path / "a.png")
    wait_shown(chromium, "seed=7&layers=3")
    assert chromium.value("document.getElementById('drop').hidden")


@pytest.mark.parametrize(("size", "shape"), [((64, 36), "16:9"), ((30, 40), "2:3"), ((32, 32), "1:1")])
def test_a_dropped_picture_keeps_about_its_shape(
    chromium: Browser, studio: Process, tmp_path: Path, size: tuple[int, int], shape: str
) -> None:
    nnart.save(nnart.Job(LOOK, size), tmp_path / "a.png")
    chromium.open(studio.address, WINDOW, at="#tune?seed=8&layers=3&shape=3:2")
    chromium.wait(FULL)
    drop(chromium, tmp_path / "a.png")
    wait_shown(chromium, "seed=7&layers=3")
    assert chromium.value("location.hash") == f"#tune?seed=7&layers=3&shape={shape}"


def test_a_dropped_photo_gives_its_colours(chromium: Browser, studio: Process, tmp_path: Path) -> None:
    pixels = np.zeros((40, 60, 3), np.uint8)
    pixels[:, :20], pixels[:, 20:40] = (200, 40, 30), (20, 60, 160)
    Image.fromarray(pixels).save(tmp_path / "photo.png")
    page = chromium.open(studio.address, WINDOW, at="#tune?seed=7&layers=3")
    chromium.wait(FULL)
    drop(chromium, tmp_path / "photo.png")
    page.get_by_text("Its colours are the palette now").wait_for()
    chromium.wait("location.hash.startsWith('#tune?seed=7&layers=3&palette=%23')")
    page.get_by_role("button", name="Undo").last.click()
    wait_shown(chromium, "seed=7&layers=3")


def test_what_no_picture_is_in_is_said(chromium: Browser, studio: Process, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01 no picture")
    page = chromium.open(studio.address, WINDOW, at="#tune?seed=7&layers=3")
    chromium.wait(FULL)
    drop(chromium, tmp_path / "a.txt")
    page.locator("#said p").wait_for()
    assert chromium.value("location.hash") == "#tune?seed=7&layers=3"


def test_texts_are_opened_typed_and_pasted(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW)
    chromium.wait(f"{PAINTED} > 0")
    page.keyboard.press("/")
    page.keyboard.type("nnart render --seed 7 --layers 3")
    page.keyboard.press("Enter")
    wait_shown(chromium, "seed=7&layers=3")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chromium.value(f"navigator.clipboard.writeText({nnart.Recipe(seed=8, layers=3).to_toml()!r})")
    page.keyboard.press("Control+v")
    wait_shown(chromium, "seed=8&layers=3")
    page.keyboard.press("/")
    page.keyboard.type("no such thing at all")
    page.keyboard.press("Enter")
    page.locator("#said p").wait_for()
    assert chromium.value("location.hash") == "#tune?seed=8&layers=3"
