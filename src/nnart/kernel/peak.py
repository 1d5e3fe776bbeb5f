"""The processor's peak of fused multiply-adds, to compare speeds with."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from nnart.kernel.lanes import FLOATS, Loop, call, store
from nnart.kernel.processor import SHAPE


@intrinsic
def multiply_add(typing: Any, passes: Any, out: Any) -> Any:
    """multiply_add(passes, out): in every pass, a fused multiply-add on each of `SHAPE.chains` vectors.

    The chains are independent, which keeps the processor as busy as possible. A vector that depends on all of
    them is written to `out`, so the compiler cannot drop any.
    """

    def generate(context: Any, builder: Any, signature: Any, operands: Any) -> Any:
        passes, out = operands
        factor = ir.Constant(FLOATS, [0.999] * SHAPE.lanes)
        starts = [ir.Constant(FLOATS, [float(n)] * SHAPE.lanes) for n in range(SHAPE.chains)]
        with Loop(builder, passes, starts) as loop:
            loop.values = [call(builder, "fma", value, factor, factor) for value in loop.values]
        total = loop.values[0]
        for value in loop.values[1:]:
            total = builder.fadd(total, value)
        store(builder, total, out)
        return context.get_dummy_value()

    return types.void(types.int64, out), generate
