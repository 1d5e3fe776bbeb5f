"""The module: compiled operation by operation, as it is written, and with nothing from outside."""

from __future__ import annotations

import re

import pytest

from nnart.kernel import compiled
from nnart.kernel.shapes import CANDIDATES
from nnart.kernel.signatures import SIGNATURES


@pytest.fixture(scope="module")
def optimised() -> str:
    """LLVM's instructions, when it is done with them."""
    return str(compiled.optimised(compiled.assembly(CANDIDATES)))


def test_no_operation_is_reordered_or_fused(optimised: str) -> None:
    """Which would let answers depend on the machine."""
    operations = re.findall(r"= (fadd|fmul|fsub|fdiv) (\w+)", optimised)
    assert {name for name, _ in operations} >= {"fadd", "fmul", "fsub", "fdiv"}
    assert not {flag for _, flag in operations} & {"fast", "reassoc", "contract", "nnan", "arcp", "ninf", "nsz"}
    assert "llvm.vector.reduce.f" not in optimised
    assert "llvm.fmuladd" not in optimised


def test_nothing_outside_is_called(optimised: str) -> None:
    declared = set(re.findall(r"^declare .*@([\w.]+)\(", optimised, re.MULTILINE))
    assert declared
    assert {name for name in declared if not name.startswith("llvm.")} == set()


def test_every_function_is_there_for_every_shape(optimised: str) -> None:
    public = set(re.findall(r"^define void @(\w+)\(", optimised, re.MULTILINE))
    assert public == SIGNATURES.keys() | {shape.symbol for shape in CANDIDATES}


def test_what_would_be_missing_when_linked_is_not_compiled() -> None:
    assembly = "declare void @elsewhere() define void @f() { call void @elsewhere() ret void }"
    with pytest.raises(AssertionError, match="elsewhere"):
        compiled.optimised(assembly)
