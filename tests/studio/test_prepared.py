"""Prepared networks."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import pytest

from nnart.errors import Cancelled, InputError, RecipeError
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.job import Job
from nnart.rendering.painter import Painter
from nnart.studio import prepared
from nnart.studio.prepared import prepare
from nnart.threads import Cancel

SIZE = Size(32, 32)


@pytest.mark.parametrize(
    "changes", [{}, {"colour": "rgb"}, {"tone": "none"}, {"symmetry": "p4m"}, {"inputs": "r"}]
)
def test_tones_are_those_of_a_painter(changes: dict[str, str]) -> None:
    recipe = Recipe(seed=7, layers=3, width=10, **changes)  # type: ignore[arg-type]
    tones = prepare(recipe, SIZE, Cancel()).tones(recipe.tone)
    for ours, theirs in zip(tones, Painter(Job(recipe, SIZE)).tones, strict=True):
        assert np.array_equal(ours.values, theirs.values)
        assert np.array_equal(ours.positions, theirs.positions)


def test_a_network_is_kept_whatever_the_colours() -> None:
    recipe = Recipe(seed=70, layers=3, width=10)
    first = prepare(recipe, SIZE, Cancel())
    assert prepare(recipe.replace(palette="reef", zoom=3.0), Size(64, 32), Cancel()) is first
    assert prepare(recipe.replace(detail=9.0), SIZE, Cancel()) is not first
    assert prepare(recipe.replace(layers=4), SIZE, Cancel()) is not first


def test_a_seamless_plane_is_that_of_its_sides() -> None:
    recipe = Recipe(seed=70, layers=3, width=10, seamless="x")
    assert prepare(recipe, SIZE, Cancel()) is not prepare(recipe, Size(64, 32), Cancel())


def test_stopping_one_evaluator_stops_no_other() -> None:
    prepared = prepare(Recipe(seed=71, layers=3, width=10), SIZE, Cancel())
    prepared.evaluator().stop()
    assert prepared.evaluator().at(np.zeros((2, 1))).shape == (1, 1)


def test_a_cancelled_calibration_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the thread that is left alone, too."""
    cancel, ended = Cancel(), threading.Event()

    def calibrate(_: Recipe, *, progress: Callable[[float], None]) -> None:
        cancel()
        try:
            progress(0.1)
        except Cancelled:
            ended.set()
            raise

    monkeypatch.setattr(prepared, "calibrate", calibrate)
    with pytest.raises(Cancelled):
        prepare(Recipe(seed=990_073, layers=3, width=10), SIZE, cancel)  # which no other test prepares
    assert ended.wait(10)


def test_a_giant_is_left_to_exports() -> None:
    with pytest.raises(InputError, match="export the picture"):
        prepare(Recipe(seed=7, layers=1000, width=300), SIZE, Cancel())


def test_a_detail_out_of_reach_is_said_and_a_cancelled_wait_ends() -> None:
    with pytest.raises(RecipeError, match="out of reach"):
        prepare(Recipe(seed=7, layers=1, width=10, detail=1e6), SIZE, Cancel())
    cancel = Cancel()
    cancel()
    with pytest.raises(Cancelled):
        prepare(Recipe(seed=990_072, layers=3, width=10), SIZE, cancel)
