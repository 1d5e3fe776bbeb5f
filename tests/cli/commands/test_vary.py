"""`nnart vary`: a picture, and variations of it on a sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.field.calibration import calibrate
from nnart.recipe import presets
from nnart.recipe.palettes import choose_palette
from nnart.recipe.recipe import Recipe
from nnart.sheets.files import read_sheet
from tests.commandline import SMALL, TINY, faults_of
from tests.conftest import Run, names


def test_the_first_tile_is_the_picture_itself(
    main_: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which may be a favourite."""
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path / "kept"))
    recipe = Recipe(seed=7, **TINY)
    nnart.keep(recipe, "dusk")
    done = main_("vary", "dusk", "--count", "5", "--size", "16", "--seed", "1", "-o", "three.png")
    assert done.returncode == 0
    sheet = read_sheet(tmp_path / "three.png")
    assert [tile.name for tile in sheet.tiles] == [*"012345"]
    assert sheet.tiles[0].recipe == calibrate(recipe)


def test_the_variations_are_the_librarys(main_: Run, tmp_path: Path) -> None:
    main_("render", "--seed", "7", *SMALL, "-o", "a.png")
    main_("vary", "a.png", "--count", "3", "--seed", "5", "--change", "0.06", "--size", "8")
    found = read_sheet(tmp_path / "nnart-varied.png").tiles[1:]
    variations = nnart.vary(nnart.read(tmp_path / "a.png").recipe, 3, 5, change=0.06)
    assert [tile.recipe for tile in found] == [calibrate(variation) for variation in variations]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ((), "slightly to clearly different"),
        (("--change", "slight"), "slightly different"),
        (("--change", "much"), "slightly to very different"),
        (("--change", "0.000001"), "hardly different"),
    ],
)
def test_the_heading_says_how_different_variations_are(
    change: tuple[str, ...], words: str, main_: Run, tmp_path: Path
) -> None:
    small = ("--count", "2", "--size", "8", "--seed", "1", "-o", "a.png")
    assert main_("vary", "7", "--palette", "ink", *small, *change).returncode == 0
    sheet = read_sheet(tmp_path / "a.png")
    assert sheet.title == f"variations of seed 7, {words}, palette ink, drawn by seed 1"
    assert {tile.recipe.palette for tile in sheet.tiles} == {"ink"}


def test_several_tiles_have_a_row_each(main_: Run, tmp_path: Path) -> None:
    assert main_("sheet", "--seeds", "1..4", *SMALL, "-o", "a.png").returncode == 0
    words = ("--seed", "1", "--size", "8", "--palette", "ink")
    assert main_("vary", "a.png#2,4", *words, "--count", "2", "-o", "b.png").returncode == 0
    sheet = read_sheet(tmp_path / "b.png")
    assert [tile.name for tile in sheet.tiles] == ["2", "2.1", "2.2", "4", "4.1", "4.2"]
    assert sheet.columns == 3
    assert sheet.title.startswith("variations of a.png#2,4, slightly to clearly different, layers ")
    assert [sheet.tiles[i].recipe.seed for i in (0, 3)] == [2, 4]
    assert main_("vary", "a.png", *words, "-o", "c.png").returncode == 0
    assert len(read_sheet(tmp_path / "c.png").tiles) == 4 * 8


def test_without_a_seed_one_is_drawn_and_said(main_: Run, tmp_path: Path) -> None:
    done = main_("vary", "7", "--count", "1", "--size", "8", "-q")
    drawn = done.stderr.removeprefix("seed ").removesuffix(" was drawn\n")
    title = read_sheet(tmp_path / "nnart-varied.png").title
    assert title.endswith(f", drawn by seed {drawn}")


@pytest.mark.parametrize(
    ("words", "rule", "name"),
    [
        (("--change", "x"), "range", "change"),
        (("--change", "-0.1"), "range", "change"),
        (("--count", "0"), "range", "count"),
        (("--seed", "1..3"), "count", "seed"),
        (("--columns", "0"), "range", "columns"),
    ],
)
def test_what_is_no_variation_is_refused(
    words: tuple[str, ...], rule: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seed = () if "--seed" in words else ("--seed", "1")
    assert faults_of("vary", "7", *seed, *words) == [(rule, (name,))]
    assert names(tmp_path) == []


@pytest.mark.parametrize("start", [("7", "--palette", "ink;reef;fern"), ("p.toml",)])
def test_variations_choose_among_several_palettes(start: tuple[str, ...], main_: Run, tmp_path: Path) -> None:
    """As seeds do everywhere, and each is told."""
    (tmp_path / "p.toml").write_text('seed = 7\npalette = ["ink", "reef", "fern"]\n')
    done = main_("vary", *start, "--count", "4", "--size", "8", "--seed", "1")
    assert done.stderr.startswith("palettes: 0 fern, 1 ink, 2 reef, 3 fern, 4 ink\n")
    sheet = read_sheet(tmp_path / "nnart-varied.png")
    assert [tile.recipe.palette for tile in sheet.tiles] == ["fern", "ink", "reef", "fern", "ink"]
    for tile in sheet.tiles:
        assert tile.recipe.palette == choose_palette(tile.recipe.seed, ["ink", "reef", "fern"])
    assert ", palette ink or reef or fern, drawn by seed 1" in sheet.title


@pytest.mark.parametrize("name", [one for one in presets.NAMES if one != "lecture"])
def test_a_seed_is_drawn_for_a_preset(name: str, main_: Run, tmp_path: Path) -> None:
    """As in render; the option says which variations there are."""
    done = main_("vary", name, "--count", "1", "--size", "8", "--seed", "1", "-q")
    drawn = re.fullmatch(rf"seed ([0-9]+) was drawn for {name}\n", done.stderr)
    assert drawn is not None, done.stderr
    sheet = read_sheet(tmp_path / "nnart-varied.png")
    assert sheet.tiles[0].recipe == calibrate(Recipe(**preset_values(name, int(drawn[1])), seed=int(drawn[1])))
    assert sheet.title.startswith(f"variations of seed {drawn[1]}, ")


def preset_values(name: str, seed: int) -> Mapping[str, Any]:
    return nnart.preset(name, seed).values


@pytest.mark.parametrize("change", ["Slight", "SLIGHT", "slightly", "little"])
def test_words_of_change_are_taken_in_any_case(change: str, main_: Run, tmp_path: Path) -> None:
    words = ("vary", "7", "--count", "1", "--size", "8", "--seed", "1")
    assert main_(*words, "--change", "slight", "-o", "a.png").returncode == 0
    assert main_(*words, "--change", change, "-o", "b.png").returncode == 0
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_a_misspelt_change_is_told_before_a_seed_is_drawn(main_: Run) -> None:
    done = main_("vary", "silk", "--change", "sligt")
    assert done.stderr.startswith("nnart: --change: ") and done.stderr.endswith("; did you mean slight\n")
