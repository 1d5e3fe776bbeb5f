"""The processor's peak of fused multiply-adds, to compare speeds with."""

from __future__ import annotations

from typing import Any

from llvmlite import ir

from nnart.kernel.code import Code, define
from nnart.kernel.processor import CHAINS, LANES
from nnart.kernel.signatures import SIGNATURES
from nnart.kernel.values import FLOATS, Array, Value


def define_peak(module: Any) -> None:
    """Define the function that does, in every pass, a fused multiply-add on each of `CHAINS` vectors.

    The chains are independent, which keeps the processor as busy as possible. A vector that depends on all of
    them is written to `out`, so the compiler cannot drop any.
    """

    def emit(code: Code, passes: Value, out: Array) -> None:
        starts = [ir.Constant(FLOATS, [float(n)] * LANES) for n in range(CHAINS)]
        chains = code.variable(Value(code.builder, starts))
        with code.loop(0, passes):
            chains.value = chains.value.times_plus(0.999, 0.999)
        total, *others = (Value(code.builder, [part]) for part in chains.value.parts)
        for other in others:
            total = total + other
        out.put(total)

    define(module, "peak", SIGNATURES["peak"], emit)
