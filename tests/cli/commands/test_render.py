"""`nnart render`: what it paints, and what it says of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.field.calibration import calibrate
from nnart.recipe.palettes import CURATED
from nnart.recipe.recipe import Recipe
from tests.commandline import SMALL, faults_of
from tests.conftest import Run, names


def test_a_picture_is_the_librarys(nnart_: Run, tmp_path: Path) -> None:
    done = nnart_("render", "--seed", "7", *SMALL, "-o", "a.png")
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(r"seed 7 \(40 x 30, \d+\.\d s\): a\.png\n", done.stderr)
    recipe = Recipe(seed=7, layers=3, width=9)
    with Image.open(tmp_path / "a.png") as image:
        assert np.array_equal(np.asarray(image), nnart.render(recipe, (40, 30)).pixels)


def test_a_seed_is_drawn_and_always_said(nnart_: Run, tmp_path: Path) -> None:
    seeds = set()
    for _ in range(2):
        done = nnart_("render", *SMALL)
        found = re.match(r"seed (\d+) was drawn\nseed (\d+) \(.*\): nnart-(\d+)\.png\n", done.stderr)
        assert found is not None
        assert found[1] == found[2] == found[3]
        assert (tmp_path / f"nnart-{found[1]}.png").exists()
        seeds.add(found[1])
    assert len(seeds) == 2
    assert re.fullmatch(r"seed \d+ was drawn\n", nnart_("render", *SMALL, "-q").stderr)


def test_several_seeds_make_several_files(main_: Run, tmp_path: Path) -> None:
    done = main_(
        "render", "--seed", "3..5,9", *SMALL, "-o", "{seed}-{layers}x{width}-{size}-{activation}.png", "-q"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert names(tmp_path) == [f"{seed}-3x9-40x30-tanh.png" for seed in (3, 4, 5, 9)]
    palettes = {nnart.read(path).recipe.palette for path in tmp_path.iterdir()}
    assert len(palettes) > 1


@pytest.mark.slow
def test_a_raw_field_is_the_librarys(main_: Run, tmp_path: Path) -> None:
    done = main_("render", "--seed", "7", *SMALL, "--raw", "--json")
    facts = json.loads(done.stdout)
    assert (facts["path"], facts["raw"], "bits" in facts) == ("nnart-7.tif", True, False)
    assert nnart.read(tmp_path / "nnart-7.tif").recipe == calibrate(Recipe(seed=7, layers=3, width=9))
    main_("render", "--seed", "7", *SMALL, "--dpi", "300", "--bits", "16", "-o", "a.png")
    for options in (["--seed", "7", *SMALL], ["--from", "a.png"], ["--from", "nnart-7.tif"]):
        done = main_("render", *options, "-o", "a.NPY", "--force")
        assert done.returncode == 0, done.stderr
        job = nnart.Job(Recipe(seed=7, layers=3, width=9), (40, 30), show="field")
        nnart.save(job, tmp_path / "b.npy", nnart.Run(force=True))
        assert (tmp_path / "a.NPY").read_bytes() == (tmp_path / "b.npy").read_bytes()
    assert json.loads(main_("render", "--size", "8k", "--raw", "--dry-run", "--json").stdout.splitlines()[0])[
        "raw"
    ]


LARGE = ("--seed", "7", "--layers", "3", "--width", "9", "--detail", "2", "--size", "310x260")


def test_the_recipe_says_how_exact_a_picture_is_and_it_verifies(main_: Run, tmp_path: Path) -> None:
    pictures = []
    for name, options, tolerance in (
        ("a.png", [], 0.25),
        ("b.png", ["--exact"], 0.0),
        ("c.png", ["--tolerance", "4"], 4.0),
        ("d.png", ["--tolerance", "4", "--bits", "16"], 4 / 257),
    ):
        done = main_("render", *LARGE, *options, "-o", name)
        evaluated = re.search(r", evaluated 1 pixel in ([\d.]+)\): ", done.stderr)
        assert (evaluated is None) == (tolerance == 0.0)
        assert nnart.read(tmp_path / name).recipe.tolerance == tolerance
        assert main_("verify", name).returncode == 0
        pictures.append(nnart.render(nnart.read(tmp_path / name).recipe, (310, 260)).pixels.astype(int))
    far = [np.abs(picture - pictures[1]).max() for picture in pictures]
    assert far[1] <= far[0] <= far[2]
    assert far[0] <= 1
    assert not np.array_equal(pictures[0], pictures[2])
    done = main_("render", "--from", "b.png", "-o", "e.png", "--tolerance", "0.25")
    assert (tmp_path / "e.png").read_bytes() == (tmp_path / "a.png").read_bytes()


def test_a_map_shows_where_the_network_was_evaluated(main_: Run, tmp_path: Path) -> None:
    done = main_("render", *LARGE, "--show-samples", "--json")
    facts = json.loads(done.stdout)
    assert facts["path"] == "nnart-7-samples.png"
    assert 0.01 < facts["evaluated"] < 0.9
    with Image.open(tmp_path / "nnart-7-samples.png") as image:
        white = (np.asarray(image) == 255).all(axis=2)
    assert white.mean() == pytest.approx(facts["evaluated"], rel=0.01)
    assert "no nnart recipe" in main_("show", "nnart-7-samples.png").stderr
    assert main_("render", *LARGE, "--show-samples", "-o", "a.jpg").returncode == 0
    assert "no nnart recipe" in main_("show", "a.jpg").stderr


def test_every_curated_palette_can_be_named(main_: Run) -> None:
    seeds = f"1..{len(CURATED)}"
    done = main_(
        "render", "--seed", seeds, "--palette", "peacock", *SMALL, "-o", "{digest}.png", "--json", "-q"
    )
    assert {json.loads(line)["recipe"]["palette"] for line in done.stdout.splitlines()} == {"peacock"}


def test_seeds_are_counted_from_the_one_that_is_given_drawn_or_built_upon(main_: Run, tmp_path: Path) -> None:
    small = ["--layers", "2", "--width", "4", "--size", "8"]
    main_("render", *small, "--seed", "7", "-n", "3")
    assert names(tmp_path) == ["nnart-7.png", "nnart-8.png", "nnart-9.png"]
    done = main_("render", *small, "--count", "2", "-o", "drawn-{seed}.png")
    assert (said := re.match(r"seeds (\d+)\.\.(\d+) were drawn\n", done.stderr)) is not None
    assert int(said[2]) == int(said[1]) + 1
    assert len(list(tmp_path.glob("drawn-*.png"))) == 2
    main_("render", "--from", "nnart-8.png", "--count", "2", "--size", "8", "-o", "from-{seed}.png")
    assert [path.name for path in sorted(tmp_path.glob("from-*"))] == ["from-8.png", "from-9.png"]
    assert main_("render", "--seed", "1..3", "--count", "2").returncode == 2


def test_a_format_gives_a_file_its_ending(main_: Run, tmp_path: Path) -> None:
    small = ["--layers", "2", "--width", "4", "--size", "8", "--seed", "7"]
    main_("render", *small, "--format", "JPEG")
    main_("render", *small, "--format", "webp", "-o", "dusk")
    main_("render", *small, "--format", "npy")
    assert names(tmp_path) == ["dusk.webp", "nnart-7.jpg", "nnart-7.npy"]
    done = main_("render", *small, "--format", "jpg", "-o", "dusk.png")
    assert (done.returncode, "leave one of them out" in done.stderr) == (2, True)


def test_steps_that_look_like_a_diffusions_are_said_to_be_colours(main_: Run) -> None:
    said = "steps 30: the palette in 30 flat colours"
    assert main_("render", "7", *SMALL, "--steps", "30").stderr.startswith(said)
    assert "flat colours" not in main_("render", "7", *SMALL, "--steps", "12").stderr


def test_a_width_that_looks_like_pixels_is_said_to_be_neurons(main_: Run) -> None:
    lines = main_("render", "--width", "800", "--dry-run").stderr.splitlines()
    assert lines[0] == "width 800: neurons in each layer; 800 pixels are --size 800"
    assert "neurons" not in main_("render", "--width", "300", "--size", "4k", "--dry-run").stderr
    assert "neurons" not in main_("render", "--width", "100", "--dry-run").stderr


@pytest.fixture
def sheets(main_: Run) -> None:
    """A sheet of seeds, and a sweep, whose tiles have one seed and names with commas."""
    small = ("--width", "8", "--size", "12", "-q")
    assert main_("sheet", "--seeds", "1..4", "--layers", "3", *small, "-o", "seeds.png").returncode == 0
    sweep = main_("sweep", "--seed", "5", "--layers", "2,3", "--detail", "3,6", *small, "-o", "sweep.png")
    assert sweep.returncode == 0


@pytest.mark.usefixtures("sheets")
@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("seeds.png#2,4", ["nnart-2.png", "nnart-4.png"]),
        ("seeds.png#2..4", ["nnart-2.png", "nnart-3.png", "nnart-4.png"]),
        ("seeds.png", [f"nnart-{seed}.png" for seed in range(1, 5)]),
        ("sweep.png#2, 3", ["nnart-5.png"]),
        ("sweep.png#2,3,3,6", ["nnart-2-3.png", "nnart-3-6.png"]),
        ("sweep.png#2, 6..3, 6", ["nnart-2-6.png", "nnart-3-3.png", "nnart-3-6.png"]),
        ("sweep.png", ["nnart-2-3.png", "nnart-2-6.png", "nnart-3-3.png", "nnart-3-6.png"]),
    ],
)
def test_several_tiles_are_several_pictures(source: str, found: list[str], main_: Run, tmp_path: Path) -> None:
    done = main_("render", "--from", source, "--size", "16", "-q")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.glob("nnart-*.png")) == found
    for path in tmp_path.glob("nnart-*.png"):
        assert nnart.verify(path) is None


@pytest.mark.usefixtures("sheets")
def test_several_tiles_take_options_and_names(main_: Run, tmp_path: Path) -> None:
    words = ("render", "--from", "seeds.png#1,3", "--palette", "navy,gold", "--size", "16", "-q")
    assert main_(*words, "-o", "{tile}-{size}.png").returncode == 0
    for seed in (1, 3):
        recipe = nnart.read(tmp_path / f"{seed}-16x16.png").recipe
        assert (recipe.seed, recipe.layers, recipe.palette) == (seed, 3, "#000080,#ffd700")
    for more, wrong in (
        (("-o", "one.png"), "--output: 'one.png' is the same name"),
        (("--seed", "3"), "--from and --seed: each of 2 tiles"),
        (("--genome", "mix(1,2,0.5)"), "--genome: it replaces the seed"),
    ):
        done = main_(*words, *more)
        assert (done.returncode, done.stderr.startswith(f"nnart: {wrong}")) == (2, True), done.stderr


@pytest.mark.usefixtures("sheets")
def test_all_tiles_count_for_the_limits(main_: Run) -> None:
    done = main_("render", "--from", "seeds.png", "--size", "1000000", "-o", "{tile}.tif")
    assert (done.returncode, "the limit is" in done.stderr) == (2, True)
    assert main_("render", "--from", "seeds.png", "--size", "16", "--dry-run").returncode == 0


def test_of_a_favourite_every_seed_has_a_name(
    main_: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path / "kept"))
    assert main_("keep", "5", "--name", "dusk").returncode == 0
    assert main_("render", "dusk", "--count", "2", *SMALL, "-q").returncode == 0
    assert main_("render", "dusk", *SMALL, "-q").returncode == 0
    assert names(tmp_path) == ["kept", "nnart-dusk-5.png", "nnart-dusk-6.png", "nnart-dusk.png"]


@pytest.mark.parametrize("word", ["all", ",", "on", "nosuch.png"])
def test_of_several_pictures_the_one_that_is_none_is_named(word: str) -> None:
    """To see them side by side would be refused in turn."""
    assert faults_of("render", "7", word) == [("absent", ())]
    assert faults_of("render", "7", "silk") == [("missing", ())]
