"""How functions are compiled: operation by operation, as they are written."""

from __future__ import annotations

import re
from typing import Any

import pytest


def summed(numbers: Any, count: int, out: Any) -> None:
    total = 0.0
    for i in range(count):
        total += numbers[i] * numbers[i] / numbers[i + 1]
    out[0] = total


@pytest.mark.slow  # this loads numba
@pytest.mark.parametrize("name", ["compiled", "inlined"])
def test_no_operation_is_reordered_fused_or_tested_for_zero(name: str) -> None:
    """Which would let answers depend on the machine, or a division fail."""
    from numba import types

    from nnart.kernel import jit

    function = getattr(jit, name)(summed)
    doubles = types.CPointer(types.float64)
    arguments = (doubles, types.int64, doubles)
    function.compile(types.void(*arguments))
    code = function.inspect_llvm(arguments)
    operations = re.findall(r"= (fadd|fmul|fdiv) (\w+)", code)
    assert {name for name, _ in operations} == {"fadd", "fmul", "fdiv"}
    assert not {flag for _, flag in operations} & {"fast", "reassoc", "contract", "nnan", "arcp"}
    assert "llvm.vector.reduce" not in code
    assert "llvm.fmuladd" not in code
    assert "ZeroDivisionError" not in code
