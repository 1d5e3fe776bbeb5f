"""As many fused multiply-adds as the processor can do: what speed is measured against."""

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

    They wait only for themselves, so that the processor is kept as busy as can be. A vector that all had a
    part in is written to `out`, so that none of them can be left out.
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
