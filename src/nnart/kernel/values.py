"""Values of code that is being emitted: formulas in Python's operators become instructions of LLVM's.

This fixes both the operations and the width of vectors, instead of leaving them to a compiler.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir

from nnart.kernel.processor import LANES

FLOAT, DOUBLE = ir.FloatType(), ir.DoubleType()
INT8, INT16, INT32, INT64 = (ir.IntType(bits) for bits in (8, 16, 32, 64))
FLOATS, DOUBLES = ir.VectorType(FLOAT, LANES), ir.VectorType(DOUBLE, LANES)
POINTER = ir.PointerType()
_INTEGERS = {
    FLOAT: INT32,
    DOUBLE: INT64,
    FLOATS: ir.VectorType(INT32, LANES),
    DOUBLES: ir.VectorType(INT64, LANES),
}
_FLOATING = {integers: floating for floating, integers in _INTEGERS.items()}


class Value:
    """A number, or several vectors in lockstep with a point in each lane, that emitted code computes.

    All parts are of one type: float32, float64 or integers. Operators take values with as many parts, or a
    number of Python's, which is rounded to their type and put into every lane. Operations are those of IEEE
    754; integers are signed, except in `>>` and `//`.
    """

    def __init__(self, builder: Any, parts: list[Any]) -> None:
        self.builder = builder
        self.parts = parts
        self.kind = parts[0].type

    def _each(self, emit: Callable[..., Any], *operands: Value | float) -> Value:
        """Return `emit` of every part and its operands."""
        columns = [self.parts, *(self._parts(operand) for operand in operands)]
        return Value(self.builder, [emit(*row) for row in zip(*columns, strict=True)])

    def _parts(self, operand: Value | float) -> list[Any]:
        if isinstance(operand, Value):
            return operand.parts
        lanes = isinstance(self.kind, ir.VectorType)
        return [ir.Constant(self.kind, [operand] * LANES if lanes else operand)] * len(self.parts)

    @property
    def _floats(self) -> bool:
        return self.kind in _INTEGERS

    def __add__(self, other: Value | float) -> Value:
        return self._each(self.builder.fadd if self._floats else self.builder.add, other)

    def __sub__(self, other: Value | float) -> Value:
        return self._each(self.builder.fsub if self._floats else self.builder.sub, other)

    def __rsub__(self, other: float) -> Value:
        return self._each(lambda x, y: self.builder.fsub(y, x), other)

    def __mul__(self, other: Value | float) -> Value:
        return self._each(self.builder.fmul if self._floats else self.builder.mul, other)

    def __truediv__(self, other: Value | float) -> Value:
        return self._each(self.builder.fdiv, other)

    def __rtruediv__(self, other: float) -> Value:
        return self._each(lambda x, y: self.builder.fdiv(y, x), other)

    def __floordiv__(self, other: Value | int) -> Value:
        return self._each(self.builder.udiv, other)

    def __and__(self, other: Value | int) -> Value:
        return self._each(self.builder.and_, other)

    def __or__(self, other: Value | int) -> Value:
        return self._each(self.builder.or_, other)

    def __xor__(self, other: Value | int) -> Value:
        return self._each(self.builder.xor, other)

    def __lshift__(self, other: int) -> Value:
        return self._each(self.builder.shl, other)

    def __rshift__(self, other: int) -> Value:
        return self._each(self.builder.lshr, other)

    def __abs__(self) -> Value:
        return self._each(lambda x: call(self.builder, "fabs", x))

    def __lt__(self, other: Value | float) -> Value:
        return self._compared("<", other)

    def __le__(self, other: Value | float) -> Value:
        return self._compared("<=", other)

    def __gt__(self, other: Value | float) -> Value:
        return self._compared(">", other)

    def __ge__(self, other: Value | float) -> Value:
        return self._compared(">=", other)

    def same(self, other: Value | float) -> Value:
        """Return whether both are equal; not `==`, which Python needs for itself."""
        return self._compared("==", other)

    def _compared(self, relation: str, other: Value | float) -> Value:
        emit = self.builder.fcmp_ordered if self._floats else self.builder.icmp_signed
        return self._each(lambda x, y: emit(relation, x, y), other)

    def choose(self, then: Value, otherwise: Value) -> Value:
        """Return one of two values, where this one is a comparison."""
        return self._each(self.builder.select, then, otherwise)

    def times_plus(self, factor: Value | float, term: Value | float) -> Value:
        """Return self * factor + term, rounded once."""
        return self._each(lambda *operands: call(self.builder, "fma", *operands), factor, term)

    def at_most(self, limit: Value | float) -> Value:
        limit = self._same_kind(limit)
        return (self < limit).choose(self, limit)

    def at_least(self, limit: Value | float) -> Value:
        limit = self._same_kind(limit)
        return (self > limit).choose(self, limit)

    def within(self, limit: float) -> Value:
        """Return self, clamped to ±limit."""
        return self.at_most(limit).at_least(-limit)

    def where_positive(self, then: float, otherwise: float) -> Value:
        return (self > 0.0).choose(self._same_kind(then), self._same_kind(otherwise))

    def _same_kind(self, number: Value | float) -> Value:
        return Value(self.builder, self._parts(number))

    def to(self, kind: Any) -> Value:
        """Return floats in another width, rounded to it or exact."""
        if kind == self.kind:
            return self
        narrower = kind in (FLOAT, FLOATS)
        return self._each(lambda x: (self.builder.fptrunc if narrower else self.builder.fpext)(x, kind))

    @property
    def integer(self) -> Value:
        """A float64's whole part, int64."""
        return self._each(lambda x: self.builder.fptosi(x, INT64))

    @property
    def float(self) -> Value:
        """An int64, as float64."""
        return self._each(lambda x: self.builder.sitofp(x, DOUBLE))

    def narrowed(self, kind: Any) -> Value:
        """Return an integer's low bits, as a shorter integer."""
        return self._each(lambda x: self.builder.trunc(x, kind))

    @property
    def widened(self) -> Value:
        """A shorter integer that is not negative, as int64."""
        return self._each(lambda x: self.builder.zext(x, INT64))

    @property
    def bits(self) -> Value:
        """The bits of floats, as integers of the same size."""
        return self._each(lambda x: self.builder.bitcast(x, _INTEGERS[self.kind]))

    @property
    def number(self) -> Value:
        """The floats with these bits."""
        return self._each(lambda x: self.builder.bitcast(x, _FLOATING[self.kind]))

    @property
    def splat(self) -> Value:
        """Floats, each in every lane of a vector."""
        kind = FLOATS if self.kind == FLOAT else DOUBLES
        nothing, lane = ir.Constant(kind, ir.Undefined), ir.Constant(INT32, 0)
        everywhere = ir.Constant(_INTEGERS[FLOATS], [0] * LANES)

        def emit(x: Any) -> Any:
            one = self.builder.insert_element(nothing, x, lane)
            return self.builder.shuffle_vector(one, nothing, everywhere)

        return self._each(emit)


class Array:
    """Numbers side by side in memory, from a pointer on."""

    def __init__(self, builder: Any, pointer: Any, kind: Any) -> None:
        self.builder, self.pointer, self.kind = builder, pointer, kind

    def __add__(self, count: Value | int) -> Array:
        """Return the array from its number `count` on."""
        at = ir.Constant(INT64, count) if isinstance(count, int) else count.parts[0]
        return Array(self.builder, self.builder.gep(self.pointer, [at], source_etype=self.kind), self.kind)

    def __getitem__(self, at: Value | int) -> Value:
        return Value(self.builder, [self.builder.load((self + at).pointer, typ=self.kind)])

    def __setitem__(self, at: Value | int, number: Value) -> None:
        self.builder.store(number.parts[0], (self + at).pointer)

    def vectors(self, count: int) -> Value:
        """Return the first vectors, in lockstep; those of float32 must lie at whole vectors."""
        kind = FLOATS if self.kind == FLOAT else DOUBLES
        places = ((self + LANES * n).pointer for n in range(count))
        return Value(
            self.builder, [self.builder.load(place, typ=kind, align=self._alignment) for place in places]
        )

    def put(self, vectors: Value) -> None:
        """Write vectors to the beginning, as `vectors` reads them."""
        for n, part in enumerate(vectors.parts):
            self.builder.store(part, (self + LANES * n).pointer, align=self._alignment)

    @property
    def _alignment(self) -> int:
        return 4 * LANES if self.kind == FLOAT else 8

    def prefetch(self) -> None:
        """Prefetch the cache line at the beginning, to be read soon and often."""
        kind = ir.FunctionType(ir.VoidType(), [POINTER, INT32, INT32, INT32])
        read, keep, data = (ir.Constant(INT32, number) for number in (0, 3, 1))
        self.builder.call(declared(self.builder, "llvm.prefetch.p0", kind), [self.pointer, read, keep, data])


def polynomial(x: Value, *coefficients: float) -> Value:
    """Return a polynomial by Horner's rule, from its highest coefficient down."""
    p = x.times_plus(coefficients[0], coefficients[1])
    for coefficient in coefficients[2:]:
        p = p.times_plus(x, coefficient)
    return p


def call(builder: Any, name: str, *operands: Any) -> Any:
    """Emit one of LLVM's intrinsic functions on floats."""
    kind = operands[0].type
    element = kind.element if isinstance(kind, ir.VectorType) else kind
    size = f"f{32 if element == FLOAT else 64}"
    lanes = f"v{kind.count}" if isinstance(kind, ir.VectorType) else ""
    function = declared(builder, f"llvm.{name}.{lanes}{size}", ir.FunctionType(kind, [kind] * len(operands)))
    return builder.call(function, operands)


def declared(builder: Any, name: str, kind: Any) -> Any:
    """Return a function of the module, declared if it is not there."""
    found = builder.module.globals.get(name)
    return ir.Function(builder.module, kind, name) if found is None else found
