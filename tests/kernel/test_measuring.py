"""Measuring: every shape has a time, unless that would take too long."""

from __future__ import annotations

import pytest

from nnart.kernel import loaded
from nnart.kernel.measuring import measure
from nnart.kernel.processor import FUSED
from nnart.kernel.shapes import CANDIDATES, WIDTHS


@pytest.mark.skipif(not FUSED, reason="without FMA it would take minutes")
def test_every_shape_is_measured_at_every_width() -> None:
    loaded()
    times = measure(1, patience=1000.0)
    assert list(times) == list(WIDTHS)
    for row in times.values():
        assert list(row) == list(CANDIDATES)
        assert all(0 < seconds < 1 for seconds in row.values())


def test_a_processor_that_is_too_slow_has_no_times() -> None:
    """But a row for each width, as a sign that it was measured."""
    loaded()
    assert measure(1, patience=-1.0) == {width: {} for width in WIDTHS}
