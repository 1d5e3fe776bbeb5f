"""The processor's arithmetic mode.

Other libraries may set it to flush denormal numbers to zero or to round differently, for a thread and all
threads that it starts. Results would then depend on which library was loaded first.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from llvmlite import ir

from nnart.kernel.code import Code
from nnart.kernel.processor import ARM, X86
from nnart.kernel.values import Value, declared

# Of the control registers MXCSR and FPCR: round to nearest, keep denormals, raise nothing.
DEFAULT_MODE = 0x1F80 if X86 else 0
WORD = ir.IntType(32 if X86 else 64)


@contextmanager
def default_mode(code: Code) -> Iterator[None]:
    """Emit code that runs in the standard's default mode; the one before returns at its end."""
    before = swap(code, Value(code.builder, [ir.Constant(WORD, DEFAULT_MODE)]))
    yield
    swap(code, before)


def swap(code: Code, mode: Value) -> Value:
    """Emit the change of this thread's mode; return the one before."""
    if ARM:
        before = _call(code, "llvm.aarch64.get.fpcr", WORD)
        _call(code, "llvm.aarch64.set.fpcr", ir.VoidType(), mode.parts[0])
        return Value(code.builder, [before])
    if X86:
        slot, given = code.variable(mode), code.variable(mode)
        _call(code, "llvm.x86.sse.stmxcsr", ir.VoidType(), slot.place)
        _call(code, "llvm.x86.sse.ldmxcsr", ir.VoidType(), given.place)
        return slot.value
    return mode  # other processors: leave the mode as it is


def _call(code: Code, name: str, result: Any, *arguments: Any) -> Any:
    kind = ir.FunctionType(result, [argument.type for argument in arguments])
    return code.builder.call(declared(code.builder, name, kind), list(arguments))
