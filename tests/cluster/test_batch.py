"""Several pictures painted over a cluster."""

from __future__ import annotations

from pathlib import Path

import pytest

import nnart
from nnart.cluster.cluster import Cluster
from nnart.errors import FileError, InputError, NnartError
from tests.cluster.jobs import RECIPE, SLOW
from tests.conftest import names
from tests.faults_of import refused


def test_several_pictures_go_one_to_a_worker(
    workers: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = [(RECIPE.replace(seed=seed), tmp_path / f"{seed}.tif") for seed in range(5)]
    pictures.append((RECIPE.replace(seed=5, samples=8), tmp_path / "5.jpg"))
    monkeypatch.setattr("nnart.cluster.batch.PIXELS", 100_000)  # so that the last one is a large one
    shares: list[float] = []
    jobs = [(nnart.Job(recipe, (90, 120)), path) for recipe, path in pictures]
    done = list(nnart.save_all(jobs, nnart.Run(workers, progress=shares.append), dpi=300))
    assert sorted(one.path for one in done) == [path for _, path in pictures]
    assert done[-1].path.name == "5.jpg"
    assert all(one.job.recipe == nnart.read(one.path).recipe and one.seconds > 0 for one in done)
    assert sum(shares) == pytest.approx(1)
    for recipe, path in pictures:
        there = path.read_bytes()
        nnart.save(nnart.Job(recipe, (90, 120)), path, nnart.Run(force=True), dpi=300)
        assert path.read_bytes() == there
    with refused("exists", error=FileError):
        next(nnart.save_all(jobs, nnart.Run(workers)))
    with refused("range", "dpi", error=InputError):
        next(nnart.save_all(jobs, nnart.Run(workers, force=True), dpi=0))


def test_without_a_cluster_threads_do_it(tmp_path: Path) -> None:
    (done,) = nnart.save_all([(nnart.Job(RECIPE, (9, 9)), tmp_path / "a.png")])
    assert done.path == tmp_path / "a.png"
    assert names(tmp_path) == ["a.png"]


def test_no_picture_is_painted_if_one_is_refused(workers: Cluster, tmp_path: Path) -> None:
    (tmp_path / "b.png").touch()
    for last in ("b.png", "c.nosuch"):
        jobs = [(nnart.Job(RECIPE, (9, 9)), tmp_path / "a.png"), (nnart.Job(SLOW, (400, 400)), tmp_path / last)]
        with pytest.raises(NnartError):
            next(nnart.save_all(jobs, nnart.Run(workers)))
        assert names(tmp_path) == ["b.png"]


def test_no_pictures_are_no_work(workers: Cluster) -> None:
    assert list(nnart.save_all([], nnart.Run(workers))) == []
