"""Multiply-adds: they are done, and counted."""

from __future__ import annotations

import pytest

from nnart.kernel import loaded, machinecode
from nnart.kernel.packing import aligned
from nnart.kernel.processor import CHAINS, LANES


def test_multiply_adds_are_done() -> None:
    """One pass over all chains, which begin at 0, 1, …, and their sum in every lane."""
    kernel = loaded()
    assert kernel.multiply_add(1) == 2 * LANES * CHAINS
    out = aligned(LANES)
    machinecode.call("peak", 1, out.ctypes.data)
    assert out == pytest.approx(0.999 * sum(n + 1 for n in range(CHAINS)), rel=1e-6)
