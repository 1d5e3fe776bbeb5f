"""States of the studio's page that a person would miss, and the ways by which they have to come back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import BrowserContext

from benchmarks.studio_tabs import IN_SIGHT, PAINTED, Tab, choose, press, scroll, turn


def state(tab: Tab) -> dict[str, Any]:
    """Return what a person would miss."""
    return dict(tab.tell(STATE))


STATE = f"""({{
    address: location.hash, scroll: Math.round(scrollY), kept: document.querySelector("#count").textContent,
    ...({{
        find: () => ({{
            tiles: {IN_SIGHT}.map((one) => one.querySelector("a").getAttribute("href")),
            filters: document.querySelector("#view-find summary").textContent,
            ranges: [...document.querySelectorAll("#view-find input[type=range]")].map((one) => one.value),
        }}),
        tune: () => ({{
            look: document.querySelector(".picture").dataset.look,
            shape: document.querySelector("#view-tune select").value,
            knobs: [...document.querySelectorAll("#view-tune .row input, #view-tune .row select")].map(
                (one) => one.checked ?? one.value),
        }}),
        zoom: () => ({{ scale: document.querySelector("#view-zoom .scale").textContent }}),
        keep: () => ({{ cards: [...document.querySelectorAll(".card-name")].map((one) => one.value) }}),
    }})[document.body.dataset.view](),
}})"""


def settle(tab: Tab) -> dict[str, Any]:
    """Wait until all that is seen is painted and written down, and return the state."""
    tab.wait(PAINTED)
    time.sleep(0.6)
    return state(tab)


STATES: list[tuple[str, list[Callable[[Tab], None]]]] = [
    ("#find", []),
    ("#find", [scroll(1800)]),
    ("#find?from=5000", [scroll(4200)]),
    ("#find?palette=reef", []),
    ("#find?palette=reef&preset=none", [scroll(1200)]),
    ("#find?busy=0,0.6", [scroll(600)]),
    ("#find?from=300&busy=0.3,1&colourful=0.4,1", []),
    ("#find?layers=4&width=30&preset=none", [scroll(600)]),
    ("#find", [press("n")]),
    ("#tune?seed=7", []),
    ("#tune?seed=7", [turn("layers", 0.3)]),
    ("#tune?seed=8&layers=6", [turn("detail", 0.6), turn("contrast", 0.7)]),
    ("#tune?seed=9&layers=6", [turn("bias", 0.8), press("u")]),
    ("#tune?seed=10&layers=6", [press("."), press(".")]),
    ("#tune?seed=11&layers=6", [choose("16:9")]),
    ("#tune?seed=12&layers=6&symmetry=kaleidoscope-6", [press("k")]),
    ("#tune?seed=13&layers=6&colour=oklch&zoom=2", [press("n")]),
    ("#zoom?seed=7&layers=6", [press("+", "+", "ArrowRight")]),
    ("#zoom?seed=7&layers=6", []),
    ("#keep", []),
]


def restored(context: BrowserContext, address: str) -> dict[str, int]:
    """Return how many states come back after a reload, another view, and in a new tab; print the others."""
    tab = Tab(context, address)
    good = dict.fromkeys(("reload", "back", "closed tab"), 0)
    for at, acts in STATES:
        tab.open(at, PAINTED)
        for act in acts:
            act(tab)
        wanted = settle(tab)
        for way, found in ways_back(context, tab):
            tab = found
            now = settle(tab)
            good[way] += now == wanted
            for name in wanted:
                if now[name] != wanted[name]:
                    print(f"{at} after {way}: {name} was {wanted[name]!r}, and is {now[name]!r}")
    return good


def ways_back(context: BrowserContext, tab: Tab) -> Iterator[tuple[str, Tab]]:
    tab.page.reload()
    yield "reload", tab
    elsewhere = "#keep" if "#keep" not in tab.page.url else "#find"
    tab.go(elsewhere)
    tab.wait(PAINTED)
    tab.page.go_back()
    yield "back", tab
    address = tab.page.url
    tab.page.close()
    other = Tab(context, "")
    other.address = address.split("#")[0]
    other.page.goto(address)
    yield "closed tab", other
