"""What is refused before anything is painted, and what arithmetic and measuring say it would take."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import nnart
from nnart.cli.limits import Limits, check_limits, find_limits, free_in, limits_of, memory_here
from nnart.errors import InputError
from nnart.recipe.recipe import Recipe
from nnart.rendering.estimate import Estimate, estimate, puts_together
from nnart.rendering.reproduce import toml_of
from tests.conftest import Run, names
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


def test_a_machine_says_what_it_has(tmp_path: Path) -> None:
    memory, free = memory_here(), free_in(tmp_path)
    assert memory is None or 2**28 < memory < 2**50
    assert free is not None and free > 0
    assert free_in(tmp_path / "not there") is None


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
