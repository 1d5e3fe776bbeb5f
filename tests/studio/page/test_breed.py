"""Breeding, in a browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest

import nnart
from tests.browser import Browser
from tests.studio.page.process import Process
from tests.studio.page.test_views import LITTER, PHONE, READY, WINDOW, complaints, wait_shown

BORN = READY["b"]
ONE, TWO = "seed=7&layers=3&width=10", "seed=12&layers=3&width=10"
CHILDREN = "[...document.querySelectorAll('#view-breed .wall li')].map((each) => each.tile.item?.query)"
TREE = "[...document.querySelectorAll('.family .kin')].map((each) => each.textContent)"


def wait_born(chromium: Browser, other: list[str] | None = None) -> list[str]:
    """Wait until a litter is there, other than the one before, and return its looks."""
    chromium.wait(BORN)
    if other is not None:
        chromium.wait(f"!({CHILDREN}).includes({other[0]!r}) && {BORN}")
    return list(chromium.value(CHILDREN))


def parents(chromium: Browser) -> dict[str, Any]:
    """Return what the address says of a litter."""
    query = str(chromium.value("location.hash")).removeprefix("#breed?")
    return {name: value for name, (value,) in parse_qs(query).items()}


def test_two_of_the_wall_are_crossed_by_keys(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#find?layers=3&width=10&preset=none")
    chromium.wait("document.querySelectorAll('#view-find .wall img').length > 8")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("b")
    page.get_by_text("Pick another picture to cross seed 0 with").wait_for()
    page.reload()
    page.get_by_text("Pick another picture to cross seed 0 with").wait_for()
    chromium.wait("document.querySelectorAll('#view-find .wall .picked').length === 1")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("b")
    wait_born(chromium)
    assert parents(chromium)["one"].startswith("seed=0&")
    assert parents(chromium)["two"].startswith("seed=1&")
    page.get_by_role("heading", name="Children of seed 0 and seed 1").wait_for()
    assert page.locator(".breeding").is_hidden()
    page.keyboard.press("Backspace")
    page.go_back()
    chromium.wait("document.body.dataset.view === 'find'")
    assert complaints(chromium) == []


def test_a_pick_is_taken_back_and_one_is_varied(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at=f"#tune?{ONE}")
    wait_shown(chromium, ONE)
    for gone in ("b", None):
        page.keyboard.press("b")
        page.get_by_text("Pick another picture to cross seed 7 with").wait_for()
        if gone:
            page.keyboard.press(gone)
        else:
            page.get_by_role("button", name="Pick none").click()
        page.locator(".breeding").wait_for(state="hidden")
    page.keyboard.press("v")
    wait_born(chromium)
    assert parents(chromium) == {"one": ONE}
    page.get_by_role("heading", name="Variations of seed 7").wait_for()


def test_ten_generations_and_back(chromium: Browser, studio: Process) -> None:
    """A click on an ancestor leads to the litter that it was born in."""
    page = chromium.open(studio.address, WINDOW, at=LITTER)
    before, chosen = wait_born(chromium), list[str]()
    for generation in range(10):
        chosen.append(before[generation % 12])
        page.locator("#view-breed .wall a").nth(generation % 12).click()
        chromium.wait(f"location.hash.includes({seed_of(chosen[-1])!r})")
        before = wait_born(chromium, before)
    tree = chromium.value(TREE)
    names = [f"seed {nnart_seed(query)}" for query in reversed(chosen)]
    assert tree[:10] == names and {"seed 7", "seed 12"} == set(tree[10:])
    assert max(map(len, before)) < 4096
    page.get_by_role("link", name=f"The litter of {names[-1]}").click()
    assert chosen[0] in wait_born(chromium, before)
    assert parents(chromium) == {"one": ONE, "two": TWO}
    page.go_back()
    assert before == wait_born(chromium, [chosen[0]])
    page.reload()
    assert before == wait_born(chromium)
    assert chromium.value(TREE) == tree
    assert complaints(chromium) == []


def seed_of(query: str) -> str:
    """Return a look's seed as it is in an address within an address."""
    return f"seed%3D{nnart_seed(query)}"


def nnart_seed(query: str) -> str:
    """Return a look's seed."""
    return query.partition("&")[0].removeprefix("seed=")


def test_how_far_and_other_litters(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at=LITTER)
    usual = wait_born(chromium)
    slider = page.get_by_role("slider", name="How far children go")
    slider.focus()
    page.keyboard.press("End")
    far = wait_born(chromium, usual)
    assert parents(chromium)["turns"] == "16"
    page.keyboard.press("n")
    other = wait_born(chromium, far)
    assert int(parents(chromium)["litter"]) > 0 and not set(other) & set(far)
    page.go_back()
    assert wait_born(chromium, other) == far


def test_a_child_is_kept_tuned_and_crossed_with_another(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at=LITTER)
    born = wait_born(chromium)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("k")
    page.get_by_text("Kept as").wait_for()
    (path,) = studio.favourites.iterdir()
    kept = nnart.Recipe.from_toml(path.read_text(encoding="utf-8"))
    assert str(kept.seed) == nnart_seed(born[0])
    assert kept.genome is not None and kept.genome.startswith("mix(cross(")
    page.keyboard.press("b")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("b")
    wait_born(chromium, born)
    assert parents(chromium)["one"] == born[0]
    page.go_back()
    wait_born(chromium)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("t")
    wait_shown(chromium, born[0])


def test_two_that_are_kept_are_crossed(chromium: Browser, studio: Process) -> None:
    studio.favourites.mkdir(exist_ok=True)
    for name, seed in (("dawn", 1), ("dusk", 2), ("noon", 3)):
        (studio.favourites / f"{name}.toml").write_text(nnart.Recipe(seed=seed, layers=3, width=10).to_toml())
    page = chromium.open(studio.address, WINDOW, at="#keep")
    for name, possible in (("dawn", True), ("dusk", True), ("noon", False)):
        page.get_by_label(f"Select {name}").click()
        assert page.get_by_role("button", name="Breed", exact=True).is_enabled() is possible
    page.get_by_label("Select noon").click()
    page.keyboard.press("b")
    wait_born(chromium)
    assert {parents(chromium)[name].partition("&")[0] for name in ("one", "two")} == {"seed=1", "seed=2"}


@pytest.mark.parametrize("size", [WINDOW, PHONE], ids=str)
def test_without_parents_and_with_some_that_cannot_be_bred(
    chromium: Browser, studio: Process, size: tuple[int, int]
) -> None:
    page = chromium.open(studio.address, size, at="#breed")
    page.get_by_role("heading", name="Cross two pictures, or vary one").wait_for()
    page.get_by_role("link", name="Find a picture").click()
    chromium.wait("document.body.dataset.view === 'find'")
    chromium.open(studio.address, size, at="#breed?one=seed%3D7%26family%3Dlecture")
    page = chromium.page
    page.get_by_text("they cannot be crossed").wait_for()
    page.get_by_role("link", name="Find another picture").wait_for()
