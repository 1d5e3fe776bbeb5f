"""Palettes as options give them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import nnart
from nnart.cli.palettes import from_stdin, read_palettes, remarks_on, split_option
from nnart.gallery.gallery import read_gallery
from nnart.recipe import palettes
from nnart.sheets.files import read_sheet
from tests.conftest import Run
from tests.faults_of import refused

SMALL = ("--layers", "3", "--width", "9", "--size", "16")
SEVERAL = "reef; navy,gold"


def _palette(seed: int) -> str:
    return "#000080,#ffd700" if palettes.choose_palette(seed, "ab") == "b" else "reef"


def test_faults_name_the_option() -> None:
    for read in (split_option, read_palettes):
        with refused("conflict", "palette"):
            read("navy,reef")


def test_standard_input_may_be_one_of_several() -> None:
    assert from_stdin("reef;-") == from_stdin("-") == "-"
    assert from_stdin("reef") is None and from_stdin(None) is None


def test_remarks_leave_faults_to_the_recipe() -> None:
    for wrong in ("navy,reef", "nosuch", "rgb(300,0,0)", 7, ["reef"], None):
        assert remarks_on(wrong) == []
    (remark,) = remarks_on("reef;blue")
    assert remark.startswith("blue is the colour #0000ff")


@pytest.mark.parametrize("options", [("--palette", SEVERAL), ("--palette", "reef", "--palette", "navy,gold")])
def test_a_seed_chooses_the_same_in_every_command(options: tuple[str, ...], main_: Run, tmp_path: Path) -> None:
    seeds = range(8)
    done = main_("render", "--seeds", "0..7", *options, *SMALL, "-o", "{seed}.png", "-q")
    assert done.returncode == 0, done.stderr
    assert [nnart.read(tmp_path / f"{seed}.png").recipe.palette for seed in seeds] == [*map(_palette, seeds)]
    assert main_("sheet", "--seeds", "0..7", *options, *SMALL, "-o", "s.png").returncode == 0
    assert [tile.recipe.palette for tile in read_sheet(tmp_path / "s.png").tiles] == [*map(_palette, seeds)]
    done = main_("explore", "--seeds", "0..7", *options, "--layers", "3", "--width", "9", "--json", "-q")
    for line in done.stdout.splitlines()[:-1]:
        found = json.loads(line)
        assert found["recipe"]["palette"] == _palette(found["seed"])
    (tmp_path / "r.toml").write_text(f"palette = '{SEVERAL}'\nlayers = 3\nwidth = 9")
    for seed in seeds:
        (tmp_path / "g.toml").write_text(
            f"[[pictures]]\ntitle = 'A'\nseed = {seed}\nrecipe = 'r.toml'\n"
            f"[[pictures]]\ntitle = 'B'\nseed = {seed}\npalette = ['reef', 'navy,gold']"
        )
        exhibits = read_gallery(tmp_path / "g.toml").exhibits
        assert [exhibit.recipe.palette for exhibit in exhibits] == 2 * [_palette(seed)]


def test_one_seed_chooses_too_and_is_told(main_: Run, tmp_path: Path) -> None:
    done = main_("render", "--seed", "7", "--palette", "reef,fern", *SMALL, "-o", "a.png")
    assert "seed 7 chooses fern among 2 palettes" in done.stderr
    assert nnart.read(tmp_path / "a.png").recipe.palette == "fern"
    done = main_("render", "--seed", "7", "--palette", "reef,fern", *SMALL, "-o", "b.png", "-q")
    assert done.stderr == ""


def test_explored_scores_are_those_of_the_palettes(main_: Run, tmp_path: Path) -> None:
    common = ("explore", "--seeds", "0..5", "--layers", "3", "--width", "9")
    assert "6 seeds were scored:" in main_(*common, "--palette", SEVERAL).stderr
    assert "6 seeds were scored:" in main_(*common, "--palette", "reef;ink", "--force").stderr
    assert "were scored before" in main_(*common, "--palette", "reef;navy,Gold", "--force").stderr
    assert (tmp_path / "nnart-explore.db").exists()


def test_a_sweep_has_a_tile_for_each(main_: Run, tmp_path: Path) -> None:
    done = main_("sweep", "--seed", "7", "--palette", "reef,fern; navy,gold", "--palette", "blue", *SMALL)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("cmap:blue") == 1
    tiles = read_sheet(tmp_path / "nnart-sweep.png").tiles
    assert [tile.name for tile in tiles] == ["reef", "fern", "navy,gold", "blue"]
    assert [tile.recipe.palette for tile in tiles] == [
        "reef",
        "fern",
        "#000080,#ffd700",
        palettes.ramp_of("blue"),
    ]


def test_a_sweep_of_one_palette_says_how_it_has_several(main_: Run) -> None:
    done = main_("sweep", "--seed", "7", "--palette", "navy,gold")
    assert done.returncode == 2
    assert "'navy;gold'" in done.stderr


def test_files_are_among_those_to_choose(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "two.hex").write_text("000080\nffd700\n")
    done = main_("render", "--seeds", "0..7", "--palette", "reef,two.hex", *SMALL, "-o", "{seed}.png", "-q")
    assert done.returncode == 0, done.stderr
    found = [nnart.read(tmp_path / f"{seed}.png").recipe.palette for seed in range(8)]
    assert found == [*map(_palette, range(8))]


@pytest.mark.parametrize("command", ["render", "sheet", "neurons"])
def test_a_colour_that_hides_a_palette_is_told(command: str, main_: Run) -> None:
    done = main_(command, "--seed", "7", "--palette", "blue", *SMALL)
    assert done.returncode == 0
    assert "blue is the colour #0000ff, made a ramp; the catalogue's palette is cmap:blue" in done.stderr


def test_palettes_are_shown_as_they_are_given(main_: Run) -> None:
    done = main_("palettes", "reef; navy,gold", "blue", "--json")
    assert [json.loads(line)["name"] for line in done.stdout.splitlines()] == ["reef", "navy,gold", "blue"]
    assert json.loads(done.stdout.splitlines()[2])["colours"] == palettes.ramp_of("blue").split(",")
    assert "cmap:blue" in done.stderr
