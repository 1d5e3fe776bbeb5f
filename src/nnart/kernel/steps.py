"""The steps through a layer, as functions for compiled code: sums of products, and activations.

Arrays are passed as pointers to their first number. Rows are a tile's activations, float32 (neurons,
SHAPE.points), each row aligned to a vector.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from nnart.activation import ACTIVATIONS
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

# Weights to prefetch ahead, even past the end: a prefetch never faults. Half as many and twice as many were
# slower.
_AHEAD = 512
BLOCK = SHAPE.vectors * SHAPE.lanes  # points of a block
# Vectors that pass an activation in lockstep; 2 and 8 were slower.
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
    carry: Any,
    sums: Any,
    row: Any,
    point: Any,
) -> Any:
    """Write the sums of a block: `ROWS` neurons from `row` on, `BLOCK` points from `point` on.

        sums[row + r, p] = biases[first + r] + Σ weights[at + k * ROWS + r] * before[k, p],  0 <= k < terms

    Each sum is one serial chain of fused multiply-adds, bias first. All sums of a block stay in registers
    during the loop over k, which loads each activation once for all rows. If `carry` is not 0, the chain begins
    with bias + carry * sums[row + r, p], with the previous layer's sum.

    weights, biases   float32 (…,)
    before, sums      rows
    terms             at least 1
    carry             float32
    """

    def generate(context: Any, builder: Any, signature: Any, operands: Any) -> Any:
        weights, at, biases, first, before, terms, carry, sums, row, point = operands

        def numbers(start: Any) -> list[Any]:
            return [splat(builder, builder.load(_offset(builder, start, r))) for r in range(ROWS)]

        start = builder.gep(sums, [_place(builder, row, point)])
        places = [
            _offset(builder, start, SHAPE.points * r + column) for r in range(ROWS) for column in _COLUMNS
        ]
        plain = [number for number in numbers(builder.gep(biases, [first])) for _ in _COLUMNS]
        with Loop(builder, terms, _carried(builder, carry, places, plain)) as loop:
            start = builder.gep(before, [_place(builder, loop.index, point)])
            inputs = [load(builder, FLOATS, _offset(builder, start, column)) for column in _COLUMNS]
            offset = builder.add(at, builder.mul(loop.index, _constant(ROWS)))
            start = builder.gep(weights, [offset])
            prefetch(builder, _offset(builder, start, _AHEAD))
            pairs = [(w, x) for w in numbers(start) for x in inputs]
            loop.values = [call(builder, "fma", *pair, s) for pair, s in zip(pairs, loop.values, strict=True)]
        for place, s in zip(places, loop.values, strict=True):
            store(builder, s, place)
        return context.get_dummy_value()

    integer = types.int64
    after = (types.float32, sums, integer, integer)
    return types.void(weights, integer, biases, integer, before, integer, *after), generate


def _carried(builder: Any, carry: Any, places: list[Any], plain: list[Any]) -> list[Any]:
    """Return the sums' start: `plain`, plus `carry` times the previous sums if `carry` is not 0."""
    entry = builder.block
    with builder.if_then(builder.fcmp_unordered("!=", carry, ir.Constant(carry.type, 0.0))):
        factor = splat(builder, carry)
        more = [
            call(builder, "fma", factor, load(builder, FLOATS, place), vector)
            for place, vector in zip(places, plain, strict=True)
        ]
        carried = builder.block
    phis = [builder.phi(vector.type) for vector in plain]
    for phi, vector, other in zip(phis, plain, more, strict=True):
        phi.add_incoming(vector, entry)
        phi.add_incoming(other, carried)
    return phis


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
            sums = sums.to_floats()  # the activation clamps an overflow
        start = builder.gep(after, [_place(builder, row, point)])
        for column, vector in zip(_COLUMNS, sums.vectors, strict=True):
            store(builder, vector, _offset(builder, start, column))
        return context.get_dummy_value()

    integer = types.int64
    return types.void(weights, integer, types.float32, before, integer, after, integer, integer), generate


@intrinsic
def activate(typing: Any, code: Any, sums: Any, after: Any, first: Any, count: Any) -> Any:
    """activate(code, sums, after, first, count): write the activation of so many rows of sums.

    `code` is an index into `nnart.activation.ACTIVATIONS`. Rows may be float64 (…, SHAPE.points) too, and
    then it is the output layer's form of the activation; `after` may be `sums`.
    """
    kind, formulas = (FLOATS, HIDDEN) if sums.dtype == types.float32 else (DOUBLES, OUTPUT)

    def generate(context: Any, builder: Any, signature: Any, operands: Any) -> Any:
        code, sums, after, first, count = operands
        start = builder.mul(first, _constant(SHAPE.points))
        sums, after = builder.gep(sums, [start]), builder.gep(after, [start])
        stop = builder.mul(count, _constant(SHAPE.points))
        done = builder.append_basic_block("activated")
        switch = builder.switch(code, done)
        for number, activation in enumerate(ACTIVATIONS):
            block = builder.append_basic_block(activation.name)
            switch.add_case(_constant(number), block)
            builder.position_at_end(block)
            with Loop(builder, stop, [], step=_GROUP * SHAPE.lanes) as loop:
                read, write = (
                    [_offset(builder, builder.gep(rows, [loop.index]), SHAPE.lanes * n) for n in range(_GROUP)]
                    for rows in (sums, after)
                )
                z = Lanes(builder, [load(builder, kind, place) for place in read])
                for place, vector in zip(write, formulas[activation.name](z).vectors, strict=True):
                    store(builder, vector, place)
            builder.branch(done)
        builder.position_at_end(done)
        return context.get_dummy_value()

    return types.void(types.int64, sums, after, types.int64, types.int64), generate
