"""The steps through a layer, as functions for compiled code: sums of products, and activations.

Arrays are given as pointers to their first number. Rows are float32 (neurons, SHAPE.points), a tile's
activations, each row at a multiple of a vector.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from nnart.activations import ACTIVATIONS
from nnart.kernel.hidden import HIDDEN
from nnart.kernel.lanes import (
    DOUBLE,
    DOUBLES,
    FLOATS,
    INT64,
    Lanes,
    Loop,
    call,
    load,
    prefetch,
    splat,
    store,
)
from nnart.kernel.output import OUTPUT
from nnart.kernel.processor import ROWS, SHAPE

# How many weights ahead of their use they are asked for, past the end too: a prefetch never faults. Half as
# many and twice as many measured worse.
_AHEAD = 512
BLOCK = SHAPE.vectors * SHAPE.lanes  # points of a block
# Vectors that go through an activation in lockstep: 2 and 8 measured slower.
_GROUP = 4 if SHAPE.points // SHAPE.lanes % 4 == 0 else 1
_COLUMNS = [SHAPE.lanes * n for n in range(SHAPE.vectors)]


def _constant(number: int) -> Any:
    return ir.Constant(INT64, number)


def _offset(builder: Any, pointer: Any, number: int) -> Any:
    return builder.gep(pointer, [_constant(number)])


def _place(builder: Any, row: Any, point: Any) -> Any:
    """Return the offset of a point in a row."""
    return builder.add(builder.mul(row, _constant(SHAPE.points)), point)


@intrinsic
def add_products(
    typing: Any,
    weights: Any,
    at: Any,
    biases: Any,
    first: Any,
    before: Any,
    terms: Any,
    after: Any,
    row: Any,
    point: Any,
) -> Any:
    """Write the sums of a block: `ROWS` neurons from `row` on, `BLOCK` points from `point` on.

        after[row + r, p] = biases[first + r] + Σ weights[at + k * ROWS + r] * before[k, p],  0 <= k < terms

    Each sum is one serial chain of fused multiply-adds, bias first. All sums of a block stay in registers
    through the loop over k, which loads an activation once for all of its rows.

    weights, biases   float32 (…,)
    before, after     rows
    terms             at least 1
    """

    def generate(context: Any, builder: Any, signature: Any, operands: Any) -> Any:
        weights, at, biases, first, before, terms, after, row, point = operands

        def numbers(start: Any) -> list[Any]:
            return [splat(builder, builder.load(_offset(builder, start, r))) for r in range(ROWS)]

        start = builder.gep(biases, [first])
        with Loop(builder, terms, [number for number in numbers(start) for _ in _COLUMNS]) as loop:
            start = builder.gep(before, [_place(builder, loop.index, point)])
            inputs = [load(builder, FLOATS, _offset(builder, start, column)) for column in _COLUMNS]
            offset = builder.add(at, builder.mul(loop.index, _constant(ROWS)))
            start = builder.gep(weights, [offset])
            prefetch(builder, _offset(builder, start, _AHEAD))
            pairs = [(w, x) for w in numbers(start) for x in inputs]
            loop.values = [call(builder, "fma", *pair, s) for pair, s in zip(pairs, loop.values, strict=True)]
        start = builder.gep(after, [_place(builder, row, point)])
        places = [SHAPE.points * r + column for r in range(ROWS) for column in _COLUMNS]
        for place, s in zip(places, loop.values, strict=True):
            store(builder, s, _offset(builder, start, place))
        return context.get_dummy_value()

    integer = types.int64
    return types.void(weights, integer, biases, integer, before, integer, after, integer, integer), generate


@intrinsic
def add_products64(
    typing: Any, weights: Any, at: Any, bias: Any, before: Any, terms: Any, after: Any, row: Any, point: Any
) -> Any:
    """Write the sums of one neuron at `BLOCK` points, as `add_products`, but computed in float64.

        after[row, p] = bias + Σ weights[at + k] * before[k, p],  0 <= k < terms

    weights   float32 (…,)
    before    float64 (inputs, SHAPE.points), or rows
    after     float64 (…, SHAPE.points), or rows, for which sums are rounded once
    terms     at least 1
    """
    kind = FLOATS if before.dtype == types.float32 else DOUBLES
    rounded = after.dtype == types.float32

    def generate(context: Any, builder: Any, signature: Any, operands: Any) -> Any:
        weights, at, bias, before, terms, after, row, point = operands

        def widened(value: Any, to: Any) -> Any:
            return value if value.type == to else builder.fpext(value, to)

        bias = splat(builder, widened(bias, DOUBLE))
        with Loop(builder, terms, [bias] * SHAPE.vectors) as loop:
            start = builder.gep(before, [_place(builder, loop.index, point)])
            inputs = [load(builder, kind, _offset(builder, start, column)) for column in _COLUMNS]
            number = builder.load(builder.gep(weights, [builder.add(at, loop.index)]))
            weight = splat(builder, widened(number, DOUBLE))
            loop.values = [
                call(builder, "fma", weight, widened(x, DOUBLES), s)
                for x, s in zip(inputs, loop.values, strict=True)
            ]
        sums = Lanes(builder, loop.values)
        if rounded:
            sums = sums.to_floats()  # an overflow is left to the activation, which clamps
        start = builder.gep(after, [_place(builder, row, point)])
        for column, vector in zip(_COLUMNS, sums.vectors, strict=True):
            store(builder, vector, _offset(builder, start, column))
        return context.get_dummy_value()

    integer = types.int64
    return types.void(weights, integer, types.float32, before, integer, after, integer, integer), generate


@intrinsic
def activate(typing: Any, code: Any, rows: Any, count: Any) -> Any:
    """activate(code, rows, count): replace the first `count` rows by their activation.

    `code` is an index into `nnart.activations.ACTIVATIONS`; one that is none leaves them as they are.
    `rows` may be float64 (…, SHAPE.points) too, and then it is the output layer's form of the activation.
    """
    kind, formulas = (FLOATS, HIDDEN) if rows.dtype == types.float32 else (DOUBLES, OUTPUT)

    def generate(context: Any, builder: Any, signature: Any, operands: Any) -> Any:
        code, rows, count = operands
        stop = builder.mul(count, _constant(SHAPE.points))
        done = builder.append_basic_block("activated")
        switch = builder.switch(code, done)
        for number, activation in enumerate(ACTIVATIONS):
            block = builder.append_basic_block(activation.name)
            switch.add_case(_constant(number), block)
            builder.position_at_end(block)
            with Loop(builder, stop, [], step=_GROUP * SHAPE.lanes) as loop:
                start = builder.gep(rows, [loop.index])
                places = [_offset(builder, start, SHAPE.lanes * n) for n in range(_GROUP)]
                sums = Lanes(builder, [load(builder, kind, place) for place in places])
                for place, vector in zip(places, formulas[activation.name](sums).vectors, strict=True):
                    store(builder, vector, place)
            builder.branch(done)
        builder.position_at_end(done)
        return context.get_dummy_value()

    return types.void(types.int64, rows, types.int64), generate
