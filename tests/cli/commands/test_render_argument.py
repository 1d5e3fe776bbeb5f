"""The plain argument of `nnart render`: whatever a picture can be named by, or seeds."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

import nnart
from nnart.field.calibration import calibrate
from nnart.recipe.recipe import Recipe
from nnart.sources.favourites import VARIABLE, keep
from tests.commandline import SMALL, faults_of
from tests.conftest import Run

PLAIN = {"layers": 3, "width": 9}
RECIPE = Recipe(seed=7, **PLAIN)  # type: ignore[arg-type]


@pytest.fixture
def made(main_: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a picture, a sheet, recipes of all forms, and a favourite."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    main_("render", "--seed", "7", *SMALL, "-o", "a.png")
    main_("sheet", "--seeds", "6,7", "--layers", "3", "--width", "9", "--size", "8", "-o", "sheet.png")
    (tmp_path / "mine.toml").write_text('seed = 7\nlayers = 3\nwidth = 9\nsize = "40x30"\n')
    (tmp_path / "mine.json").write_text('{"seed": 7, "layers": 3, "width": 9, "size": [40, 30]}')
    (tmp_path / "mine.txt").write_text(f"look: {RECIPE.to_code()}, is it not nice?")
    keep(RECIPE, "dusk")
    return tmp_path


@pytest.mark.parametrize(
    "words",
    [
        ["a.png"],
        ["mine.toml"],
        ["mine.json"],
        ["mine.txt", "--size", "40x30"],
        ["sheet.png#7", "--size", "40x30"],
        ["dusk", "--size", "40x30"],
        [RECIPE.to_code(), "--size", "40x30"],
        ["7", *SMALL],
    ],
)
def test_it_is_painted_as_by_options(main_: Run, made: Path, words: list[str]) -> None:
    done = main_("render", *words, "-o", "b.png")
    assert done.returncode == 0, done.stderr
    assert (made / "b.png").read_bytes() == (made / "a.png").read_bytes()


def test_options_override_it(main_: Run, made: Path) -> None:
    main_("render", "a.png", "--zoom", "2", "--seed", "8", "--size", "20", "-o", "b.png")
    file = nnart.read(made / "b.png")
    assert file.recipe == calibrate(RECIPE.replace(seed=8, zoom=2.0))
    assert file.size == (20, 15)


def test_a_genome_a_preset_and_seeds(main_: Run, tmp_path: Path) -> None:
    main_("render", "cross(7, 12, 2)", *SMALL, "-o", "a.png")
    assert nnart.read(tmp_path / "a.png").recipe.genome == "cross(7,12,2)"
    main_("render", "silk", "--seed", "3", *SMALL, "-o", "b.png")
    main_("render", "3", "--preset", "silk", *SMALL, "-o", "c.png")
    assert nnart.read(tmp_path / "b.png").recipe.bias == nnart.preset("silk").values["bias"]
    assert (tmp_path / "b.png").read_bytes() == (tmp_path / "c.png").read_bytes()
    main_("render", "1..2,5", *SMALL, "-o", "{seed}.png")
    assert {path.name for path in tmp_path.glob("[0-9].png")} == {"1.png", "2.png", "5.png"}


def test_standard_input_is_read(main_: Run, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for form in ([], ["--all"], ["--json"], ["--code"], ["--command"]):
        shown = main_("show", "a.png", *form).stdout
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(shown.encode())))
        main_("render", "-", "-o", "b.png", "--force")
        assert (made / "b.png").read_bytes() == (made / "a.png").read_bytes()


def test_commands_of_sheets_take_it_too(main_: Run, made: Path) -> None:
    small = ("--size", "8", "--force")
    for words, seeds in (
        (["sheet", "1..3"], [1, 2, 3]),
        (["sheet", "a.png", "--seeds", "4,5"], [4, 5]),
        (["sweep", "a.png", "--zoom", "1,2"], [7, 7]),
        (["sweep", "9", "--layers", "2,3"], [9, 9]),
        (["neurons", "dusk", "--layer", "1"], [7] * 9),
    ):
        done = main_(*words, *small, "-o", "b.png")
        assert done.returncode == 0, done.stderr
        assert [tile.recipe.seed for tile in nnart.read_sheet(made / "b.png").tiles] == seeds


def test_two_starts_are_refused(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made)
    for option, name in (("--from", "source"), ("--recipe", "recipe")):
        assert faults_of("render", "a.png", option, "mine.toml") == [("conflict", ("picture", name))]
    assert faults_of("render", "a.png", "--preset", "silk") == [("conflict", ("picture", "preset"))]
    assert faults_of("render", "7", "--seed", "8") == [("conflict", ("picture", "seed"))]


@pytest.mark.usefixtures("made")
def test_what_is_nothing_is_told(main_: Run) -> None:
    said = main_("render", "new.png").stderr
    assert "--output new.png paints into a file of that name" in said
    assert "--output" not in main_("render", "--from", "new.png").stderr
    assert "--palette reef takes that palette" in main_("render", "reef").stderr
    assert "did you mean 'a.png'" in main_("render", "aa.png").stderr
    assert faults_of("render", "x..1") == [("absent", ())]
    assert faults_of("render", "1.5") == [("syntax", ("seed",))]
    code = RECIPE.to_code()
    assert faults_of("render", f"{code[:-1]}{'y' if code[-1] != 'y' else 'z'}") == [("damaged", ())]


@pytest.mark.usefixtures("made")
def test_only_pictures_are_verified(main_: Run) -> None:
    for text in ("7", RECIPE.to_code(), "dusk", "cross(7,12,3)"):
        assert "no pixels to compare" in main_("verify", text).stderr
    assert main_("verify", "a.png").returncode == 0


def test_a_pasted_command_line_is_painted(main_: Run, tmp_path: Path) -> None:
    assert (
        main_("render", "nnart render --seed 7 --layers 3 --width 9 --size 12", "-o", "a.png").returncode == 0
    )
    with Image.open(tmp_path / "a.png") as image:
        assert image.size == (12, 12)
    done = main_("render", "nnart render --seed 7 -o a.png")
    assert "run it in a shell" in done.stderr


def test_seeds_and_tiles_of_a_sheet_may_have_blanks_between(main_: Run, made: Path) -> None:
    assert main_("render", "1", "3..4", *SMALL).returncode == 0
    assert main_("render", "sheet.png#6", "sheet.png#7", "--size", "8", "-o", "{tile}.png").returncode == 0
    there = {path.name for path in made.glob("*.png")}
    assert there == {"a.png", "sheet.png", "nnart-1.png", "nnart-3.png", "nnart-4.png", "6.png", "7.png"}


def test_several_pictures_are_painted_at_one_size(main_: Run, made: Path) -> None:
    assert main_("render", "a.png", "mine.toml", "-o", "{tile}-{index:02}.png").returncode == 0
    assert nnart.read(made / "mine-02.png").size == nnart.read(made / "a-01.png").size == (40, 30)
    done = main_("render", "a.png", "7")
    assert done.returncode == 2
    assert "2 have several sizes; --size 1024 gives all one; nnart sheet a.png 7" in done.stderr
    assert main_("render", "a.png", "7", "--size", "20", "-o", "{tile}-20.png").returncode == 0
    assert nnart.read(made / "7-20.png").size == (20, 20)


@pytest.mark.usefixtures("made")
def test_colours_behind_a_palette_are_no_pictures() -> None:
    for words in (["navy", "gold", "#0a8"], ["navy,", "gold,", "#0a8"]):
        found = faults_of("render", "7", "--palette", *words)
        assert found == [("syntax", ("palette",))]
