"""`nnart sheet`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import nnart
from nnart.cli.limits import MAX_TILES
from nnart.recipe.recipe import Recipe
from nnart.sheets.files import read_sheet
from tests.conftest import Run as Command
from tests.conftest import names


def test_sheets_on_the_command_line(main_: Command, tmp_path: Path) -> None:
    small = ("--layers", "3", "--width", "8", "--size", "20")
    assert main_("sheet", "--seeds", "0..5", *small, "-o", "a.png").returncode == 0
    done = main_("render", "--from", "a.png#4", "--size", "64", "-o", "four.png")
    assert done.returncode == 0, done.stderr
    alone = main_("render", "--seed", "4", "--layers", "3", "--width", "8", "--size", "64", "-o", "alone.png")
    assert alone.returncode == 0
    assert (tmp_path / "four.png").read_bytes() == (tmp_path / "alone.png").read_bytes()
    shown = main_("show", "a.png").stdout
    assert shown.splitlines()[0] == "seeds 0..5, layers 3, width 8"
    assert len(shown.splitlines()) == 7
    assert main_("show", "a.png", "--toml").stderr.startswith("nnart: --toml: 'a.png' has many recipes")
    lines = main_("sheet", "--seeds", "1,2", *small, "-o", "b.png", "--json", "-q").stdout.splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["1", "2"]
    assert main_("sheet", "--seeds", "1,2", *small, "-o", "b.png").stderr.startswith("nnart: 'b.png' ")
    assert main_("sheet", "--seeds", "5..2", *small).stderr.startswith("nnart: --seed: ")
    drawn = main_("sheet", *small, "-o", "c.png", "--columns", "5")
    assert drawn.returncode == 0
    assert len(read_sheet(tmp_path / "c.png").tiles) == 24
    for words, wrong in (
        (("--seeds", "0..1024"), f"1,025 tiles are more than {MAX_TILES:,}"),
        (("--seeds", "1,2", "--network", "no.toml"), "'no.toml': "),
        (
            ("--seeds", "1,2", "--genome", "mix(1,2,0.5)"),
            "--genome: ",
        ),
        (("--seeds", "1", "--columns", "0"), "--columns: "),
        (
            ("--seeds", "1", "-o", "-"),
            "--output: ",
        ),
        (("--seeds", "1", "-o", "a.gif"), "--output: nnart writes no .gif"),
        (
            (
                "--from",
                "a.png##7",
            ),
            "'a.png': ",
        ),
    ):
        done = main_("sheet", *small, *words)
        assert done.stderr.splitlines()[-1].startswith(f"nnart: {wrong}"), done.stderr
        assert done.returncode in {1, 2}


def test_tiles_of_a_sheet_are_painted_anew(main_: Command, tmp_path: Path) -> None:
    small = ("--layers", "3", "--width", "8", "--size", "20")
    main_("sheet", "--seeds", "1..5", *small, "-o", "a.png")
    done = main_("sheet", "--from", "a.png#2,4..5", "--palette", "ink", "--size", "16", "-o", "b.png")
    assert done.returncode == 0, done.stderr
    found = read_sheet(tmp_path / "b.png")
    assert [(tile.name, tile.recipe.seed, tile.recipe.palette) for tile in found.tiles] == [
        (str(seed), seed, "ink") for seed in (2, 4, 5)
    ]
    assert found.title == "from a.png#2,4..5, layers 3, width 8, palette ink"
    assert main_("sheet", "--from", "a.png#2,4", "--seeds", "1..3").returncode == 2


def test_several_pictures_stand_side_by_side(main_: Command, tmp_path: Path) -> None:
    """Files, tiles and seeds, each with its name; files of one name in two folders with all of it."""
    small = ("--layers", "3", "--width", "8", "--size", "20")
    main_("sheet", "--seeds", "1..5", *small, "-o", "a.png")
    for folder in ("one", "two"):
        main_("render", "9", *small, "-o", f"{folder}/")
    done = main_("sheet", "a.png#3", "one/nnart-9.png", "12", "--size", "20", "--palette", "ink", "-o", "b.png")
    assert done.returncode == 0, done.stderr
    sheet = read_sheet(tmp_path / "b.png")
    assert [(tile.name, tile.recipe.seed) for tile in sheet.tiles] == [("3", 3), ("9", 9), ("12", 12)]
    assert {tile.recipe.palette for tile in sheet.tiles} == {"ink"}
    assert sheet.title.startswith("3 pictures")
    assert main_("sheet", "one/nnart-9.png", "two/nnart-9.png", "--size", "20", "-o", "c.png").returncode == 0
    names = [tile.name for tile in read_sheet(tmp_path / "c.png").tiles]
    assert names == ["one/nnart-9.png", "two/nnart-9.png"]
    assert main_("sheet", "1", "2", "5..6", *small, "-o", "d.png").returncode == 0
    assert [tile.name for tile in read_sheet(tmp_path / "d.png").tiles] == ["1", "2", "5", "6"]


def test_of_one_seed_people_are_told_how_to_have_several(main_: Command) -> None:
    small = ("--layers", "3", "--width", "8", "--size", "20")
    assert main_("sheet", "12", *small).stderr.startswith(
        "seed 12 alone; --count 12 makes a sheet of 12 seeds\n"
    )
    assert "alone" not in main_("sheet", "12", "--count", "1", *small).stderr


def test_each_tile_says_which_preset_its_seed_chooses(main_: Command, tmp_path: Path) -> None:
    """Behind its name on the picture; it is still found by its name alone."""
    done = main_("sheet", "1..3", "--preset", "any", "--size", "20", "-o", "a.png")
    assert "presets: 1 panes, 2 deep, 3 silk\n" in done.stderr
    assert [tile.name for tile in read_sheet(tmp_path / "a.png").tiles] == ["1", "2", "3"]
    options = ("--preset", "any", "--size", "20", "--json", "-q", "-o", "b.png")
    found = [json.loads(line) for line in main_("sheet", "1..3", *options).stdout.splitlines()]
    assert [line["preset"] for line in found] == ["panes", "deep", "silk"]
    assert "preset" not in json.loads(main_("sheet", "1", "--size", "20", "--json", "-q").stdout)


STARTS = ("r.toml", "dusk", "CODE", "cross(5,12,3)", "a.png#5", "five.png")


@pytest.mark.parametrize("start", STARTS)
def test_a_count_goes_on_from_the_seed_of_any_start(
    start: str, main_: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a sheet as in render; without a count, a tile is painted anew, and of others there are 24."""
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path / "kept"))
    small = ("--layers", "3", "--width", "8", "--size", "16")
    recipe = Recipe(seed=5, layers=3, width=8)
    (tmp_path / "r.toml").write_text(recipe.to_toml())
    nnart.keep(recipe, "dusk")
    main_("sheet", "5", *small, "-o", "a.png")
    main_("render", "5", *small, "-o", "five.png")
    start = recipe.to_code() if start == "CODE" else start
    shape = () if start != "cross(5,12,3)" else small[:4]
    assert main_("sheet", start, "-n", "3", *shape, "--size", "16", "-o", "b.png").returncode == 0
    sheet = read_sheet(tmp_path / "b.png")
    assert [tile.recipe.seed for tile in sheet.tiles] == [5, 6, 7]
    assert sheet.title.startswith("seeds 5..7")
    done = main_("render", start, "-n", "3", *shape, "--size", "16", "-o", "{seed}.png")
    assert done.returncode == 0, done.stderr
    painted = [nnart.read(tmp_path / f"{seed}.png").recipe for seed in (5, 6, 7)]
    assert painted == [tile.recipe for tile in sheet.tiles]
    assert main_("sheet", start, *shape, "--size", "16", "-o", "c.png").returncode == 0
    seeds = [tile.recipe.seed for tile in read_sheet(tmp_path / "c.png").tiles]
    assert seeds == ([5] if "#" in start else list(range(5, 29)))


@pytest.mark.parametrize("source", ["a.png", "a.png#5"])
def test_one_tile_of_a_sheet_is_painted_anew(source: str, main_: Command, tmp_path: Path) -> None:
    small = ("--layers", "3", "--width", "8", "--size", "16")
    main_("sheet", "5", *small, "-o", "a.png")
    assert main_("sheet", source, "--palette", "ink", "--size", "8", "-o", "b.png").returncode == 0
    sheet = read_sheet(tmp_path / "b.png")
    assert [(tile.name, tile.recipe.seed, tile.recipe.palette) for tile in sheet.tiles] == [("5", 5, "ink")]
    assert sheet.title == f"from {source}, layers 3, width 8, palette ink"


def test_seeds_are_written_alike_however_they_were_typed(main_: Command, tmp_path: Path) -> None:
    for words in (("1-3",), ("1", "2", "3"), ("--seeds", "1..3"), ("1,2,3,2",)):
        assert main_("sheet", *words, "--size", "8", "-o", "a.png", "--force").returncode == 0
        assert read_sheet(tmp_path / "a.png").title == "seeds 1..3"


def test_repeats_collide_in_no_command(main_: Command, tmp_path: Path) -> None:
    for command in (("render", "3,5,3"), ("sheet", "3,5,3"), ("sweep", "3,5,3", "--layers", "2,3")):
        done = main_(*command, "--size", "8")
        assert done.returncode == 0, done.stderr
    assert names(tmp_path) == ["nnart-3.png", "nnart-5.png", "nnart-sheet.png", "nnart-sweep.png"]
