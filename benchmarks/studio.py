"""The studio as a process, for benchmarks."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from threading import Thread
from urllib.parse import urlencode

import psutil

HEAVY = "/api/picture?layers=900&size=2000&seed="


class Studio:
    """A studio that runs.

    Attributes:
        began: when it was started, in seconds since 1970.
        host: its address and port.
    """

    def __init__(self, folder: str) -> None:
        self.began = time.time()
        words = [sys.executable, "-m", "nnart", "studio", "--no-browser", "--folder", folder]
        environment = os.environ | {"NNART_FAVOURITES": folder}
        self._process = subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True)
        assert self._process.stderr is not None
        self.host = self._process.stderr.readline().split()[4].split("/")[2]

    @property
    def address(self) -> str:
        return f"http://{self.host}/"

    @property
    def memory(self) -> int:
        """Bytes of memory that it holds."""
        return int(psutil.Process(self._process.pid).memory_info().rss)

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

    def statuses(self, paths: list[str]) -> list[int]:
        """Ask for all paths at once, each on a connection of its own, and return the status codes."""
        found: list[int] = []

        def work(path: str) -> None:
            connection = self.begin(path)
            answer = connection.getresponse()
            answer.read()
            connection.close()
            found.append(answer.status)

        run_all([Thread(target=work, args=[path]) for path in paths])
        return found

    def close(self) -> None:
        """End the studio."""
        self._process.terminate()
        self._process.wait()


def run_all(threads: list[Thread]) -> None:
    """Start threads, and wait for all of them."""
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def picture(size: int, seed: int, **look: object) -> str:
    """Return the path of a square picture as a JPEG."""
    return f"/api/picture?{urlencode({'format': 'jpeg', 'size': size, 'seed': seed, **look})}"
