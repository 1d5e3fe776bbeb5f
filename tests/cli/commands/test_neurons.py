"""`nnart neurons`: the tiles that it paints, and what it refuses."""

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
from tests.commandline import SHEET, TINY, sheet_of
from tests.conftest import Run
from tests.faults_of import broken
from tests.parts import biases_of, weights_of


def test_every_neuron_of_a_layer_is_a_tile(main_: Run, tmp_path: Path) -> None:
    found = sheet_of(main_, tmp_path, "neurons", "--seed", "3", *SHEET, "--layer", "2")
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
    ("words", "fault"),
    [
        (("--layer", "21"), ("range", ("layer",))),
        (("--layer", "0"), ("range", ("layer",))),
        (("--layer", "x"), ("range", ("layer",))),
        (("--seeds", "1..2"), ("count", ("seed",))),
        (("--after", "3"), ("conflict", ("after",))),
        (("--neuron", "3"), ("conflict", ("neuron",))),
        (("--colour", "rgb"), ("conflict", ("neuron",))),
    ],
)
def test_what_is_no_layer_of_one_network_is_refused(
    words: tuple[str, ...], fault: tuple[str, tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["neurons", *words, "--size", "8"])
    assert isinstance(done.exception, InputError)
    assert broken(done.exception) == [fault]
    assert list(tmp_path.iterdir()) == []
