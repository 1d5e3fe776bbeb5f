"""The wall of seeds, in a browser."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Request

from tests.browser import Browser
from tests.studio.page.process import Process
from tests.studio.page.test_views import LIGHT, LIKE, PAINTED, PHONE, WINDOW

IN_SIGHT = """document.querySelector('.wall img')
&& [...document.querySelectorAll('.wall a')].filter((link) => {
    const box = link.getBoundingClientRect();
    return box.top < innerHeight && box.bottom > 56;
}).every((link) => link.querySelector('img')?.complete)"""
BUSY = """[...document.querySelectorAll('.wall li')].filter((each) => each.querySelector('img'))
    .map((each) => each.tile.seed.measures.busy)"""
PANES = f"{LIGHT}&from=50&preset=panes"
SEEDS = "[...document.querySelectorAll('.wall a')].map((link) => link.getAttribute('href'))"


# Whether all tiles that are asked for are painted, also those just out of sight: no seed gives way any more.
NEAR = """document.querySelector('.wall img')
&& [...document.querySelectorAll('.wall a')].every((link) => {
    const box = link.getBoundingClientRect();
    const isFar = box.top > 1.6 * innerHeight || box.bottom < -0.6 * innerHeight;
    return isFar || link.querySelector('img')?.complete;
})"""


def scroll(chromium: Browser, by: int) -> None:
    """Scroll from the top, and wait until every tile near to what is seen is painted."""
    chromium.page.mouse.move(300, 400)
    chromium.page.mouse.wheel(0, by)
    chromium.wait(f"scrollY === {by} && {NEAR}")


def test_it_fills_and_scrolls_without_end_and_nothing_moves(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at=f"#find?{LIGHT}")
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
    page = chromium.open(studio.address, WINDOW, at=f"#find?from=4000&{LIGHT}")
    chromium.wait(IN_SIGHT)
    scroll(chromium, 1000)
    page.wait_for_timeout(400)
    place, seeds = chromium.value("scrollY"), chromium.value(SEEDS)
    page.reload()
    chromium.wait(f"{PAINTED} > 0 && {NEAR}")
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
    page.get_by_text("None of the last 120 seeds fits.").wait_for()
    page.get_by_role("button", name="Remove all filters").click()
    chromium.wait(f"location.hash === '#find' && {PAINTED} > 4")


def test_values_that_do_not_go_together_are_said(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#find?layers=5000")
    page.locator(".end p").filter(has_text="1000").wait_for()
    page.get_by_role("button", name="Remove all filters").click()
    chromium.wait(f"{PAINTED} > 4")


def test_everything_is_done_by_keys(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at=f"#find?{LIGHT}")
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
    chromium.wait(f"location.hash.startsWith('#find?{LIGHT}&from=') && {PAINTED} > 4")


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


def nearest(chromium: Browser) -> Any:
    """Return the addresses of the looks that the server finds most alike for the wall that is shown."""
    query = "location.hash.split('?')[1]"
    asked = f"fetch('/api/wall?count=24&from=0&' + {query}).then((reply) => reply.json())"
    looks = chromium.value(f"{asked}.then(({{ looks }}) => looks.map(({{ look }}) => look))")
    return [{name: str(value) for name, value in look.items()} for look in looks]


def looks(chromium: Browser) -> Any:
    """Return the looks of the places, in order."""
    return chromium.value("[...document.querySelectorAll('.wall li')].map((each) => each.tile.seed?.look)")


def test_more_like_this_shows_what_resembles_it_in_order(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at="#tune?seed=300&layers=3&width=10")
    chromium.wait("document.querySelector('.picture')?.dataset.state === 'full'")
    link = page.get_by_role("link", name="More like this")
    chromium.wait("document.querySelector('.tools a')?.hash.includes('palette=')")  # which the seed chose
    link.click()
    chromium.wait(IN_SIGHT)
    page.get_by_text("Of every 192 seeds, the 24 most like it.").wait_for()
    assert chromium.value("location.hash").endswith("&like=seed%3D300%26layers%3D3%26width%3D10&preset=none")
    assert looks(chromium)[:12] == nearest(chromium)[:12]
    page.get_by_role("button", name="Remove: Like seed 300").click()
    chromium.wait(f"!location.hash.includes('like') && {IN_SIGHT}")
    assert [look["seed"] for look in looks(chromium)[:6]] == list("012345")
    assert {look["layers"] for look in looks(chromium)[:6]} == {"3"}
    page.go_back()
    chromium.wait(f"location.hash.includes('like') && {IN_SIGHT}")
    assert looks(chromium)[:12] == nearest(chromium)[:12]


def test_more_like_a_tile_and_back_to_its_place(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at=f"#find?{PANES}")
    chromium.wait(IN_SIGHT)
    scroll(chromium, 700)
    seeds = chromium.value(SEEDS)
    tile = page.locator(".wall a").nth(22)
    tile.focus()
    page.keyboard.press("l")
    seed = seeds[22].split("seed=")[1].split("&")[0]
    chromium.wait(f"location.hash.includes('like=seed%3D{seed}%26') && scrollY === 0 && {IN_SIGHT}")
    assert "preset=panes" in chromium.value("location.hash")
    assert looks(chromium)[:6] == nearest(chromium)[:6]
    page.go_back()
    chromium.wait(f"location.hash === '#find?{PANES}' && {NEAR}")
    assert (chromium.value("scrollY"), chromium.value(SEEDS)[: len(seeds)]) == (700, seeds)
    tile.hover()
    page.locator(".wall .more").nth(22).click()
    chromium.wait(f"location.hash.includes('like=seed%3D{seed}%26')")


def test_what_is_alike_is_filtered_and_goes_on_without_end(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at=f"{LIKE}&busy=0,0.5")
    chromium.wait(IN_SIGHT)
    assert max(chromium.value(BUSY)) <= 0.5
    page.mouse.move(300, 400)
    for place in (900, 1800):
        page.mouse.wheel(0, 900)
        chromium.wait(f"scrollY === {place} && {IN_SIGHT}")
    links = [link for link in chromium.value(SEEDS) if link]
    assert len(links) > 24 and len(set(links)) == len(links)


def test_the_search_ends_where_the_wall_is_left_and_begins_again(chromium: Browser, studio: Process) -> None:
    page = chromium.open(studio.address, WINDOW, at=f"#tune?seed=7&{LIGHT}")
    chromium.wait("document.querySelector('.tools a')?.hash.includes('palette=')")  # which the seed chose
    page.route("**/api/wall*", lambda _: None)  # never answered
    with page.expect_event("requestfailed", lambda one: "/api/wall" in one.url):
        with page.expect_event("request", lambda one: "/api/wall" in one.url):
            page.keyboard.press("l")
        page.keyboard.press("2")
    page.unroute("**/api/wall*")
    page.keyboard.press("1")
    chromium.wait(f"{PAINTED} > 0")
    assert not page.locator("#view-find .end").is_visible()
