"""Favourites and tiles of all that `render` takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import nnart
from tests.faults_of import refused

RECIPE = nnart.Recipe(seed=3, layers=2, width=4)
NETWORK = nnart.Network.of([[[1.0, 0.0]]], [[0.0]], "step")


@pytest.fixture(autouse=True)
def favourites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of favourites of its own."""
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path / "favourites"))


def test_whatever_has_a_recipe_is_kept() -> None:
    picture = nnart.render(RECIPE, 8)
    given: Any
    for name, given in {"one": RECIPE, "two": picture, "three": nnart.Job(RECIPE), "four": 3}.items():
        nnart.keep(given, name)
    assert nnart.favourites() == ("four", "one", "three", "two")
    assert nnart.recipe_of("two").without_gain == RECIPE == nnart.recipe_of("one")
    assert nnart.recipe_of("four") == nnart.Recipe(3)


def test_a_pictures_network_is_kept_with_it() -> None:
    nnart.keep(nnart.render(network=NETWORK, size=8), "net")
    kept = nnart.job_of("net").network
    assert kept is not None and kept.sizes == "2 → 1"


@pytest.mark.parametrize("given", [RECIPE, RECIPE.to_code(), nnart.Job(RECIPE, (300, 200))])
def test_tiles_are_made_of_all_that_is_rendered(given: object, tmp_path: Path) -> None:
    layout = nnart.DeepZoom(size=(300, 200))
    nnart.render_tiles(given, tmp_path / "tiles", layout)  # type: ignore[arg-type]  # a code is a text
    assert (tmp_path / "tiles" / "index.html").exists()
    assert nnart.recipe_of(tmp_path / "tiles" / "recipe.toml").without_gain == RECIPE


def test_a_sheet_is_made_of_all_that_is_rendered(tmp_path: Path) -> None:
    sheet = nnart.render_sheet(range(4), tmp_path / "a.png", 20, layers=2, width=4)
    assert [tile.name for tile in sheet.tiles] == ["0", "1", "2", "3"] and sheet.columns > 1
    assert nnart.read_sheet(tmp_path / "a.png").tiles == sheet.tiles
    both = nnart.render_sheet([RECIPE, RECIPE.replace(layers=3)], tmp_path / "b.png", 20)
    assert [tile.name for tile in both.tiles] == ["1", "2"]
    again = nnart.render_sheet(tmp_path / "a.png", tmp_path / "c.png", 20, palette="ink")
    assert {tile.recipe.palette for tile in again.tiles} == {"ink"}
    for given, rule in (([], "missing"), (7, "type"), ([nnart.render(network=NETWORK, size=8)], "kind")):
        with refused(rule, "sheet"):
            nnart.render_sheet(given, tmp_path / "d.png")  # type: ignore[arg-type]
