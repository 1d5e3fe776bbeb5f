"""The studio as a process of its own, which can be ended and started again at the same address."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from nnart.sources.favourites import VARIABLE

_PATIENCE = 60.0  # seconds


class Process:
    """`nnart studio`, with favourites and exports in one folder.

    Attributes:
        address: of the page.
        favourites: the folder of what is kept.
        exports: the folder of what is exported.
    """

    def __init__(self, folder: Path) -> None:
        self.favourites, self.exports = folder / "favourites", folder / "exports"
        self.exports.mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self._port}/"
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = ["--port", str(self._port), "--folder", str(self.exports), "--no-browser"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "nnart", "studio", *options],
            env=os.environ | {VARIABLE: str(self.favourites)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + _PATIENCE
        while not self._answers():
            assert self._process.poll() is None and time.monotonic() < end
            time.sleep(0.05)

    def stop(self) -> None:
        """End it as a machine that goes off would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = None

    def forget(self) -> None:
        """End all exports, and wait until none is listed."""
        while jobs := json.loads(self._ask("GET", "api/exports")):
            for job in jobs:
                self._ask("DELETE", f"api/exports/{job['id']}")

    def _ask(self, method: str, path: str) -> bytes:
        headers = {"Sec-Fetch-Site": "same-origin"}
        with urlopen(Request(self.address + path, method=method, headers=headers), timeout=_PATIENCE) as answer:
            return bytes(answer.read())

    def _answers(self) -> bool:
        try:
            with urlopen(self.address, timeout=5):
                return True
        except (URLError, OSError):
            return False
