"""The examples in the first lines of the library's docstrings run."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest

import nnart

# Large pictures and long searches are made small here: what they show is that the call works.
SMALLER = {'"4k"': "48", '"16k"': "48", "range(1000)": "range(12)"}
FILES = ("a.png", "b.png", "silk.png")


def _examples() -> list[str]:
    """Return the calls `nnart.…(…)` in the summaries of all public functions and classes."""
    summaries = [(inspect.getdoc(getattr(nnart, name)) or "").partition("\n")[0] for name in dir(nnart)]
    return [match[0] for text in summaries if (match := re.search(r"nnart\.\w+\(.*", text))]


def _call(text: str) -> str:
    """Return the longest beginning of a text that is an expression."""
    for end in range(len(text), 0, -1):
        try:
            ast.parse(text[:end], mode="eval")
        except SyntaxError:
            continue
        return text[:end]
    raise AssertionError(text)


def _smaller(example: str) -> str:
    for large, small in SMALLER.items():
        example = example.replace(large, small)
    return example


def test_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that they read are there, and names that they use are what they say."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path / "favourites"))
    recipe = nnart.Recipe(seed=7)
    for number, name in enumerate(FILES):
        nnart.render(seed=number, size=32).save(name)
    network = nnart.network_of(recipe)
    nnart.write_network(network, "net.npz")
    nnart.render_sheet(sheet := nnart.Sheet((nnart.Tile("7", recipe),), 1), "sheet.png")
    names = {"nnart": nnart, "recipe": recipe, "network": network, "sheet": sheet}
    examples = [_call(text) for text in _examples()]
    assert len(examples) >= 20
    for example in examples:
        if example.startswith(("nnart.save", "nnart.write", "nnart.render_sheet")):
            Path(example.split('"')[-2]).unlink()
        eval(_smaller(example), names)
