"""Vectors with one point in each lane, for the kernel's inner loops.

Formulas are written in Python's operators on `Lanes` and emitted as LLVM vector code, which fixes both the
operations and their width, instead of leaving them to the compiler.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba.core import cgutils

from nnart.kernel.processor import SHAPE

FLOAT, DOUBLE = ir.FloatType(), ir.DoubleType()
INT32, INT64 = ir.IntType(32), ir.IntType(64)

FLOATS, DOUBLES = ir.VectorType(FLOAT, SHAPE.lanes), ir.VectorType(DOUBLE, SHAPE.lanes)
_INTEGERS = {FLOATS: ir.VectorType(INT32, SHAPE.lanes), DOUBLES: ir.VectorType(INT64, SHAPE.lanes)}
_FLOATING = {integers: floating for floating, integers in _INTEGERS.items()}


class Lanes:
    """Several vectors on which code is emitted in lockstep.

    They are float32 or float64. Operators take `Lanes` with the same number of vectors, or a number, which is
    rounded to their type and put into every lane. Operations are those of IEEE 754; `bits` gives the same lanes
    as integers of the same size.
    """

    def __init__(self, builder: Any, vectors: list[Any]) -> None:
        self.builder = builder
        self.vectors = vectors
        self._kind = vectors[0].type

    def _each(self, emit: Callable[..., Any], *operands: Lanes | float) -> Lanes:
        """Return `emit` of every vector and its operands."""
        columns = [self.vectors, *(self._vectors(operand) for operand in operands)]
        return Lanes(self.builder, [emit(*row) for row in zip(*columns, strict=True)])

    def _vectors(self, operand: Lanes | float) -> list[Any]:
        if isinstance(operand, Lanes):
            return operand.vectors
        return [ir.Constant(self._kind, [operand] * SHAPE.lanes)] * len(self.vectors)

    def __add__(self, other: Lanes | float) -> Lanes:
        return self._each(self.builder.fadd if self._kind in _INTEGERS else self.builder.add, other)

    def __sub__(self, other: Lanes | float) -> Lanes:
        return self._each(self.builder.fsub, other)

    def __rsub__(self, other: float) -> Lanes:
        return self._each(lambda x, y: self.builder.fsub(y, x), other)

    def __mul__(self, other: Lanes | float) -> Lanes:
        return self._each(self.builder.fmul, other)

    def __truediv__(self, other: Lanes | float) -> Lanes:
        return self._each(self.builder.fdiv, other)

    def __rtruediv__(self, other: float) -> Lanes:
        return self._each(lambda x, y: self.builder.fdiv(y, x), other)

    def __xor__(self, other: Lanes | int) -> Lanes:
        return self._each(self.builder.xor, other)

    def __lshift__(self, other: int) -> Lanes:
        return self._each(self.builder.shl, other)

    def __abs__(self) -> Lanes:
        return self._each(lambda x: call(self.builder, "fabs", x))

    def times_plus(self, factor: Lanes | float, term: Lanes | float) -> Lanes:
        """Return self * factor + term, rounded once."""
        return self._each(lambda *operands: call(self.builder, "fma", *operands), factor, term)

    def at_most(self, limit: float) -> Lanes:
        return self._each(lambda x, y: self._chosen("<", x, y, x, y), limit)

    def at_least(self, limit: float) -> Lanes:
        return self._each(lambda x, y: self._chosen(">", x, y, x, y), limit)

    def within(self, limit: float) -> Lanes:
        """Return self, clamped to ±limit."""
        return self.at_most(limit).at_least(-limit)

    def where_positive(self, then: float, otherwise: float) -> Lanes:
        return self._each(lambda x, *rest: self._chosen(">", x, *rest), 0.0, then, otherwise)

    def _chosen(self, relation: str, x: Any, y: Any, then: Any, otherwise: Any) -> Any:
        return self.builder.select(self.builder.fcmp_ordered(relation, x, y), then, otherwise)

    def to_floats(self) -> Lanes:
        """Return float64 lanes rounded to float32."""
        return self._each(lambda x: self.builder.fptrunc(x, FLOATS))

    @property
    def bits(self) -> Lanes:
        return self._each(lambda x: self.builder.bitcast(x, _INTEGERS[self._kind]))

    @property
    def number(self) -> Lanes:
        """The floats with these bits, for integer lanes."""
        return self._each(lambda x: self.builder.bitcast(x, _FLOATING[self._kind]))


def polynomial(x: Lanes, *coefficients: float) -> Lanes:
    """Return a polynomial by Horner's rule, from its highest coefficient down."""
    p = x.times_plus(coefficients[0], coefficients[1])
    for coefficient in coefficients[2:]:
        p = p.times_plus(x, coefficient)
    return p


def call(builder: Any, name: str, *operands: Any) -> Any:
    """Emit one of LLVM's intrinsic functions on vectors."""
    kind = operands[0].type
    bits = 32 if kind == FLOATS else 64
    function = ir.FunctionType(kind, [kind] * len(operands))
    name = f"llvm.{name}.v{kind.count}f{bits}"
    return builder.call(cgutils.get_or_insert_function(builder.module, function, name), operands)


def splat(builder: Any, number: Any) -> Any:
    """Return a vector of one number."""
    nothing = ir.Constant(ir.VectorType(number.type, SHAPE.lanes), ir.Undefined)
    one = builder.insert_element(nothing, number, ir.Constant(INT32, 0))
    return builder.shuffle_vector(one, nothing, ir.Constant(_INTEGERS[FLOATS], [0] * SHAPE.lanes))


def load(builder: Any, kind: Any, pointer: Any) -> Any:
    """Load a vector from a pointer; vectors of `FLOATS` must be aligned to their size."""
    vector = builder.load(builder.bitcast(pointer, kind.as_pointer()))
    vector.align = _alignment(kind)
    return vector


def store(builder: Any, vector: Any, pointer: Any) -> None:
    """Store a vector where `load` can read it."""
    instruction = builder.store(vector, builder.bitcast(pointer, vector.type.as_pointer()))
    instruction.align = _alignment(vector.type)


def _alignment(kind: Any) -> int:
    return 4 * SHAPE.lanes if kind == FLOATS else 8


def prefetch(builder: Any, pointer: Any) -> None:
    """Prefetch the cache line at a pointer, to be read soon and often."""
    byte = ir.IntType(8).as_pointer()
    kind = ir.FunctionType(ir.VoidType(), [byte, INT32, INT32, INT32])
    function = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
    read, keep, data = (ir.Constant(INT32, number) for number in (0, 3, 1))
    builder.call(function, [builder.bitcast(pointer, byte), read, keep, data])


class Loop:
    """An emitted loop, for i in range(0, stop, step), with values in registers.

        with Loop(builder, stop, values) as loop:
            loop.values = ...    # those of the next pass, made from loop.index and loop.values

    After the loop, `values` are the final ones. The body runs at least once.
    """

    def __init__(self, builder: Any, stop: Any, values: list[Any], step: int = 1) -> None:
        self._builder, self._stop, self._step = builder, stop, step
        self._before = values

    def __enter__(self) -> Loop:
        builder, entry = self._builder, self._builder.block
        self._body = builder.append_basic_block("body")
        builder.branch(self._body)
        builder.position_at_end(self._body)
        self.index = builder.phi(INT64)
        self.index.add_incoming(ir.Constant(INT64, 0), entry)
        self._phis = [builder.phi(value.type) for value in self._before]
        for phi, value in zip(self._phis, self._before, strict=True):
            phi.add_incoming(value, entry)
        self.values: list[Any] = list(self._phis)
        return self

    def __exit__(self, *failure: object) -> None:
        builder = self._builder
        following = builder.add(self.index, ir.Constant(INT64, self._step))
        self.index.add_incoming(following, builder.block)
        for phi, value in zip(self._phis, self.values, strict=True):
            phi.add_incoming(value, builder.block)
        after = builder.append_basic_block("after")
        builder.cbranch(builder.icmp_signed("<", following, self._stop), self._body, after)
        builder.position_at_end(after)
