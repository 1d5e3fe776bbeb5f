"""The sums of products of a layer.

Rows are a tile's numbers, (neurons, points of a tile), each row aligned to a vector.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir

from nnart.kernel.code import Code, define
from nnart.kernel.processor import LANES
from nnart.kernel.shapes import Shape
from nnart.kernel.values import DOUBLE, DOUBLES, FLOAT, FLOATS, POINTER, Array, Value

_VECTORS = 2  # in a block of the layers in float64: a tile is a whole number of them, whatever its shape
_LAYER = {
    "weights": "floats",
    "biases": "floats",
    "before": "floats",
    "sums": "floats",
    "terms": "integer",
    "neurons": "integer",
    "tile": "integer",
    "carry": "float",
}
KIND = ir.FunctionType(ir.VoidType(), [*[POINTER] * 4, *[ir.IntType(64)] * 3, FLOAT])


def define_products(module: Any, shape: Shape) -> Any:
    """Define the function that writes the sums of an inner layer.

        sums[n, p] = biases[n] + Σ W[n, k] before[k, p],  0 <= k < terms

    Each sum is one serial chain of fused multiply-adds, bias first. All sums of a block, `shape.rows` neurons x
    `shape.vectors` vectors of points, stay in registers during the loop over k, which loads each activation
    once for all rows, and the weights in the order of that loop. If `carry` is not 0, the chain begins with
    bias + carry * sums[n, p], with the previous layer's sum.

    weights   float32: blocks of rows, k-major
    biases    float32, filled up to whole blocks
    tile      points of a tile, a whole number of blocks
    """
    rows, vectors, block = shape.rows, shape.vectors, shape.vectors * LANES

    def emit(
        code: Code,
        weights: Array,
        biases: Array,
        before: Array,
        sums: Array,
        terms: Value,
        neurons: Value,
        tile: Value,
        carry: Value,
    ) -> None:
        with code.loop(0, neurons, rows) as row, code.loop(0, tile, block) as point:
            outs = [sums + ((row + r) * tile + point) for r in range(rows)]
            chains = [code.variable(_repeated((biases + row)[r].splat, vectors)) for r in range(rows)]
            with code.when(_differs(carry, 0.0)):
                for chain, out in zip(chains, outs, strict=True):
                    chain.value = _repeated(carry.splat, vectors).times_plus(out.vectors(vectors), chain.value)
            own = weights + row * terms
            with code.loop(0, terms) as k:
                inputs = (before + (k * tile + point)).vectors(vectors)
                numbers = own + k * rows
                factors = [_repeated(numbers[r].splat, vectors) for r in range(rows)]  # all loads come first
                if shape.ahead:  # even past the end: a prefetch never faults
                    (numbers + shape.ahead).prefetch()
                for factor, chain in zip(factors, chains, strict=True):
                    chain.value = factor.times_plus(inputs, chain.value)
            for chain, out in zip(chains, outs, strict=True):
                out.put(chain.value)

    return define(module, shape.symbol, _LAYER, emit)


def emit_products64(
    code: Code,
    weights: Array,
    biases: Array,
    before: Array,
    after: Array,
    terms: Value,
    neurons: Value,
    tile: Value,
) -> None:
    """Emit the sums of a whole layer in float64, the first or the last one; as in `define_products`.

    weights          float32, in row order
    before, after    float64 or float32 rows; sums are rounded to them once
    """
    with code.loop(0, neurons) as row, code.loop(0, tile, _VECTORS * LANES) as point:
        chain = code.variable(_repeated(biases[row].to(DOUBLE).splat, _VECTORS))
        own = weights + row * terms
        with code.loop(0, terms) as k:
            inputs = (before + (k * tile + point)).vectors(_VECTORS).to(DOUBLES)
            chain.value = _repeated(own[k].to(DOUBLE).splat, _VECTORS).times_plus(inputs, chain.value)
        # An overflow to infinity is clamped by the activation.
        (after + (row * tile + point)).put(chain.value.to(FLOATS if after.kind == FLOAT else DOUBLES))


def _repeated(vector: Value, count: int) -> Value:
    return Value(vector.builder, vector.parts * count)


def _differs(value: Value, number: float) -> Value:
    builder = value.builder
    return Value(builder, [builder.fcmp_unordered("!=", value.parts[0], ir.Constant(value.kind, number))])
