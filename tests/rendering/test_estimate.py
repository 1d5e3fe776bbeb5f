"""Estimates: what they count, and how near they come to what a picture takes."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.field.calibration import calibrate, corrected
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.budget import Budget
from nnart.rendering.estimate import Estimate, bound, estimate, pixels_of, puts_together
from nnart.tiles.tiles import Blocks, layout_for
from tests.rendering.cases import case


def test_all_sizes_of_a_file_are_counted() -> None:
    assert pixels_of(*case(".tif", (4096, 4096))) == sum(4**n for n in range(8, 13))
    assert pixels_of(*case(".png", (4096, 4096), samples=3)) == 4096**2


def test_several_pictures_take_longer_but_no_more_memory() -> None:
    assert Estimate(2.0, 10, 100).times(3) == Estimate(6.0, 10, 300)
    assert Estimate(2.0, 10, 100).times(2.5) == Estimate(5.0, 10, 250)
    assert Estimate(2.0, 10, 100) + Estimate(3.0, 7, 50) == Estimate(5.0, 10, 150)


def test_only_a_streamed_file_is_put_together() -> None:
    assert [puts_together(case(ending)[1]) for ending in (".png", ".tif", ".npy", ".jpg", ".avif")] == [
        *[True] * 3,
        *[False] * 2,
    ]


SIDES = st.integers(1, 20_000)


@given(SIDES, SIDES, st.integers(0, 5000), st.integers(1, 3), st.sampled_from([".png", ".tif", ".jpg", ".npy"]))
def test_a_bound_grows_with_the_picture(rows: int, columns: int, more: int, samples: int, ending: str) -> None:
    small, large = case(ending, (rows, columns)), case(ending, (rows, columns + more), samples=samples)
    one, other = (bound(*each, threads=2) for each in (small, large))
    assert one.seconds <= other.seconds
    assert one.disk <= other.disk
    assert bound(*small, threads=2, speed=1e12).seconds == pytest.approx(one.seconds / 100)


def test_a_stretched_tone_takes_another_pass_unless_its_field_is_kept() -> None:
    size = Size(4000, 3000)
    plain, stretched = (bound(*case(size=size, tone=tone, gain=2.0)) for tone in ("none", "stretch"))
    assert stretched.seconds == pytest.approx(2 * plain.seconds)
    kept = bound(*case(size=size, tone="stretch", gain=2.0), budget=Budget(field=3000 * 4000))
    assert kept.seconds == pytest.approx(plain.seconds)
    assert kept.memory - stretched.memory == 8 * 3000 * 4000


@pytest.mark.parametrize("values", [{"symmetry": "mirror"}, {"seamless": "xy"}], ids=str)
def test_answers_that_symmetric_pictures_keep_are_counted(values: dict[str, Any]) -> None:
    plain, small, large = (
        bound(*case(size=size, gain=2.0, **given), threads=1)
        for size, given in (((4000, 4000), {}), ((300, 300), values), ((4000, 4000), values))
    )
    assert small.memory < plain.memory + 2**23
    assert 0 < large.memory - plain.memory - Budget().shared < 2**24
    none = bound(*case(size=(4000, 4000), gain=2.0, **values), threads=1, budget=Budget(shared=0))
    assert none.memory == pytest.approx(plain.memory, rel=0.01)


def test_a_symmetric_picture_takes_as_much_less_as_it_shares() -> None:
    """Its evaluations are counted by their share; and colours, and files, as before."""
    given: dict[str, Any] = {"layers": 20, "width": 200, "tolerance": 0.0, "gain": 1.5}
    plain, shared = (estimate(*case(size=(2000, 2000), **given, symmetry=name)) for name in ("none", "p4m"))
    assert shared.seconds < plain.seconds / 4


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".png", ".tif", ".jpg", ".webp", ".avif", ".npy"])
def test_the_disk_that_is_estimated_is_used(ending: str, tmp_path: Path) -> None:
    one = case(ending, (500, 600), layers=5, width=40)
    path = tmp_path / f"a{ending}"
    nnart.save(one[0], path)
    found = estimate(*one)
    assert found.disk == pytest.approx(path.stat().st_size, rel=0.5)
    most = bound(*one)
    assert found.disk <= most.disk
    assert found.memory <= most.memory
    assert 0 < found.seconds < most.seconds


@pytest.mark.slow
def test_an_estimate_grows_with_what_is_held() -> None:
    small: dict[str, Any] = {"layers": 3, "width": 9}
    sizes = {ending: estimate(*case(ending, (4000, 4000), **small)) for ending in (".jpg", ".webp", ".avif")}
    streamed = estimate(*case(".png", (4000, 4000), **small))
    assert 0.05 < streamed.seconds < 100
    assert 90 * 2**20 < streamed.memory < 400 * 2**20
    for ending, each in ((".jpg", 8), (".webp", 14), (".avif", 45)):
        assert sizes[ending].memory - streamed.memory == pytest.approx(each * 4000**2, rel=0.1)
    assert sizes[".avif"].seconds > 2 * streamed.seconds
    kept, exact = (
        estimate(*case(size=(2000, 2000), tone=tone, tolerance=0.0, **small)) for tone in ("stretch", "none")
    )
    assert kept.memory - exact.memory == 8 * 2000 * 2000
    assert estimate(*case(size=(2000, 2000), **small), threads=512).seconds > 0


def test_a_giant_is_estimated_without_drawing_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnart.rendering.painter.draw_packed", None)
    one = case(layers=250, width=1024)
    assert one[0].is_giant
    assert estimate(*one).memory > 12 * 260 * 10**6
    assert math.isfinite(estimate(*one).seconds)


def test_what_is_found_is_kept() -> None:
    """A gain that the estimate looked for is not looked for again."""
    one = case(size=(64, 64), layers=4, width=30, seed=12345)
    estimate(*one)
    before = corrected.cache_info().hits
    calibrate(one[0].recipe)
    assert corrected.cache_info().hits == before + 1


@pytest.mark.slow
def test_a_folder_of_tiles_is_estimated(tmp_path: Path) -> None:
    """All its sizes, and no second copy; and as large as it is."""
    recipe, size = Recipe(seed=7, layers=3, width=9), Size(4100, 3000)
    found = estimate(nnart.Job(recipe, size), Blocks(layout_for(size)))
    nnart.render_tiles(nnart.Job(recipe, size), tmp_path / "d")
    length = sum(path.stat().st_size for path in tmp_path.rglob("*.jpg"))
    assert 1 / 2 < found.disk / length < 2
    assert not puts_together(Blocks(layout_for(size, iiif=True, ending="png")))
