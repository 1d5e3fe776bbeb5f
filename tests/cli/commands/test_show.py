"""`nnart show`: what pictures, sheets, seeds and favourites carry."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

import nnart
from nnart.errors import InputError
from nnart.network import data, origin
from nnart.recipe.lines import read_line
from nnart.recipe.recipe import Recipe
from nnart.sheets.files import read_sheet
from tests.byhand import NETWORK, TOML, same
from tests.commandline import POSIX, SMALL, faults_of
from tests.conftest import Run
from tests.test_inputfiles import writing


def test_a_seed_is_shown_as_its_recipe(main_: Run) -> None:
    """Which has no size, format or bits."""
    facts = json.loads(main_("show", "7", "--json").stdout)
    assert facts.keys() == {"seed", "seed_text", "recipe", "digest"}
    recipe = Recipe.from_dict(facts["recipe"])
    assert recipe == Recipe(seed=7)
    assert facts["digest"] == recipe.digest
    lines = dict(line.split(maxsplit=1) for line in main_("show", "7").stdout.splitlines())
    assert (lines["seed"], lines["layers"]) == ("= 7", "= 20")
    assert not lines.keys() & {"size", "format", "bits", "gain", "zoom"}


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
    facts, lineage = shown.split("\n#\n")
    assert f"seed       = {child.seed}" in facts.splitlines()
    assert "├─ crossed: the first" in lineage
    assert lineage.rstrip().endswith(f"└─ seed {child.seed}")
    assert "#" not in main_("show", "7").stdout


def test_a_sheet_is_shown_as_its_tiles(main_: Run, tmp_path: Path) -> None:
    small = ("--layers", "3", "--width", "8", "--size", "20")
    main_("sheet", "--seeds", "3..5", *small, "-o", "a.png")
    assert main_("show", "a.png").stdout.splitlines() == [
        "seeds 3..5, layers 3, width 8",
        *(f"{n:<11} seed {n}" for n in (3, 4, 5)),
    ]
    lines = [json.loads(line) for line in main_("show", "a.png", "--json").stdout.splitlines()]
    sheet = read_sheet(tmp_path / "a.png")
    assert [(line["name"], Recipe.from_dict(line["recipe"] | line["found"])) for line in lines] == [
        (tile.name, tile.recipe) for tile in sheet.tiles
    ]


def test_a_network_by_hand_is_shown(main_: Run, tmp_path: Path) -> None:
    """In the place of how one is drawn."""
    (tmp_path / "two.toml").write_text(TOML)
    main_("render", "--network", "two.toml", "--size", "40x30", "-o", "a.png")
    shown = main_("show", "a.png").stdout.splitlines()
    assert {'network = "2 → 2 → 1"', "# sigmoid; linear"} <= set(shown)
    assert not any(line.startswith(("layers", "width", "gain")) for line in shown)
    facts = json.loads(main_("show", "a.png", "--json").stdout)
    assert same(data.from_data(facts["network"]), NETWORK)
    assert facts["digest"] == origin.digest_of(nnart.read(tmp_path / "a.png").recipe, NETWORK)


def test_a_palette_of_the_catalogue_is_its_name_for_people_only(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text(Recipe(seed=7, palette="viridis").to_toml())
    assert 'palette    = "viridis"' in main_("show", "r.toml").stdout.splitlines()
    palette = json.loads(main_("show", "r.toml", "--json").stdout)["recipe"]["palette"]
    assert palette == Recipe(palette="viridis").palette


def test_what_cannot_be_shown_is_refused(main_: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    main_("sheet", "--seeds", "1,2", "--layers", "2", "--width", "3", "--size", "8", "-o", "a.png")
    monkeypatch.chdir(tmp_path)
    assert faults_of("show", "7", "--json", "--toml") == [("conflict", ("as_json", "as_toml"))]
    assert faults_of("show", "a.png", "--toml") == [("count", ("as_toml",))]
    for form in ("--all", "--command", "--code", "--qr=b.png"):
        assert faults_of("show", "a.png", form)[0][0] == "count"
    assert faults_of("show", "7", "--force") == [("no-effect", ("force",))]
    assert faults_of("show", "7", "--qr", "b.jpg") == [("kind", ("path",))]
    assert faults_of("show", "silk", "--code") == [("missing", ())]
    assert faults_of("show", "a.png#3") == [("absent", ())]
    assert faults_of("show", "none.png") == [("absent", ())]


def test_a_large_seed_is_there_as_text(main_: Run, tmp_path: Path) -> None:
    seed = 2**64 - 1
    (facts,) = map(json.loads, main_("show", str(seed), "--json").stdout.splitlines())
    assert (facts["recipe"]["seed"], facts["recipe"]["seed_text"]) == (seed, str(seed))
    text = main_("show", str(seed), "--toml").stdout
    assert f'seed = "{seed}"\n' in text
    (tmp_path / "r.toml").write_text(text)
    assert f'seed       = "{seed}"\n' in main_("show", "r.toml").stdout


@POSIX
def test_a_fifo_is_shown_when_someone_writes(main_: Run, tmp_path: Path) -> None:
    main_("render", "--seed", "7", *SMALL, "-o", "a.png")
    os.mkfifo(tmp_path / "fifo")
    with writing(tmp_path / "fifo", (tmp_path / "a.png").read_bytes()):
        assert main_("show", "fifo").stdout == main_("show", "a.png").stdout


def test_several_tiles_are_listed_as_a_sheet_is(main_: Run) -> None:
    main_("sheet", "--seeds", "1..4", *SMALL, "-o", "a.png")
    assert main_("show", "a.png#2..3").stdout.splitlines() == ["2           seed 2", "3           seed 3"]
    lines = main_("show", "a.png#4,1", "--json").stdout.splitlines()
    assert [json.loads(line)["recipe"]["seed"] for line in lines] == [4, 1]
    assert main_("show", "a.png#2,3", "--toml").stderr.startswith("nnart: --toml: 'a.png#2,3' has many")


def test_a_preset_is_shown_as_what_it_gives(main_: Run) -> None:
    shown = main_("show", "ink").stdout
    assert shown.startswith("# ink: ") and 'palette  = "ink"' in shown.splitlines()
    assert tomllib.loads(shown) == nnart.preset("ink").values


FORMS: tuple[list[str], ...] = ([], ["--all"], ["--json"], ["--code"], ["--command"])


@pytest.mark.parametrize("form", FORMS)
def test_what_is_shown_paints_the_same_file_again(main_: Run, tmp_path: Path, form: list[str]) -> None:
    options = ("--bits", "16", "--dpi", "72", "--z", "0.5,-1", "--palette", "viridis", "--zoom", "0.123456789")
    main_("render", "7", *SMALL, *options, "-o", "a.png")
    shown = main_("show", "a.png", *form).stdout
    (tmp_path / "shown.txt").write_text(shown, encoding="utf-8")
    for words in (["shown.txt"], ["--recipe", "shown.txt"]):
        done = main_("render", *words, "-o", "b.png", "--force")
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "b.png").read_bytes() == (tmp_path / "a.png").read_bytes()
    assert main_("show", "shown.txt", "--code").stdout == main_("show", "a.png", "--code").stdout


def test_toml_is_the_recipe_of_any_size(main_: Run, tmp_path: Path) -> None:
    main_("render", "7", *SMALL, "-o", "a.png")
    (tmp_path / "shown.txt").write_text(main_("show", "a.png", "--toml").stdout)
    main_("render", "shown.txt", "--size", "40x30", "-o", "b.png")
    assert (tmp_path / "b.png").read_bytes() == (tmp_path / "a.png").read_bytes()


def test_the_command_paints_the_same_file_again(main_: Run, tmp_path: Path) -> None:
    main_("render", "7", *SMALL, "--bits", "16", "--dpi", "72", "-o", "a.png")
    line = main_("show", "a.png", "--command").stdout
    assert line == "nnart render --seed 7 --layers 3 --width 9 --size 40x30 --bits 16 --dpi 72\n"
    main_(*line.split()[1:], "-o", "b.png")
    assert (tmp_path / "b.png").read_bytes() == (tmp_path / "a.png").read_bytes()
    assert main_("show", "7", "--command").stdout == "nnart render --seed 7\n"


def test_a_code_is_shown_as_what_it_stands_for(main_: Run) -> None:
    main_("render", "7", *SMALL, "-o", "a.png")
    code = main_("show", "a.png", "--code").stdout.strip()
    assert code.startswith("nn1-") and len(code) < 40
    assert main_("show", f"Look: {code.upper()}.").stdout == "".join(
        main_("show", "a.png").stdout.splitlines(keepends=True)[1:]
    )
    assert main_("show", code, "--command").stdout == main_("show", "a.png", "--command").stdout


def test_a_network_by_hand_has_no_code(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "two.toml").write_text(TOML)
    main_("render", "--network", "two.toml", "--size", "40x30", "-o", "a.png")
    for form in ("--code", "--qr=b.png"):
        done = main_("show", "a.png", form)
        assert done.returncode == 2 and "by hand is too much for a code; send the picture" in done.stderr
    line = main_("show", "a.png", "--command").stdout
    assert line == "nnart render a.png --size 40x30\n"
    main_(*line.split()[1:], "-o", "b.png")
    assert (tmp_path / "b.png").read_bytes() == (tmp_path / "a.png").read_bytes()
    (tmp_path / "shown.txt").write_text(main_("show", "a.png").stdout, encoding="utf-8")
    assert "its numbers are not here" in main_("render", "shown.txt").stderr
    (tmp_path / "shown.txt").write_text(main_("show", "a.png", "--json").stdout, encoding="utf-8")
    main_("render", "shown.txt", "-o", "c.png")
    assert (tmp_path / "c.png").read_bytes() == (tmp_path / "a.png").read_bytes()


def test_a_qr_code_is_written_once(main_: Run, tmp_path: Path) -> None:
    done = main_("show", "7", "--qr", "back.png")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "the picture's code as a QR code: back.png\n"
    assert (tmp_path / "back.png").read_bytes().startswith(b"\x89PNG")
    assert main_("show", "7", "--qr", "back.png").returncode == 1
    assert main_("show", "8", "--qr", "back.png", "--force").returncode == 0


def test_a_picture_that_lost_its_recipe_says_what_can_be_done(main_: Run, tmp_path: Path) -> None:
    for name in ("nnart-7.png", "nnart-7-2.png", "nnart-7 (1).png", "holiday.png"):
        Image.new("RGB", (8, 8)).save(tmp_path / name)
        said = main_("show", name).stderr
        assert "ask for the original as a file, or for its code" in said
        assert ("its name says seed 7: try that" in said) == (name != "holiday.png")


def test_any_is_shown_as_what_it_is(main_: Run) -> None:
    done = main_("show", "any")
    assert (done.returncode, done.stderr) == (0, "")
    assert "seed chooses" in done.stdout


def test_defaults_are_left_out_of_a_line_whatever_colour_it_has(main_: Run) -> None:
    for colour in ("oklch", "rgb"):
        assert (
            main_("render", "--seed", "7", "--colour", colour, "--size", "9", "-o", f"{colour}.png").returncode
            == 0
        )
        line = main_("show", f"{colour}.png", "--command").stdout
        assert line == f"nnart render --seed 7 --colour {colour} --size 9\n"
    assert main_("render", "--seed", "7", "--symmetry", "p4m", "--size", "9", "-o", "p4m.png").returncode == 0
    assert main_("show", "p4m.png", "--command").stdout == "nnart render --seed 7 --symmetry p4m --size 9\n"


def test_several_pictures_are_shown_one_after_the_other(main_: Run, tmp_path: Path) -> None:
    main_("render", "7", *SMALL, "-o", "a.png")
    alone = {name: main_("show", name).stdout for name in ("a.png", "8", "any")}
    assert main_("show", *alone).stdout == "\n".join(f"# {name}\n{text}" for name, text in alone.items())
    lines = [json.loads(line) for line in main_("show", "a.png", "8", "--json").stdout.splitlines()]
    assert [(line["name"], line["recipe"]["seed"]) for line in lines] == [("a.png", 7), ("8", 8)]
    for form in ("--command", "--code"):
        each = [main_("show", name, form).stdout for name in ("a.png", "8")]
        assert main_("show", "a.png", "8", form).stdout == "".join(each)
    assert faults_of("show", "7", "8", "--toml") == [("count", ("as_toml",))]
    assert faults_of("show", "7", "8", "--qr", str(tmp_path / "a.svg")) == [("count", ("qr",))]


@POSIX
def test_a_reader_that_has_seen_enough_is_no_fault_of_the_file(tmp_path: Path) -> None:
    recipes = [Recipe(seed=seed, layers=1, width=2) for seed in range(1500)]
    sheet = nnart.Sheet(tuple(nnart.Tile(str(recipe.seed), recipe) for recipe in recipes), 50)
    nnart.render_sheet(sheet, tmp_path / "big.png", (1, 1))
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "nnart", "show", str(tmp_path / "big.png")]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writer)
    assert b"big.png" not in done.stderr and b"Broken" not in done.stderr


@pytest.mark.parametrize("colour", ["palette", "shaded", "rgb", "oklch"])
@pytest.mark.parametrize("gamut", [None, "tamed", "full"])
def test_no_option_of_a_line_could_be_left_out(main_: Run, colour: str, gamut: str | None) -> None:
    if gamut is not None and colour in ("palette", "shaded"):
        return
    recipe = Recipe(seed=7, colour=colour, gamut=gamut)
    words = shlex.split(main_("show", recipe.to_code(), "--command").stdout)[2:]
    pairs = list(zip(words[::2], words[1::2], strict=True))
    assert _made(words) == recipe
    for pair in pairs:
        fewer = [word for other in pairs if other != pair for word in other]
        assert _made(fewer) != recipe


def _made(words: list[str]) -> Recipe | None:
    with suppress(InputError):  # of a gamut, without the colour that has it
        return Recipe.from_dict(read_line(f"nnart render {shlex.join(words)}"))
    return None


def test_a_heading_is_shown_whole(main_: Run) -> None:
    knobs = ("--palette", "navy,gold", "--contrast", "2", "--zoom", "2", "--layers", "3", "--width", "8")
    main_("vary", "7", *knobs, "--count", "1", "--size", "8", "--seed", "1", "-o", "a.png")
    title = main_("show", "a.png").stdout.splitlines()[0]
    assert len(title) > 80 and title.endswith(", drawn by seed 1")


def test_a_found_gain_follows_what_is_edited(main_: Run, tmp_path: Path) -> None:
    """In JSON as in TOML: it stands beside the recipe."""
    main_("render", "7", "--layers", "3", "--size", "24", "-o", "a.png")
    main_("render", "a.png", "--detail", "14", "-o", "b.png")
    facts = json.loads(main_("show", "a.png", "--json").stdout)
    gain = nnart.read(tmp_path / "a.png").recipe.gain
    assert (facts["seed"], facts["seed_text"], facts["found"]) == (7, "7", {"gain": gain})
    assert f"= {gain}, found for detail" in main_("show", "a.png", "--all").stdout
    (tmp_path / "same.json").write_text(json.dumps(facts))
    facts["recipe"]["detail"] = 14
    (tmp_path / "edited.json").write_text(json.dumps(facts))
    (tmp_path / "all.toml").write_text(main_("show", "a.png", "--all").stdout)
    for name, like in (("same.json", "a.png"), ("all.toml", "a.png"), ("edited.json", "b.png")):
        main_("render", name, "-o", "c.png", "--force")
        assert (tmp_path / "c.png").read_bytes() == (tmp_path / like).read_bytes(), name


def test_a_gain_that_was_chosen_stays_in_the_recipe(main_: Run) -> None:
    main_("render", "7", "--gain", "2", "--layers", "3", "--size", "24", "-o", "a.png")
    facts = json.loads(main_("show", "a.png", "--json").stdout)
    assert facts["recipe"]["gain"] == 2 and "found" not in facts
