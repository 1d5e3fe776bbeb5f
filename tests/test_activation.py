"""The table of activations agrees with itself."""

from __future__ import annotations

import numpy as np
import pytest

from nnart.activation import ACTIVATIONS
from tests.naive import FORMULAS


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda a: a.name)
def test_table_agrees_with_itself(activation: object) -> None:
    """The plain value is the formula, and the slope is the value's."""
    name, value, slope = (getattr(activation, key) for key in ("name", "value", "slope"))
    for z in (-2.3, -0.7, 0.4, 1.9):
        assert value(z) == pytest.approx(float(FORMULAS[name](np.float64(z))))  # type: ignore[operator]
        assert slope(z) == pytest.approx((value(z + 1e-6) - value(z - 1e-6)) / 2e-6, abs=1e-6)
