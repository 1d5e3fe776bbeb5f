"""A folder with a file of every kind that a picture can start from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.sources.favourites import VARIABLE

PLAIN: dict[str, Any] = {"layers": 3, "width": 9}
RECIPE = nnart.Recipe(seed=5, **PLAIN)
NETWORK = nnart.Network.of([[[1, 0]]], [[0.25]], "tanh")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file of every kind."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    nnart.save(nnart.Job(RECIPE, (30, 20), bits=16), tmp_path / "nnart-wide.png", dpi=300)
    nnart.render(nnart.Recipe(palette="reef"), (8, 8), network=NETWORK).save(tmp_path / "hand.png")
    nnart.write_network(NETWORK, tmp_path / "net.toml")
    (tmp_path / "own.toml").write_text(RECIPE.to_toml())
    (tmp_path / "seedless.toml").write_text("layers = 3\nwidth = 9\n")
    (tmp_path / "wrong.toml").write_text("seed = 3\nlayers = 0\n")
    tiles = tuple(nnart.Tile(name, nnart.Recipe(seed=seed, **PLAIN)) for name, seed in (("1", 11), ("a#2", 12)))
    for name in ("sheet.png", "odd#sheet.png"):
        nnart.render_sheet(nnart.Sheet(tiles, 2), tmp_path / name, (8, 8))
    nnart.save(nnart.Job(RECIPE, (9, 9)), tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "sheet.png#7")
    nnart.keep(RECIPE, "dusk")
    return tmp_path
