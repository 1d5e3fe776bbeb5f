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
    Limits,
    check_limits,
    check_many,
    check_tiles,
    find_limits,
    limits_of,
)
from nnart.errors import InputError
from nnart.recipe.recipe import Recipe
from nnart.rendering.budget import budget_here
from nnart.rendering.estimate import Estimate, estimate, puts_together
from nnart.rendering.job import Job
from nnart.rendering.reproduce import toml_of
from tests.conftest import Run, names
from tests.faults_of import refused
from tests.rendering.cases import Case, case

MACHINE = Limits(memory=16 * 10**9, written=True, free=50 * 10**9)


@pytest.mark.parametrize(
    ("one", "count"),
    [
        (case(), 1),
        (case(), 100),
        (case(size=(8640, 15360)), 1),
        (case(size=(8640, 15360), tolerance=0.0), 1),
        (case(size=(4096, 4096), samples=2), 1),
        (case(".tif", (8192, 8192)), 1),
        (case(".npy", (8192, 8192)), 1),
        (case(".jpg", (8640, 15360)), 1),
        (case(".avif", (4096, 4096)), 1),
        (case(size=(300, 300), layers=1000, width=100), 1),
        (case(size=(1, 1_000_000)), 1),
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
        (case(size=(8640, 15360), samples=8, tolerance=0.0), 1, ("size",), {"time"}),
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


@pytest.mark.parametrize(
    ("takes", "exceeded"),
    [
        (Estimate(3599, 10**9, 10**9), set()),
        (Estimate(3601, 10**9, 10**9), {"time"}),
        (Estimate(1, 9 * 10**9, 10**9), {"memory"}),
        (Estimate(1, 10**9, 24 * 10**9), set()),
        (Estimate(1, 10**9, 26 * 10**9), {"disk"}),  # as it is there twice
    ],
)
def test_each_limit(takes: Estimate, exceeded: set[str]) -> None:
    assert MACHINE.exceeded(takes, copied=True).keys() == exceeded
    if exceeded <= {"disk"}:
        assert replace(MACHINE, written=False).exceeded(takes, copied=True) == {}


def test_pictures_count_together() -> None:
    unknown = Limits(written=True)
    one = Estimate(3, 10**12, 10**8)
    assert unknown.exceeded(one, 1000) == {}
    assert unknown.exceeded(one, 1201).keys() == {"time", "disk"}


@pytest.mark.parametrize(
    ("memory", "most"),
    [
        (100 * 2**20 + 8 * 10**9, 100 * 2**20 + 4 * 10**9),
        (500 * 10**6, 300 * 10**6),
        (200 * 10**6, 150 * 10**6),
        (10**6, 138 * 10**6),  # what every picture needs is not refused: it may still fit
    ],
)
def test_half_of_the_memory_beside_the_program_is_the_limit(memory: int, most: int) -> None:
    limits = Limits(memory=memory)
    assert limits.max_memory == pytest.approx(most, rel=0.02)
    below, above = (Estimate(1, int(share * limits.max_memory), 1) for share in (0.99, 1.01))
    assert limits.exceeded(below) == {}
    assert limits.exceeded(above).keys() == {"memory"}


def test_in_500_mb_a_webp_that_needs_more_is_refused_and_a_png_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = 500 * 10**6
    monkeypatch.setattr("nnart.rendering.budget.count_memory", lambda: memory)
    budget_here.cache_clear()
    try:
        limits = Limits(memory=memory)
        with refused("limit", "size"):
            check_limits(*case(".webp", (8000, 12000), layers=1, width=1), limits, threads=2)
        check_limits(*case(".png", (8000, 12000), layers=1, width=1), limits, threads=2)
    finally:
        monkeypatch.undo()
        budget_here.cache_clear()


def test_a_file_may_be_too_large_where_there_is_room() -> None:
    limits = replace(MACHINE, largest=2**32 - 1)
    takes = Estimate(1, 10**8, 5 * 10**9)
    assert limits.exceeded(takes).keys() == {"disk"}
    assert limits.exceeded(takes, one_file=False) == {}  # as a folder of tiles
    assert limits.exceeded(Estimate(1, 10**8, 10**9), 10) == {}  # each is small enough


def test_all_tiles_of_a_sheet_count(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = [Job(Recipe(seed=seed, layers=3, width=9), (160, 160)) for seed in range(24)]
    with monkeypatch.context() as patch:
        patch.setattr("nnart.rendering.totals.total_estimate", None)  # arithmetic is enough
        check_many(jobs, MACHINE, 2)
    for wrong in (
        replace(MACHINE, seconds=1e-6),
        replace(MACHINE, memory=10**6),
        replace(MACHINE, free=10**4),
        replace(MACHINE, largest=10**4),
    ):
        with refused("limit", "size"):
            check_many(jobs, wrong, 2, held=10**8)
    with refused("limit", "size"):
        check_many(jobs, MACHINE, 2, held=10**10)


def test_every_thread_has_a_network_of_its_own() -> None:
    job = Job(Recipe(layers=20, width=900), (16, 16))
    check_many([job], replace(MACHINE, seconds=1e9), 2)
    with refused("limit", "size"):
        check_many([job], replace(MACHINE, seconds=1e9), 200)


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


def test_a_giant_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its gain stays a value, as it is not tried whether it would be found again."""
    monkeypatch.setattr("nnart.field.calibration.count_features", None)
    text = toml_of(Recipe(layers=250, width=1024, detail=6.0, gain=2.5))
    assert "\ngain = 2.5\n" in text


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
        little = replace(limits_of(str(tmp_path / "a.npy")), free=30 * 10**6)
        assert little.exceeded(estimate(*one), copied=puts_together(one[1])).keys() == exceeded


def test_how_long_others_take_is_not_known() -> None:
    one = case(size=(10**6, 10**6), tolerance=0.0)
    with pytest.raises(InputError):
        check_limits(*one, find_limits())
    check_limits(*one, find_limits().alone(False))
