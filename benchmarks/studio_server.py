"""How fast the studio's server answers, over HTTP: `python -m benchmarks.studio_server [--write]`."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median
from threading import Thread
from urllib.parse import urlencode

from benchmarks.report import deliver, machine, table
from nnart.recipe.palettes import CURATED
from nnart.threads import thread_count

ROUNDS, STARTS, WALLS, CANCELS = 15, 5, 5, 7
PALETTES = list(CURATED)
HEAVY = "/api/picture?layers=900&size=2000&seed="
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


class Studio:
    """A studio that runs, and how many seconds it took to answer first."""

    def __init__(self, folder: str) -> None:
        began = time.perf_counter()
        words = [sys.executable, "-m", "nnart", "studio", "--no-browser", "--folder", folder]
        environment = os.environ | {"NNART_FAVOURITES": folder}
        self._process = subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True)
        assert self._process.stderr is not None
        self.host = self._process.stderr.readline().split()[4].split("/")[2]
        self.get(f"{SEED}7&size=512")
        self.first = time.perf_counter() - began

    def get(self, path: str) -> tuple[bytes, float]:
        """Return an answer, and the milliseconds that it took."""
        began = time.perf_counter()
        connection = self.begin(path)
        answer = connection.getresponse()
        data = answer.read()
        took = 1000 * (time.perf_counter() - began)
        connection.close()
        assert answer.status == 200, data
        return data, took

    def begin(self, path: str) -> http.client.HTTPConnection:
        """Ask for something, and return the connection."""
        connection = http.client.HTTPConnection(self.host)
        connection.request("GET", path)
        return connection

    def end(self) -> None:
        """End the studio."""
        self._process.terminate()
        self._process.wait()


def wall(studio: Studio, first: int) -> float:
    """Return the milliseconds until 24 pictures have come, four at a time as the page asks for them."""
    looks = json.loads(studio.get(f"/api/wall?from={first}")[0])["looks"]
    paths = iter([f"/api/picture?size=240&{urlencode(one['look'])}" for one in looks])
    began = time.perf_counter()

    def work() -> None:
        for path in paths:
            studio.get(path)

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
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
            firsts.append(1000 * studio.first)
            studio.end()
        studio = Studio(folder)
        for i in range(ROUNDS):
            for name, path in CASES.items():
                found[name].append(studio.get(path(i))[1])
        walls = [wall(studio, 50_000 + 24 * i) for i in range(WALLS)]
        cancels = [after_cancel(studio, i) for i in range(CANCELS)]
        studio.end()
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
