"""`nnart tiles`: the size it takes, what it refuses, and that it resumes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.cli.shapes import size_like
from nnart.recipe.presets import NAMES
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.tiles.tiles import layout_for, render_tiles
from tests.commandline import faults_of
from tests.conftest import Run, names
from tests.tiles.test_tiles import content


@pytest.mark.slow
def test_one_number_is_the_longer_side(tmp_path: Path, main_: Run) -> None:
    """In the shape of the picture that is given; of a recipe alone, a square."""
    main_("render", "--seed", "7", "--layers", "3", "--width", "9", "--size", "60x41", "-o", "a.png")
    for size, found in (("600", "600 x 410"), ("300x600", "300 x 600")):
        done = main_("tiles", "a.png", "--size", size, "-o", "d", "--dry-run")
        assert done.stdout.splitlines()[-1].startswith(f"# 1 picture of {found}: about ")
    (tmp_path / "r.toml").write_text("seed = 7\n")
    assert (
        "\n# 1 picture of 600 x 600: "
        in main_("tiles", "r.toml", "--size", "600", "-o", "d", "--dry-run").stdout
    )
    (tmp_path / "r.toml").write_text("layers = 3\n")
    done = main_("tiles", "r.toml", "--size", "600", "-o", "d")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "seed: there is none" in done.stderr
    assert names(tmp_path) == ["a.png", "r.toml"]


def test_a_dry_run_prints_json(tmp_path: Path, main_: Run) -> None:
    (tmp_path / "r.toml").write_text("seed = 7\nlayers = 3\nwidth = 9\n")
    done = main_("tiles", "r.toml", "--size", "600x300", "-o", "d", "--dry-run", "--json")
    facts, takes = (json.loads(line) for line in done.stdout.splitlines())
    assert (done.returncode, facts["size"], takes["pictures"]) == (0, [600, 300], 1)
    assert Recipe.from_dict(facts["recipe"]).seed == 7
    assert takes.keys() == {"pictures", "seconds", "memory", "disk"}
    assert names(tmp_path) == ["r.toml"]


def test_a_dry_run_refuses_what_cannot_be_painted(tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    path.write_text("seed = 7\nlayers = 3\nwidth = 9\nalpha = 'vignette'\n")
    for more in ((), ("--dry-run",)):
        wrong = faults_of("tiles", str(path), "--size", "60", "-o", str(tmp_path / "d"), *more)
        assert wrong == [("kind", ("ending",))]


@pytest.mark.slow
def test_a_killed_command_goes_on(tmp_path: Path, nnart_: Run) -> None:
    recipe = Recipe(seed=2, layers=20, width=40, tolerance=0.0)
    (tmp_path / "r.toml").write_text(recipe.to_toml())
    command = ("tiles", "r.toml", "--size", "2100")
    assert nnart_(*command, "-o", "whole").returncode == 0
    for delay in (0.6, 0.9):
        process = subprocess.Popen(
            [sys.executable, "-m", "nnart", *command, "-o", "d"], cwd=tmp_path, stderr=subprocess.DEVNULL
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
    done = nnart_(*command, "-o", "d", "--json")
    assert done.returncode == 0
    facts = json.loads(done.stdout)
    assert (facts["path"], facts["size"]) == ("d", [2100, 2100])
    assert content(tmp_path / "d") == content(tmp_path / "whole")
    again = nnart_(*command, "-o", "d")
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)


SIDES = st.integers(1, 100_000)


@given(SIDES, st.builds(Size, SIDES, SIDES))
def test_a_picture_keeps_its_shape(longer: int, start: Size) -> None:
    """Within half a pixel of its shorter side, of which one pixel stays."""
    size = size_like(str(longer), None, start)[0]
    assert max(size) == longer
    for side, before in zip(size, start, strict=True):
        assert side == 1 or abs(side - before * longer / max(start)) <= 0.5 + 1e-6
        assert side >= 1


@given(SIDES, SIDES, st.builds(Size, SIDES, SIDES))
def test_two_numbers_are_the_size(columns: int, rows: int, start: Size) -> None:
    assert size_like(f"{columns}x{rows}", None, start)[0] == (columns, rows)


@pytest.mark.parametrize(
    ("words", "rule", "fault_names"),
    [
        (("-o", "-"), "kind", ("output",)),
        (("--format", "gif"), "choice", ("ending",)),
        (("--base", "https://a.org"), "no-effect", ("base",)),
        (("--threads", "0"), "range", ("threads",)),
        (("--threads", "2", "--cluster", "local"), "conflict", ("threads", "cluster")),
        (("--size", "0"), "range", ("size",)),
        (("--size", "1000001"), "range", ("size",)),
    ],
)
def test_what_cannot_be_tiles_is_refused(
    words: tuple[str, ...],
    rule: str,
    fault_names: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    needed = {"--size": "300", "-o": "d"}
    others = [word for name, value in needed.items() if name not in words for word in (name, value)]
    assert faults_of("tiles", "7", *others, *words) == [(rule, fault_names)]
    assert names(tmp_path) == []


def test_a_default_folder_is_never_refused(tmp_path: Path, main_: Run) -> None:
    (tmp_path / "r.toml").write_text("seed = 7\nlayers = 3\nwidth = 9\n")
    (tmp_path / "nnart-7-tiles-2").write_text("mine")
    for size, folder in (("60", "nnart-7-tiles"), ("60", "nnart-7-tiles-3"), ("90", "nnart-7-tiles-4")):
        done = main_("tiles", "r.toml", "--size", size)
        assert done.returncode == 0 and f"{folder}/index.html" in done.stderr.replace("\\", "/")
        assert (tmp_path / folder / "index.html").is_file()
    assert main_("tiles", "r.toml", "--size", "60", "-o", "nnart-7-tiles").returncode == 1


def test_a_default_folder_that_is_unfinished_is_resumed(tmp_path: Path, main_: Run) -> None:
    (tmp_path / "r.toml").write_text("seed = 7\nlayers = 3\nwidth = 9\n")
    (tmp_path / "nnart-7-tiles").mkdir()
    layout = layout_for((300, 300))
    with pytest.raises(nnart.Cancelled):
        job = nnart.Job(Recipe(seed=7, layers=3, width=9), (300, 300))
        render_tiles(job, tmp_path / "nnart-7-tiles", layout, nnart.Run(progress=_stop))
    done = main_("tiles", "r.toml", "--size", "300")
    assert done.returncode == 0 and names(tmp_path) == ["nnart-7-tiles", "r.toml"]


def _stop(_: object) -> None:
    raise nnart.Cancelled


@pytest.mark.parametrize("preset", NAMES)
def test_a_preset_alone_has_no_seed(tmp_path: Path, preset: str) -> None:
    assert faults_of("tiles", preset, "--size", "60", "-o", str(tmp_path / "d")) == [("missing", ())]
