"""What both widgets share: what a cell gets, in a notebook and in JupyterLab."""

from __future__ import annotations

import re
import time
from typing import Any

import nbclient
import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

from nnart.notebook.widget import script, style

pytestmark = pytest.mark.filterwarnings("ignore")  # of Jupyter's own

SOON = 60.0  # seconds
VIEW = "application/vnd.jupyter.widget-view+json"
CELLS = (
    "import nnart",
    "tuner = nnart.tune(3, size=96, layers=2, width=8); tuner",
    "wall = nnart.explorer(count=3, layers=2, width=8); wall",
    "tuner.recipe = nnart.Recipe(9, layers=2, width=8); tuner.recipe.seed, wall.recipe",
)


def test_the_page_needs_no_build_and_asks_nobody() -> None:
    for name, shared in (("tuner", ["scales.js"]), ("explorer", [])):
        text = script(f"{name}.js", *shared) + style(f"{name}.css")
        assert not re.search(r"^import |https?://|@import|url\(", text, re.MULTILINE)
        assert "export default { render }" in text
        assert len(text) < 40_000


def test_a_notebook_stores_a_picture_beside_the_view() -> None:
    make: Any = nbformat.v4
    notebook = make.new_notebook(cells=[make.new_code_cell(cell) for cell in CELLS])
    nbclient.NotebookClient(notebook, kernel_name="python3", timeout=200).execute()
    _, tuner, wall, values = notebook.cells
    for cell, words, pictures in (
        (tuner, "<Tuner of Recipe(seed=3, layers=2, width=8)>", 1),
        (wall, "<Explorer, 0 chosen>", 3),
    ):
        view, still = (output.data for output in cell.outputs)
        assert VIEW in view
        assert view["text/plain"] == words
        assert still["text/html"].count('<img src="data:image/') == pictures
    assert values.outputs[0].data["text/plain"] == "(9, None)"


BUSY = """
import time, nnart
tuner = nnart.tune(3, size=2048, layers=60, width=200)
tuner.begin()
tuner.first.wait()
began = time.monotonic()
sum(range(1000))
print(time.monotonic() - began < 1, tuner._whole is None)
time.sleep(60)
"""
AFTER = """
tuner.recipe = nnart.Recipe(9, layers=2, width=8)
while tuner._whole is None or tuner._whole.seed != 9: time.sleep(0.01)
print("painted")
"""


def test_the_kernel_answers_while_a_picture_is_painted_and_can_be_interrupted() -> None:
    manager, client = start_new_kernel()
    said: list[str] = []

    def hear(message: dict[str, Any]) -> None:
        said.append(str(message["content"].get("text", message["content"].get("ename", ""))))
        if message["msg_type"] == "stream" and "True" in said[-1]:
            manager.interrupt_kernel()

    try:
        began = time.monotonic()
        reply = client.execute_interactive(BUSY, timeout=SOON, output_hook=hear)
        assert "True True\n" in said
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert time.monotonic() - began < SOON / 2
        client.execute_interactive(AFTER, timeout=SOON, output_hook=hear)
        assert "painted\n" in said
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
