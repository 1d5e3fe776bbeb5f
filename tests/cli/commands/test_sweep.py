"""`nnart sweep`: the grid that it paints, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import nnart
from nnart.cli.app import app
from nnart.errors import InputError
from nnart.field.calibration import calibrate
from nnart.recipe.recipe import Recipe
from nnart.sheets.sheet import Axis
from tests.commandline import SHEET, TINY, sheet_of
from tests.conftest import Run
from tests.faults_of import broken
from tests.parts import weights_of


def test_one_knob_makes_a_row_in_order(main_: Run, tmp_path: Path) -> None:
    found = sheet_of(main_, tmp_path, "sweep", "--seed", "7", *SHEET, "--bias", "0,1,4")
    assert [tile.name for tile in found.tiles] == ["0", "1", "4"]
    assert found.title.startswith("seed 7, by bias, layers ")
    assert found.axes is None
    assert found.columns == 3
    for tile, bias in zip(found.tiles, (0, 1, 4), strict=True):
        assert tile.recipe == calibrate(Recipe(seed=7, bias=bias, **TINY))


def test_two_knobs_and_seeds_make_a_grid(main_: Run, tmp_path: Path) -> None:
    found = sheet_of(
        main_, tmp_path, "sweep", "--seeds", "1,2", *SHEET, "--detail", "3,4,5", "--palette", "ink;navy,gold"
    )
    names = [f"{s}, {d}, {p}" for s in (1, 2) for d in (3, 4, 5) for p in ("ink", "navy,gold")]
    assert [tile.name for tile in found.tiles] == names
    assert found.columns == 2
    assert found.title.startswith("by seed, detail and palette, layers ")
    assert found.axes == (
        Axis("palette", ("ink", "navy,gold")),
        Axis("seed, detail", tuple(f"{s}, {d}" for s in (1, 2) for d in (3, 4, 5))),
    )
    assert found.tiles[-1].recipe == calibrate(Recipe(seed=2, detail=5, palette="navy,gold", **TINY))


def test_several_seeds_and_a_knob_with_a_unit_are_a_grid(main_: Run, tmp_path: Path) -> None:
    found = sheet_of(main_, tmp_path, "sweep", "--seeds", "1..2", *SHEET, "--rotate", "0,45")
    assert found.axes == (Axis("rotate (degrees)", ("0", "45")), Axis("seed", ("1", "2")))


def test_more_seeds_than_values_are_across(main_: Run, tmp_path: Path) -> None:
    found = sheet_of(main_, tmp_path, "sweep", "--seeds", "1..3", *SHEET, "--rotate", "0,45")
    assert found.axes == (Axis("seed", ("1", "2", "3")), Axis("rotate (degrees)", ("0", "45")))
    assert [tile.name for tile in found.tiles] == ["1, 0", "2, 0", "3, 0", "1, 45", "2, 45", "3, 45"]
    assert [(tile.recipe.seed, tile.recipe.rotate) for tile in found.tiles[2:4]] == [(3, 0.0), (1, 45.0)]


def test_steps_beside_a_range_are_told_from_its_values(main_: Run) -> None:
    small = ("--layers", "2", "--width", "4", "--size", "8")
    done = main_("sweep", "--seed", "1", *small, "--detail", "2..4", "--steps", "5", "-o", "a.png")
    assert "that is --detail 2..4:5\n" in done.stderr
    done = main_("sweep", "--seed", "1", *small, "--detail", "2..4:3", "--steps", "5", "-o", "b.png")
    assert "flat colours" not in done.stderr


def test_a_depth_sweep_has_the_same_layers_and_the_same_output(main_: Run, tmp_path: Path) -> None:
    found = sheet_of(main_, tmp_path, "sweep", "--preset", "lecture", "--seed", "3", *SHEET, "--after", "1..5")
    networks = [nnart.network_of(tile.recipe) for tile in found.tiles]
    for k, network in enumerate(networks, 1):
        assert len(weights_of(network)) == k + 1
        for one, other in zip(weights_of(network)[:-1], weights_of(networks[-1]), strict=False):
            assert np.array_equal(one, other)
        assert np.array_equal(network.layers[-1].weights, weights_of(networks[-1])[-1])
    whole = nnart.render(found.tiles[-1].recipe, (12, 12)).pixels
    alone = Recipe(seed=3, **nnart.preset("lecture").values | TINY)
    assert np.array_equal(whole, nnart.render(alone, (12, 12)).pixels)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--seed", "1"), ("missing", ())),
        (("--layers", "1,2", "--width", "1,2", "--bias", "1,2"), ("count", ("layers", "width", "bias"))),
        (("--layers", "0,1"), ("range", ("layers",))),
        (("--layers", "1,1"), ("conflict", ("tiles",))),
        (("--space", "srgb,p3"), ("conflict", ("space",))),
    ],
)
def test_what_cannot_be_swept_is_refused(
    words: tuple[str, ...], fault: tuple[str, tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["sweep", *words, "--size", "8"])
    assert isinstance(done.exception, InputError)
    assert broken(done.exception) == [fault]
    assert list(tmp_path.iterdir()) == []
