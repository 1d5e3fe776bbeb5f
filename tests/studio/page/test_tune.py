"""One picture and its controls, in a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import nnart
from tests.browser import Browser
from tests.studio.page.process import Process
from tests.studio.page.test_views import FULL, PAINTED, PHONE, WINDOW, complaints, shown, wait_shown

QUICK = "#tune?seed=7&layers=3"
HASH = "location.hash"


@pytest.fixture
def tuned(chromium: Browser, studio: Process) -> Callable[..., None]:
    """Open a small network, and wait until it is painted."""

    def open_(at: str = QUICK, size: tuple[int, int] = WINDOW, **options: bool) -> None:
        chromium.open(studio.address, size, at=at, **options)
        chromium.wait(FULL)

    return open_


def test_a_slider_answers_while_it_moves_and_never_with_a_stale_picture(
    chromium: Browser, tuned: Callable[..., None]
) -> None:
    tuned()
    page = chromium.page
    chromium.value(
        "window.seen = [], new MutationObserver(() => { window.seen.push(document.querySelector('.picture')"
        ".dataset.look); }).observe(document.querySelector('.picture'), { childList: true })"
    )
    slider = page.get_by_role("slider", name="Layers")
    box = slider.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 12)
    page.mouse.down()
    for step in range(30):
        page.mouse.move(box["x"] + 40 + step * 3, box["y"] + 12)
        page.wait_for_timeout(15)
    chromium.wait("window.seen.length > 2")
    assert chromium.value(HASH) == QUICK  # nothing is in the history yet
    page.mouse.up()
    layers = page.get_by_label("Layers", exact=True).first.input_value()
    assert int(layers) > 3
    wait_shown(chromium, f"seed=7&layers={layers}")
    assert chromium.value(HASH) == f"#tune?seed=7&layers={layers}"
    seen = [int(one.split("layers=")[1].split("&")[0]) for one in chromium.value("window.seen")]
    assert seen == sorted(seen) and seen[-1] == int(layers)


def test_keys_turn_knobs_and_undo_and_redo(chromium: Browser, tuned: Callable[..., None]) -> None:
    tuned()
    page = chromium.page
    page.get_by_role("slider", name="Layers").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    wait_shown(chromium, "seed=7&layers=5")
    page.keyboard.press("u")
    wait_shown(chromium, "seed=7&layers=3")
    assert page.get_by_role("button", name="Undo").is_disabled()
    page.keyboard.press("r")
    wait_shown(chromium, "seed=7&layers=5")
    page.keyboard.press("Control+z")
    wait_shown(chromium, "seed=7&layers=3")
    page.keyboard.press("Control+Shift+z")
    wait_shown(chromium, "seed=7&layers=5")
    page.reload()
    wait_shown(chromium, "seed=7&layers=5")
    assert page.get_by_label("Layers", exact=True).first.input_value() == "5"
    page.get_by_role("button", name="Undo").click()
    wait_shown(chromium, "seed=7&layers=3")
    page.go_forward()
    wait_shown(chromium, "seed=7&layers=5")
    page.get_by_role("slider", name="Layers").dblclick()
    wait_shown(chromium, "seed=7")
    assert complaints(chromium) == []


@pytest.mark.parametrize(
    ("label", "value", "look"),
    [
        ("Layers", "8", "seed=7&layers=8"),
        ("Width", "24", "seed=7&layers=3&width=24"),
        ("Detail", "9.5", "seed=7&layers=3&detail=9.5"),
        ("Z", "0.1,0.2", "seed=7&layers=3&z=0.1,0.2"),
        ("Zoom", "2", "seed=7&layers=3&zoom=2"),
        ("Center, x", "0.5", "seed=7&layers=3&center=0.5,0"),
        ("Own colours", "navy,gold", "seed=7&layers=3&palette=%23000080,%23ffd700"),
    ],
)
def test_fields_take_what_is_typed(
    chromium: Browser, tuned: Callable[..., None], label: str, value: str, look: str
) -> None:
    tuned()
    chromium.value("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page = chromium.page
    page.locator("#view-tune").get_by_label(label, exact=True).and_(page.locator("input[type=text]")).fill(
        value
    )
    page.keyboard.press("Enter")
    wait_shown(chromium, look)
    assert chromium.value(HASH) == f"#tune?{look}"


def test_choices_of_every_kind(chromium: Browser, tuned: Callable[..., None]) -> None:
    tuned()
    chromium.value("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page = chromium.page
    view = page.locator("#view-tune")
    view.get_by_role("radio", name="reef").check(force=True)
    wait_shown(chromium, "seed=7&layers=3&palette=reef")
    view.get_by_label("Symmetry", exact=True).select_option("kaleidoscope")
    wait_shown(chromium, "seed=7&layers=3&symmetry=kaleidoscope-6&palette=reef")
    view.get_by_label("Reverse", exact=True).check()
    wait_shown(chromium, "seed=7&layers=3&symmetry=kaleidoscope-6&palette=reef&reverse=on")
    view.get_by_role("checkbox", name="sin", exact=True).check(force=True)
    wait_shown(chromium, "seed=7&layers=3&activation=tanh,sin&symmetry=kaleidoscope-6&palette=reef&reverse=on")
    view.get_by_role("radio", name="silk").check(force=True)
    wait_shown(chromium, "seed=7&detail=7&bias=0.5&palette=reef&center=2,2")
    view.get_by_label("Shape of the picture").select_option("Wide")
    image = "document.querySelector('.picture img')"
    chromium.wait(f"{FULL} && 1.4 < {image}.naturalWidth / {image}.naturalHeight")
    assert str(chromium.value(HASH)).endswith("&shape=3:2")


WALL = "document.querySelector('#view-find .wall a img')"


def wait_seen(chromium: Browser, address: str, ratio: float) -> None:
    """Wait until an address shows a picture of a shape, in full."""
    image = "document.querySelector('.picture img')"
    chromium.wait(f"{HASH} === {address!r} && {FULL}")
    chromium.wait(f"{FULL} && Math.abs({image}.naturalWidth / {image}.naturalHeight - {ratio}) < 0.02")
    width, height = chromium.page.get_by_label("Shape of the picture").input_value().split(":")
    assert int(width) / int(height) == pytest.approx(ratio)


def test_the_shape_stays_while_looks_come_and_go(chromium: Browser, tuned: Callable[..., None]) -> None:
    tuned()
    page = chromium.page
    page.get_by_label("Shape of the picture").select_option("Tall")
    wait_seen(chromium, f"{QUICK}&shape=2:3", 2 / 3)
    # Typed, pasted, and from a wall that was made with no shape in mind.
    page.get_by_label("Open a seed").fill("8")
    page.keyboard.press("Enter")
    wait_seen(chromium, "#tune?seed=8&shape=2:3", 2 / 3)
    page.get_by_label("Open a seed").fill("#tune?seed=9&layers=3&shape=3:2")
    page.keyboard.press("Enter")
    wait_seen(chromium, "#tune?seed=9&layers=3&shape=3:2", 3 / 2)
    page.get_by_role("link", name="Find", exact=True).click()
    chromium.wait(WALL)
    tile = str(chromium.value("document.querySelector('#view-find .wall a').getAttribute('href')"))
    assert "shape" not in tile
    page.locator("#view-find .wall a").first.click()
    wait_seen(chromium, f"{tile}&shape=3:2", 3 / 2)
    # What was seen is there again, whatever was chosen since.
    page.get_by_label("Shape of the picture").select_option("Square")
    wait_seen(chromium, f"{tile}&shape=1:1", 1)
    page.reload()
    wait_seen(chromium, f"{tile}&shape=1:1", 1)
    page.go_back()
    chromium.wait(WALL)
    page.go_back()
    wait_seen(chromium, "#tune?seed=9&layers=3&shape=3:2", 3 / 2)
    page.go_back()
    wait_seen(chromium, "#tune?seed=8&shape=2:3", 2 / 3)
    page.reload()
    wait_seen(chromium, "#tune?seed=8&shape=2:3", 2 / 3)
    page.get_by_role("link", name="Zoom", exact=True).click()
    chromium.wait("document.querySelector('.zoomed canvas')")
    page.keyboard.press("Escape")
    wait_seen(chromium, "#tune?seed=8&shape=2:3", 2 / 3)
    # In another tab, too.
    other = page.context.new_page()
    other.goto(page.url.partition("#")[0] + QUICK)
    other.wait_for_url(f"**/{QUICK}&shape=2:3")
    other.close()
    assert complaints(chromium) == []


@pytest.mark.parametrize("shape", ["", "&shape=7:1", "&shape=toString"])
def test_a_shape_that_was_never_chosen_is_a_square(
    chromium: Browser, tuned: Callable[..., None], shape: str
) -> None:
    tuned(f"{QUICK}{shape}")
    wait_seen(chromium, QUICK, 1)
    chromium.page.keyboard.press(".")
    wait_seen(chromium, "#tune?seed=8&layers=3", 1)


def test_what_does_not_apply_is_off_with_its_reason(chromium: Browser, tuned: Callable[..., None]) -> None:
    tuned("#tune?seed=7&layers=3&activation=relu")
    chromium.value("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    chromium.wait("document.querySelector('[data-knob=detail]').classList.contains('off')")
    assert chromium.value("document.querySelector('[data-knob=detail] input').disabled")
    reason = str(chromium.value("document.querySelector('[data-knob=detail] .help').textContent"))
    assert "relu" in reason


def test_a_wrong_value_is_said_beside_its_knob_and_the_picture_stays(
    chromium: Browser, tuned: Callable[..., None]
) -> None:
    tuned()
    field = chromium.page.get_by_label("Layers", exact=True).first
    field.fill("5000")
    chromium.page.keyboard.press("Enter")
    chromium.wait("document.querySelector('[data-knob=layers]').classList.contains('wrong')")
    assert "1000" in str(chromium.value("document.querySelector('[data-knob=layers] .help').textContent"))
    assert shown(chromium) == "seed=7&layers=3"
    field.fill("4")
    chromium.page.keyboard.press("Enter")
    wait_shown(chromium, "seed=7&layers=4")
    chromium.wait("!document.querySelector('.wrong')")


def test_a_new_seed_keeps_what_is_locked(chromium: Browser, tuned: Callable[..., None]) -> None:
    tuned("#tune?seed=7&layers=3&width=30&palette=reef")
    page = chromium.page
    page.get_by_role("button", name="A new seed keeps Layers").click()
    page.keyboard.press("n")
    chromium.wait(f"!{HASH}.includes('seed=7&') && {FULL}")
    assert str(chromium.value(HASH)).endswith("&width=30&palette=reef")
    page.keyboard.press("u")
    wait_shown(chromium, "seed=7&layers=3&width=30&palette=reef")
    page.keyboard.press(".")
    wait_shown(chromium, "seed=8&layers=3&width=30&palette=reef")
    field = page.get_by_role("textbox", name="Seed", exact=True)
    field.fill("18446744073709551615")
    field.press("Enter")
    wait_shown(chromium, "seed=18446744073709551615&layers=3&width=30&palette=reef")
    page.get_by_role("link", name="More like this").click()
    chromium.wait("document.body.dataset.view === 'find' && document.querySelector('.wall img')")
    like = "seed%3D18446744073709551615%26layers%3D3%26width%3D30%26palette%3Dreef"
    assert chromium.value(HASH) == f"#find?layers=3&width=30&palette=reef&like={like}&preset=none"


def test_what_cannot_be_opened_stays_in_its_field(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#tune?seed=7&layers=3")
    wait_shown(chromium, "seed=7&layers=3")
    field = page.get_by_label("Open a seed")
    field.fill("purple waves")
    field.press("Enter")
    page.get_by_text("a command line or an address of the studio is needed").wait_for()
    assert field.input_value() == "purple waves"
    assert field.evaluate("(field) => field === document.activeElement")
    field.fill("navy,gold")
    field.press("Enter")
    page.get_by_text("These colours are the palette now.").wait_for()
    chromium.wait("document.querySelector('.picture').dataset.look.includes('&palette=')")
    assert field.input_value() == ""


def test_what_is_compared_no_more_holds_nothing_up(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#tune?seed=7&layers=3")
    wait_shown(chromium, "seed=7&layers=3")
    page.get_by_label("Layers", exact=True).first.fill("4")
    page.keyboard.press("Enter")
    wait_shown(chromium, "seed=7&layers=4")
    page.reload()  # which forgets the picture before
    wait_shown(chromium, "seed=7&layers=4")
    page.route("**/api/picture*layers=3&*", lambda _: None)  # never answered
    with page.expect_event("requestfailed", lambda one: "layers=3" in one.url):
        with page.expect_request("**/api/picture*layers=3&*"):
            page.keyboard.down("c")
        page.keyboard.up("c")
    page.unroute("**/api/picture*layers=3&*")
    page.keyboard.press("1")
    chromium.wait(f"{PAINTED} > 0")


def test_a_new_seed_keeps_a_palette_that_is_locked_and_own_colours(
    chromium: Browser, tuned: Callable[..., None]
) -> None:
    tuned()
    page = chromium.page
    kept = page.get_by_role("button", name="A new seed keeps Palette")
    assert not kept.is_visible()  # the seed chooses the palette, so there is none to keep
    for palette in ("reef", "%23000080,%23ffd700"):
        chromium.value(f"location.hash = '#tune?seed=7&palette={palette}'")
        wait_shown(chromium, f"seed=7&palette={palette}")
        assert kept.get_attribute("aria-pressed") == "true"
        page.keyboard.press("n")
        chromium.wait(f"!{HASH}.includes('seed=7&') && {HASH}.endsWith('&palette={palette}') && {FULL}")
        kept.click()
        page.get_by_role("button", name="A new seed resets Palette").wait_for()
        page.keyboard.press("n")
        chromium.wait(f"!{HASH}.includes('palette') && {FULL}")
        page.keyboard.press("u")
        page.get_by_role("button", name="A new seed resets Palette").click()
        kept.wait_for()


def test_c_shows_the_picture_before_while_held(chromium: Browser, tuned: Callable[..., None]) -> None:
    tuned()
    page = chromium.page
    page.get_by_role("slider", name="Layers").press("ArrowRight")
    wait_shown(chromium, "seed=7&layers=4")
    after = chromium.value("document.querySelector('.picture img').outerHTML")
    page.keyboard.down("c")
    chromium.wait(f"document.querySelector('.picture img').outerHTML !== {after!r}")
    assert page.get_by_text("Before", exact=True).is_visible()
    page.keyboard.up("c")
    chromium.wait(f"document.querySelector('.picture img').outerHTML === {after!r}")
    assert not page.get_by_text("Before", exact=True).is_visible()


def test_words_paint_the_same_picture(chromium: Browser, tuned: Callable[..., None]) -> None:
    tuned("#tune?seed=7&layers=3&palette=reef&shape=3:2")
    chromium.value("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    chromium.wait("document.querySelector('[aria-label=Recipe] code').textContent")
    words = {
        name: str(chromium.value(f"document.querySelector('[aria-label={name}] code').textContent"))
        for name in ("Command", "Recipe")
    }
    assert nnart.Recipe.from_toml(words["Recipe"]) == nnart.Recipe(seed=7, layers=3, palette="reef")
    assert words["Command"] == "nnart render --seed 7 --layers 3 --palette reef --size 1024x683"
    chromium.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chromium.page.get_by_role("button", name="Copy Command").click()
    chromium.page.get_by_text("Command copied").wait_for()
    assert chromium.value("navigator.clipboard.readText()") == words["Command"]


def test_on_a_phone_the_picture_stays_in_sight(chromium: Browser, tuned: Callable[..., None]) -> None:
    tuned(size=PHONE, touch=True)
    chromium.page.get_by_role("slider", name="Layers").scroll_into_view_if_needed()
    box = chromium.page.locator(".picture").bounding_box()
    slider = chromium.page.get_by_role("slider", name="Layers").bounding_box()
    assert box is not None and slider is not None
    assert box["y"] >= 0 and box["y"] + box["height"] < slider["y"] < PHONE[0]
    chromium.page.get_by_role("button", name="New seed", exact=True).tap()
    chromium.wait(f"!{HASH}.includes('seed=7&') && {FULL}")


def test_on_a_phone_the_seed_is_seen_and_typed(chromium: Browser, tuned: Callable[..., None]) -> None:
    tuned(size=PHONE, touch=True)
    page = chromium.page
    field = page.get_by_role("textbox", name="Seed", exact=True)
    box = field.bounding_box()
    assert field.input_value() == "7" and box is not None
    assert 0 < box["y"] < PHONE[0] - box["height"]
    field.fill("123456789")
    assert field.evaluate("(field) => field.scrollWidth <= field.clientWidth")
    field.press("Enter")
    wait_shown(chromium, "seed=123456789&layers=3")
    heading = page.get_by_role("heading", level=1)
    assert "123456789" in heading.inner_text()  # it is said, though not seen twice
    chromium.resize(WINDOW)
    assert heading.is_visible() and field.is_visible()
    assert page.locator(".tools").get_by_role("textbox", name="Seed", exact=True).is_visible()
