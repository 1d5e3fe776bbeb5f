"""The values of knobs, as sweeps are given them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.cli.axes import values_of
from nnart.cli.choices import choice_of
from nnart.recipe.palettes import names as names_of_palettes
from nnart.sheets.files import read_sheet
from tests.commandline import POSIX
from tests.conftest import Run, names
from tests.faults_of import refused
from tests.test_inputfiles import writing


@pytest.mark.parametrize(
    ("name", "text", "values"),
    [
        ("layers", "1,2,4", [1, 2, 4]),
        ("layers", "3..6", [3, 4, 5, 6]),
        ("layers", "1, 5..7 ,20", [1, 5, 6, 7, 20]),
        ("detail", "3..5", [3, 4, 5]),
        ("detail", "3..12:4", [3, 6, 9, 12]),
        ("bias", "0.5..1.5:3", [0.5, 1.0, 1.5]),
        ("rotate", "-10..10:3", [-10, 0, 10]),
        ("gain", "1e-1,2", [0.1, 2]),
        ("layers", "x", ["x"]),
        ("tone", "all", ["equalised", "stretch", "none"]),
        ("colour", "All", ["palette", "shaded", "oklch", "rgb"]),
        ("palette", "all", names_of_palettes()),
        ("layers", "all", ["all"]),
        ("palette", "ink,reef", ["ink", "reef"]),
        ("palette", "ink;navy,gold", ["ink", "navy,gold"]),
        ("palette", "navy,gold;", ["navy,gold"]),
        ("activation", "tanh;tanh,sin", ["tanh", "tanh,sin"]),
        ("center", "0,0;0.5,-0.5", [[0.0, 0.0], [0.5, -0.5]]),
        ("z", "0.1", [[0.1]]),
        ("genome", "mix(1,2,0.5);cross(1,2,3)", ["mix(1,2,0.5)", "cross(1,2,3)"]),
        ("reverse", "true,False", [True, False]),
    ],
)
def test_values_are_read(name: str, text: str, values: list[Any]) -> None:
    assert values_of(name, text) == values


@pytest.mark.parametrize(
    "text", ["6..3", "0.5..2", "1..", "..5", "1..5:1", "1..5:x", "1...5", "1..2..3", "nan..3"]
)
def test_what_is_no_range_is_refused(text: str) -> None:
    with refused("syntax", "detail"):
        values_of("detail", text)


def test_whole_numbers_are_needed_between_whole_numbers() -> None:
    with refused("kind", "layers"):
        values_of("layers", "1..20:5")
    assert values_of("layers", "1..21:5") == [1, 6, 11, 16, 21]


def test_there_are_limits_to_values() -> None:
    for text in ("1..99999", "1..5:10001", ",".join(["1"] * 10_001)):
        with refused("count", "detail"):
            values_of("detail", text)


@given(st.integers(-50, 50), st.integers(0, 50))
def test_whole_ranges_have_both_ends(low: int, more: int) -> None:
    assert values_of("rotate", f"{low}..{low + more}") == list(range(low, low + more + 1))


@POSIX
def test_a_palette_of_a_pipe_is_read_once_for_all_tiles(main_: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "two.hex")
    with writing(tmp_path / "two.hex", b"0b132b\nf5cb5c\n"):
        done = main_("sweep", "--seed", "7", "--palette", "two.hex", "--layers", "1,2,3", "--size", "8")
    assert done.returncode == 0, done.stderr
    found = {tile.recipe.palette for tile in read_sheet(tmp_path / "nnart-sweep.png").tiles}
    assert found == {"#0b132b,#f5cb5c"}


@pytest.mark.parametrize("force", ["--force", "--huge"])
def test_a_sweep_is_counted_before_it_is_made(
    force: str, main_: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made: list[object] = []
    monkeypatch.setattr("nnart.sources.start.Recipe.from_dict", made.append)
    done = main_("sweep", "--seed", "1..1000", "--steps", "2..10000", force)
    assert done.returncode == 2
    assert "9,999,000 tiles" in done.stderr
    assert (made, names(tmp_path)) == ([], [])


def test_what_a_seed_chooses_stands_beside_it(main_: Run, tmp_path: Path) -> None:
    small = ("--preset", "any", "--size", "8", "-o", "a.png", "--force")
    assert main_("sweep", "1,2", "--bias", "2,5,9", *small).returncode == 0
    sheet = read_sheet(tmp_path / "a.png")
    assert sheet.axes is not None
    assert sheet.axes[1].values == ("1 panes", "2 deep")
    assert sheet.title == "by seed and bias, preset any"
    assert main_("sweep", "1..3", "--bias", "2,5", *small).returncode == 0
    sheet = read_sheet(tmp_path / "a.png")
    assert sheet.axes is not None
    assert sheet.axes[0].values == ("1 panes", "2 deep", "3 silk")
    done = main_("sweep", "1", "--bias", "2,5", *small)
    assert done.stderr.startswith("seed 1 chooses the preset panes\n")
    assert read_sheet(tmp_path / "a.png").title == "seed 1 (panes), by bias, preset any"


def test_what_depends_on_a_knob_too_stands_below_tiles(main_: Run) -> None:
    """A symmetry excludes presets, so that a seed chooses another one."""
    seeds = range(30)
    found = {
        seed: [choice_of({"preset": "any"}, {"seamless": edges}, seed)["preset"] for edges in ("none", "xy")]
        for seed in seeds
    }
    seed, presets = next((seed, presets) for seed, presets in found.items() if len(set(presets)) == 2)
    done = main_("sweep", str(seed), "--preset", "any", "--seamless", "none,xy", "--size", "8", "--json")
    assert "chooses" not in done.stderr
    assert [json.loads(line)["preset"] for line in done.stdout.splitlines()] == presets


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("linspace(1,4,7)", [1, 1.5, 2, 2.5, 3, 3.5, 4]),
        ("np.linspace(0.5, 1.5, num=3)", [0.5, 1, 1.5]),
        ("range(1,9,3)", [1, 4, 7]),
        ("range(3,6)", [3, 4, 5]),
        ("1:50:7", [1, 8, 15, 22, 29, 36, 43, 50]),
        ("1:7:50", [1, 8, 15, 22, 29, 36, 43, 50]),
        ("3:5", [3, 4, 5]),
        ("1,5,9", [1, 5, 9]),
    ],
)
def test_ranges_of_other_languages_are_read(text: str, values: list[float]) -> None:
    assert values_of("detail", text) == values


@pytest.mark.parametrize("text", ["range(5,5)", "5:1", "arange(1,2,0)"])
def test_an_empty_range_is_refused(text: str) -> None:
    with refused("syntax", "detail"):
        values_of("detail", text)
