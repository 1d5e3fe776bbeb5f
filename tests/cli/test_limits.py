"""What is refused before anything is painted, and what arithmetic and measuring say it would take."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import nnart
from nnart.cli.limits import (
    MAX_FORCED_TILES,
    MAX_TILES,
    check_limits,
    check_many,
    check_tiles,
    exceeding,
    limits_of,
)
from nnart.errors import InputError
from nnart.recipe.recipe import Recipe
from nnart.rendering.estimate import Estimate, estimate, puts_together
from nnart.rendering.job import Job
from nnart.rendering.limits import Disk, MachineLimits
from tests.conftest import Run, names
from tests.faults_of import refused
from tests.rendering.cases import Case, case

MACHINE = MachineLimits(there=16 * 10**9, disk=Disk(free=50 * 10**9))


@pytest.mark.parametrize(
    ("count", "force", "fits"),
    [
        (MAX_TILES, False, True),
        (MAX_TILES + 1, False, False),
        (MAX_TILES + 1, True, True),
        (MAX_FORCED_TILES, True, True),
        (MAX_FORCED_TILES + 1, True, False),
        (10**7, False, False),
    ],
)
def test_force_has_a_limit_too(count: int, force: bool, fits: bool) -> None:
    if fits:
        check_tiles(count, force=force)
        return
    with pytest.raises(InputError) as error:
        check_tiles(count, force=force)
    ways = {way.give for way in error.value.faults[0].ways}
    assert ways == ({"force"} if count <= MAX_FORCED_TILES else {None})


@pytest.mark.slow
def test_the_command_line_refuses_and_allows(nnart_: Run, tmp_path: Path) -> None:
    done = nnart_("render", "--seed", "0..99999", "-o", "{digest}.png")
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"nnart: --seed: [^\n]* (h|days) \(.*\), .* MB .*, .* GB .*--huge .*\n", done.stderr)
    dry = nnart_(
        "render", "--seed", "1", "--layers", "250", "--width", "1024", "--size", "64", "--dry-run", "--json"
    )
    facts = [json.loads(line) for line in dry.stdout.splitlines()]
    assert "gain" not in facts[0]["recipe"]
    assert facts[1].keys() == {"pictures", "seconds", "memory", "disk"}
    assert nnart_("render", "--seed", "7", "--size", "20", "--huge").returncode == 0
    assert names(tmp_path) == ["nnart-7.png"]


def test_a_hostile_picture_is_not_painted(nnart_: Run, tmp_path: Path) -> None:
    """A file of little that asks for days: of 8 x 8 samples, and as many pixels as compress well."""
    recipe = Recipe(layers=60, width=1024, gain=2.0, detail=6.0, samples=8, tolerance=0.0)
    picture = nnart.Picture(np.zeros((3000, 3000, 3), np.uint8), recipe)
    picture.save(tmp_path / "a.png")
    for arguments, begin in (
        (
            ("render", "--from", "a.png", "-o", "b.png"),
            "nnart: --layers and --width: ",
        ),
        (("verify", "a.png"), "nnart: 'a.png': layers and width: "),
    ):
        done = nnart_(*arguments)
        assert done.returncode == 2
        assert done.stderr.startswith(begin)
        assert "--huge" in done.stderr
    assert names(tmp_path) == ["a.png"]


def test_what_was_interrupted_is_not_counted_again(tmp_path: Path) -> None:
    one = case(".npy", (2900, 2900), layers=1, width=1)  # 34 MB, twice
    unfinished = tmp_path / "a.npy.part"
    for length, exceeded in ((0, {"disk"}), (40 * 10**6, set())):
        with unfinished.open("wb") as stream:
            stream.truncate(length)
        little = limits_of(str(tmp_path / "a.npy"))
        assert little.disk is not None
        little = replace(little, disk=replace(little.disk, free=30 * 10**6))
        assert little.exceeded(estimate(*one), copied=puts_together(one[1])).keys() == exceeded


@pytest.mark.parametrize(
    ("one", "count"),
    [
        (case(), 1),
        (case(), 100),
        (case(size=(15360, 8640)), 1),
        (case(size=(15360, 8640), tolerance=0.0), 1),
        (case(size=(4096, 4096), samples=2), 1),
        (case(".tif", (8192, 8192)), 1),
        (case(".npy", (8192, 8192)), 1),
        (case(".jpg", (15360, 8640)), 1),
        (case(".avif", (4096, 4096)), 1),
        (case(size=(300, 300), layers=1000, width=100), 1),
        (case(size=(1_000_000, 1)), 1),
        (case(size=(256, 256), layers=60, width=1024), 1),
    ],
)
def test_what_is_ordinary_costs_nothing(one: Case, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Arithmetic is enough."""
    monkeypatch.setattr("nnart.rendering.estimate.estimate", None)
    check_limits(*one, MACHINE, count)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("one", "count", "names", "exceeded"),
    [
        (case(size=(10**6, 10**6)), 1, ("size",), {"time"}),
        (case(".tif", (10**6, 10**6)), 1, ("size",), {"time"}),
        (case(".npy", (400_000, 400_000), layers=1, width=1), 1, ("size",), {"time", "disk"}),
        (case(".npy", (90_000, 90_000), layers=1, width=1), 1, ("size",), {"disk"}),
        (case(size=(15360, 8640), samples=8, tolerance=0.0), 1, ("size",), {"time"}),
        (case(), 100_000, ("seed",), {"time"}),
        (case(size=(9000, 9000), layers=500, width=700), 1, ("layers", "width"), {"time"}),
        (case(".avif", (16384, 16384)), 1, ("size",), {"memory"}),
        (case(".jpg", (60_000, 60_000)), 1, ("size",), {"memory"}),
    ],
)
def test_what_is_too_much_is_refused(one: Case, count: int, names: tuple[str, ...], exceeded: set[str]) -> None:
    with pytest.raises(InputError) as error:
        check_limits(*one, MACHINE, count)
    (found,) = error.value.faults
    assert (found.rule, found.names, found.ways[0].give) == ("limit", names, "huge")
    assert exceeded <= MACHINE.exceeded(estimate(*one), count, copied=puts_together(one[1])).keys()


def test_all_tiles_of_a_sheet_count(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = [Job(Recipe(seed=seed, layers=3, width=9), (160, 160)) for seed in range(24)]
    with monkeypatch.context() as patch:
        patch.setattr("nnart.rendering.totals.total_estimate", None)  # arithmetic is enough
        check_many(jobs, MACHINE, 2)
    for wrong in (
        replace(MACHINE, seconds=1e-6),
        replace(MACHINE, there=10**6),
        replace(MACHINE, disk=Disk(free=10**4)),
        replace(MACHINE, disk=Disk(largest=10**4)),
    ):
        with refused("limit", "size"):
            check_many(jobs, wrong, 2, held=10**8)
    with refused("limit", "size"):
        check_many(jobs, MACHINE, 2, held=10**10)


def test_what_is_exceeded_is_said_beside_it() -> None:
    takes = Estimate(7200.0, 3 * 2**30, 10**6)
    said = exceeding(takes, {"time": "more than an hour"})
    assert said.startswith("about 2 h (more than an hour), ")
    assert said.endswith(" of disk")
    assert said.count("(") == 1
