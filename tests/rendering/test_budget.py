"""Budgets: how many rows a band may have, and which fields are kept."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.budget import WORKED_ON, Budget, budget_here
from nnart.rendering.job import Job, Show

JOBS = st.builds(
    Job,
    st.builds(Recipe, gain=st.just(1.0), alpha=st.sampled_from(["none", "field"])),
    st.builds(Size, st.integers(1, 5000), st.integers(1, 5000)),
    st.sampled_from([8, 16]),
    show=st.sampled_from(["picture", "field"]),
)


@given(JOBS, st.integers(1, 100), st.integers(0, 2**40))
def test_all_bands_under_way_fit(job: Job, count: int, size: int) -> None:
    rows = Budget(bands=size).rows(job, count)
    assert rows * count * job.size.width * job.pixel_bytes <= size


@given(JOBS, st.integers(1, 100), st.integers(1, 2**40))
def test_more_memory_has_room_for_more_rows_and_more_threads_for_fewer(job: Job, count: int, size: int) -> None:
    rows = Budget(bands=size).rows(job, count)
    assert Budget(bands=2 * size).rows(job, count) >= 2 * rows
    assert Budget(bands=size).rows(job, 2 * count) <= rows / 2


@pytest.mark.parametrize("show", ["picture", "field"])
def test_a_band_of_a_usual_picture_has_rows(show: Show) -> None:
    assert Budget().rows(Job(Recipe(), (4096, 4096), show=show), 16) >= 64


@pytest.mark.parametrize(("colour", "outputs"), [("palette", 1), ("shaded", 2), ("rgb", 3)])
@pytest.mark.parametrize("samples", [1, 2])
def test_a_field_is_kept_if_all_its_numbers_fit(colour: str, outputs: int, samples: int) -> None:
    job = Job(Recipe(tone="stretch", colour=colour, samples=samples), (20, 30))
    numbers = 20 * 30 * samples**2 * outputs
    assert Budget(field=numbers).keeps_field(job)
    assert not Budget(field=numbers - 1).keeps_field(job)


@pytest.mark.parametrize("tone", ["equalised", "none"])
def test_only_a_stretched_tone_needs_a_whole_field(tone: str) -> None:
    assert not Budget(field=10**12).keeps_field(Job(Recipe(tone=tone), (20, 30)))


@given(st.integers(0, 2**40), st.integers(1, 1024))
def test_a_budget_fits_the_memory(memory: int, processors: int) -> None:
    usual, found = Budget(), Budget.within(memory, processors)
    assert found.field == usual.field  # pixels depend on which fields are kept
    assert 0 <= found.bands <= usual.bands
    assert 0 <= found.part <= usual.part
    assert found.bands + WORKED_ON * found.part * processors <= max(0, memory - 100 * 2**20) / 4


def test_enough_memory_changes_nothing() -> None:
    assert Budget.within(None) == Budget.within(16 * 10**9, 16) == Budget()
    assert budget_here() == budget_here()


def test_a_picture_is_the_same_by_any_budget() -> None:
    recipe = Recipe(seed=3, layers=3, width=9, colour="rgb")
    usual, little = (
        nnart.render(recipe, (300, 200), run=nnart.Run(budget=budget)).pixels
        for budget in (Budget(), Budget.within(0))
    )
    assert (np.asarray(usual) == np.asarray(little)).all()
