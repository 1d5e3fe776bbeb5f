"""`nnart film`."""

from __future__ import annotations

import json
import sys
import tomllib
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.films.files.reading import decode, probe
from nnart.films.film import Keyframe
from nnart.recipe.size import Size
from nnart.sources.opening import open_source
from tests.conftest import Run, names
from tests.films.cases import by_hand, small

SMALL = ("--layers", "4", "--width", "12", "--size", "32x18")
SHORT = (*SMALL, "--seconds", "1")


def test_a_film_and_all_that_is_asked_of_it(main_: Run, tmp_path: Path) -> None:
    done = main_("film", "7", *SHORT, "-o", "a.png")
    assert done.returncode == 0
    assert done.stderr.startswith("light of seed 7 (30 frames, 1 s, 32 x 18; painted in ")
    assert done.stderr.endswith("): a.png\n")
    shown = main_("show", "a.png")
    assert tomllib.loads(shown.stdout)["keyframe"][0]["recipe"]["seed"] == 7
    assert json.loads(main_("show", "a.png", "--json").stdout)["frames"] == 30
    verdict = main_("verify", "a.png")
    assert (verdict.returncode, "every pixel of 30 frames" in verdict.stdout) == (0, True)
    assert main_("render", "--from", "a.png#4", "-o", "four.png").returncode == 0
    four = np.asarray(Image.open(tmp_path / "four.png"))
    assert np.array_equal(four, list(decode(tmp_path / "a.png"))[4])
    assert (
        main_("verify", "four.png").stdout == "four.png: same: every pixel of 1 frame is what its recipe says\n"
    )
    larger = main_("film", "--from", "a.png", "--size", "64x36", "--palette", "reef", "-o", "b.webp")
    assert larger.returncode == 0
    assert probe(tmp_path / "b.webp").size == Size(64, 36)
    assert nnart.Film.read(tmp_path / "b.webp").keyframes[0].recipe.palette == "reef"


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("7", "--kind", "drift"), "drift of seed 7"),
        (("7", "--kind", "depth", "--once"), "depth of seed 7"),
        (("7", "12"), "morph of seeds 7, 12"),
        (("7", "--kind", "flight", "--to", "0.2,0.1", "--to-zoom", "9"), "flight of seed 7"),
        (("7", "--kind", "flight", "--seamless", "both", "--tone", "stretch"), "flight of seed 7"),
    ],
)
def test_every_kind(words: tuple[str, ...], title: str, main_: Run, tmp_path: Path) -> None:
    done = main_("film", *words, *SHORT, "--fps", "8", "-o", "a.webp")
    assert (done.returncode, done.stderr.startswith(f"{title} (8 frames")) == (0, True)
    assert len(list(decode(tmp_path / "a.webp"))) == 8


def test_pictures_of_several_kinds_are_parents(main_: Run, tmp_path: Path) -> None:
    main_("render", "3", *SMALL, "-o", "three.png")
    main_("sheet", "4,5", "--layers", "4", "--width", "12", "--size", "8", "-o", "sheet.png")
    done = main_("film", "three.png", "sheet.png#4", "--size", "32x18", "--seconds", "1", "-o", "a.webp")
    assert done.returncode == 0, done.stderr
    seeds = [one.recipe.seed for one in nnart.Film.read(tmp_path / "a.webp").keyframes]
    assert seeds == [3, 4]


def test_a_strip_and_a_dry_run(main_: Run, tmp_path: Path) -> None:
    done = main_("film", "7", *SMALL, "--strip")
    assert done.stderr.startswith("light of seed 7, twelve moments (")
    assert names(tmp_path) == ["nnart-7-strip.png"]
    again = main_("film", "7", *SMALL, "--strip")
    assert again.stderr.endswith("): nnart-7-strip-2.png\n")
    told = json.loads(main_("film", "7", *SMALL, "--strip", "--json").stdout)
    assert (told["path"], told["frames"]) == ("nnart-7-strip-3.png", 300)
    dry = main_("film", "7", *SMALL, "-o", "a.webp", "--dry-run").stdout
    assert "# 300 frames of 32 x 18, 10 s at 30 per second\n" in dry
    assert "unrelated pictures are apart" in dry
    assert not (tmp_path / "a.webp").exists()
    told = json.loads(main_("film", "7", *SMALL, "-o", "a.webp", "--dry-run", "--json").stdout)
    assert (told["frames"], told["pictures_passed"] > 1) == (300, True)


def test_a_folder_may_be_meant_for_frames(main_: Run) -> None:
    done = main_("film", "7", *SHORT, "-o", "frames/")
    assert "there is no folder 'frames'; mkdir -p frames makes it; -o frames/{frame}.png paints" in done.stderr
    assert "{frame}" not in main_("film", "7", *SHORT, "--strip", "-o", "frames/").stderr
    assert main_("film", "7", *SHORT, "--fps", "3", "-o", "frames/{frame}.png").returncode == 0
    again = main_("film", "7", "--seconds", "500ms", *SMALL, "--fps", "8", "--strip", "-o", "frames/")
    assert again.stderr.endswith("frames/nnart-7-strip.png\n")


def test_a_gif_plays_25_frames_a_second_unless_it_is_said(main_: Run, tmp_path: Path) -> None:
    assert main_("film", "7", *SHORT, "-o", "a.gif").returncode == 0
    assert probe(tmp_path / "a.gif").frames == 25
    done = main_("film", "7", *SHORT, "-o", "b.gif", "--fps", "60")
    assert "GIF cannot play 60 frames a second; --fps 50 is the nearest" in done.stderr


def test_showing_a_frame_says_its_number_and_its_second(main_: Run, tmp_path: Path) -> None:
    assert main_("film", "7", *SHORT, "--fps", "8", "-o", "a.webp").returncode == 0
    shown = main_("show", "a.webp#6").stdout
    assert shown.endswith("# frame 6 of 0 … 7, at 0.75 s\n")
    assert nnart.Film.read(tmp_path / "a.webp").keyframes[0].recipe.seed == 7
    told = json.loads(main_("show", "a.webp#6", "--json").stdout)
    assert (told["frame"], told["second"], told["frames"]) == (6, 0.75, 8)
    assert tomllib.loads(main_("show", "a.webp#6", "--toml").stdout)["kind"] == "light"
    assert "# frame" not in main_("show", "a.webp").stdout
    done = main_("show", "a.webp#8")
    assert (done.returncode, "a number from 0 to 7 is needed, not 8" in done.stderr) == (2, True)
    assert main_("render", "--from", "a.webp#6", "-o", "six.png").returncode == 0
    assert main_("show", "six.png").stdout.endswith("# frame 6 of 0 … 7, at 0.75 s\n")


@pytest.mark.parametrize(
    "words",
    [
        ("show", "a.mp4"),
        ("show", "a.mp4#3"),
        ("verify", "a.mp4"),
        ("film", "--from", "a.mp4", "-o", "b.webp"),
        ("render", "--from", "a.mp4#3"),
        ("render", "a.mp4#3", "-o", "b.png"),
    ],
)
def test_reading_a_video_without_pyav_names_the_file_and_the_extra(
    words: tuple[str, ...], main_: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    (tmp_path / "a.mp4").write_bytes(b"x" * 100)
    done = main_(*words)
    says = "'a.mp4': reading a video needs PyAV, which is not installed; pip install 'nnart[film]'"
    assert (done.returncode, done.stderr) == (1, f"nnart: {says}\n")
    assert names(tmp_path) == ["a.mp4"]


def test_a_film_of_a_film_gets_the_nearest_rate_that_its_format_plays(main_: Run, tmp_path: Path) -> None:
    assert main_("film", "7", *SHORT, "-o", "a.webp").returncode == 0
    done = main_("film", "--from", "a.webp", "-o", "b.gif")
    told, painted = done.stderr.splitlines()
    assert told == "GIF cannot play 30 frames per second; the film gets 33.33, the nearest"
    assert (done.returncode, "33 frames, 0.99 s" in painted) == (0, True)
    assert nnart.Film.read(tmp_path / "b.gif").seconds == 1.0
    assert main_("film", "--from", "a.webp", "-o", "c.gif", "--quiet").stderr == ""
    done = main_("film", "--from", "a.webp", "-o", "d.gif", "--fps", "30")
    assert (done.returncode, "--fps 100/3 is the nearest" in done.stderr) == (2, True)
    done = main_("film", "--from", "a.webp", "-o", "e.gif", "--fps", "20")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)


def test_a_film_has_the_bits_of_what_it_starts_from_where_its_format_holds_them(
    main_: Run, tmp_path: Path
) -> None:
    (tmp_path / "deep.toml").write_text("seed = 7\nlayers = 4\nwidth = 12\nbits = 16\nsize = [32, 18]\n")
    short = ("--seconds", "0.5", "--fps", "4")
    assert main_("film", "deep.toml", *short, "-o", "a{frame}.png").returncode == 0
    assert probe(tmp_path / "a0001.png").bits == 16
    assert main_("film", "deep.toml", *short, "-o", "b{frame}.png", "--bits", "8").returncode == 0
    assert probe(tmp_path / "b0001.png").bits == 8
    assert main_("film", "deep.toml", *short, "-o", "a.webp").returncode == 0
    assert main_("film", "--from", "a0001.png", "-o", "c{frame}.tif").returncode == 0
    assert probe(tmp_path / "c0001.tif").bits == 16
    done = main_("film", "deep.toml", *short, "-o", "b.webp", "--bits", "16")
    assert (done.returncode, "--bits: WebP holds 8 bits per channel, not 16" in done.stderr) == (2, True)


def test_a_frame_of_a_deep_film_is_as_deep_where_its_format_is(main_: Run, tmp_path: Path) -> None:
    pytest.importorskip("av", reason="PyAV is not installed: pip install 'nnart[film]'")
    assert main_("film", "7", *SHORT, "--fps", "4", "--bits", "16", "-o", "a.mkv").returncode == 0
    assert main_("render", "--from", "a.mkv#2", "-o", "two.png").returncode == 0
    assert main_("render", "--from", "a.mkv#2", "-o", "two.webp").returncode == 0
    assert [probe(tmp_path / name).bits for name in ("a.mkv", "two.png", "two.webp")] == [16, 16, 8]


def test_a_film_by_hand(main_: Run, tmp_path: Path) -> None:
    recipe = "recipe = { seed = 7, layers = 4, width = 12 }"
    (tmp_path / "film.toml").write_text(f'kind = "drift"\nseconds = 1\n[[keyframe]]\n{recipe}\n')
    assert main_("film", "film.toml", "--size", "32x18", "--fps", "8", "-o", "a.webp").returncode == 0
    assert nnart.Film.read(tmp_path / "a.webp").kind == "drift"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--kind", "waltz"), "'waltz' is not one of light, drift, depth, morph, flight"),
        (("--kind", "morph"), "a morph needs 2 pictures or more"),
        (("--kind", "flight", "--loop"), "a flight does not end where it begins"),
        (("--to", "0,0"), "only a flight goes to a place; --kind flight flies there"),
        (("--kind", "drift", "--preset", "lecture"), "a drift moves z"),
        (("--seconds", "0.01"), "one frame"),
        (("--fps", "1000"), "a number from 1 to 240 is needed"),
        (("-o", "a.avi"), "'a.avi' should end in one of .mp4"),
        (("-o", "a.gif", "--alpha", "vignette"), "GIF has no transparency"),
        (("-o", "a.webp", "--codec", "av1"), "WebP cannot hold av1"),
        (("-o", "a.mp4", "--bits", "16"), "not 16; take .mkv, which keeps 16 bits; --codec hevc has 10"),
        (("--kind", "flight", "--to-zoom", "1e13"), "--to-zoom: a number from 1e-06 to 1e+12 is needed"),
        (("-o", "-", "--open"), "the film goes to stdout"),
        (("-o", "a.mp4", "--size", "33x18"), "not '33 x 18'; --size 32x18 is the nearest"),
        (("-o", "a.webp", "--size", "4k", "--seconds", "86400"), "--huge allows it"),
    ],
)
def test_bad_input_gets_one_line(words: tuple[str, ...], says: str, main_: Run, tmp_path: Path) -> None:
    file = () if "-o" in words else ("-o", "a.webp")
    seconds = () if {"--seconds"} & {*words} else ("--seconds", "1")
    size = () if "--size" in words else ("--size", "32x18")
    done = main_("film", "7", "--layers", "4", "--width", "12", *size, *seconds, *file, *words)
    assert done.returncode != 0
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert names(tmp_path) == []


def test_a_film_of_a_film_keeps_all_that_is_not_said(main_: Run, tmp_path: Path) -> None:
    """As a picture of a picture does: another seed keeps the palette, another kind the seconds."""
    main_("film", "7", *SHORT, "--fps", "8", "-o", "a.webp")
    main_("film", "--from", "a.webp", "--seed", "8", "-o", "b.webp")
    main_("render", "7", "--layers", "4", "--width", "12", "--size", "16", "-o", "a.png")
    main_("render", "--from", "a.png", "--seed", "8", "-o", "b.png")
    (picture,) = nnart.Film.read(tmp_path / "b.webp").keyframes
    assert picture.recipe == open_source(str(tmp_path / "b.png")).recipe()
    assert picture.recipe.palette == nnart.Film.read(tmp_path / "a.webp").keyframes[0].recipe.palette
    assert main_("film", "--from", "a.webp", "--kind", "drift", "-o", "c.webp").returncode == 0
    drift = nnart.Film.read(tmp_path / "c.webp")
    assert (drift.kind, drift.seconds, drift.fps) == ("drift", 1.0, Fraction(8))


def test_each_picture_of_a_film_takes_a_seed_of_its_own(main_: Run, tmp_path: Path) -> None:
    main_("film", "7", "12", *SHORT, "--fps", "8", "-o", "a.webp")
    assert main_("film", "--from", "a.webp", "--seed", "3..4", "-o", "b.webp").returncode == 0
    assert [one.recipe.seed for one in nnart.Film.read(tmp_path / "b.webp").keyframes] == [3, 4]
    done = main_("film", "--from", "a.webp", "--seed", "3", "-o", "c.webp")
    assert "--seed: the film has 2 pictures, and each needs a seed, not '3'" in done.stderr


@pytest.mark.parametrize("words", [("--preset", "silk"), ("a.webp",), ("--network", "net.json")])
def test_a_film_is_the_only_start(words: tuple[str, ...], main_: Run) -> None:
    main_("film", "7", *SHORT, "--fps", "8", "-o", "a.webp")
    done = main_("film", "--from", "a.webp", *words, "-o", "b.webp")
    assert "only one of them can be the start" in done.stderr
    assert done.returncode == 2


def test_a_network_by_hand_is_not_drawn_anew(main_: Run, tmp_path: Path) -> None:
    film = nnart.Film(Keyframe(small(7, palette="ink"), by_hand()), seconds=1, fps=8)
    film.save(tmp_path / "a.webp", "32x18")
    done = main_("film", "--from", "a.webp", "--layers", "9", "-o", "b.webp")
    assert "--layers: it shapes networks from seeds, but 'a.webp' gives one by hand" in done.stderr
