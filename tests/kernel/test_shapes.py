"""Shapes: they fit every processor, and the fastest one is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.kernel.processor import LANES, TARGET, Target
from nnart.kernel.shapes import CANDIDATES, GROUP, WIDTHS, Shape, candidates_for, fastest
from tests.kernel.test_processor import TARGETS


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: f"{target.triple} {target.features}")
def test_a_tile_is_a_whole_number_of_blocks_groups_and_cache_lines(target: Target) -> None:
    for shape in candidates_for(target):
        assert shape.tile % (shape.vectors * target.lanes) == 0
        assert shape.tile % (GROUP * target.lanes) == 0
        assert shape.tile % 16 == 0


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: f"{target.triple} {target.features}")
def test_a_block_of_sums_stays_in_registers(target: Target) -> None:
    """Beside its activations and a weight."""
    for shape in candidates_for(target):
        assert shape.rows * shape.vectors + shape.vectors + 1 <= target.registers


def test_a_shape_has_a_name() -> None:
    assert len(set(map(str, CANDIDATES))) == len(CANDIDATES)
    for shape in CANDIDATES:
        assert Shape.named(str(shape)) == shape
    assert candidates_for(TARGET) == CANDIDATES
    for name in ("", "4x4", "4x4x64", "4x4x64x1+0", "axbxc+0", "-4x4x64+0"):
        with pytest.raises(ValueError, match=r"^$"):
            Shape.named(name)


def test_without_times_it_is_the_default() -> None:
    assert [fastest({}, width) for width in (1, 64, 1000)] == [CANDIDATES[0]] * 3


@given(
    st.integers(1, 2000), st.lists(st.floats(1e-9, 1e-3), min_size=len(CANDIDATES), max_size=len(CANDIDATES))
)
def test_another_is_chosen_only_if_it_is_clearly_faster(width: int, seconds: list[float]) -> None:
    times = {measured: dict(zip(CANDIDATES, seconds, strict=True)) for measured in WIDTHS}
    best = fastest(times, width)
    if best != CANDIDATES[0]:
        assert best.rows != CANDIDATES[0].rows or times[100][best] < 0.98 * times[100][CANDIDATES[0]]


def test_each_width_has_its_own() -> None:
    default, other = CANDIDATES[:2]
    times = {32: {default: 1.0, other: 2.0}, 100: {default: 1.0, other: 0.99}, 256: {default: 2.0, other: 1.0}}
    assert fastest(times, 20) == fastest(times, 100) == default
    assert fastest(times, 60 * other.rows) == other


def test_rows_that_fill_up_a_block_count() -> None:
    """A block of more rows than neurons does as much work as if all were there."""
    default, tall = CANDIDATES[0], max(CANDIDATES)
    times = {width: {default: 1.0, tall: 0.8} for width in WIDTHS}
    assert fastest(times, 8 * tall.rows) == tall
    assert fastest(times, 4) == default


def test_a_vector_is_the_processors() -> None:
    assert TARGET.lanes == LANES
