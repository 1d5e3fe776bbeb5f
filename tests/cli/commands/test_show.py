"""`nnart show`: what pictures, sheets, seeds and favourites carry."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import nnart
from nnart.network import data, origin
from nnart.recipe.recipe import Recipe
from nnart.sheets.files import read_sheet
from tests.byhand import NETWORK, TOML, same
from tests.commandline import POSIX, SMALL, faults_of
from tests.conftest import Run
from tests.test_inputfiles import writing


def test_a_seed_is_shown_as_its_recipe(main_: Run) -> None:
    """Which has no size, format or bits."""
    facts = json.loads(main_("show", "7", "--json").stdout)
    assert facts.keys() == {"recipe", "digest"}
    recipe = Recipe.from_dict(facts["recipe"])
    assert recipe == Recipe(seed=7)
    assert facts["digest"] == recipe.digest
    lines = dict(line.split(maxsplit=1) for line in main_("show", "7").stdout.splitlines())
    assert (lines["seed"], lines["layers"]) == ("7", "20")
    assert not lines.keys() & {"size", "format", "bits", "gain"}


def test_toml_is_the_recipe_to_be_edited(main_: Run, tmp_path: Path) -> None:
    main_("render", "--seed", "7", *SMALL, "--z", "0.5,-1", "-o", "a.png")
    text = main_("show", "a.png", "--toml").stdout
    assert Recipe.from_toml(text) == Recipe(seed=7, layers=3, width=9, z=(0.5, -1.0))
    (tmp_path / "r.toml").write_text(text)
    assert main_("show", "r.toml", "--toml").stdout == text.replace(
        text[text.index("# gain") :].split("\n")[0] + "\n", ""
    )


def test_a_child_is_shown_with_its_lineage(main_: Run, tmp_path: Path) -> None:
    main_("breed", "7", "12", "--count", "2", "--size", "8", "--seed", "1", "-o", "a.png")
    child = read_sheet(tmp_path / "a.png").tiles[2].recipe
    shown = main_("show", "a.png#1").stdout
    facts, lineage = shown.split("\n\n")
    assert f"seed        {child.seed}" in facts.splitlines()
    assert "├─ crossed: the first" in lineage
    assert lineage.rstrip().endswith(f"└─ seed {child.seed}")
    assert "\n\n" not in main_("show", "7").stdout


def test_a_sheet_is_shown_as_its_tiles(main_: Run, tmp_path: Path) -> None:
    small = ("--layers", "3", "--width", "8", "--size", "20")
    main_("sheet", "--seeds", "3..5", *small, "-o", "a.png")
    assert main_("show", "a.png").stdout.splitlines() == [
        "seeds 3..5",
        *(f"{n:<11} seed {n}" for n in (3, 4, 5)),
    ]
    lines = [json.loads(line) for line in main_("show", "a.png", "--json").stdout.splitlines()]
    sheet = read_sheet(tmp_path / "a.png")
    assert [(line["name"], Recipe.from_dict(line["recipe"])) for line in lines] == [
        (tile.name, tile.recipe) for tile in sheet.tiles
    ]


def test_a_network_by_hand_is_shown(main_: Run, tmp_path: Path) -> None:
    """In the place of how one is drawn."""
    (tmp_path / "two.toml").write_text(TOML)
    main_("render", "--network", "two.toml", "--size", "40x30", "-o", "a.png")
    shown = main_("show", "a.png").stdout.splitlines()
    assert {"network     2 → 2 → 1", "activations sigmoid; linear"} <= set(shown)
    assert not any(line.startswith(("layers", "width", "gain")) for line in shown)
    facts = json.loads(main_("show", "a.png", "--json").stdout)
    assert same(data.from_data(facts["network"]), NETWORK)
    assert facts["digest"] == origin.digest_of(nnart.read(tmp_path / "a.png").recipe, NETWORK)


def test_a_long_value_is_cut_for_people_only(main_: Run, tmp_path: Path) -> None:
    palette = ",".join(f"#{n:06x}" for n in range(30))
    (tmp_path / "r.toml").write_text(Recipe(seed=7, palette=palette).to_toml())
    shown = main_("show", "r.toml").stdout
    assert all(len(line) <= 92 for line in shown.splitlines())
    assert palette not in shown
    assert json.loads(main_("show", "r.toml", "--json").stdout)["recipe"]["palette"] == palette


def test_what_cannot_be_shown_is_refused(main_: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main_("sheet", "--seeds", "1,2", "--layers", "2", "--width", "3", "--size", "8", "-o", "a.png")
    monkeypatch.chdir(tmp_path)
    assert faults_of("show", "7", "--json", "--toml") == [("conflict", ("as_json", "as_toml"))]
    assert faults_of("show", "a.png", "--toml") == [("count", ("as_toml",))]
    assert faults_of("show", "a.png#3") == [("absent", ())]
    assert faults_of("show", "none.png") == [("absent", ())]


def test_a_large_seed_is_there_as_text(main_: Run, tmp_path: Path) -> None:
    seed = 2**64 - 1
    (facts,) = map(json.loads, main_("show", str(seed), "--json").stdout.splitlines())
    assert (facts["recipe"]["seed"], facts["recipe"]["seed_text"]) == (seed, str(seed))
    text = main_("show", str(seed), "--toml").stdout
    assert f'seed = "{seed}"\n' in text
    (tmp_path / "r.toml").write_text(text)
    assert f"seed        {seed}\n" in main_("show", "r.toml").stdout


@POSIX
def test_a_fifo_is_shown_when_someone_writes(main_: Run, tmp_path: Path) -> None:
    main_("render", "--seed", "7", *SMALL, "-o", "a.png")
    os.mkfifo(tmp_path / "fifo")
    with writing(tmp_path / "fifo", (tmp_path / "a.png").read_bytes()):
        assert main_("show", "fifo").stdout == main_("show", "a.png").stdout
