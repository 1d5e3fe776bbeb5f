"""`nnart keep`: recipes under names."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

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
    assert main_("keep").stdout == "dusk  seed 3, layers 5, width 8\n"
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


def test_a_list_says_what_each_is(main_: Run, kept: Path, tmp_path: Path) -> None:
    (tmp_path / "two.toml").write_text(TOML)
    main_("render", "--network", "two.toml", "--size", "9", "-o", "a.png")
    main_("render", "--preset", "silk", "--seed", "9", "--palette", "reef", "--size", "9", "-o", "b.png")
    for picture, name in (("a.png", "hand"), ("b.png", "calm-10"), ("7", "calm-2")):
        assert main_("keep", picture, "--name", name, "-q").returncode == 0
    done = main_("keep")
    assert (done.returncode, done.stderr) == (0, f"in {kept}\n")
    assert done.stdout.splitlines() == [
        "calm-2   seed 7",
        "calm-10  seed 9, preset silk, palette reef",
        f"hand     network by hand, {NETWORK.sizes}",
    ]
    found = [json.loads(line) for line in main_("keep", "--json", "-q").stdout.splitlines()]
    assert [(one["name"], one["path"]) for one in found] == [
        (name, str(kept / f"{name}.toml")) for name in ("calm-2", "calm-10", "hand")
    ]
    assert found[0]["recipe"]["seed_text"] == "7"
    assert found[2]["network"]


def test_a_broken_one_is_named_and_the_others_are_listed(main_: Run, kept: Path) -> None:
    main_("keep", "7", "--name", "dusk")
    (kept / "bad.toml").write_text("seed = 1\nlayers = 0\n")
    (kept / "worse.toml").write_text("seed =")
    done = main_("keep")
    assert (done.returncode, done.stdout) == (3, "dusk   seed 7\n")
    assert [line.rpartition("; ")[2] for line in done.stderr.splitlines()[:2]] == [
        "bad is left out", "worse is left out",
    ]  # fmt: skip
    assert main_("keep", "-q").stdout == "bad\ndusk\nworse\n"
    assert main_("keep", "--remove", "bad,worse").returncode == 0
    assert main_("keep").returncode == 0


def test_one_is_removed_and_brought_back(main_: Run, kept: Path) -> None:
    main_("keep", "7", "--name", "dusk")
    done = main_("keep", "--remove", "dusk")
    assert (done.returncode, done.stdout) == (0, "")
    assert main_("keep", "-q").stdout == ""
    back = re.fullmatch(r"dusk is removed; nnart (keep .*) brings it back\n", done.stderr)
    assert back
    assert main_(*shlex.split(back[1])).returncode == 0
    assert main_("keep").stdout == "dusk  seed 7\n"
    assert main_("render", "--from", "dusk", "--size", "9").returncode == 0
    assert names(kept) == ["dusk.toml", "removed"]


def test_several_are_removed_or_none(main_: Run) -> None:
    for name in ("a", "b", "c"):
        main_("keep", "7", "--name", name)
    done = main_("keep", "--remove", "a,nosuch")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert main_("keep", "-q").stdout == "a\nb\nc\n"
    assert main_("keep", "--remove", "a,b", "--remove", "c", "--remove", "a", "-q").stderr == ""
    assert main_("keep", "-q").stdout == ""
    done = main_("keep", "--remove", "a", "b")
    assert done.stderr == ("nnart: PICTURE: removing needs no picture; to remove several, give --remove a,b\n")


def test_one_is_renamed(main_: Run, kept: Path) -> None:
    main_("keep", "7", "--name", "dusk")
    main_("keep", "8", "--name", "night")
    done = main_("keep", "--rename", "dusk", "dawn")
    said = f"dusk is dawn now, in {kept / 'dawn.toml'}; nnart render --from dawn paints it\n"
    assert (done.returncode, done.stderr) == (0, said)
    assert main_("keep").stdout == "dawn   seed 7\nnight  seed 8\n"
    done = main_("keep", "--rename", "night", "dawn")
    assert done.stderr == "nnart: 'dawn': there is a favourite of that name; --force replaces it\n"
    done = main_("keep", "--rename", "nigth", "dusk")
    assert done.stderr == "nnart: 'nigth': there is no favourite of that name; did you mean night\n"
    assert main_("keep", "--rename", "night", "dawn", "--force", "-q").returncode == 0
    assert main_("keep").stdout == "dawn  seed 8\n"


def test_programs_are_told_what_was_done(main_: Run, kept: Path) -> None:
    def told(*words: str) -> dict[str, Any]:
        done = main_("keep", *words, "--json", "-q")
        assert (done.returncode, done.stderr) == (0, "")
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    found = told("7", "--name", "dusk")
    assert (found["name"], found["path"], found["recipe"]["seed"]) == ("dusk", str(kept / "dusk.toml"), 7)
    assert told() == found
    assert told("--rename", "dusk", "dawn") == {"name": "dawn", "path": str(kept / "dawn.toml")}
    assert told("--remove", "dawn") == {"name": "dawn", "path": str(kept / "removed" / "dawn.toml")}


def test_all_are_painted_on_a_sheet_and_taken_by_name(main_: Run, tmp_path: Path) -> None:
    for seed, name in ((7, "dusk"), (8, "dawn-10"), (9, "dawn-2")):
        nnart.keep(Recipe(seed=seed, layers=3, width=8), name)
    done = main_("keep", "--sheet", "favourites.png", "--size", "16", "--columns", "2")
    assert (done.returncode, done.stdout) == (0, "")
    sheet = read_sheet(tmp_path / "favourites.png")
    assert [tile.name for tile in sheet.tiles] == ["dawn-2", "dawn-10", "dusk"]
    assert [tile.recipe.seed for tile in sheet.tiles] == [9, 8, 7]
    assert (sheet.title, sheet.columns) == ("favourites, layers 3, width 8", 2)
    assert main_("render", "--from", "favourites.png#dusk", "--size", "9", "-o", "a.png").returncode == 0
    assert nnart.read(tmp_path / "a.png").recipe.seed == 7
    assert main_("keep", "-o", "favourites.png").returncode == 1
    assert main_("keep", "-o", "favourites.png", "--size", "16", "--force").returncode == 0
    assert main_("keep", "-o", "favourites.html", "--size", "16").returncode == 0
    assert main_("keep", "--output", "favourites.jpg").returncode == 2


def test_what_a_sheet_cannot_carry_is_named(main_: Run, tmp_path: Path) -> None:
    small = Recipe(seed=7, layers=3, width=8)
    nnart.keep(Recipe(palette="ink"), "hand", NETWORK)
    done = main_("keep", "-o", "a.png", "--size", "16")
    assert (done.returncode, names(tmp_path)) == (2, ["kept"])
    for seed, name in ((1, "a"), (2, "b")):
        nnart.keep(small.replace(seed=seed), name)
    nnart.keep(small.replace(space="p3"), "wide")
    done = main_("keep", "-o", "a.png", "--size", "16", "-q")
    assert done.returncode == 3
    assert done.stderr.splitlines() == [
        "nnart: hand is not on the sheet: its network is by hand",
        "nnart: wide is not on the sheet: most of the others are in srgb",
    ]
    assert [tile.name for tile in read_sheet(tmp_path / "a.png").tiles] == ["a", "b"]


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


@pytest.mark.parametrize(
    ("words", "names_"),
    [
        (("7", "--remove", "a"), ("picture",)),
        (("7", "--rename", "a", "b"), ("picture", "rename")),
        (("--remove", "a", "--rename", "a", "b"), ("remove", "rename")),
        (("--remove", "a", "-o", "a.png"), ("remove", "output")),
    ],
)
def test_one_thing_is_done_at_a_time(words: tuple[str, ...], names_: tuple[str, ...], kept: Path) -> None:
    assert faults_of("keep", *words) == [("conflict", names_)]
    assert not kept.exists()


def test_a_name_is_looked_at_before_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert faults_of("keep", "none.png", "--name", "7") == [("syntax", ("name",))]
    assert faults_of("keep", "none.png", "--name", "dusk") == [("absent", ())]
    assert names(tmp_path) == []


def test_that_nothing_is_kept_is_said(main_: Run, kept: Path) -> None:
    done = main_("keep")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "",
        f"no favourites yet; nnart keep PICTURE --name dusk puts one into {kept}\n",
    )


def test_several_tiles_are_kept_each_under_its_name(main_: Run, kept: Path) -> None:
    main_("sheet", "--seed", "1..3", "--layers", "2", "--width", "4", "--size", "8", "-o", "a.png")
    done = main_("keep", "a.png#1,3", "--name", "best")
    assert done.returncode == 0, done.stderr
    assert {"best-1.toml", "best-3.toml"} <= set(names(kept))


def test_frames_with_a_recipe_are_kept_and_films_are_not(main_: Run, kept: Path, tmp_path: Path) -> None:
    film = nnart.Film(Recipe(seed=7, layers=4, width=12), "depth", seconds=2, fps=8)
    film.save(tmp_path / "a.webp", "32x18")
    assert main_("keep", "a.webp#8", "--name", "dusk").returncode == 0
    assert "layers = 4" in (kept / "dusk.toml").read_text()
    assert main_("keep", "a.webp#0", "--name", "dawn").returncode == 0
    assert "after = 1" in (kept / "dawn.toml").read_text()
    assert main_("render", "--from", "a.webp#3", "-o", "three.png").returncode == 0
    for text in ("a.webp#3", "three.png"):
        done = main_("keep", text, "--name", "noon")
        assert f"'{text}': frame 3 of a depth has no recipe of its own" in done.stderr
    done = main_("keep", "a.webp", "--name", "noon")
    assert done.returncode == 2
    assert "'a.webp': it is a film, and favourites keep pictures; a.webp#0 is the picture" in done.stderr
    assert (
        "nnart show a.webp --toml > noon.toml keeps the film, and nnart film noon.toml paints it" in done.stderr
    )
    assert names(kept) == ["dawn.toml", "dusk.toml"]
