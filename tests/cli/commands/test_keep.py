"""`nnart keep`: recipes under names."""

from __future__ import annotations

from pathlib import Path

import pytest

import nnart
from nnart.field.calibration import calibrate
from nnart.recipe.recipe import Recipe
from nnart.sheets.files import read_sheet
from nnart.sources import favourites
from tests.byhand import NETWORK, TOML, same
from tests.commandline import faults_of
from tests.conftest import Run, names


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(favourites.VARIABLE, str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_a_tile_is_kept_and_listed(main_: Run, kept: Path, tmp_path: Path) -> None:
    small = ("--layers", "5", "--width", "8", "--size", "16")
    assert main_("sheet", "--seeds", "1..4", *small, "-o", "a.png").returncode == 0
    done = main_("keep", "a.png#3", "--name", "dusk")
    assert (done.returncode, done.stdout) == (0, "")
    assert main_("keep").stdout == "dusk\n"
    tile = read_sheet(tmp_path / "a.png").tiles[2].recipe
    assert calibrate(Recipe.from_toml((kept / "dusk.toml").read_text())) == tile
    assert main_("render", "--from", "dusk", "--size", "16").returncode == 0


def test_names_are_listed_in_order_and_without_a_word_if_quiet(main_: Run) -> None:
    assert main_("keep", "-q").stdout == ""
    for name in ("c", "a", "b"):
        done = main_("keep", "7", "--name", name, "-q")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = main_("keep", "-q")
    assert (done.stdout, done.stderr) == ("a\nb\nc\n", "")


def test_one_is_replaced_only_by_force(main_: Run, kept: Path) -> None:
    assert main_("keep", "7", "--name", "dusk").returncode == 0
    done = main_("keep", "8", "--name", "dusk")
    assert done.returncode == 1
    assert done.stderr.startswith("nnart: ")
    assert "seed = 7" in (kept / "dusk.toml").read_text()
    assert main_("keep", "8", "--name", "dusk", "--force").returncode == 0
    assert "seed = 8" in (kept / "dusk.toml").read_text()


def test_a_network_by_hand_is_kept_too(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "two.toml").write_text(TOML)
    main_("render", "--network", "two.toml", "--size", "9", "-o", "a.png")
    assert main_("keep", "a.png", "--name", "steps").returncode == 0
    main_("render", "--from", "steps", "--size", "9", "-o", "b.png")
    assert same(nnart.read(tmp_path / "b.png").network, NETWORK)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("7",), "missing"),
        (("--name", "dusk"), "missing"),
        (("7", "--name", "7"), "syntax"),
        (("7", "--name", "../x"), "syntax"),
        (("7", "--name", ""), "syntax"),
    ],
)
def test_what_is_no_name_is_refused(words: tuple[str, ...], rule: str, kept: Path) -> None:
    assert faults_of("keep", *words) == [(rule, ("name",))]
    assert not kept.exists()


def test_a_name_is_looked_at_before_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert faults_of("keep", "none.png", "--name", "7") == [("syntax", ("name",))]
    assert faults_of("keep", "none.png", "--name", "dusk") == [("absent", ())]
    assert names(tmp_path) == []


def test_that_nothing_is_kept_is_said(main_: Run, kept: Path) -> None:
    done = main_("keep")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"none are kept yet in {kept}\n")
