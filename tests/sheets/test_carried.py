"""Carried sheets: only the recipes that are asked for are made, and as many as a sheet can have."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.cli.limits import MAX_TILES
from nnart.errors import FileError, InputError
from nnart.files.pngtexts import MAX_SHEET
from nnart.recipe.palettes import MAX_COLOURS
from nnart.recipe.recipe import Recipe
from nnart.sheets import carried
from nnart.sheets.carried import MAX_WRITTEN_OUT, Places, has_room, parse, text_of
from nnart.sheets.files import is_sheet, read_tiles
from nnart.sheets.naming import MAX_TOLD
from nnart.sheets.sheet import Axis
from tests.conftest import Run
from tests.faults_of import refused
from tests.files.pngs import GOOD, assembled, chunk
from tests.sheets.tiny import TINY, sheet_of

BASE = Recipe(seed=1, **TINY).to_dict()


def said(tiles: list[Any], **changes: Any) -> str:
    return json.dumps({"nnart": "1", "title": "", "columns": 1, "base": BASE, "tiles": tiles} | changes)


def made_of(path: Path, text: str) -> Path:
    path.write_bytes(assembled(chunk(b"iTXt", b"nnart-sheet\0\0\0\0\0" + text.encode()), GOOD))
    return path


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Values of which recipes are made, in the order in which that happens."""
    built: list[object] = []

    class Watched(Recipe):
        @classmethod
        def from_dict(cls, data: Any) -> Recipe:  # type: ignore[override]
            built.append(data)
            return Recipe.from_dict(data)

    monkeypatch.setattr(carried, "Recipe", Watched)
    return built


def test_what_a_sheet_says_comes_back() -> None:
    sheet = sheet_of(Recipe(seed=1, **TINY), Recipe(seed=2, genome="mix(1,2,0.5)", **TINY), title="two")
    found = parse(text_of(sheet))
    assert found.sheet() == sheet
    assert [*found.seeds()] == [("0", 1, ""), ("1", 2, "mix(1,2,0.5)")]
    assert found.recipe(found.find(" 1")) == sheet.tiles[1].recipe
    with refused("absent", error=FileError):
        found.find("2")
    with refused("count", error=FileError):
        found.find("0,1")


def test_axes_and_places_come_back() -> None:
    recipes = [Recipe(seed=seed, **TINY) for seed in range(4)]
    tiles = tuple(nnart.Tile(str(i), recipe) for i, recipe in enumerate(recipes))
    sheet = nnart.Sheet(tiles, 2, "four", (Axis("a", ("1", "2")), Axis("b", ("x", "y"))))
    places = Places((5, 6), (30, 20), (10, 12))
    found = parse(text_of(sheet, places))
    assert (found.sheet(), found.places) == (sheet, places)
    assert [places.corner(i, 2) for i in range(4)] == [(30, 20), (30, 32), (40, 20), (40, 32)]


def test_one_recipe_is_made_of_a_tile_and_none_of_a_sheet(tmp_path: Path, built: list[object]) -> None:
    tiles = [[str(i), {"seed": i}] for i in range(5000)]
    path = made_of(tmp_path / "a.png", said([*tiles, ["broken", {"seed": -1}]]))
    assert is_sheet(path)
    with pytest.raises(FileError):
        nnart.read(path)
    assert built == []
    ((tile,), _) = read_tiles(path, "4999")
    assert tile.recipe.seed == 4999
    assert len(built) == 1
    with refused("range", "seed", error=FileError):
        read_tiles(path, "broken", several=False)


def test_show_lists_a_sheet_without_making_recipes(tmp_path: Path, main_: Run, built: list[object]) -> None:
    long = "mix(7," * 50 + "7" + ",0.5)" * 50
    tiles = [["a\u202e", {"seed": 5, "genome": long}], ["b", {"seed": 2**64 - 1}]]
    made_of(tmp_path / "a.png", said(tiles, title="t" * 10**5))
    done = main_("show", "a.png")
    assert (done.returncode, built) == (0, [])
    title, one, two = done.stdout.splitlines()
    assert title == "t" * 384 + " …"
    assert one == f"a           seed 5  {long[:64]} …"
    assert two == f"b           seed {2**64 - 1}"
    made_of(tmp_path / "b.png", said([["a", {"seed": "x"}]]))
    done = main_("show", "b.png")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("nnart: 'b.png': seed: ")


def test_more_tiles_than_a_sheet_can_have_are_refused_before_any_is_made(
    tmp_path: Path, built: list[object]
) -> None:
    most = [[f"{i:x}", {}] for i in range(carried.MAX_TILES)]
    assert parse(said(most, base={})).find("0") == 0
    path = made_of(tmp_path / "a.png", said([*most, ["more", {}]]))
    with refused("limit", error=FileError):
        nnart.read_sheet(path)
    assert built == []


def test_recipes_written_out_are_bounded() -> None:
    """A thousand tiles may have the longest palette, but not ten thousand."""
    base = BASE | {"palette": ",".join(["#000011112222"] * MAX_COLOURS)}
    assert len(parse(said([[str(i), {}] for i in range(MAX_TILES)], base=base)).names) == MAX_TILES
    count = MAX_WRITTEN_OUT // len(json.dumps(base)) + 1
    with refused("limit", error=FileError):
        parse(said([[str(i), {}] for i in range(count)], base=base))


def test_what_has_room_can_be_read() -> None:
    palette = ",".join(f"#{i:012x}" for i in range(1024))
    for recipe, count in ((Recipe(**TINY), 16_000), (Recipe(palette=palette, **TINY), 2_000)):
        tiles = [nnart.Tile(f"{i:x}", recipe) for i in range(count)]
        sheet = nnart.Sheet(tuple(tiles), 1)
        assert has_room(sheet)
        assert len(parse(text_of(sheet)).names) == count
        more = [nnart.Tile(f"x{i:x}", recipe) for i in range(count)]
        assert not has_room(nnart.Sheet((*tiles, *more), 1))


@pytest.mark.parametrize(
    "changes",
    [
        {"tiles": []},
        {"tiles": [["a", {}], ["a ", {}]]},
        {"tiles": [["a" * 201, {}]]},
        {"tiles": [["a", {}, {}]]},
        {"tiles": [["a", []]]},
        {"tiles": {}},
        {"columns": 0},
        {"columns": True},
        {"columns": 1e9},
        {"title": None},
        {"base": None},
        {"axes": 1},
        {"axes": [["a", ["b"]]]},
        {"axes": [["a", [1]], ["b", ["c"]]]},
        {"places": [1, 2, 3]},
        {"places": [1, 2, 3, 4, 5, -6]},
        {"places": "123456"},
    ],
)
def test_what_is_no_sheet_is_refused(changes: dict[str, Any]) -> None:
    with refused("damaged", error=FileError):
        parse(said(**{"tiles": [["a", {}]]} | changes))


def test_an_error_lists_a_dozen_names() -> None:
    tiles = [[f"tile-{i}", {}] for i in range(MAX_SHEET // 1000)]
    with pytest.raises(FileError) as caught:
        parse(said(tiles)).find("x")
    (way,) = caught.value.faults[0].ways
    assert way.does.count("tile-") == MAX_TOLD


def test_a_broken_tile_does_not_hide_the_others() -> None:
    found = parse(said([["a", {"layers": -1}], ["b", {}]]))
    assert found.recipe(1) == Recipe(seed=1, **TINY)
    with pytest.raises(InputError):
        found.sheet()
