"""A browser without a window: Chromium, spoken to through a pipe in its DevTools protocol.

https://chromedevtools.github.io/devtools-protocol/; messages are JSON, each ended by a zero byte.
"""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OPTIONS = (
    "--headless=new",
    "--no-sandbox",  # root may not have one, and what is shown is ours
    "--disable-gpu",
    "--remote-debugging-pipe",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
)
# The protocol's ends are numbers 3 and 4, whatever numbers they have here.
_START = """
import os, sys
for number, end in enumerate(sys.argv[1:3], 3):
    os.dup2(int(end), number)
os.execv(sys.argv[3], sys.argv[3:])
"""
_PATIENCE = 60  # seconds


class Browser:
    """One page in one browser.

    Attributes:
        complaints: what it wrote to its console, all that is not mere information, and loads that failed.
        requests: the addresses that it asked for.
    """

    def __init__(self, read: int, write: int) -> None:
        self._in, self._out = os.fdopen(read, "rb", 0), os.fdopen(write, "wb", 0)
        self._rest = b""
        self._count = 0
        self._session: str | None = None
        self.complaints: list[str] = []
        self.requests: list[str] = []

    def __enter__(self) -> Self:
        try:
            self._attach()
        except (BrokenPipeError, EOFError):
            self.__exit__()
            pytest.skip("Chromium is installed but does not start")
        return self

    def _attach(self) -> None:
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")

    def __exit__(self, *_: object) -> None:
        self._in.close()
        self._out.close()

    def open(
        self, path: Path, size: tuple[int, int], *, ratio: float = 1, touch: bool = False, still: bool = True
    ) -> None:
        """Open a file in a window.

        Args:
            path: the file.
            size: of the window, (rows, columns), in pixels of CSS.
            ratio: pixels of the screen, each way, to one of them.
            touch: whether it is a phone's.
            still: whether its owner asks for less motion.
        """
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=size[1],
            height=size[0],
            deviceScaleFactor=ratio,
            mobile=touch,
        )
        motion = {"name": "prefers-reduced-motion", "value": "reduce" if still else "no-preference"}
        self._call("Emulation.setEmulatedMedia", features=[motion])
        self._call("Emulation.setTouchEmulationEnabled", enabled=touch)
        self._call("Page.navigate", url=path.as_uri())

    def resize(self, size: tuple[int, int]) -> None:
        """Make the window another size, (rows, columns), as when a phone is turned."""
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=size[1],
            height=size[0],
            deviceScaleFactor=1,
            mobile=False,
        )

    def value(self, script: str) -> Any:
        """Return what an expression has for its value in the page."""
        answer = self._call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait(self, script: str) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + _PATIENCE
        while not self.value(script):
            assert time.monotonic() < end, f"never: {script}; {self.complaints}"
            time.sleep(0.02)

    def press(self, key: str, code: int) -> None:
        """Press a key, of its name and its number."""
        for kind in ("rawKeyDown", "keyUp"):
            self._call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code)

    def mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        """Move, press, release or turn the wheel of a mouse at a place in pixels of CSS."""
        self._call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def touch(self, kind: str, *points: tuple[float, float]) -> None:
        """Put fingers on the screen, move them, or take them away."""
        self._call("Input.dispatchTouchEvent", type=kind, touchPoints=[{"x": x, "y": y} for x, y in points])

    def screenshot(self) -> NDArray[np.uint8]:
        """Return what is seen, uint8 (rows, columns, 3)."""
        data = base64.b64decode(self._call("Page.captureScreenshot", format="png")["data"])
        with Image.open(io.BytesIO(data)) as image:
            return np.asarray(image.convert("RGB"))

    def tree(self) -> list[tuple[str, str]]:
        """Return role and name of everything that a screen reader is told of."""
        nodes = self._call("Accessibility.getFullAXTree")["nodes"]
        return [
            (node["role"]["value"], node["name"]["value"])
            for node in nodes
            if not node["ignored"] and node.get("name", {}).get("value")
        ]

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._count += 1
        message: dict[str, Any] = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")
        for answer in self._messages():
            if answer.get("id") == self._count:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result
            self._note(answer.get("method"), answer.get("params", {}))
        raise EOFError("the browser has ended")

    def _messages(self) -> Iterator[dict[str, Any]]:
        while True:
            while b"\0" not in self._rest:
                more = os.read(self._in.fileno(), 2**20)
                if not more:
                    return
                self._rest += more
            message, _, self._rest = self._rest.partition(b"\0")
            yield json.loads(message)

    def _note(self, method: str | None, parameters: dict[str, Any]) -> None:
        match method:
            case "Network.requestWillBeSent":
                self.requests.append(parameters["request"]["url"])
            case "Network.loadingFailed" if not parameters.get("canceled"):
                self.complaints.append(str(parameters))
            case "Runtime.exceptionThrown" | "Log.entryAdded":
                self.complaints.append(str(parameters))
            case "Runtime.consoleAPICalled" if parameters["type"] not in {"log", "info", "debug"}:
                self.complaints.append(str(parameters["args"]))


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """Yield a browser that keeps what it writes in a folder; skip the test if there is none."""
    fcntl = pytest.importorskip("fcntl", reason="pipes are handed over as Unix does")
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    handed = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (theirs_in, theirs_out)]
    process = subprocess.Popen(
        [
            sys.executable,
            "-I",
            "-c",
            _START,
            *map(str, handed),
            program,
            *_OPTIONS,
            f"--user-data-dir={folder}",
        ],
        env=os.environ | {"HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        pass_fds=handed,
    )
    for end in (theirs_in, theirs_out, *handed):
        os.close(end)
    try:
        with Browser(ours_in, ours_out) as opened:
            yield opened
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
