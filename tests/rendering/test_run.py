"""Cancelling work, and what is left of it."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.recipe.recipe import Recipe
from nnart.threads import Cancel
from tests.conftest import names

RECIPE = Recipe(seed=3, layers=2, width=5, detail=4.0, tolerance=0.0)
SIZE = (300, 260)


def cancelling(after: float, **how: Any) -> nnart.Run:
    """Return a run that another thread cancels after a share of the work."""
    cancel, left = Cancel(), after

    def progress(share: float) -> None:
        nonlocal left
        left -= share
        if left <= 0:
            other = threading.Thread(target=cancel)
            other.start()
            other.join()

    return nnart.Run(progress=progress, cancel=cancel, **how)


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.npy", "a.jpg", "a.webp", "a.avif"])
@pytest.mark.parametrize("threads", [1, 3])
def test_a_cancelled_file_leaves_nothing(tmp_path: Path, name: str, threads: int) -> None:
    """As it took no time that is worth keeping."""
    job = nnart.Job(RECIPE, SIZE, show="field" if name == "a.npy" else "picture")
    with pytest.raises(nnart.Cancelled):
        nnart.save(job, tmp_path / name, cancelling(0.3, workers=nnart.Threads(threads)))
    assert names(tmp_path) == []
    nnart.save(job, tmp_path / name)
    assert names(tmp_path) == [name]


@pytest.mark.parametrize("tone", ["equalised", "stretch"])
def test_a_cancelled_picture_is_none(tone: str) -> None:
    with pytest.raises(nnart.Cancelled):
        nnart.render(RECIPE.replace(tone=tone), SIZE, run=cancelling(0.0))


def test_what_is_cancelled_before_it_begins_does_nothing(tmp_path: Path) -> None:
    cancel = Cancel()
    cancel()
    run = nnart.Run(cancel=cancel)
    job = nnart.Job(RECIPE, SIZE)
    for work in (
        lambda: nnart.save(job, tmp_path / "a.png", run),
        lambda: nnart.save(job, tmp_path / "a.jpg", run),
        lambda: nnart.render_tiles(job, tmp_path / "d", run=run),
        lambda: nnart.render(RECIPE, SIZE, run=run),
    ):
        with pytest.raises(nnart.Cancelled):
            work()
    assert names(tmp_path) == []


def test_a_cancelled_folder_of_tiles_is_resumed(tmp_path: Path) -> None:
    job = nnart.Job(Recipe(seed=3, layers=2, width=5, detail=4.0), (2200, 6200))
    with pytest.raises(nnart.Cancelled):
        nnart.render_tiles(job, tmp_path / "d", run=cancelling(0.4))
    assert "unfinished.part" in names(tmp_path / "d")
    shares: list[float] = []
    nnart.render_tiles(job, tmp_path / "d", run=nnart.Run(progress=shares.append))
    assert shares[0] >= 0.3  # what was there
    nnart.render_tiles(job, tmp_path / "whole")
    found = [
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (tmp_path / "d", tmp_path / "whole")
    ]
    assert found[0] == found[1]


def test_a_run_that_is_not_cancelled_ends_as_any_other(tmp_path: Path) -> None:
    nnart.save(nnart.Job(RECIPE, SIZE), tmp_path / "a.png", nnart.Run(cancel=Cancel()))
    nnart.save(nnart.Job(RECIPE, SIZE), tmp_path / "b.png")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_a_fault_beside_a_switch_is_raised_as_it_is() -> None:
    with pytest.raises(nnart.RecipeError) as caught:
        nnart.render(Recipe(layers=1, detail=1e6), (8, 8), run=nnart.Run(cancel=Cancel()))
    assert caught.value.faults[0].names == ("detail",)


def test_every_run_can_be_cancelled_from_another_thread() -> None:
    run = nnart.Run()
    assert run.cancel is not nnart.Run().cancel and nnart.Run(run.workers) == run
    assert nnart.Run(cancel=None).cancel is not None and run.told(print).cancel is run.cancel
    threading.Timer(0.2, run.cancel).start()
    began = time.monotonic()
    with pytest.raises(nnart.Cancelled):
        nnart.render(7, "8k", exact=True, run=run)
    assert time.monotonic() - began < 20
    with pytest.raises(nnart.Cancelled):
        nnart.render(7, 8, run=run)
