"""The processor's arithmetic mode.

Other libraries may set it to flush denormal numbers to zero or to round differently, for a thread and all
threads that it starts. Results would then depend on which library was loaded first.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from nnart.kernel.processor import ARM, X86

# Of the control registers MXCSR and FPCR: round to nearest, keep denormals, raise nothing.
DEFAULT_MODE = 0x1F80 if X86 else 0
_BYTE, _WORD = ir.IntType(8), ir.IntType(32 if X86 else 64)


def _swap(builder: Any, mode: Any) -> Any:
    """Emit the change to a mode; return the one before."""
    if ARM:
        get = _intrinsic(builder, "llvm.aarch64.get.fpcr", ir.FunctionType(_WORD, []))
        before = builder.call(get, [])
        builder.call(
            _intrinsic(builder, "llvm.aarch64.set.fpcr", ir.FunctionType(ir.VoidType(), [_WORD])), [mode]
        )
        return before
    if X86:
        kind = ir.FunctionType(ir.VoidType(), [_BYTE.as_pointer()])
        slot = cgutils.alloca_once(builder, _WORD)
        byte = builder.bitcast(slot, _BYTE.as_pointer())
        builder.call(_intrinsic(builder, "llvm.x86.sse.stmxcsr", kind), [byte])
        before = builder.load(slot)
        builder.store(mode, slot)
        builder.call(_intrinsic(builder, "llvm.x86.sse.ldmxcsr", kind), [byte])
        return before
    return mode  # other processors: leave the mode as it is


def _intrinsic(builder: Any, name: str, kind: Any) -> Any:
    return cgutils.get_or_insert_function(builder.module, kind, name)


@intrinsic
def change_mode(typing: Any, mode: Any) -> Any:
    """change_mode(mode): change this thread's mode, an int64, and return the one before."""

    def generate(context: Any, builder: Any, signature: Any, operands: Any) -> Any:
        before = _swap(builder, builder.trunc(operands[0], _WORD) if X86 else operands[0])
        return builder.zext(before, ir.IntType(64)) if X86 else before

    return types.int64(types.int64), generate
