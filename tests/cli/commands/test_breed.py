"""`nnart breed`: families on sheets, generation after generation."""

from __future__ import annotations

from pathlib import Path

import pytest

import nnart
from nnart.field.calibration import calibrate
from nnart.recipe.recipe import Recipe
from nnart.sheets.files import read_sheet
from tests.commandline import faults_of, refusal_of
from tests.conftest import Run, names

FAMILY = ("--count", "5", "--size", "16", "--seed", "1")


def test_the_next_generation_is_bred_from_a_sheet(main_: Run, tmp_path: Path) -> None:
    start = ("--layers", "5", "--width", "8", "--size", "9")
    assert main_("render", "--seed", "7", *start, "-o", "a.png").returncode == 0
    assert main_("breed", "a.png", "a.png", *FAMILY, "-o", "one.png").returncode == 0
    assert main_("breed", "one.png#2", "one.png#5", *FAMILY, "-o", "two.png").returncode == 0
    one, two = read_sheet(tmp_path / "one.png"), read_sheet(tmp_path / "two.png")
    assert [tile.name for tile in two.tiles] == ["A", "B", *"12345"]
    assert [tile.recipe for tile in two.tiles[:2]] == [one.tiles[3].recipe, one.tiles[6].recipe]
    assert two.title.startswith("children of one.png#2 (A) and one.png#5 (B), layers 5, width 8, ")
    assert two.title.endswith(", drawn by seed 1")
    assert main_("breed", "one.png#2,5", *FAMILY, "-o", "three.png").returncode == 0
    assert (tmp_path / "three.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_a_family_has_the_palette_that_is_asked_for(main_: Run, tmp_path: Path) -> None:
    """Also in the next generation, where nobody asks again."""
    words = ("--palette", "navy,gold", "--preset", "silk")
    assert main_("breed", "7", "12", *FAMILY, *words, "-o", "one.png").returncode == 0
    larger = ("--count", "20", *FAMILY[2:])
    assert main_("breed", "one.png#2", "one.png#5", *larger, "-o", "two.png").returncode == 0
    for name in ("one.png", "two.png"):
        sheet = read_sheet(tmp_path / name)
        assert {tile.recipe.palette for tile in sheet.tiles} == {"#000080,#ffd700"}
        assert sheet.title.endswith(", preset silk, palette navy,gold, drawn by seed 1")
    done = main_("breed", "one.png#2", "7", *FAMILY, "--layers", "3", "-o", "three.png")
    assert done.stderr.startswith("nnart: --layers: 'one.png#2' already has its shapes")


def test_children_choose_among_several_palettes(main_: Run, tmp_path: Path) -> None:
    words = ("--palette", "ink;reef;navy,gold", "--count", "30", "--seed", "1", "--size", "8")
    assert main_("breed", "7", "12", *words, "-o", "a.png").returncode == 0
    found = {tile.recipe.palette for tile in read_sheet(tmp_path / "a.png").tiles}
    assert found == {"ink", "reef", "#000080,#ffd700"}


def test_the_children_are_the_librarys(main_: Run, tmp_path: Path) -> None:
    assert (
        main_("breed", "7", "12", "--count", "2", "--seed", "3", "--change", "0.1", "--size", "8").returncode
        == 0
    )
    found = read_sheet(tmp_path / "nnart-family.png").tiles[2:]
    children = nnart.breed(Recipe(seed=7), Recipe(seed=12), 2, 3, change=0.1)
    assert [tile.recipe for tile in found] == [calibrate(child) for child in children]


@pytest.mark.parametrize(
    ("words", "rule", "name"),
    [
        (("--count", "0"), "range", "count"),
        (("--count", "x"), "range", "count"),
        (("--change", "2"), "range", "change"),
        (("--seed", "1,2"), "count", "seed"),
        (("--seed", "x"), "syntax", "seed"),
        (("--size", "0"), "range", "size"),
        (("-o", "-"), "kind", "output"),
        (("-o", "a.gif"), "kind", "output"),
    ],
)
def test_what_is_no_family_is_refused(
    words: tuple[str, ...], rule: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seed = () if "--seed" in words else ("--seed", "1")
    assert faults_of("breed", "7", "8", *seed, *words) == [(rule, (name,))]
    assert names(tmp_path) == []


def test_too_many_children_are_refused_unless_forced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    error = refusal_of("breed", "7", "8", "--seed", "1", "--count", "1023")
    (fault,) = error.faults
    assert fault.rule == "limit"
    assert [way.give for way in fault.ways] == ["force"]


def test_a_parent_that_is_not_there_is_refused(main_: Run) -> None:
    done = main_("breed", "7", "none")
    assert done.returncode == 1
    assert done.stderr.startswith("nnart: 'none': ")


@pytest.mark.parametrize(
    ("parent", "said"),
    [
        ("7", "a child needs two parents; name the other one as well: nnart breed 7 9"),
        ("a.png", "two parents are needed, not 'a.png'; name two, as in sheet.png#3,8"),
        ("a.png#1", "a child needs two parents; name the other one as well: nnart breed 'a.png#1' 9"),
    ],
)
def test_one_picture_alone_is_refused(parent: str, said: str, main_: Run) -> None:
    main_("sheet", "1..3", "--layers", "2", "--width", "4", "--size", "8", "-o", "a.png")
    done = main_("breed", parent, *FAMILY)
    assert done.stderr == f"nnart: {said}\n"


def test_children_choose_among_several_palettes_wherever_these_are_said(main_: Run, tmp_path: Path) -> None:
    """In an option or in the parents' recipes; also in the place of a palette that a child draws for itself."""
    for seed in (7, 12):
        (tmp_path / f"{seed}.toml").write_text(f'seed = {seed}\npalette = "ink; reef; navy,gold"\n')
    few = ("--count", "20", "--seed", "1", "--size", "8")
    optional = main_("breed", "7", "12", "--palette", "ink;reef;navy,gold", *few, "-o", "a.png")
    written = main_("breed", "7.toml", "12.toml", *few, "-o", "b.png")
    one, other = read_sheet(tmp_path / "a.png"), read_sheet(tmp_path / "b.png")
    assert one.tiles == other.tiles
    assert {tile.recipe.palette for tile in one.tiles} == {"ink", "reef", "#000080,#ffd700"}
    assert ", palette ink or reef or navy,gold, drawn by seed 1" in one.title
    for done in (optional, written):
        assert done.stderr.startswith("palettes: A ")
    assert main_("breed", "7.toml", "12", *few, "-o", "c.png").returncode == 0
    assert "palette" not in read_sheet(tmp_path / "c.png").title
