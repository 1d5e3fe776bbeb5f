"""The wall of seeds, in a browser."""

from __future__ import annotations

from playwright.sync_api import Request

from tests.browser import Browser
from tests.studio.page.process import Process
from tests.studio.page.test_views import PAINTED, PHONE, WINDOW

IN_SIGHT = """document.querySelector('.wall img')
&& [...document.querySelectorAll('.wall a')].filter((link) => {
    const box = link.getBoundingClientRect();
    return box.top < innerHeight && box.bottom > 56;
}).every((link) => link.querySelector('img')?.complete)"""
BUSY = """[...document.querySelectorAll('.wall li')].filter((each) => each.querySelector('img'))
    .map((each) => each.place.seed.measures.busy)"""
SEEDS = "[...document.querySelectorAll('.wall a')].map((link) => link.getAttribute('href'))"


def test_it_fills_and_scrolls_without_end_and_nothing_moves(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW)
    chromium.wait(f"{PAINTED} > 0")
    chromium.value(
        "window.jumps = 0, new PerformanceObserver((all) => { window.jumps += all.getEntries()"
        ".filter((one) => !one.hadRecentInput).reduce((sum, one) => sum + one.value, 0); })"
        ".observe({ type: 'layout-shift' })"
    )
    chromium.wait(IN_SIGHT)
    for _ in range(4):
        page.mouse.move(300, 400)
        page.mouse.wheel(0, 900)
        page.wait_for_timeout(60)
        chromium.wait(IN_SIGHT)
    assert chromium.value("scrollY") > 2000
    assert chromium.value("window.jumps") < 0.01
    links = chromium.value(SEEDS)
    assert len(links) >= 48 and len(set(links)) == len(links)


def test_at_most_four_pictures_are_asked_for_at_once(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#keep")
    running, most = set[str](), 0

    def begins(request: Request) -> None:
        nonlocal most
        if "/api/picture" in request.url:
            running.add(request.url)
            most = max(most, len(running))

    def ends(request: Request) -> None:
        running.discard(request.url)

    page.on("request", begins)
    page.on("requestfinished", ends)
    page.on("requestfailed", ends)
    page.get_by_role("link", name="Find", exact=True).click()
    chromium.wait(IN_SIGHT)
    assert 1 < most <= 4


def test_place_and_seeds_are_there_again_after_reload_and_back(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#find?from=4000")
    chromium.wait(IN_SIGHT)
    page.mouse.move(300, 400)
    page.mouse.wheel(0, 1000)
    chromium.wait(f"scrollY > 900 && {IN_SIGHT}")
    page.wait_for_timeout(400)
    place, seeds = chromium.value("scrollY"), chromium.value(SEEDS)
    page.reload()
    chromium.wait(f"{PAINTED} > 0 && {IN_SIGHT}")
    assert chromium.value("scrollY") == place
    assert chromium.value(SEEDS)[: len(seeds)] == seeds
    page.locator(".wall a").nth(32).click()  # which is in sight
    chromium.wait("document.body.dataset.view === 'tune'")
    page.go_back()
    chromium.wait("document.body.dataset.view === 'find'")
    assert chromium.value("scrollY") == place
    assert chromium.value(SEEDS)[: len(seeds)] == seeds


def test_it_is_filtered_by_preset_palette_and_measures(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW)
    chromium.wait(f"{PAINTED} > 8")
    page.get_by_role("radio", name="silk").check(force=True)
    chromium.wait(f"location.hash === '#find?preset=silk' && {PAINTED} > 4")
    assert all("bias=0.5" in link for link in chromium.value(SEEDS) if link)
    page.get_by_role("radiogroup", name="Palette").first.get_by_role("radio", name="reef").check(force=True)
    chromium.wait(f"location.hash === '#find?palette=reef&preset=silk' && {PAINTED} > 4")
    assert all("palette=reef" in link for link in chromium.value(SEEDS) if link)
    page.go_back()
    page.go_back()
    chromium.wait("location.hash === ''")
    slider = page.get_by_role("slider", name="At most so busy")
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    chromium.wait("location.hash.includes('busy=0,0.5')")
    chromium.wait(IN_SIGHT)
    page.get_by_text("outside your limits").wait_for()
    assert max(chromium.value(BUSY)) <= 0.5


def test_a_limit_that_nothing_fits_is_said(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#find?preset=panes&layers=1&busy=0.95,1&colourful=0,0.1")
    page.get_by_text("None of the last 240 seeds fits.").wait_for()
    page.get_by_role("button", name="Remove all filters").click()
    chromium.wait(f"location.hash === '#find' && {PAINTED} > 4")


def test_values_that_do_not_go_together_are_said(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#find?layers=5000")
    page.locator(".end p").filter(has_text="1000").wait_for()
    page.get_by_role("button", name="Remove all filters").click()
    chromium.wait(f"{PAINTED} > 4")


def test_everything_is_done_by_keys(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW)
    chromium.wait(IN_SIGHT)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    columns = chromium.value(
        "getComputedStyle(document.querySelector('.wall')).gridTemplateColumns.split(' ').length"
    )
    link = page.locator(".wall a").nth(columns + 1)
    assert link.evaluate("(link) => link === document.activeElement")
    page.keyboard.press("k")
    page.get_by_text("Kept as").wait_for()
    assert len(list(studio.favourites.glob("*.toml"))) == 1
    look = link.get_attribute("href")
    page.keyboard.press("Enter")
    chromium.wait(f"location.hash === {look!r}")
    page.keyboard.press("Escape")
    chromium.wait("document.body.dataset.view === 'find'")
    page.keyboard.press("n")
    chromium.wait(f"location.hash.startsWith('#find?from=') && {PAINTED} > 4")


def test_on_a_phone_filters_open_and_close(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, PHONE, touch=True)
    chromium.wait(IN_SIGHT)
    assert not page.get_by_role("button", name="New pictures").is_visible()
    page.locator("summary", has_text="Filters").tap()
    page.get_by_role("button", name="New pictures").tap()
    chromium.wait(f"location.hash.startsWith('#find?from=') && {PAINTED} > 4")
    heart = page.locator(".wall .heart").first
    heart.tap()
    page.get_by_text("Kept as").wait_for()
    assert heart.get_attribute("aria-pressed") == "true"
