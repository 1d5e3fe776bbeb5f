"""The command line: as processes of their own, or within this one for what it paints and says."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.field.calibration import calibrated
from nnart.recipe.palettes import CURATED
from nnart.recipe.recipe import Recipe
from nnart.recipe.seeds import parse_seeds
from tests.conftest import Run, names

SMALL = ("--layers", "3", "--width", "9", "--size", "40x30")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals and devices")


def test_a_picture_is_the_librarys(nnart_: Run, tmp_path: Path) -> None:
    done = nnart_("render", "--seed", "7", *SMALL, "-o", "a.png")
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(r"seed 7: a\.png \(40 x 30, \d+\.\d s\)\n", done.stderr)
    recipe = Recipe(seed=7, layers=3, width=9)
    with Image.open(tmp_path / "a.png") as image:
        assert np.array_equal(np.asarray(image), nnart.render(recipe, (30, 40)).pixels)


def test_a_seed_is_drawn_and_always_said(nnart_: Run, tmp_path: Path) -> None:
    seeds = set()
    for _ in range(2):
        done = nnart_("render", *SMALL)
        found = re.match(r"seed (\d+) was drawn\nseed (\d+): nnart-(\d+)\.png ", done.stderr)
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


def test_nothing_is_painted_when_one_target_cannot_be(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "nnart-5.png").write_bytes(b"old")
    done = main_("render", "--seed", "3..5", *SMALL)
    assert done.returncode == 1
    assert done.stderr == "nnart: 'nnart-5.png': exists; --force replaces it\n"
    assert names(tmp_path) == ["nnart-5.png"]
    assert main_("render", "--seed", "3..5", *SMALL, "--force").returncode == 0


def test_json_is_one_line_a_picture(main_: Run) -> None:
    done = main_("render", "--seed", "1..2", *SMALL, "--json", "-q")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["path"] for line in lines] == ["nnart-1.png", "nnart-2.png"]
    assert lines[0]["size"] == [40, 30]
    assert Recipe.from_dict(lines[1]["recipe"]) == calibrated(Recipe(seed=2, layers=3, width=9))


def test_a_recipe_travels_in_the_picture(main_: Run, tmp_path: Path) -> None:
    main_("render", "--seed", "7", *SMALL, "--bits", "16", "--zoom", "2", "--center", "0.1,-0.2", "-o", "a.png")
    shown = main_("show", "a.png")
    assert shown.returncode == 0
    for line in (
        "size        40 x 30",
        "bits        16",
        "seed        7",
        "layers      3",
        "center      0.1, -0.2",
    ):
        assert line in shown.stdout.splitlines()
    facts = json.loads(main_("show", "a.png", "--json").stdout)
    recipe = calibrated(Recipe(seed=7, layers=3, width=9, zoom=2.0, center=(0.1, -0.2)))
    assert Recipe.from_dict(facts["recipe"]) == recipe
    assert facts["digest"] == recipe.digest
    (tmp_path / "r.toml").write_text(main_("show", "a.png", "--toml").stdout)
    assert main_("render", "--recipe", "r.toml", "-o", "b.png", "--size", "64x50").returncode == 0
    assert nnart.read(tmp_path / "b.png").recipe == recipe
    assert main_("render", "--from", "a.png", "-o", "c.png").returncode == 0
    assert (tmp_path / "c.png").read_bytes() == (tmp_path / "a.png").read_bytes()


def test_dots_per_inch_travel_in_the_picture(main_: Run, tmp_path: Path) -> None:
    for options, size, dpi in (
        (["--size", "a6@50dpi", "-o", "a.png"], (291, 207), 50),
        (["--size", "a6", "--dpi", "50", "-o", "b.tif"], (291, 207), 50),
        (["--size", "40x30", "--dpi", "72", "-o", "c.jpg"], (30, 40), 72),
        (["--from", "c.jpg", "-o", "d.webp"], (30, 40), 72),
        (["--from", "c.jpg", "--size", "20", "-o", "e.avif"], (20, 20), 72),
        (["--from", "c.jpg", "--dpi", "96", "-o", "f.png"], (30, 40), 96),
        (["--from", "c.jpg", "--size", "2cm@100dpi", "-o", "g.png"], (79, 79), 100),
    ):
        start = [] if "--from" in options else ["--seed", "7", "--layers", "3", "--width", "9"]
        done = main_("render", *start, *options)
        assert done.returncode == 0, done.stderr
        file = nnart.read(tmp_path / options[-1])
        assert (file.size, file.dpi, file.recipe) == (size, dpi, calibrated(Recipe(seed=7, layers=3, width=9)))
    assert "dpi         50" in main_("show", "b.tif").stdout.splitlines()
    main_("render", "--seed", "7", *SMALL, "-o", "z.png")
    assert "dpi" not in main_("show", "z.png").stdout
    assert json.loads(main_("show", "z.png", "--json").stdout)["dpi"] is None
    piped = subprocess.run(
        [sys.executable, "-m", "nnart", "render", "--from", "a.png", "-o", "-"],
        capture_output=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert piped.stdout == (tmp_path / "a.png").read_bytes()


def test_a_raw_field_is_the_librarys(main_: Run, tmp_path: Path) -> None:
    done = main_("render", "--seed", "7", *SMALL, "--raw", "--json")
    facts = json.loads(done.stdout)
    assert (facts["path"], facts["raw"], "bits" in facts) == ("nnart-7.tif", True, False)
    assert nnart.read(tmp_path / "nnart-7.tif").recipe == calibrated(Recipe(seed=7, layers=3, width=9))
    main_("render", "--seed", "7", *SMALL, "--dpi", "300", "--bits", "16", "-o", "a.png")
    for options in (["--seed", "7", *SMALL], ["--from", "a.png"], ["--from", "nnart-7.tif"]):
        done = main_("render", *options, "-o", "a.NPY", "--force")
        assert done.returncode == 0, done.stderr
        nnart.save(
            nnart.Job(Recipe(seed=7, layers=3, width=9), (30, 40), show="field"),
            tmp_path / "b.npy",
            nnart.Run(force=True),
        )
        assert (tmp_path / "a.NPY").read_bytes() == (tmp_path / "b.npy").read_bytes()
    assert json.loads(main_("render", "--size", "8k", "--raw", "--dry-run", "--json").stdout.splitlines()[0])[
        "raw"
    ]


def test_every_option_of_colour_and_plane_is_kept_and_verified(main_: Run, tmp_path: Path) -> None:
    first = {
        "symmetry": "p4m",
        "cells": 3.0,
        "colour": "shaded",
        "palette": "reef",
        "contrast": 2.0,
        "samples": 2,
    }
    second = {"inputs": "x,y,r", "colour": "oklch", "tone": "none", "space": "p3", "alpha": "field"}
    third = {"seamless": "xy", "steps": 5, "alpha": "vignette", "residual": 0.25}
    for values, flags in ((first, ["reverse"]), (second, ["dither"]), (third, ["reverse", "dither"])):
        options = [word for name, value in values.items() for word in (f"--{name}", str(value))]
        done = main_(
            "render",
            "--seed",
            "7",
            *SMALL,
            *options,
            *(f"--{flag}" for flag in flags),
            "--z",
            "0.5,-1",
            "-o",
            "a.png",
            "--force",
        )
        assert done.returncode == 0, done.stderr
        recipe = nnart.read(tmp_path / "a.png").recipe
        wanted = Recipe(seed=7, layers=3, width=9, z=(0.5, -1.0), **values, **dict.fromkeys(flags, True))  # type: ignore[arg-type]
        assert recipe == calibrated(wanted)
        assert main_("verify", "a.png").returncode == 0
    done = main_("render", "--from", "a.png", "--no-dither", "--no-reverse", "-o", "b.png")
    assert nnart.read(tmp_path / "b.png").recipe == recipe.replace(dither=False, reverse=False)


def test_options_override_a_picture(main_: Run, tmp_path: Path) -> None:
    main_("render", "--seed", "7", *SMALL, "-o", "a.png")
    main_("render", "--from", "a.png", "--layers", "5", "--seed", "8", "--size", "64", "-o", "b.png")
    made = nnart.read(tmp_path / "b.png")
    assert made.size == (64, 64)
    assert made.recipe == calibrated(Recipe(seed=8, layers=5, width=9, palette=Recipe(seed=7).palette))


def test_verify_tells_true_from_false(main_: Run, tmp_path: Path) -> None:
    main_("render", "--seed", "7", *SMALL, "-o", "a.png")
    done = main_("verify", "a.png")
    assert (done.returncode, done.stdout) == (0, "a.png: same: every pixel is what its recipe says\n")
    file = nnart.read(tmp_path / "a.png")
    picture = nnart.render(file.recipe, file.size)
    picture.pixels[12, 3, 0] ^= 1
    picture.save(tmp_path / "b.png")
    done = main_("verify", "b.png")
    assert (done.returncode, done.stdout) == (1, "b.png: different: the first row that is not the same is 13\n")
    assert main_("verify", "b.png", "-q").stdout == ""


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
        evaluated = re.search(r", evaluated 1 pixel in ([\d.]+)\)\n", done.stderr)
        assert (evaluated is None) == (tolerance == 0.0)
        assert nnart.read(tmp_path / name).recipe.tolerance == tolerance
        assert main_("verify", name).returncode == 0
        pictures.append(nnart.render(nnart.read(tmp_path / name).recipe, (260, 310)).pixels.astype(int))
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
    assert "no recipe" in main_("show", "nnart-7-samples.png").stderr
    assert main_("render", *LARGE, "--show-samples", "-o", "a.jpg").returncode == 0
    assert "no recipe" in main_("show", "a.jpg").stderr


def test_a_dry_run_knows_both(main_: Run) -> None:
    seconds = []
    for options in ([], ["--exact"]):
        done = main_("render", "--seed", "7", "--size", "8k", "--dry-run", "--json", *options)
        seconds.append(json.loads(done.stdout.splitlines()[-1])["seconds"])
    assert seconds[1] > 5 * seconds[0]


def test_the_lecture_is_painted_as_on_its_title_slide(main_: Run, tmp_path: Path) -> None:
    assert main_("render", "--preset", "lecture", "--width", "10", "-o", "a.png").returncode == 0
    file = nnart.read(tmp_path / "a.png")
    assert (file.size, file.recipe.palette, file.recipe.layers) == ((720, 720), "jet", 21)


def test_stdout_takes_a_picture_and_nothing_else(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nnart", "render", "--seed", "7", *SMALL, "-o", "-"],
        capture_output=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.stderr == b"seed 7\n"
    with Image.open(io.BytesIO(done.stdout)) as image:
        assert image.size == (40, 30)
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_reader_that_has_seen_enough_is_no_crash() -> None:
    command = f"'{sys.executable}' -m nnart render --seed 7 --layers 3 --width 9 --size 900 -o - | head -c 8"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert done.stdout == b"\x89PNG\r\n\x1a\n"
    assert done.stderr == b""


def unmeasured() -> dict[str, str]:
    """Return the environment without what has coverage measured: it writes files, and loses an early Ctrl-C."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}


@POSIX
@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.avif", "a.npy"])
def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    """The shell limits files to 8 KiB, less than the picture takes."""
    python = sys.executable
    command = (
        f"trap '' XFSZ; ulimit -f 16; exec '{python}' -m nnart render --seed 7 --width 9 --size 400 -o {name}"
    )
    # Nothing else may write: neither Python's own cache nor a tool that measures coverage.
    environment = unmeasured() | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, cwd=tmp_path, check=False, env=environment
    )
    assert done.returncode == 1
    assert done.stderr == f"nnart: '{name}': File too large\n"
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_full_disk_behind_stdout_is_said() -> None:
    full = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m nnart render --seed 7 --width 9 --size 400 -o - >/dev/full"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (full.returncode, full.stderr) == (1, "nnart: No space left on device\n")


@POSIX
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_an_interrupted_render_ends_at_once_and_leaves_nothing(
    tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "nnart", "render", "--seed", "7", "--size", "16k", "-o", "a.png"],
        stderr=subprocess.PIPE, cwd=tmp_path, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.5)
    assert list(tmp_path.iterdir())
    process.send_signal(sent)
    started = time.monotonic()
    _, stderr = process.communicate(timeout=30)
    assert time.monotonic() - started < 5  # a second and a half at most, were the machine idle
    assert process.returncode == code
    assert list(tmp_path.iterdir()) == []
    begun = "interrupted" if sent == signal.SIGINT else "ended"
    assert stderr == f"nnart: {begun}; no unfinished file was left behind\n"


def test_a_dry_run_paints_nothing(main_: Run, tmp_path: Path) -> None:
    done = main_("render", "--seed", "7", *SMALL, "--dry-run")
    assert Recipe.from_toml(done.stdout) == Recipe(seed=7, layers=3, width=9)
    assert "\n# gain = " in done.stdout
    last = done.stdout.splitlines()[-1]
    assert re.fullmatch(r"# 1 picture of 40 x 30: about [\d.]+ s, \d+ MB of memory and [\d.]+ kB of disk", last)
    many = main_("render", "--seed", "1..9", *SMALL, "--dry-run", "--json").stdout.splitlines()
    assert len(many) == 10
    assert json.loads(many[-1])["pictures"] == 9
    assert list(tmp_path.iterdir()) == []


def test_a_flat_picture_is_said_to_be_one(main_: Run) -> None:
    done = main_("render", "--seed", "7", "--gain", "0", *SMALL)
    assert "the picture has one colour; try another seed, more gain, or less zoom" in done.stderr
    assert done.returncode == 0


USAGE = [
    (["render", "--layers", "0", "--zoom", "x"], "--layers: a whole number from 1 to 1000 is needed, not 0; "
     "--zoom: a number from 1e-06 to 1e+12 is needed, not 'x'"),
    (["render", "--layers", "two"], "--layers: a whole number from 1 to 1000 is needed, not 'two'"),
    (["render", "--seed", "-1"],
     "--seed: '-1' is no seed; write 7, 0..99 or 1,5,10..20, up to 18446744073709551615"),
    (["render", "--seed", "18446744073709551616"],
     "--seed: a whole number from 0 to 18446744073709551615 is needed, not 18446744073709551616"),
    (["render", "--seed", "9..3"], "--seed: '9..3' is empty; write the smaller seed first"),
    (["render", "--seed", "0..18446744073709551615"],
     "--seed: '0..18446744073709551615' has more than 100000 seeds; paint fewer at a time"),
    (["render", "--preset", "lecture", "--seed", "4294967296"],
     "--seed: a whole number from 0 to 4294967295 is needed by the family lecture, as by numpy.random.seed, "
     "not 4294967296"),
    (["render", "--preset", "lecture", "--gain", "2"],
     "--gain: the family lecture draws weights from fixed ranges and has none; leave it out"),
    (["render", "--preset", "nosuch"], "--preset: 'nosuch' is not one of "),
    (["render", "--gain", "2", "--detail", "3"], "--gain and --detail: only one of them can decide; give one"),
    (["render", "--preset", "lecture", "--from", "a.png"],
     "--preset and --from: only one of them can be the start; give one"),
    (["render", "--activation", "cos"], "--activation: 'cos' is not one of tanh, sin, sigmoid, relu, "),
    (["render", "--palette", "#12"], "--palette: 2 to 1024 colours are needed, not 1"),
    (["render", "--palette", "nosuch"], "--palette: 'nosuch' is no palette; "),
    (["render", "--center", "1", "--zoom", "0"],
     "--center: two numbers x, y are needed, not [1.0]; --zoom: a number from 1e-06 to 1e+12 is needed, "),
    (["render", "--center", "1,b"], "--center: a number from -1e+06 to 1e+06 is needed, not 'b'"),
    (["render", "--palette"],
     "Option '--palette' requires an argument; colours need quotes: '#0b132b,#f5cb5c'; see n"),
    (["render", "--palette", "viridis", "--zoom", "0"], "--zoom: a number from 1e-06 to 1e+12 is needed, "),
    (["render", "--palette", "viridis", "-o", "a.gif"], "--output: 'a.gif' should end in one of "),
    (["render", "--activation", "step", "--detail", "3"],
     "--detail: it changes nothing with the activation step; leave it out"),
    (["verify", "a.png", "--threads", "x"], "--threads: a whole number from 1 to 1024 is needed, not 'x'"),
    (["render", "--size", "0"], "--size: sides are whole numbers from 1 to 1000000 pixels, not 0"),
    (["render", "--size", "big"],
     "--size: 'big' is no size; write 1024, 1920x1080, 30x40cm@300dpi, or a name such as 4k, iphone, story, "),
    (["render", "--size", "a3@0dpi"], "--dpi: a whole number from 1 to 100000 is needed, not 0"),
    (["render", "--dpi", "many"], "--dpi: a whole number from 1 to 100000 is needed, not 'many'"),
    (["render", "--size", "a3@300dpi", "--dpi", "200"],
     "--dpi and --size: both say how many dots per inch; let one do so"),
    (["render", "--bits", "16", "-o", "a.avif"], "--bits: AVIF holds 8 a channel, not 16; take .png or .tif"),
    (["render", "--size", "a0@1000dpi", "-o", "a.webp"],
     "--output: WEBP holds at most 16383 pixels a side, not 46811; take .png or .tif"),
    (["render", "--raw", "-o", "a.jpg"],
     "--output: 'a.jpg' should end in one of .npy, .tif, .tiff to hold a field"),
    (["render", "--raw", "-o", "-"],
     "-o -: a raw field goes into a file; give it a name that ends in .tif or .npy"),
    (["render", "--bits", "16", "-o", "a.npy"],
     "--bits: a raw field is numbers, before any colour; leave it out"),
    (["render", "--raw", "--dpi", "300"], "--dpi: a raw field is numbers, before any colour; leave it out"),
    (["render", "--raw", "--show-samples"],
     "--show-samples: a raw field is numbers, before any colour; leave it out"),
    (["render", "--colour", "rgb", "--palette", "ink"],
     "--palette: the colour rgb has none; leave it out, or take palette or shaded"),
    (["render", "--colour", "oklch", "--steps", "4"], "--steps: the colour oklch cannot be cut; leave "),
    (["render", "--samples", "9"], "--samples: a whole number from 1 to 8 is needed, not 9"),
    (["render", "--symmetry", "mirror", "--seamless", "x"],
     "--symmetry and --seamless: only one of them can shape the plane; "),
    (["render", "--z", "1,b"], "--z: a number from -1000 to 1000 is needed, not 'b'"),
    (["render", "--contrast", "many"], "--contrast: a number from 0.1 to 10 is needed, not 'many'"),
    (["render", "--cells", "3"], "--cells: only wallpaper groups have cells; leave it out, or take "),
    (["render", "--alpha", "field", "-o", "a.jpg"],
     "--alpha: JPEG holds none; take .png, .webp, .avif or .tif"),
    (["render", "--bits", "12"], "--bits: 8 or 16 a channel, not 12"),
    (["render", "--threads", "0"], "--threads: a whole number from 1 to 1024 is needed, not 0"),
    (["render", "-o", "a.gif"], "--output: 'a.gif' should end in one of .png, .jpg, .jpeg, .webp, .avif, "),
    (["render", "-o", "{sed}.png"], "--output: '{sed}' is no field; there are {seed}, {layers}, "),
    (["render", "--seed", "1..2", "-o", "a.png"], "--output: 'a.png' is the same name for several pictures; "),
    (["render", "--exact", "--tolerance", "1"],
     "--exact and --tolerance: only one of them can decide; give one"),
    (["render", "--tolerance", "9"], "--tolerance: a number from 0 to 8 is needed at 8 bits, not 9.0"),
    (["render", "--tolerance", "0,25"], "--tolerance: a number from 0 to 8 is needed at 8 bits, not '0,25'"),
    (["render", "--tolerance", "-1", "--bits", "16"],
     "--tolerance: a number from 0 to 2056 is needed at 16 bits, not -1.0"),
    (["render", "--tolerance", "0.1", "--preset", "lecture"],
     "--tolerance: with the family lecture every pixel is evaluated; leave it out"),
    (["render", "--tolerance", "0.1", "--preset", "mosaic"],
     "--tolerance: with the activation step every pixel is evaluated; leave it out"),
    (["render", "--seed", "1..2", "-o", "-"], "--output: '-' is the same name for several pictures; "),
    (["render", "--json", "-o", "-"], "--json and -o -: both would go to stdout; give -o a file name"),
    (["render", "--layer", "3"], "No such option: --layer"),
    (["render", "stray"], "Got unexpected extra argument(s) (stray); see "),
    (["rendr"], "No such command 'rendr'"),
    (["show"], "Missing argument 'PICTURE'"),
    (["show", "a.png", "--json", "--toml"], "--json and --toml: give one of them"),
    (["render", "--palette", "navy,gould"], "--palette: 'gould' is no colour; write #rgb, "),
    (["palettes", "viridid"], "'viridid' is no palette; did you mean viridis or "),
    (["palettes", "viridis", "#fff"], "2 to 1024 colours are needed, not 1"),
    (["palettes", "ink", "--all"], "--all: every palette is shown then; leave out either it or the names"),
    (["palettes", "viridis", "-o", "a.gif"], "--output: 'a.gif' should end in one of "),
]  # fmt: skip


def light(*arguments: str) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of the command line, after looking that nothing heavy was loaded."""
    code = (
        "import sys\nfrom nnart.cli import main\ntry: main()\n"
        "finally: assert not {'numba', 'numpy', 'PIL'} & sys.modules.keys(), 'heavy'"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def answers() -> list[tuple[int, str, str]]:
    """Exit code, stdout and stderr of every wrong usage, one after the other in one light process."""
    code = """
import io, json, sys
from nnart.cli import main

answers, out = [], sys.stdout
for arguments in json.load(sys.stdin):
    sys.argv[1:] = arguments
    sys.stdout, sys.stderr = streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2)]
    try:
        main()
    except SystemExit as end:
        texts = [stream.seek(0) or stream.read() for stream in streams]
        answers.append([end.code, *texts])
    assert not {"numba", "numpy", "PIL"} & sys.modules.keys(), arguments
json.dump(answers, out)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps([arguments for arguments, _ in USAGE]), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [(code, stdout, stderr) for code, stdout, stderr in json.loads(done.stdout)]


@pytest.mark.parametrize("number", range(len(USAGE)), ids=[" ".join(words) for words, _ in USAGE])
def test_a_wrong_usage_gets_one_line_and_code_2_at_once(
    number: int, answers: list[tuple[int, str, str]]
) -> None:
    code, stdout, stderr = answers[number]
    assert (code, stdout) == (2, "")
    assert stderr.startswith(f"nnart: {USAGE[number][1]}")
    assert stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["render", "--help"], ["palettes", "--help"], ["palettes", "ink"], ["--version"]],
    ids=" ".join,
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code, stdout, stderr = light(*arguments)
    assert (code, stderr) == (0, "")
    assert stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "missing.png"], "'missing.png': there is no such file, and no favourite of that name"),
        (["verify", "text.png"], "'text.png': not a picture that nnart reads (PNG, JPEG, WebP, AVIF or TIFF)"),
        (["render", "--from", "text.png"], "'text.png': not a picture that nnart reads"),
        (["render", "--recipe", "missing.toml"], "'missing.toml': No such file or directory"),
        (["render", "--recipe", "text.png"], "'text.png': not TOML at line 1, column "),
        (
            ["render", "--seed", "1", "-o", "missing/a.png"],
            "'missing/a.png': there is no folder 'missing'; make it",
        ),
        (["render", "--palette", "missing.gpl"], "'missing.gpl': No such file or directory"),
        (["render", "--palette", "text.png"], "'text.png': line 1: 'no' is no colour; write #rrggbb, "),
        (["palettes", "./missing"], "'missing': No such file or directory"),
        (["palettes", "-o", "missing/a.png"], "'missing/a.png': there is no folder 'missing'; make it"),
        (["render", "--recipe", "long.toml"], "'long.toml': more than 65536 bytes are no recipe"),
    ],
)
def test_a_failure_gets_one_line_and_code_1(
    main_: Run, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "long.toml").write_text("#" * 70_000)
    done = main_(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"nnart: {message}")
    assert done.stderr.count("\n") == 1


def test_faults_in_a_recipes_file_are_named_with_the_file(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text('layers = 0\npaint = "red"\nwidth = 5\n')
    done = main_("render", "--recipe", "r.toml", "--zoom", "0")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "nnart: 'r.toml': 'paint' is not a value of a recipe, which are seed, genome, layers, "
    )
    assert (
        "; 'r.toml': layers: a whole number from 1 to 1000 is needed, not 0; --zoom: a number from"
        in done.stderr
    )


def test_what_a_file_holds_is_not_blamed_on_options(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text("seed = -1\n")
    assert main_("render", "--recipe", "r.toml").stderr.startswith("nnart: 'r.toml': seed: a whole number")
    assert main_("render", "--recipe", "r.toml", "--seed", "3", *SMALL).returncode == 0
    (tmp_path / "r.toml").write_text(f"layers = 0x{'f' * 20_000}\n")
    done = main_("render", "--recipe", "r.toml")
    assert done.stderr == (
        "nnart: 'r.toml': layers: a whole number from 1 to 1000 is needed, "
        "not a number of thousands of digits\n"
    )


def test_a_picture_given_as_a_recipes_file_gets_a_hint(main_: Run) -> None:
    main_("render", "--seed", "7", *SMALL, "-o", "a.png")
    done = main_("render", "--recipe", "a.png")
    assert (done.returncode, done.stderr) == (
        2,
        "nnart: --recipe: 'a.png' is a picture; --from takes its recipe\n",
    )


def test_a_terminal_of_another_encoding_is_no_crash(nnart_: Run) -> None:
    assert nnart_("render", "--help", PYTHONIOENCODING="ascii").returncode == 0
    assert nnart_("render", "--seed", "7", *SMALL, "-o", "ä.png", PYTHONIOENCODING="ascii").returncode == 0
    assert nnart_("verify", "ä.png", PYTHONIOENCODING="ascii").stdout.startswith("\\xe4.png: same")


@POSIX
def test_closed_streams_are_no_crash(tmp_path: Path) -> None:
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        command = f"'{sys.executable}' -m nnart render --seed 7 --layers 3 --width 9 --size 40 --force {closed}"
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0
        assert b"Traceback" not in done.stderr
    assert names(tmp_path) == ["nnart-7.png"]


def test_where_nothing_can_be_kept_it_is_said_and_painted(nnart_: Run, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.write_text("a file where a folder should be")
    done = nnart_("render", "--seed", "8", *SMALL, NUMBA_CACHE_DIR=str(cache))
    assert done.returncode == 0
    assert done.stderr.count("\n") == 2
    assert done.stderr.startswith("nnart: the compiled kernel is not kept for the next time (")
    assert nnart.verify(tmp_path / "nnart-8.png") is None


def test_processes_may_compile_at_once(tmp_path: Path) -> None:
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "nnart", "render", "--seed", str(seed), *SMALL],
            cwd=tmp_path, env=environment, stderr=subprocess.PIPE,
        )
        for seed in (1, 2)
    ]  # fmt: skip
    for process in running:
        _, stderr = process.communicate(timeout=100)
        assert (process.returncode, stderr.count(b"\n")) == (0, 1)


@POSIX
def test_a_ctrl_c_is_never_lost(tmp_path: Path) -> None:
    """Not while Python starts, numba is loaded or the kernel is compiled either; two processes at a time."""

    def interrupted(moment: float) -> tuple[int, str, set[str]]:
        folder = tmp_path / str(moment)
        folder.mkdir()
        process = subprocess.Popen(
            [sys.executable, "-m", "nnart", "render", "--seed", "7", "--size", "16k"],
            stderr=subprocess.PIPE, cwd=folder, text=True,
            env=unmeasured() | {"NUMBA_CACHE_DIR": str(folder / "c")},
        )  # fmt: skip
        time.sleep(moment)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=30)
        return process.returncode, stderr, set(names(folder))

    moments = [0.05, 0.15, 0.3, 0.6, 1.0, 2.0]
    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(interrupted, moments))
    for moment, (code, stderr, left) in zip(moments, ends, strict=True):
        if code == 130:
            assert stderr == "nnart: interrupted; no unfinished file was left behind\n", moment
        begun = re.search(r"cli.__init__\.py\", line \d+, in main", stderr)
        assert code == 130 or begun is None, moment  # Python had not begun to run nnart
        assert code != 0, moment
        assert left <= {"c"}, moment


def test_a_recipes_file_without_a_seed_gets_a_drawn_one(nnart_: Run, tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text("layers = 2\nwidth = 5\n")
    seeds = {
        json.loads(nnart_("render", "--recipe", "r.toml", "--json", *SMALL).stdout)["seed"] for _ in range(2)
    }
    assert len(seeds) == 2


def test_help_names_every_command_and_option(main_: Run) -> None:
    text = main_("--help").stdout
    for command in ("render", "show", "verify", "palettes", "knobs"):
        assert command in text
    options = main_("render", "--help").stdout
    for option in [
        "--seed",
        "--layers",
        "--width",
        "--activation",
        "--preset",
        "--palette",
        "--size",
        "--center",
        "--zoom",
        "--rotate",
        "--output",
        "--recipe",
        "--from",
        "--threads",
        "--force",
        "--quiet",
        "--json",
        "--dry-run",
        "--detail",
        "--bias",
        "--gain",
        "--bits",
        "--dpi",
        "--raw",
    ]:
        assert option in options
    assert "(default: 20)" in options


def test_without_a_command_help_is_shown(main_: Run) -> None:
    done = main_()
    assert "Usage: " in done.stdout
    assert done.stderr == ""
    assert done.returncode == 2


@POSIX
def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    """stderr is a pseudo-terminal here; in all the other tests it is a pipe, and they see messages only."""
    import pty

    main, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "nnart", "render", "--seed", "7", "--size", "400", "-o", "a.png"],
        stderr=terminal, cwd=tmp_path, env=os.environ | {"TERM": "xterm", "COLUMNS": "80"},
    )  # fmt: skip
    os.close(terminal)
    seen = b""
    try:
        while part := os.read(main, 1000):
            seen += part
    except OSError:  # Linux says so when the other side is closed
        pass
    assert process.wait(timeout=60) == 0
    assert "━".encode() in seen
    assert b"%" in seen
    assert re.search(rb"\d:\d\d:\d\d", seen)
    assert b"seed 7: a.png (400 x 400, " in seen


def test_help_says_what_the_defaults_are(main_: Run) -> None:
    recipe = tomllib.loads(main_("render", "--seed", "0", "--dry-run", "--size", "8").stdout)
    options = main_("render", "--help").stdout
    assert re.search(
        rf"--bias .*?{recipe['bias'] / recipe['width']:.0%}".replace("%", " %"), options, re.DOTALL
    )
    for name in ("layers", "width", "detail", "zoom"):
        assert re.search(rf"--{name} .*?\(default:\s+(?:│\s+│\s+)?{recipe[name]:g}\)", options, re.DOTALL), name


@pytest.mark.parametrize(
    ("text", "seeds"),
    [
        ("7", [7]),
        ("0..3", [0, 1, 2, 3]),
        ("5, 1..2,9", [5, 1, 2, 9]),
        (str(2**64 - 1), [2**64 - 1]),
        ("3..3", [3]),
    ],
)
def test_seeds_are_read_as_people_write_them(text: str, seeds: list[int]) -> None:
    assert parse_seeds(text) == seeds


def test_every_curated_palette_can_be_named(main_: Run) -> None:
    seeds = f"1..{len(CURATED)}"
    done = main_(
        "render", "--seed", seeds, "--palette", "peacock", *SMALL, "-o", "{digest}.png", "--json", "-q"
    )
    assert {json.loads(line)["recipe"]["palette"] for line in done.stdout.splitlines()} == {"peacock"}


# Not getrusage's, which counts what this process had when it started the other one.
PEAK = "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read as Linux counts it")
@pytest.mark.parametrize(
    "call", ["save(job, 'a.png'", "render_tiles(job, 'a', nnart.DeepZoom(size=job.size, ending='png')"]
)
def test_memory_is_bounded_with_many_threads_and_fields(tmp_path: Path, call: str) -> None:
    """16 threads, four fields; of 25 million pixels, which alone are 100 MB, and their fields 800."""
    code = (
        "import nnart\n"
        "recipe = nnart.Recipe(layers=2, width=4, gain=1.0, colour='rgb', alpha='field')\n"
        "job = nnart.Job(recipe, (5000, 5000))\n"
        f"nnart.{call}, run=nnart.Run(nnart.Threads(16)))\n"
        f"{PEAK}"
    )
    peak = int(subprocess.check_output([sys.executable, "-c", code], cwd=tmp_path))
    assert peak < 700 * 1024


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read as Linux counts it")
@pytest.mark.parametrize(("show", "name"), [("picture", "a.png"), ("picture", "a.tif"), ("field", "a.npy")])
def test_memory_does_not_grow_with_the_picture(tmp_path: Path, show: str, name: str) -> None:
    """25 million pixels are 75 MB of colour and 100 MB of field; neither is ever held whole."""
    code = (
        "import sys, nnart\n"
        "size, name = int(sys.argv[1]), sys.argv[2]\n"
        f"job = nnart.Job(nnart.Recipe(layers=1, width=1), (size, size), show='{show}')\n"
        "nnart.save(job, name, nnart.Run(nnart.Threads(2)))\n"
        f"{PEAK}"
    )
    peaks = [
        int(subprocess.check_output([sys.executable, "-c", code, size, f"{size}-{name}"], cwd=tmp_path))
        for size in ("500", "5000")
    ]
    assert peaks[1] - peaks[0] < 60 * 1024


def test_a_row_of_pictures_goes_on(main_: Run, tmp_path: Path) -> None:
    """What is there and the same is left as it is; what is there and another picture is not replaced."""
    command = ("render", "--seed", "3..5", *SMALL, "-o", "{seed}.png")
    assert main_(*command).returncode == 0
    before = (tmp_path / "3.png").stat().st_mtime_ns
    (tmp_path / "4.png").unlink()
    done = main_(*command)
    assert (done.returncode, done.stderr.count("is there already\n")) == (0, 2)
    assert (tmp_path / "3.png").stat().st_mtime_ns == before
    assert names(tmp_path) == ["3.png", "4.png", "5.png"]
    for other in (("--bits", "16"), ("--dpi", "300"), ("--zoom", "2")):
        done = main_(*command, *other)
        assert (done.returncode, done.stderr) == (
            1,
            "nnart: '3.png': exists; --force replaces it\n",
        )
