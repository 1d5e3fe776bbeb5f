"""Sweeps and neurons: the values of knobs, and the recipes of their grid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import nnart
from nnart.cli.app import app
from nnart.cli.axes import values_of
from nnart.errors import InputError
from nnart.field.calibration import calibrate
from nnart.recipe.recipe import Recipe
from nnart.sheets.files import read_sheet
from tests.faults_of import refused
from tests.parts import biases_of, weights_of

TINY: dict[str, Any] = {"layers": 5, "width": 8}
SMALL = ("--layers", "5", "--width", "8", "--size", "12", "-q", "-o", "a.png")


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(tmp_path)

    def made(*words: str) -> nnart.Sheet:
        done = CliRunner().invoke(app, [*words, "--force"])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return read_sheet(tmp_path / "a.png")

    return made


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


def test_there_are_limits_to_values() -> None:
    for text in ("1..99999", "1..5:10001", ",".join(["1"] * 10_001)):
        with refused("count", "detail"):
            values_of("detail", text)


@given(st.integers(-50, 50), st.integers(0, 50))
def test_whole_ranges_have_both_ends(low: int, more: int) -> None:
    assert values_of("rotate", f"{low}..{low + more}") == list(range(low, low + more + 1))


def test_one_knob_makes_a_row_in_order(sheet: Any) -> None:
    found = sheet("sweep", "--seed", "7", *SMALL, "--bias", "0,1,4")
    assert [tile.name for tile in found.tiles] == ["0", "1", "4"]
    assert found.title == "seed 7, by bias"
    for tile, bias in zip(found.tiles, (0, 1, 4), strict=True):
        assert tile.recipe == calibrate(Recipe(seed=7, bias=bias, **TINY))


def test_two_knobs_and_seeds_make_a_grid(sheet: Any) -> None:
    found = sheet("sweep", "--seeds", "1,2", *SMALL, "--detail", "3,4,5", "--palette", "ink;navy,gold")
    names = [f"{s}, {d}, {p}" for s in (1, 2) for d in (3, 4, 5) for p in ("ink", "navy,gold")]
    assert [tile.name for tile in found.tiles] == names
    assert found.columns == 2
    assert found.title == "seed, detail down, palette across"
    assert found.tiles[-1].recipe == calibrate(Recipe(seed=2, detail=5, palette="navy,gold", **TINY))


def test_a_depth_sweep_has_the_same_layers_and_the_same_output(sheet: Any) -> None:
    found = sheet("sweep", "--preset", "lecture", "--seed", "3", *SMALL, "--after", "1..5")
    networks = [nnart.network_of(tile.recipe) for tile in found.tiles]
    for k, network in enumerate(networks, 1):
        assert len(weights_of(network)) == k + 1
        for one, other in zip(weights_of(network)[:-1], weights_of(networks[-1]), strict=False):
            assert np.array_equal(one, other)
        assert np.array_equal(network.layers[-1].weights, weights_of(networks[-1])[-1])
    whole = nnart.render(found.tiles[-1].recipe, (12, 12)).pixels
    alone = Recipe(seed=3, **nnart.preset("lecture").values | TINY)
    assert np.array_equal(whole, nnart.render(alone, (12, 12)).pixels)


def test_every_neuron_of_a_layer_is_a_tile(sheet: Any) -> None:
    found = sheet("neurons", "--seed", "3", *SMALL, "--layer", "2")
    assert [tile.name for tile in found.tiles] == [str(n) for n in range(1, 9)]
    whole = calibrate(Recipe(seed=3, **TINY))
    network = nnart.network_of(whole)
    view = nnart.View(size=(12, 12))
    cut = nnart.Network.of(
        [*weights_of(network)[:2], np.eye(8)], [*biases_of(network)[:2], [0.0] * 8], ["tanh", "tanh", "linear"]
    )
    answers = nnart.evaluate(cut, view)
    for n, tile in enumerate(found.tiles):
        assert (tile.recipe.after, tile.recipe.neuron, tile.recipe.gain) == (2, n + 1, whole.gain)
        own = nnart.evaluate(nnart.network_of(tile.recipe), view)
        assert np.array_equal(own[..., 0], answers[..., n])


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (("sweep", "--seed", "1"), "a knob or two need several values"),
        (
            ("sweep", "--layers", "1,2", "--width", "1,2", "--bias", "1,2"),
            "layers, width and bias: ",
        ),
        (("sweep", "--layers", "0,1"), "layers: a whole number from 1 to 1000 is needed, not 0"),
        (("sweep", "--layers", "1,1"), "tiles: '1' is the name of several"),
        (("sweep", "--space", "srgb,p3"), "space: a sheet is in one of srgb and p3"),
        (("neurons", "--layer", "21"), "layer: a whole number from 1 to 20 is needed, not 21"),
        (("neurons", "--layer", "x"), "layer: a whole number from 1 to 20 is needed, not 'x'"),
        (("neurons", "--seeds", "1..2"), "seed: "),
        (("neurons", "--after", "3"), "after: "),
        (("neurons", "--colour", "rgb"), "neuron: it is one field"),
    ],
)
def test_what_cannot_be_swept_is_refused(
    words: tuple[str, ...], wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, [*words, "--size", "8"])
    assert isinstance(done.exception, InputError)
    assert str(done.exception).startswith(wrong)
    assert list(tmp_path.iterdir()) == []
