"""What `nnart render` starts from: pictures, recipes in files, presets; and what options override."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import nnart
from nnart.field.calibration import calibrate
from nnart.recipe.recipe import Recipe
from tests.commandline import SMALL, refusal_of
from tests.conftest import Run


def test_a_recipe_travels_in_the_picture(main_: Run, tmp_path: Path) -> None:
    main_("render", "--seed", "7", *SMALL, "--bits", "16", "--zoom", "2", "--center", "0.1,-0.2", "-o", "a.png")
    shown = main_("show", "a.png")
    assert shown.returncode == 0
    for line in (
        'size       = "40x30"',
        "bits       = 16",
        "seed       = 7",
        "layers     = 3",
        "center     = [0.1, -0.2]",
    ):
        assert line in shown.stdout.splitlines()
    facts = json.loads(main_("show", "a.png", "--json").stdout)
    recipe = calibrate(Recipe(seed=7, layers=3, width=9, zoom=2.0, center=(0.1, -0.2)))
    assert Recipe.from_dict(facts["recipe"] | facts["found"]) == recipe
    assert facts["digest"] == recipe.digest
    (tmp_path / "r.toml").write_text(main_("show", "a.png", "--toml").stdout)
    assert main_("render", "--recipe", "r.toml", "-o", "b.png", "--size", "64x50").returncode == 0
    assert nnart.read(tmp_path / "b.png").recipe == recipe
    assert main_("render", "--from", "a.png", "-o", "c.png").returncode == 0
    assert (tmp_path / "c.png").read_bytes() == (tmp_path / "a.png").read_bytes()


def test_dots_per_inch_travel_in_the_picture(main_: Run, tmp_path: Path) -> None:
    for options, size, dpi in (
        (["--size", "a6@50dpi", "-o", "a.png"], (207, 291), 50),
        (["--size", "a6", "--dpi", "50", "-o", "b.tif"], (207, 291), 50),
        (["--size", "40x30", "--dpi", "72", "-o", "c.jpg"], (40, 30), 72),
        (["--from", "c.jpg", "-o", "d.webp"], (40, 30), 72),
        (["--from", "c.jpg", "--size", "20", "-o", "e.avif"], (20, 15), 72),
        (["--from", "c.jpg", "--dpi", "96", "-o", "f.png"], (40, 30), 96),
        (["--from", "c.jpg", "--size", "2cm@100dpi", "-o", "g.png"], (79, 59), 100),
    ):
        start = [] if "--from" in options else ["--seed", "7", "--layers", "3", "--width", "9"]
        done = main_("render", *start, *options)
        assert done.returncode == 0, done.stderr
        file = nnart.read(tmp_path / options[-1])
        assert (file.size, file.dpi, file.recipe) == (size, dpi, calibrate(Recipe(seed=7, layers=3, width=9)))
    assert "dpi        = 50" in main_("show", "b.tif").stdout.splitlines()
    main_("render", "--seed", "7", *SMALL, "-o", "z.png")
    assert "dpi" not in main_("show", "z.png").stdout
    assert json.loads(main_("show", "z.png", "--json").stdout)["dpi"] is None
    piped = subprocess.run(
        [sys.executable, "-m", "nnart", "render", "--from", "a.png", "-o", "-"],
        capture_output=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert piped.stdout == (tmp_path / "a.png").read_bytes()


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
        assert recipe == calibrate(wanted)
        assert main_("verify", "a.png").returncode == 0
    done = main_("render", "--from", "a.png", "--no-dither", "--no-reverse", "-o", "b.png")
    assert nnart.read(tmp_path / "b.png").recipe == recipe.replace(dither=False, reverse=False)


def test_options_override_a_picture(main_: Run, tmp_path: Path) -> None:
    main_("render", "--seed", "7", *SMALL, "-o", "a.png")
    main_("render", "--from", "a.png", "--layers", "5", "--seed", "8", "--size", "64", "-o", "b.png")
    made = nnart.read(tmp_path / "b.png")
    assert made.size == (64, 48)
    assert made.recipe == calibrate(Recipe(seed=8, layers=5, width=9, palette=Recipe(seed=7).palette))


def test_the_lecture_is_painted_as_on_its_title_slide(main_: Run, tmp_path: Path) -> None:
    assert main_("render", "--preset", "lecture", "--width", "10", "-o", "a.png").returncode == 0
    file = nnart.read(tmp_path / "a.png")
    assert (file.size, file.recipe.palette, file.recipe.layers) == ((720, 720), "jet", 21)


def test_what_a_file_holds_is_not_blamed_on_options(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text("seed = -1\n")
    assert main_("render", "--recipe", "r.toml").stderr.startswith("nnart: 'r.toml': seed: ")
    assert main_("render", "--recipe", "r.toml", "--seed", "3", *SMALL).returncode == 0
    (tmp_path / "r.toml").write_text(f"layers = 0x{'f' * 20_000}\n")
    done = main_("render", "--recipe", "r.toml")
    assert done.stderr.startswith("nnart: 'r.toml': layers: ")
    assert len(done.stderr) < 200


def test_a_recipes_file_without_a_seed_gets_a_drawn_one(nnart_: Run, tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text("layers = 2\nwidth = 5\n")
    seeds = {
        json.loads(nnart_("render", "--recipe", "r.toml", "--json", *SMALL).stdout)["seed"] for _ in range(2)
    }
    assert len(seeds) == 2


def test_what_is_not_there_is_answered_with_what_is(
    main_: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path / "kept"))
    nnart.keep(Recipe(seed=7, layers=3, width=9), "dusk")
    main_("sheet", "--seeds", "1..3", "--layers", "2", "--width", "3", "--size", "8", "-o", "two.png")
    monkeypatch.chdir(tmp_path)
    for source, there in (("dsk", "dusk"), ("two.png#9", "1; 2; 3")):
        (fault,) = refusal_of("render", "--from", source).faults
        assert fault.rule == "absent"
        assert [there in way.does for way in fault.ways] == [True]
