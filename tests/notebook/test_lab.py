"""Widgets in JupyterLab, in a browser."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.browser import Browser

TOKEN = "abc"
SOON = 60.0  # seconds
CELLS = (
    "import nnart",
    "tuner = nnart.tune(3, size=240, layers=2, width=8); tuner",
    "wall = nnart.explorer(count=4, layers=2, width=8); wall",
    "print(tuner.recipe.layers > 2, len(wall.recipes))",
)
SLIDER = '[data-knob="layers"] input[type="range"]'


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """The address of a notebook in JupyterLab, which has settings of its own."""
    pytest.importorskip("jupyterlab", reason="JupyterLab is not installed: pip install jupyterlab")
    jupyter: Any = nbformat
    make = jupyter.v4
    notebook = make.new_notebook(cells=[make.new_code_cell(cell) for cell in CELLS])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    text: str = jupyter.writes(notebook)
    (tmp_path / "a.ipynb").write_text(text, encoding="utf-8")
    names = (
        "JUPYTER_CONFIG_DIR",
        "JUPYTER_RUNTIME_DIR",
        "JUPYTERLAB_SETTINGS_DIR",
        "JUPYTERLAB_WORKSPACES_DIR",
    )
    environment = os.environ | {name: str(tmp_path / name.lower()) for name in names}
    port = free_port()
    options = [f"--port={port}", f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={tmp_path}"]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", *options]
    with (
        (tmp_path / "log").open("w") as log,
        subprocess.Popen(command, env=environment, stdout=log, stderr=log) as server,
    ):
        try:
            wait_for_server(f"http://127.0.0.1:{port}/api")
            yield f"http://127.0.0.1:{port}/lab/tree/a.ipynb?token={TOKEN}"
        finally:
            server.terminate()


def wait_for_server(address: str) -> None:
    end = time.monotonic() + SOON
    while True:
        try:
            urllib.request.urlopen(address).close()
            return
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.1)


def saved(path: Path) -> str:
    """Return the text of a notebook as soon as its outputs are stored."""
    end = time.monotonic() + SOON
    while "True 2" not in (text := path.read_text(encoding="utf-8")):
        assert time.monotonic() < end
        time.sleep(0.1)
    return text


@pytest.mark.slow
def test_widgets_work_in_jupyterlab(chromium: Browser, lab: str, tmp_path: Path) -> None:
    page = chromium.open(lab, (1400, 1400))
    chromium.wait(
        "document.querySelector('.jp-Notebook .jp-Cell') && document.body.innerText.includes('| Idle')"
    )
    page.locator(".jp-Notebook .jp-Cell").first.click()
    for _ in range(3):
        page.keyboard.press("Shift+Enter")
    chromium.wait("document.querySelector('.nnart-tuner img')?.naturalWidth")
    chromium.wait("document.querySelectorAll('.nnart-explorer .wall img').length === 4")
    # A slider moves, and another picture follows; the still below it is not seen.
    before = chromium.value("document.querySelector('.nnart-tuner img').src")
    slider = page.locator(SLIDER)
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight")
    chromium.wait(f"document.querySelector('.nnart-tuner img').src !== {json.dumps(before)}")
    chromium.wait("document.querySelector('.nnart-tuner img').alt.includes('layers=6')")
    assert chromium.value("document.querySelector('[data-knob=layers] input[type=text]').value") == "6"
    assert chromium.value(
        "[...document.querySelectorAll('[class^=nnart-still]')].every(one => !one.offsetHeight)"
    )
    # What is refused is said under its knob.
    field = page.locator('[data-knob="layers"] input[type="text"]')
    field.fill("0")
    field.press("Tab")
    chromium.wait("document.querySelector('[data-knob=layers].wrong .line')?.innerText.includes('1 to 1000')")
    # Keys choose pictures.
    page.locator(".nnart-explorer .wall button").first.focus()
    for key in ("Space", "ArrowRight", "Space"):
        page.keyboard.press(key)
    chromium.wait("document.querySelectorAll('.nnart-explorer [aria-pressed=true]').length === 2")
    assert chromium.value("[...document.querySelectorAll('.nnart-explorer img')].every(one => one.alt)")
    page.locator(".jp-Notebook .jp-Cell").nth(3).click()
    page.keyboard.press("Shift+Enter")
    chromium.wait("document.body.innerText.includes('True 2')")
    assert not chromium.complaints
    page.locator(".nnart-explorer .wall button").first.focus()
    page.keyboard.press("Control+s")
    stored = json.loads(saved(tmp_path / "a.ipynb"))
    stills = ["".join(cell["outputs"][1]["data"]["text/html"]) for cell in stored["cells"][1:3]]
    assert "layers=6" in stills[0]
    assert stills[1].count("<img") == 2
