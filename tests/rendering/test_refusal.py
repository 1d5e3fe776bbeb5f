"""What is refused before anything is painted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnart.errors import InputError
from nnart.recipe.recipe import Recipe
from nnart.rendering.budget import budget_here
from nnart.rendering.job import Job
from nnart.rendering.limits import Disk, Limits, MachineLimits, find_limits
from nnart.rendering.refusal import check_limits, check_many
from nnart.rendering.reproduce import toml_of
from tests.faults_of import refused
from tests.rendering.cases import case

MACHINE = MachineLimits(there=16 * 10**9, disk=Disk(free=50 * 10**9))


def test_in_500_mb_a_webp_that_needs_more_is_refused_and_a_png_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = 500 * 10**6
    monkeypatch.setattr("nnart.rendering.budget.count_memory", lambda: memory)
    budget_here.cache_clear()
    try:
        limits = MachineLimits(there=memory)
        with refused("limit", "size"):
            check_limits(*case(".webp", (12000, 8000), layers=1, width=1), limits, threads=2)
        check_limits(*case(".png", (12000, 8000), layers=1, width=1), limits, threads=2)
    finally:
        monkeypatch.undo()
        budget_here.cache_clear()


def test_every_thread_has_a_network_of_its_own() -> None:
    job = Job(Recipe(layers=20, width=900), (16, 16))
    check_many([job], replace(MACHINE, seconds=1e9), 2)
    with refused("limit", "size"):
        check_many([job], replace(MACHINE, seconds=1e9), 200)


def test_a_giant_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its gain stays a value, as it is not tried whether it would be found again."""
    monkeypatch.setattr("nnart.field.calibration.count_features", None)
    text = toml_of(Recipe(layers=250, width=1024, detail=6.0, gain=2.5))
    assert "\ngain = 2.5\n" in text


def test_how_long_others_take_is_not_known() -> None:
    one = case(size=(10**6, 10**6), tolerance=0.0)
    with pytest.raises(InputError):
        check_limits(*one, find_limits())
    check_limits(*one, find_limits().alone(False))


def test_pixels_are_counted_before_anything_else() -> None:
    job, png = case(".png", (30, 40))
    check_limits(job, png, Limits(pixels=1200))
    with refused("limit", "size"):
        check_limits(job, png, Limits(pixels=1199))
