"""How fast the studio's server answers, over HTTP: `python -m benchmarks.studio_server [--write]`."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from statistics import median
from threading import Thread
from urllib.parse import urlencode

from benchmarks.report import deliver, machine, table
from benchmarks.studio import HEAVY, Studio, run_all
from nnart.recipe.palettes import CURATED
from nnart.threads import thread_count

ROUNDS, STARTS, WALLS, CANCELS = 15, 5, 5, 7
PALETTES = list(CURATED)
SEED = "/api/picture?format=jpeg&seed="
LIKE = "/api/wall?preset=none&palette=reef&like=seed%3D7"

# What is asked for in each round, by what it is called; and what was asked for before.
CASES: dict[str, Callable[[int], str]] = {
    "looks of 24 seeds": lambda i: f"/api/wall?from={24 * i}",
    "24 looks like one, of 192 seeds": lambda i: f"{LIKE}&from={192 * i}",
    "what is said of a look": lambda i: f"/api/look?seed={i}&palette=reef",
    "new seed, 240²": lambda i: f"{SEED}{100 + i}&size=240",
    "new seed, 256²": lambda i: f"{SEED}{200 + i}&size=256",
    "new seed, 512²": lambda i: f"{SEED}{300 + i}&size=512",
    "new seed, 1024²": lambda i: f"{SEED}{400 + i}&size=1024",
    "new seed, 40 layers, 256²": lambda i: f"{SEED}{500 + i}&size=256&layers=40",
    "other palette, 512²": lambda i: f"{SEED}7&size=512&contrast=1.01&palette={PALETTES[i]}",
    "other contrast, 512²": lambda i: f"{SEED}7&size=512&contrast={1.1 + i / 50}",
    "tile of level 12": lambda i: f"/api/zoom/12/{i}_7?seed=7",
    "tile of level 17": lambda i: f"/api/zoom/17/{i}_7?seed=7",
}


def wall(studio: Studio, first: int) -> float:
    """Return the milliseconds until 24 pictures have come, four at a time as the page asks for them."""
    looks = json.loads(studio.get(f"/api/wall?from={first}")[0])["looks"]
    paths = iter([f"/api/picture?size=240&{urlencode(one['look'])}" for one in looks])
    began = time.perf_counter()

    def work() -> None:
        for path in paths:
            studio.get(path)

    run_all([Thread(target=work) for _ in range(4)])
    return 1000 * (time.perf_counter() - began)


def after_cancel(studio: Studio, number: int) -> float:
    """Return the milliseconds until a small picture comes after those that took all slots were cancelled."""
    heavy = [studio.begin(f"{HEAVY}{10 * number + i}") for i in range(thread_count(None))]
    time.sleep(0.7)
    for connection in heavy:
        connection.close()
    return studio.get(f"{SEED}{number}&size=16&layers=3&width=10")[1]


def main() -> None:
    found: dict[str, list[float]] = {name: [] for name in CASES}
    with tempfile.TemporaryDirectory() as folder:
        firsts = []
        for _ in range(STARTS):
            studio = Studio(folder)
            studio.get(f"{SEED}7&size=512")
            firsts.append(1000 * (time.time() - studio.began))
            studio.close()
        studio = Studio(folder)
        for i in range(ROUNDS):
            for name, path in CASES.items():
                found[name].append(studio.get(path(i))[1])
        walls = [wall(studio, 50_000 + 24 * i) for i in range(WALLS)]
        cancels = [after_cancel(studio, i) for i in range(CANCELS)]
        studio.close()
    found = {"first picture after the command, 512²": firsts, **found}
    found |= {"wall of 24 at 240²": walls, "small picture after a cancel": cancels}
    lines = [
        [name, f"{median(times):.0f} ms", f"{max(times):.0f} ms", str(len(times))]
        for name, times in found.items()
    ]
    text = f"{machine(thread_count(None))}\n\n{table(['request', 'median', 'longest', 'times'], lines)}"
    deliver("studio-server", text)


if __name__ == "__main__":
    main()
