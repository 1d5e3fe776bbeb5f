"""Several values of a knob, in a browser."""

from __future__ import annotations

import pytest

import nnart
from tests.browser import Browser
from tests.studio.page.process import Process
from tests.studio.page.test_views import PHONE, SWEEP, WINDOW, complaints, wait_shown

LOOK = "seed=7&layers=3&width=10"
TAGS = "[...document.querySelectorAll('#view-sweep .tag')].map((each) => each.textContent)"
PAINTED = "document.querySelectorAll('#view-sweep .wall img').length"


def test_the_values_of_a_knob_and_one_that_is_taken(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at=f"#tune?{LOOK}&shape=3:2")
    wait_shown(chromium, LOOK)
    page.get_by_role("button", name="Several values of Detail").click()
    chromium.wait(f"{PAINTED} === 12")
    values = chromium.value(TAGS)
    assert [float(one) for one in values] == sorted(map(float, values)) and (values[0], values[-1]) == (
        "1",
        "64",
    )
    page.get_by_role("link", name=f"Detail {values[2]}", exact=True).click()
    wait_shown(chromium, f"{LOOK}&detail={values[2]}")
    assert chromium.value("location.hash").endswith("&shape=3:2")
    page.get_by_role("button", name="Several values of Detail").click()
    chromium.wait(f"{PAINTED} === 12")
    assert page.locator("#view-sweep [aria-current=true] .tag").inner_text() == values[2]
    page.keyboard.press("Escape")
    wait_shown(chromium, f"{LOOK}&detail={values[2]}")
    page.go_back()
    chromium.wait("document.body.dataset.view === 'sweep'")
    assert complaints(chromium) == []


def test_a_value_that_others_do_not_go_with_takes_their_place(chromium: Browser, studio: Process) -> None:
    """As the command line's options do: a gain takes the place of the detail."""
    page = chromium.open(studio.address, WINDOW, at=f"#sweep?{LOOK}&detail=3&across=gain")
    chromium.wait(f"{PAINTED} === 12")
    tag = page.locator("#view-sweep .tag").nth(4).inner_text()
    page.locator("#view-sweep .wall a").nth(4).click()
    wait_shown(chromium, f"{LOOK}&gain={tag}")


@pytest.mark.parametrize(("size", "count"), [(WINDOW, 12), (PHONE, 8)], ids=str)
def test_a_table_of_two(chromium: Browser, studio: Process, size: tuple[int, int], count: int) -> None:
    page = chromium.open(studio.address, size, at=SWEEP)
    chromium.wait(f"{PAINTED} === {count}")
    tags = chromium.value(TAGS)
    assert tags[0] == "0.1 · off" and tags[-1] == "10 · on"
    tops = "[...document.querySelectorAll('#view-sweep .wall li')].map((each) => each.offsetTop)"
    assert len(set(chromium.value(tops))) == 2
    page.get_by_label("Down", exact=True).select_option("symmetry")
    chromium.wait(f"{PAINTED} === {count * count // 4}")
    page.get_by_label("Across", exact=True).select_option("")
    chromium.wait(f"{PAINTED} > 0 && ({TAGS}).includes('kaleidoscope-6')")
    page.get_by_label("Down", exact=True).select_option("")
    page.get_by_text("Choose a knob, or two.").wait_for()


@pytest.mark.parametrize(("place", "axis"), [((0.5, 0.05), "across"), ((0.04, 0.5), "down")])
def test_a_knob_is_dragged_onto_an_edge(
    chromium: Browser, studio: Process, place: tuple[float, float], axis: str
) -> None:
    page = chromium.open(studio.address, WINDOW, at=f"#tune?{LOOK}")
    wait_shown(chromium, LOOK)
    box = page.locator(".stage").bounding_box()
    assert box is not None
    page.locator(".row[data-knob=detail] .label").drag_to(
        page.locator(".stage"), target_position={"x": place[0] * box["width"], "y": place[1] * box["height"]}
    )
    chromium.wait(f"{PAINTED} === 12")
    assert str(chromium.value("location.hash")).removesuffix("&shape=1:1") == f"#sweep?{LOOK}&{axis}=detail"
    assert complaints(chromium) == []


def test_keys_are_those_of_the_wall(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at=f"#sweep?{LOOK}&across=contrast")
    chromium.wait(f"{PAINTED} === 12")
    tags = chromium.value(TAGS)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("k")
    page.get_by_text("Kept as").wait_for()
    (path,) = studio.favourites.iterdir()
    assert nnart.Recipe.from_toml(path.read_text(encoding="utf-8")).contrast == float(tags[2])
    page.keyboard.press("v")
    chromium.wait("document.querySelectorAll('#view-breed .wall img').length === 12")


def test_what_cannot_be_painted_says_why(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#sweep?seed=7&width=1024&across=layers")
    page.locator(".refused .tag").get_by_text("too large to be looked at").first.wait_for()
