"""The wall: what a page says, and what a real browser shows."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe

import nnart
from nnart.films.film import Film, Keyframe
from nnart.gallery.exhibit import Exhibit
from nnart.gallery.wall import command_of, count_shown, render_wall
from tests.browser import Browser
from tests.films.cases import small
from tests.gallery.lists import HOSTILE, PLAIN, SEEN, WINDOW, content, three, tiny_film, with_films, write


class Page(HTMLParser):
    """What a page refers to, and its texts by tag, templates included."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in {"src", "href"}:
                self.addresses.append(value or "")
            if name == "srcset":
                self.addresses += [one.split()[0] for one in (value or "").split(", ")]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.tags[-1], data.strip()))


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of seven pictures of several shapes, one of them with hostile texts."""
    folder = tmp_path_factory.mktemp("gallery")
    list_ = (
        three(1, 2, 3, 4, 5, 6, sheet=True)
        .replace("[24, 48]", "[120, 240, 480]")
        .replace('"Three"', json.dumps(HOSTILE))
    )
    list_ = list_.replace('"Picture 3"', '"Wide"\nshape = "3:2"\nnote = "A sentence."')
    list_ = list_.replace('"Picture 4"', '"Tall"\nshape = "2:3"')
    list_ += f"\n[[pictures]]\ntitle = {json.dumps(HOSTILE)}\nnote = {json.dumps(HOSTILE)}\nseed = 7\nwidth = 9"
    nnart.build_gallery(nnart.read_gallery(write(folder, list_)), folder / "site")
    return folder / "site" / "index.html"


def test_a_page_refers_to_its_folder_alone_and_says_what_it_was_told(shown: Path) -> None:
    text = shown.read_text(encoding="utf-8")
    page = Page(text)
    there = content(shown.parent)
    assert set(page.addresses) - {"data:,"} == there.keys() - {"index.html", "gallery.json"}
    assert not re.search(r"//[a-z]|@import|fetch\(|XMLHttpRequest", text.replace("http-equiv", ""))
    assert page.tags.count("script") == 1
    # Nothing moves when a picture comes.
    assert len(re.findall(r'<img [^>]*width="\d+" height="\d+" alt="" loading="lazy"', text)) == 7
    for tag in ("title", "h1", "span", "h2", "p"):
        assert (tag, SEEN) in page.texts
    assert ("td", "tanh") in page.texts
    assert any("--seed 7" in said for tag, said in page.texts if tag == "span")


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("place", ["", "#wide"])
def test_axe_finds_nothing(chromium: Browser, shown: Path, dark: bool, place: str) -> None:
    chromium.open(shown, WINDOW, dark=dark, at=place)
    chromium.wait("document.readyState === 'complete'")
    assert chromium.value("document.getElementById('_box').open") is bool(place)
    options = {"resultTypes": ["violations"], "rules": {"color-contrast-enhanced": {"enabled": True}}}
    for window in (WINDOW, (844, 390)):
        chromium.resize(window)
        found = Axe().run(chromium.page, options=options)
        assert found.violations_count == 0, found.generate_report()
    ground = chromium.value("getComputedStyle(document.documentElement).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", ground))) < 100) is dark
    assert chromium.complaints == []


def test_it_works_from_the_file_system_alone(chromium: Browser, shown: Path) -> None:
    page = chromium.open(shown, WINDOW)
    for image in page.locator(".wall img").all():
        image.scroll_into_view_if_needed()
    chromium.wait("[...document.images].every((image) => image.complete && image.naturalWidth > 0)")
    assert chromium.value("[...document.images].every((image) => image.currentSrc.endsWith('.webp'))")
    there = {f"file://{file.as_posix()}" for file in shown.parent.rglob("*")} | {"data:,"}
    assert set(map(unquote, chromium.requests)) <= there
    assert chromium.complaints == []
    # What is fetched is about what is shown, and nothing has moved anything.
    assert {Path(one).stem.rpartition("-")[2] for one in chromium.requests if one.endswith("webp")} == {"480"}
    for width in (390, 700, 1200, 2200):
        chromium.resize((800, width))
        assert chromium.value("document.documentElement.scrollWidth <= innerWidth")
        boxes = chromium.value(
            "[...document.querySelectorAll('.wall img')].map((image) => image.getBoundingClientRect().toJSON())"
        )
        ratios = [box["width"] / box["height"] for box in boxes]
        assert ratios == pytest.approx([1, 1, 3 / 2, 2 / 3, 1, 1, 1], rel=0.02)
        for top in {box["top"] for box in boxes}:  # rows are of one height
            heights = [box["height"] for box in boxes if box["top"] == top]
            assert max(heights) - min(heights) < 1
    # An old browser has the PNG.
    assert chromium.value("[...document.images].every((image) => image.src.endsWith('.png'))")


def test_without_scripts_the_pictures_are_there_and_lead_to_files(chromium: Browser, shown: Path) -> None:
    page = chromium.open(shown, WINDOW, scripts=False)
    link = page.get_by_role("link", name="Wide", exact=True)
    assert link.get_attribute("href") == "pictures/wide.png"
    assert page.locator("dialog").is_hidden()
    link.click()
    page.wait_for_url("**/pictures/wide.png")


def focused(chromium: Browser) -> str:
    said = chromium.value("document.activeElement.ariaLabel || document.activeElement.textContent.trim()")
    return str(said)


def test_keys_alone_are_enough(chromium: Browser, shown: Path) -> None:
    page = chromium.open(shown, WINDOW)
    box = page.locator("dialog")
    title = box.locator("h2")
    for _ in range(2):
        page.keyboard.press("Tab")
    assert focused(chromium) == "Picture 2"
    page.keyboard.press("Enter")
    assert title.inner_text() == "Picture 2"
    assert (focused(chromium), page.url.rpartition("#")[2]) == ("Next picture", "picture-2")
    assert box.get_by_role("status").text_content() == "Picture 2, 2 / 7"
    for key, wanted_ in (
        ("ArrowRight", "Wide"), ("Enter", "Tall"), ("ArrowLeft", "Wide"), ("End", SEEN),
        ("ArrowRight", "Picture 1"), ("ArrowLeft", SEEN), ("Home", "Picture 1"), ("ArrowRight", "Picture 2"),
        ("ArrowRight", "Wide"),
    ):  # fmt: skip
        page.keyboard.press(key)
        assert title.inner_text() == wanted_
        assert box.locator("img").get_attribute("alt") == wanted_
    assert page.url.endswith("#wide")
    # All that can be done there, and nothing behind it, is reached by Tab.
    reached = []
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.append(focused(chromium))
    wanted_set = {
        "Previous picture", "Next picture", "Close", "All values", "Copy", "PNG, 32 × 21", "Recipe, TOML",
    }  # fmt: skip
    assert wanted_set <= set(reached)
    assert not {"Picture 1", "Picture 2", "Wide", "Tall"} & set(reached)
    page.keyboard.press("Escape")
    chromium.wait("!document.querySelector('dialog').open && !location.hash")
    assert focused(chromium) == "Wide"
    # Back and forth, as with any page.
    page.keyboard.press("Enter")
    chromium.wait("document.querySelector('dialog').open && location.hash === '#wide'")
    page.go_back()
    chromium.wait("!document.querySelector('dialog').open && !location.hash")
    page.go_forward()
    chromium.wait("document.querySelector('dialog').open && location.hash === '#wide'")
    page.get_by_role("button", name="Close").click()
    chromium.wait("!document.querySelector('dialog').open && !location.hash")
    assert focused(chromium) == "Wide"
    assert chromium.complaints == []


@pytest.mark.slow
def test_a_link_opens_a_picture_with_its_recipe(chromium: Browser, shown: Path) -> None:
    page = chromium.open(shown, WINDOW, at="#wide")
    box = page.locator("dialog")
    assert box.locator("h2").inner_text() == "Wide"
    assert box.get_by_text("A sentence.").is_visible()
    facts = dict(zip(box.locator("th").all_text_contents(), box.locator("td").all_text_contents(), strict=True))
    assert (facts["seed"], facts["layers"], facts["width"], facts["zoom"]) == ("3", "3", "9", "1")
    assert not box.get_by_text("zoom").is_visible()
    box.get_by_text("All values").click()
    assert box.get_by_text("zoom").is_visible()
    line = box.locator("code").text_content() or ""
    assert line == "nnart render --seed 3 --layers 3 --width 9 --size 3840x2560"
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    box.get_by_role("button", name="Copy").click()
    box.get_by_role("button", name="Copied").wait_for()
    assert chromium.value("navigator.clipboard.readText()") == line
    page.get_by_role("button", name="Next picture").click()
    assert box.locator("details").get_attribute("open") is not None  # stays as it was
    hrefs = [link.get_attribute("href") for link in box.get_by_role("link").all()]
    assert hrefs == ["pictures/tall.png", "pictures/tall.toml"]
    page.keyboard.press("Escape")
    chromium.wait("!document.querySelector('dialog').open && !location.hash")
    for still, motion in ((True, "none"), (False, "appear")):
        chromium.open(shown, WINDOW, at="#wide", still=still)
        assert chromium.value("getComputedStyle(document.querySelector('dialog')).animationName") == motion
    chromium.open(shown, WINDOW, at="#nosuch")
    assert chromium.value("document.querySelector('dialog').open") is False


def test_a_page_tells_what_makes_a_picture_this_one() -> None:
    """First what no other has; the rest, which are as in any, one by one too."""

    def told(exhibit: Exhibit) -> list[str]:
        text = render_wall(nnart.Gallery("x", (exhibit,)), [exhibit])
        return re.findall(r'<th scope="row">(\w+)</th>', text.split("<details>")[0])

    plain = ["seed", "layers", "width", "activation"]
    assert told(Exhibit("x", "x", nnart.Recipe(layers=300, width=20))) == [*plain, "palette"]
    assert told(Exhibit("x", "x", nnart.Recipe(symmetry="p6m", steps=4))) == [
        *plain,
        "symmetry",
        "palette",
        "steps",
    ]
    lecture = nnart.Recipe(seed=1, **nnart.preset("lecture").values)
    assert told(Exhibit("x", "x", lecture)) == [*plain, "family", "palette", "tone", "steps", "sampling"]
    network = nnart.Network.of([[[1, 0]]], [[0.25]], "tanh")
    assert told(Exhibit("x", "x", nnart.Recipe(palette="ink"), network=network)) == ["network", "palette"]
    assert "by hand, 2 → 1" in render_wall(
        nnart.Gallery("x", ()), [Exhibit("x", "x", nnart.Recipe(), network=network)]
    )


def test_a_finger_turns_pages(chromium: Browser, shown: Path) -> None:
    page = chromium.open(shown, (844, 390), touch=True, at="#wide")
    title = page.locator("dialog h2")
    for right, wanted_ in ((-150, "Tall"), (-150, "Picture 5"), (150, "Tall"), (20, "Tall")):
        chromium.touch("touchStart", (200, 160))
        for step in range(1, 6):
            chromium.touch("touchMove", (200 + right * step / 5, 160))
        chromium.touch("touchEnd")
        page.wait_for_timeout(30)
        assert title.inner_text() == wanted_
    assert chromium.value("document.querySelector('dialog').scrollWidth <= innerWidth")
    sizes = chromium.value("[...document.querySelectorAll('.bar button')].map((button) => button.offsetHeight)")
    assert min(sizes) >= 44


def test_what_is_seen_is_the_picture(chromium: Browser, shown: Path) -> None:
    page = chromium.open(shown, WINDOW, at="#wide")
    chromium.wait("document.querySelector('.stage img').complete")
    box = page.locator(".stage img").bounding_box()
    assert box is not None
    seen = chromium.screenshot()[
        int(box["y"] + box["height"] / 2) - 60 : int(box["y"] + box["height"] / 2) + 60,
        int(box["x"] + box["width"] / 2) - 90 : int(box["x"] + box["width"] / 2) + 90,
    ]
    recipe = nnart.Recipe(seed=3, **PLAIN)
    columns = int(box["width"])
    whole = nnart.render(recipe, (round(columns * 2 / 3), columns)).pixels
    middle = whole.shape[0] // 2, whole.shape[1] // 2
    wanted_ = whole[middle[0] - 60 : middle[0] + 60, middle[1] - 90 : middle[1] + 90]
    assert np.abs(seen.astype(int) - wanted_).mean() < 8


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two pictures and two films, one of which plays once."""
    pytest.importorskip("av", reason="PyAV is not installed: pip install 'nnart[film]'")
    folder = tmp_path_factory.mktemp("films")
    list_ = with_films(folder, tide=tiny_film(), once=tiny_film(kind="depth", course="once"))
    nnart.build_gallery(nnart.read_gallery(write(folder, list_)), folder / "site")
    return folder / "site" / "index.html"


def wall_films(chromium: Browser) -> list[bool]:
    """Return whether each film that is on the wall plays, after those that were stopped have faded."""
    chromium.wait("[...document.querySelectorAll('.wall video')].every((film) => !film.paused)")
    found = chromium.value("[...document.querySelectorAll('.wall video')].map((film) => !film.paused)")
    return list(found)


PLAYS = "document.querySelector('#tide .plays video')?.currentTime > 0"


def test_a_film_plays_under_the_mouse_alone(chromium: Browser, moving: Path) -> None:
    page = chromium.open(moving, WINDOW, still=False)
    assert wall_films(chromium) == [] and not any(one.endswith(".mp4") for one in chromium.requests)
    page.get_by_role("link", name="Film: Tide").hover()
    chromium.wait(PLAYS)
    assert chromium.value("document.querySelector('#tide video').loop") is True
    page.get_by_role("link", name="Film: Once").hover()
    chromium.wait("document.querySelector('#once .plays')")
    assert chromium.value("document.querySelector('#once video').loop") is False
    assert wall_films(chromium) == [True]
    page.mouse.move(1, 1)
    assert wall_films(chromium) == []
    assert chromium.complaints == []


@pytest.mark.parametrize("still", [False, True])
def test_a_film_plays_by_key(chromium: Browser, moving: Path, still: bool) -> None:
    page = chromium.open(moving, WINDOW, still=still)
    for _ in range(3):
        page.keyboard.press("Tab")
    assert focused(chromium) == "Film: Tide"
    for key in ("Space", "p"):
        page.keyboard.press(key)
        chromium.wait(PLAYS)
        page.keyboard.press(key)
        assert wall_films(chromium) == []
    assert chromium.value("scrollY") == 0
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert wall_films(chromium) == []
    assert chromium.complaints == []


def test_nothing_moves_for_those_who_ask_for_less_motion(chromium: Browser, moving: Path) -> None:
    page = chromium.open(moving, WINDOW, still=True)
    page.get_by_role("link", name="Film: Tide").hover()
    page.wait_for_timeout(300)
    assert wall_films(chromium) == []
    page.keyboard.press("Tab")
    page.get_by_role("link", name="Film: Tide").click()
    film = page.locator(".stage video")
    page.wait_for_timeout(300)
    assert film.evaluate("(film) => film.paused && film.controls && film.currentTime === 0")
    assert film.get_attribute("poster") == "pictures/tide-48.webp"
    page.keyboard.press("p")
    chromium.wait("document.querySelector('.stage video').currentTime > 0")
    page.keyboard.press("p")
    assert film.evaluate("(film) => film.paused")
    assert chromium.complaints == []


def test_a_large_film_plays_with_controls(chromium: Browser, moving: Path) -> None:
    page = chromium.open(moving, WINDOW, still=False, at="#tide")
    chromium.wait("document.querySelector('.stage video').currentTime > 0")
    film = page.locator(".stage video")
    assert film.get_attribute("aria-label") == "Tide"
    assert film.evaluate("(film) => [film.controls, film.loop, film.muted]") == [True, True, True]
    box = page.locator("dialog")
    links = [link.inner_text() for link in box.get_by_role("link").all()]
    assert links == ["Film, MP4, 128 × 72, 1 s", "First frame, PNG, 32 × 18", "Recipe, TOML"]
    facts = dict(zip(box.locator("th").all_text_contents(), box.locator("td").all_text_contents(), strict=True))
    assert (facts["film"], facts["length"], facts["course"]) == ("light", "1 s, 6 frames a second", "loop")
    assert (box.locator("code").text_content() or "") == "nnart film --from tide.toml --size 3840x2160"
    # The film's own keys are its own: they do not turn pages.
    film.focus()
    page.keyboard.press("ArrowRight")
    assert box.locator("h2").inner_text() == "Tide"
    page.get_by_role("button", name="Next picture").click()
    assert box.locator("h2").inner_text() == "Once"
    assert page.locator(".stage video").evaluate("(film) => film.loop") is False
    page.keyboard.press("Escape")
    chromium.wait("!document.querySelector('dialog').open")
    chromium.wait("!document.querySelector('.stage video')")
    there = {f"file://{file.as_posix()}" for file in moving.parent.rglob("*")} | {"data:,"}
    assert {unquote(one).partition("#")[0] for one in chromium.requests} <= there
    assert chromium.complaints == []


def test_a_finger_opens_a_film_and_moves_in_it(chromium: Browser, moving: Path) -> None:
    page = chromium.open(moving, (844, 390), touch=True, still=False)
    page.get_by_role("link", name="Film: Tide").tap()
    chromium.wait("document.querySelector('.stage video').currentTime > 0")
    box = page.locator(".stage video").bounding_box()
    assert box is not None and box["width"] == 390 and box["height"] == pytest.approx(390 * 9 / 16, abs=1)
    assert wall_films(chromium) == []
    for up, title in ((20, "Tide"), (150, "Once")):  # the lower end is the controls'
        at = box["y"] + box["height"] - up
        chromium.touch("touchStart", (300, at))
        for step in range(1, 6):
            chromium.touch("touchMove", (300 - 40 * step, at))
        chromium.touch("touchEnd")
        page.wait_for_timeout(30)
        assert page.locator("dialog h2").inner_text() == title


def test_without_scripts_a_poster_leads_to_the_film(chromium: Browser, moving: Path) -> None:
    page = chromium.open(moving, WINDOW, scripts=False)
    link = page.get_by_role("link", name="Film: Tide")
    assert link.get_attribute("href") == "pictures/tide.mp4"
    assert link.get_attribute("aria-keyshortcuts") is None
    assert link.locator("img").get_attribute("src") == "pictures/tide.png"


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("place", ["", "#tide"])
def test_axe_finds_nothing_about_films(chromium: Browser, moving: Path, dark: bool, place: str) -> None:
    chromium.open(moving, WINDOW, dark=dark, at=place)
    chromium.wait("document.readyState === 'complete'")
    options = {"resultTypes": ["violations"], "rules": {"color-contrast-enhanced": {"enabled": True}}}
    for window in (WINDOW, (844, 390)):
        chromium.resize(window)
        found = Axe().run(chromium.page, options=options)
        assert found.violations_count == 0, found.generate_report()
    assert chromium.complaints == []


def test_a_page_says_what_is_a_film() -> None:
    counts = [(0, 0), (1, 0), (2, 1), (0, 3)]
    assert [count_shown(*count) for count in counts] == [
        "0 pictures",
        "1 picture",
        "2 pictures and 1 film",
        "3 films",
    ]
    film = Film([small(7), small(12)], kind="morph")
    whole = Exhibit("x", "x", small(7), (9, 16), film=film)
    frame = Exhibit("y", "y", small(7), (9, 16), film=film, frame=42)
    assert command_of(whole) == "nnart film --from x.toml --size 3840x2160"
    assert command_of(frame) == "nnart render 'y.toml#42' --size 3840x2160"
    text = render_wall(nnart.Gallery("x", ()), [whole, frame])
    for said in ("<td>morph</td>", "<td>7, 12</td>", "<td>42 of 300</td>", "1 picture and 1 film, painted"):
        assert said in text
    by_hand = Film(Keyframe(small(7, palette="ink"), nnart.Network.of([[[1, 0]]], [[0.25]], "tanh")))
    exhibit = Exhibit("x", "x", small(7), network=by_hand.keyframes[0].network, film=by_hand)
    assert "by hand, 2 → 1" in render_wall(nnart.Gallery("x", ()), [exhibit])
