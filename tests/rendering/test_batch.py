"""Many pictures as files; in memory they are those of `render_many`, which has tests of its own."""

from __future__ import annotations

from pathlib import Path

import nnart
from nnart.rendering.batch import SMALL
from tests.conftest import names

RECIPE = nnart.Recipe(seed=3, layers=2, width=4)


def test_large_and_small_files_are_those_of_save(tmp_path: Path) -> None:
    sizes = [(16, 12), (1030, 1020), (20, 20)]
    assert sizes[1][0] * sizes[1][1] > SMALL
    jobs = [(nnart.Job(RECIPE, size), tmp_path / f"{number}.png") for number, size in enumerate(sizes)]
    done = list(nnart.save_all(jobs))
    assert [one.path for one in done] == [path for _, path in jobs]
    assert done[0].job.recipe == nnart.calibrate(RECIPE)
    for job, path in jobs:
        nnart.save(job, tmp_path / "alone.png", nnart.Run(force=True))
        assert (tmp_path / "alone.png").read_bytes() == path.read_bytes()
    assert names(tmp_path) == ["0.png", "1.png", "2.png", "alone.png"]
