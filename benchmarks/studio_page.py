"""How the studio's page feels, in a real Chromium: `python -m benchmarks.studio_page [PART …] [--write]`.

All times end with the frame in which a picture is first seen, decoded, and those of knobs begin with the event
by which the browser tells the page of a slider's new value. Without a PART, all are measured; `--write` needs
that.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from inspect import signature
from itertools import count, pairwise
from pathlib import Path
from statistics import median, quantiles
from threading import Event, Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext

import nnart.studio
from benchmarks.report import deliver, machine, table
from benchmarks.studio import HEAVY, Studio, picture
from benchmarks.studio_states import STATES, restored
from benchmarks.studio_tabs import (
    PAINTED,
    SEEN,
    STILL,
    TILES,
    Tab,
    chromium,
    drag,
    new_context,
    press,
    scroll,
    shown,
)
from nnart.threads import thread_count

PAGE = Path(nnart.studio.__file__).parent / "page"
CHILDREN = 12
LITTERS = {
    "children of two": "#breed?one=seed%3D{0}&two=seed%3D1{0}",
    "variations of one": "#breed?one=seed%3D{0}",
}
STARTS, WALLS, CANCELS, TABS, BURST = 5, 5, 15, 7, 200
DRAGS, COLOURS, CHANGES = 200, 40, 1000
ANSWERED = "watched.frames.some((one) => watched.inputs.length && one.asked >= watched.inputs.at(-1).at)"
NETWORK = ("layers", "detail", "bias", "width", "residual", "z")
COLOUR = ("contrast", "steps")
MIB = 2**20

Line = list[str]  # of the table: what, aim, median, 95 %, longest, times


class Drag(NamedTuple):
    """What one drag of a slider led to.

    Attributes:
        knob: of the slider.
        times: milliseconds from each of its values to the first picture of that value or a newer one.
    """

    knob: str
    times: list[float]


def line(what: str, aim: str, times: list[float]) -> Line:
    """Return a line of the table."""
    high = quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    numbers = (f"{number:.0f} ms" for number in (median(times), high, max(times)))
    return [what, aim, *numbers, str(len(times))]


def figure(what: str, aim: str, value: str, times: int) -> Line:
    """Return a line of the table with a single figure."""
    return [what, aim, value, "", "", str(times)]


# First pictures and walls


def start(browser: Browser, folder: str) -> list[Line]:
    """Measure from the command to the first tile."""
    times = []
    for _ in range(STARTS):
        context, studio = new_context(browser), Studio(folder)
        page = Tab(context, studio.address)
        page.open("#find", "watched.tiles.length")
        seen = page.tell("performance.timeOrigin + watched.tiles[0]")
        times.append(seen - 1000 * studio.began)
        context.close()
        studio.close()
    return [line("first picture after the command", "≤ 1500 ms", times)]


def wall(browser: Browser, studio: Studio) -> list[Line]:
    """Measure from a new wall's address to its twenty-fourth tile."""
    context, tab = opened(browser, studio, 1800)
    times = tiled(tab, TILES, lambda number: f"#find?from={70_000 + 1000 * number}")
    side = tab.tell("document.querySelector('.wall img').naturalWidth")
    context.close()
    return [line(f"wall of {TILES} at {side}²", "≤ 2000 ms", times)]


def litters(browser: Browser, studio: Studio) -> list[Line]:
    """Measure from a new litter's address to its twelfth child, of two parents and of one."""
    context, tab = opened(browser, studio, 1000)
    found = []
    for what, address in LITTERS.items():
        times = tiled(tab, CHILDREN, lambda number, form=address: form.format(80_000 + number))  # type: ignore[misc]
        side = tab.tell("document.querySelector('#view-breed .wall img').naturalWidth")
        found.append(line(f"{CHILDREN} {what} at {side}²", "≤ 2000 ms", times))
    context.close()
    return found


def opened(browser: Browser, studio: Studio, width: int) -> tuple[BrowserContext, Tab]:
    """Return a tab of a window of this width, with the first wall in it."""
    context = new_context(browser)
    tab = Tab(context, studio.address)
    tab.page.set_viewport_size({"width": width, "height": 1080})
    tab.open("#find", SEEN)
    return context, tab


def tiled(tab: Tab, tiles: int, address: Callable[[int], str]) -> list[float]:
    """Return milliseconds from several addresses to so many tiles."""
    times = []
    for number in range(WALLS):
        time.sleep(1)
        tab.clear()
        began = tab.tell("performance.now()")
        tab.go(address(number))
        tab.wait(f"watched.tiles.length >= {tiles}")
        times.append(tab.tell(f"watched.tiles[{tiles - 1}]") - began)
    return times


# Knobs


def drags(browser: Browser, studio: Studio) -> list[Line]:
    """Measure drags of the network's knobs, each of another seed's picture."""
    found = list(dragged(browser, studio, NETWORK, DRAGS))
    lines = drag_lines("a network's knob", "median ≤ 100 ms, 95 % ≤ 200 ms", found)
    for knob in NETWORK:
        lines.append(line(f"… {knob}", "", [one.times[0] for one in found if one.knob == knob]))
    return lines


def colours(browser: Browser, studio: Studio) -> list[Line]:
    """Measure drags of the colours' knobs."""
    return drag_lines("a colour's knob", "≤ 33 ms", list(dragged(browser, studio, COLOUR, COLOURS)))


def drag_lines(what: str, aim: str, found: list[Drag]) -> list[Line]:
    values = [time for one in found for time in one.times]
    return [
        line(f"{what}, first value to its first picture", aim, [one.times[0] for one in found]),
        line(f"{what}, any value to its first picture", "", values),
    ]


def dragged(browser: Browser, studio: Studio, knobs: tuple[str, ...], times: int) -> Iterator[Drag]:
    chance, context = random.Random(7), new_context(browser)
    tab = Tab(context, studio.address)
    tab.open("#tune?seed=1", STILL)
    tab.unfold()
    for number in range(times):
        knob = knobs[number % len(knobs)]
        tab.go(f"#tune?seed={20_000 + number}")
        tab.wait(f"{shown(f'seed={20_000 + number}')} && {STILL}")
        time.sleep(chance.uniform(0.2, 0.6))
        tab.clear()
        drag(tab, knob, chance.random())
        tab.wait(f"location.hash === '#tune?seed={20_000 + number}' || {ANSWERED}")
        if found := answered(tab):  # a drag that ends where it began asks for nothing
            yield Drag(knob, found)
    context.close()


def answered(tab: Tab) -> list[float]:
    """Return the milliseconds until each value was answered, of those that were."""
    found = tab.tell("watched")
    frames = [(one["at"], newest(one, found["inputs"])) for one in found["frames"]]
    times = []
    for index, given in enumerate(found["inputs"]):
        seen = [at for at, value in frames if value >= index]
        if seen:
            times.append(seen[0] - given["at"])
    return times


def newest(frame: dict[str, Any], inputs: list[dict[str, Any]]) -> int:
    """Return the number of the value that a picture answers; -1 if it was asked for before all of them."""
    asked = parse_qs(urlsplit(frame["look"]).query)

    def is_answered(one: dict[str, Any]) -> bool:
        text = asked.get(one["knob"], [one["value"]])[0]  # a look leaves out a value that is the default
        return bool(one["at"] <= frame["asked"] and float(text) == one["value"])

    return max((index for index, one in enumerate(inputs) if is_answered(one)), default=-1)


# Stale pictures, and cancels


def stale(browser: Browser, studio: Studio) -> list[Line]:
    """Count pictures that are older than one that was shown before; the last must be the one that is wanted."""
    chance, context = random.Random(8), new_context(browser)
    tab = Tab(context, studio.address)
    tab.open("#tune?seed=1&layers=4&width=32", STILL)
    tab.unfold()
    changes = wrong = 0
    while changes < CHANGES:
        tab.clear()
        for _ in range(5):
            drag(tab, chance.choice(("detail", "bias", "width", "contrast")), chance.random())
        tab.wait(f"{STILL} && location.hash === '#tune?' + document.querySelector('.picture').dataset.look")
        times = [one["asked"] for one in tab.tell("watched.frames")]
        wrong += sum(later < sooner for sooner, later in pairwise(times))
        changes += len(times)
    context.close()
    return [figure("stale pictures", "0", str(wrong), changes)]


def cancel(browser: Browser, studio: Studio) -> list[Line]:
    """Measure from the end of what takes all slots, by the page, to a small picture."""
    context = new_context(browser)
    tab = Tab(context, studio.address)
    tab.open("#keep", "!document.querySelector('#wait')")
    times = []
    for number in range(CANCELS):
        heavy = [f"{HEAVY}{100 * number + one}" for one in range(thread_count(None))]
        times.append(
            tab.page.evaluate(
                """async ([heavy, small]) => {
                const abort = new AbortController();
                for (const one of heavy) fetch(one, { signal: abort.signal }).catch(() => {});
                await new Promise((done) => setTimeout(done, 700));
                const began = performance.now();
                abort.abort();
                await (await fetch(small)).blob();
                return performance.now() - began;
            }""",
                [heavy, picture(16, number, layers=3, width=10)],
            )
        )
    context.close()
    return [line("small picture after a cancel of what takes all slots", "≤ 150 ms", times)]


# States


def states(browser: Browser, studio: Studio) -> list[Line]:
    """Count states that come back."""
    context = new_context(browser)
    found = restored(context, studio.address)
    context.close()
    times = len(STATES)
    return [
        figure(f"states that are there after {way}", str(times), str(many), times)
        for way, many in found.items()
    ]


# Many at once


def tabs(browser: Browser, studio: Studio) -> list[Line]:
    """Measure how long seven tabs that are opened at once take until all have painted."""
    context = new_context(browser)
    began = time.monotonic()
    opened = [Tab(context, studio.address) for _ in range(TABS)]
    for number, tab in enumerate(opened):
        at = f"#tune?seed={40_000 + number}" if number % 2 else f"#find?from={40_000 + 1000 * number}"
        tab.page.goto(studio.address + at, wait_until="commit")
    for tab in opened:
        tab.wait(PAINTED)
    took = 1000 * (time.monotonic() - began)
    context.close()
    return [figure(f"{TABS} tabs opened at once, until all have painted", "all", f"{took:.0f} ms", 1)]


def soak(browser: Browser, studio: Studio, seconds: float) -> list[Line]:
    """Use everything for a while, with many tiles at once in between; count answers, and watch the memory."""
    chance, context = random.Random(9), new_context(browser)
    tab, answers = Tab(context, studio.address), Counter[int]()
    context.on("response", lambda answer: answers.update([answer.status]))
    tab.open("#find", SEEN)
    before, most, over = studio.memory, [0], Event()

    def watch() -> None:
        while not over.wait(0.25):
            most[0] = max(most[0], studio.memory)

    watching = Thread(target=watch)
    watching.start()
    end = time.monotonic() + seconds
    for number in count():
        answers.update(studio.statuses(burst(number)))
        for _ in range(4):
            chance.choice(ACTS)(tab, chance)
        if time.monotonic() > end:
            break
    over.set()
    watching.join()
    context.close()
    others = {status: many for status, many in answers.items() if status not in (200, 201, 204, 304, 503)}
    total, more = f"{answers.total()} answers", (most[0] - before) / MIB
    return [
        figure(f"memory above the start, {seconds:.0f} s of use", "≤ 300 MiB", f"{more:.0f} MiB", 1),
        figure(f"answers of {total} that were none of 200, 201, 204, 304, 503", "0", str(others or 0), 1),
        figure(f"… that were 503, most of {BURST} tiles at once", "", str(answers[503]), number + 1),
    ]


def burst(number: int) -> list[str]:
    return [f"/api/zoom/16/{column}_{number % 16}?seed=7&z={number}&format=jpeg" for column in range(BURST)]


def use_wall(tab: Tab, chance: random.Random) -> None:
    tab.go(f"#find?from={chance.randrange(10**6)}")
    scroll(3000)(tab)


def use_stage(tab: Tab, chance: random.Random) -> None:
    tab.go(f"#tune?seed={chance.randrange(10**6)}&layers={chance.randint(2, 40)}")
    tab.wait("document.body.dataset.view === 'tune'")
    tab.unfold()
    for knob in ("detail", "contrast", "bias"):
        drag(tab, knob, chance.random())


def use_zoom(tab: Tab, chance: random.Random) -> None:
    tab.go(f"#zoom?seed={chance.randrange(10**6)}&layers=6")
    tab.wait("document.querySelector('.zoomed canvas')")
    press("+", "+", "ArrowRight", "+", "ArrowDown")(tab)


def use_keep(tab: Tab, chance: random.Random) -> None:
    tab.go(f"#tune?seed={chance.randrange(10**6)}&layers=4")
    tab.wait(STILL)
    press("k", "k")(tab)


ACTS = (use_wall, use_stage, use_zoom, use_keep)


# What is sent


def sent() -> list[Line]:
    """Measure the page's own scripts and styles, as written and as sent."""
    parts = [path.read_bytes() for path in PAGE.iterdir() if path.suffix in (".js", ".css")]
    small = sum(len(gzip.compress(part, mtime=0)) for part in parts)
    words = f"{small / 1000:.1f} kB ({sum(map(len, parts)) / 1000:.1f} kB as written)"
    return [figure("own scripts and styles, as sent", "≤ 60 kB", words, 1)]


PARTS: dict[str, Callable[..., list[Line]]] = {
    "start": start,
    "wall": wall,
    "litters": litters,
    "drags": drags,
    "colours": colours,
    "stale": stale,
    "cancel": cancel,
    "states": states,
    "tabs": tabs,
    "soak": soak,
    "sent": sent,
}


def measure(name: str, browser: Browser, folder: str, seconds: float) -> list[Line]:
    """Measure one part, with a studio of its own."""
    with closing(Studio(folder)) as studio:
        given = {"browser": browser, "studio": studio, "folder": folder, "seconds": seconds}
        return PARTS[name](**{needed: given[needed] for needed in signature(PARTS[name]).parameters})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--soak", type=float, default=60.0, help="seconds of use")
    parser.add_argument("--write", action="store_true", help="write docs/project/benchmarks.md")
    asked = parser.parse_args()
    if asked.write and asked.parts:
        parser.error("--write writes all parts")
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for name in asked.parts or PARTS:
            found = measure(name, browser, folder, asked.soak)
            print(*(" | ".join(one) for one in found), sep="\n", file=sys.stderr)
            lines += found
    head = ["what", "aim", "median", "95 %", "longest", "times"]
    deliver("studio-page", f"{machine(thread_count(None))}\n\n{table(head, lines)}")


if __name__ == "__main__":
    main()
