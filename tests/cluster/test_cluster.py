"""Pictures painted by workers of dask.distributed: real processes, some of which are killed."""

from __future__ import annotations

import pickle
import re
import signal
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

import nnart
from nnart.cli.app import app
from nnart.cluster import cluster
from nnart.cluster.cluster import Cluster
from nnart.cluster.local import LocalCluster
from nnart.errors import InputError, NnartError, RecipeError, fault
from nnart.films.kinds import KINDS
from nnart.films.reel import Reel
from nnart.network.network import Network
from nnart.recipe.recipe import Recipe
from nnart.recipe.sizes import parse_size
from nnart.rendering.job import Job
from nnart.rendering.painter import painter_of
from nnart.rendering.painting import Painting
from tests.cluster.jobs import POSIX, RECIPE, SLOW, start_painting
from tests.conftest import Run
from tests.films.cases import ADAPTIVE, smooth


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "size", "changes"),
    [
        ("a.png", (700, 900), {}),
        ("a.png", (300, 400), {"tone": "stretch"}),
        ("a.png", (2900, 2900), {"tone": "stretch"}),  # too large for its field to be kept
        ("a.tif", (2048, 2500), {}),  # tiles
        ("a.tif", (300, 400), {"colour": "shaded", "alpha": "field"}),
        ("a.jpg", (300, 400), {}),
    ],
)
def test_a_cluster_does_not_show(
    workers: Cluster, tmp_path: Path, name: str, size: tuple[int, int], changes: dict[str, Any]
) -> None:
    recipe = RECIPE.replace(**changes)
    (tmp_path / "here").mkdir()
    shares: list[float] = []
    here = nnart.save(nnart.Job(recipe, size), tmp_path / "here" / name)
    there = nnart.save(nnart.Job(recipe, size), tmp_path / name, nnart.Run(workers, progress=shares.append))
    assert (tmp_path / name).read_bytes() == (tmp_path / "here" / name).read_bytes()
    assert there.flat == here.flat
    assert there.evaluated == pytest.approx(here.evaluated, abs=0.02)
    assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_cluster_paints_the_same_frames(workers: Cluster, kind: str) -> None:
    film = smooth(kind)
    assert np.array_equal(Reel(film, ADAPTIVE, run=nnart.Run(workers)).frame(7), Reel(film, ADAPTIVE).frame(7))


def test_fields_and_networks_by_hand_are_the_same(workers: Cluster, tmp_path: Path) -> None:
    network = Network.of([[[3.0, 1.0], [1.0, -2.0]], [[1.0, 1.0]]], [[0.0, 0.5], [0.0]], "tanh")
    for name, where in (("here.npy", None), ("there.npy", workers)):
        nnart.save(
            nnart.Job(RECIPE, (600, 700), show="field"), tmp_path / name, nnart.Run(where or nnart.Threads())
        )
    for name, where in (("here.png", None), ("there.png", workers)):
        nnart.save(
            nnart.Job(Recipe(tone="stretch"), (600, 700), bits=16, network=network),
            tmp_path / name,
            nnart.Run(where or nnart.Threads()),
        )
    for ending in ("npy", "png"):
        assert (tmp_path / f"here.{ending}").read_bytes() == (tmp_path / f"there.{ending}").read_bytes()


def test_tiles_are_the_same(workers: Cluster, tmp_path: Path) -> None:
    found = []
    for name, where in (("here", None), ("there", workers)):
        nnart.render_tiles(
            nnart.Job(RECIPE, (900, 1200)), tmp_path / name, run=nnart.Run(where or nnart.Threads())
        )
        files = [path for path in (tmp_path / name).rglob("*") if path.is_file()]
        found.append({path.relative_to(tmp_path / name): path.read_bytes() for path in files})
    assert found[0] == found[1]


def test_a_job_is_made_ready_once_by_each_worker(workers: Cluster) -> None:
    def counted() -> int:
        return sum(info.misses for info in workers._client.run(painter_of.cache_info).values())

    before = counted()
    network = Network.of([[[3.0, 1.0]]], [[0.0]], "tanh")
    Painting(Job(Recipe(), (1000, 1000), network=network), nnart.Run(workers)).pixels()
    assert 1 <= counted() - before <= workers.count


def test_errors_come_as_they_are(workers: Cluster) -> None:
    with pytest.raises(InputError, match="'nosuch' is not a size") as caught:
        list(workers.each(parse_size, ["12x34", "nosuch"]))
    assert type(caught.value) is InputError
    error = RecipeError(fault("range", "one", "layers"), fault("range", "two", "width"))
    again = pickle.loads(pickle.dumps(error))
    assert (again.faults, str(again)) == (error.faults, "layers: one; width: two")
    with pytest.raises(MemoryError):
        list(workers.each(bytes, [2**62]))


def test_whoever_ends_early_leaves_nothing_behind(workers: Cluster) -> None:
    with pytest.raises(KeyboardInterrupt):
        for _ in Painting(Job(RECIPE, (3000, 3000)), nnart.Run(workers)).bands():
            raise KeyboardInterrupt
    deadline = time.monotonic() + 10
    while _tasks(workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _tasks(workers) == 0
    assert dict(workers.each(parse_size, ["7"])) == {"7": ((7, 7), None)}


def _tasks(workers: Cluster) -> int:
    return len(workers._client.run_on_scheduler(lambda dask_scheduler: list(dask_scheduler.tasks)))


@pytest.mark.slow
def test_with_nobody_left_one_gives_up(own: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1.0)
    assert own._local is not None
    own._local._open = False  # so that none is replaced
    bands = Painting(Job(SLOW, (400, 400)), nnart.Run(own)).bands()
    next(bands)
    for process in own._local._workers:
        process.kill()
    with pytest.raises(NnartError, match=r"all workers at tcp://.* were lost, and none came for a minute"):
        list(bands)
    own._local._scheduler.kill()
    with pytest.raises(NnartError, match=r"the scheduler at tcp://.* was lost"):
        list(own.each(parse_size, ["7"]))


def test_another_nnart_is_refused(
    local: LocalCluster, workers: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnart.files.identity.__version__", "9.9")
    monkeypatch.setattr("nnart.files.identity.code_digest", lambda: "f" * 64)
    message = r"the scheduler has nnart 0.*, code \w{12}, but this is nnart 9.9, code ffffffffffff; install"
    with pytest.raises(NnartError, match=message):
        Cluster(local.address)
    with pytest.raises(
        NnartError, match=r"the worker at tcp://127.0.0.1:\d+ has nnart .* but this is nnart 9.9"
    ):
        Painting(Job(RECIPE, (300, 300)), nnart.Run(workers)).pixels()  # as with workers that come later


@pytest.mark.parametrize("address", ["", "foo://x:1", "host:8786", "tcp://host", "Local"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputError, match=r"local, or an address such as tcp://host:8786 is needed, not"):
        Cluster(address)


def test_where_nobody_answers_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_ANSWER", 0.5)
    with pytest.raises(
        NnartError, match=r"nobody answers at 'tcp://127.0.0.1:1'; start one there: dask scheduler"
    ):
        Cluster("tcp://127.0.0.1:1")


def test_encryption_is_for_dask_to_be_told_of() -> None:
    with pytest.raises(
        NnartError, match=r"'tls://127.0.0.1:1' and the settings of dask disagree on whether TLS"
    ):
        Cluster("tls://127.0.0.1:1")


def test_where_nobody_works_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnart.cluster.local.thread_count", lambda _: 0)
    monkeypatch.setattr(cluster, "_ANSWER", 1.0)
    with (
        LocalCluster() as empty,
        pytest.raises(NnartError, match=r"has no workers; on each machine: dask worker"),
    ):
        Cluster(empty.address)


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NnartError, match=r"dask.distributed is needed; pip install 'nnart\[cluster\]'"):
        Cluster("tcp://127.0.0.1:1")


def test_the_command_line_paints_over_a_cluster(nnart_: Run, local: LocalCluster, tmp_path: Path) -> None:
    small = ["--layers", "3", "--width", "9", "--size", "64", "--cluster", local.address]
    done = nnart_("render", "--seed", "1..3", *small, "-o", "{seed}.png")
    assert (done.returncode, done.stdout) == (0, "")
    assert sorted(line[:6] for line in done.stderr.splitlines()) == ["seed 1", "seed 2", "seed 3"]
    for seed in (1, 2, 3):
        recipe = Recipe(seed=seed, layers=3, width=9)
        nnart.save(nnart.Job(recipe, (64, 64)), tmp_path / "here.png", nnart.Run(force=True))
        assert (tmp_path / f"{seed}.png").read_bytes() == (tmp_path / "here.png").read_bytes()


@pytest.mark.parametrize("wrong", [["local", "--threads", "2"], ["nosuch"]])
def test_the_command_line_refuses(wrong: list[str]) -> None:
    done = CliRunner().invoke(app, ["render", "--seed", "7", "--cluster", *wrong])
    assert isinstance(done.exception, InputError)


@POSIX
def test_a_ctrl_c_ends_everything_and_threads_go_on(tmp_path: Path) -> None:
    """With what threads have begun."""

    def end(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        nnart.save(nnart.Job(SLOW, (600, 600)), tmp_path / "a.png", nnart.Run(progress=end, keep_after=0.0))
    process, children = start_painting(tmp_path)
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    _, stderr = process.communicate(timeout=30)
    assert time.monotonic() - started < 4  # half a second, were the machine idle
    assert process.returncode == 130
    going_on, interrupted = stderr.splitlines()
    assert re.fullmatch(r"seed 3: resuming, \d+% is there", going_on)
    assert interrupted.startswith("nnart: interrupted; 'a.png.part' keeps ")
    assert not any(child.is_running() for child in children)
    for name in ("a.png", "b.png"):
        nnart.save(nnart.Job(SLOW, (600, 600)), tmp_path / name)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
