"""Code that is being emitted: loops, choices and variables of a function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from llvmlite import ir

from nnart.kernel.values import (
    DOUBLE,
    FLOAT,
    INT8,
    INT16,
    INT64,
    POINTER,
    Array,
    Value,
)

# What an argument may be, by the names in `nnart.kernel.signatures`.
_NUMBERS: dict[str, Any] = {"integer": INT64, "bits": INT64, "double": DOUBLE, "float": FLOAT}
_ARRAYS: dict[str, Any] = {"integers": INT64, "doubles": DOUBLE, "floats": FLOAT, "bytes": INT8, "words": INT16}


class Code:
    """A function, and the place in it where code is emitted next."""

    def __init__(self, function: Any) -> None:
        self._function = function
        self._entry = ir.IRBuilder(function.append_basic_block("entry"))
        self.builder = ir.IRBuilder(function.append_basic_block("code"))

    def number(self, number: Value | int) -> Value:
        """Return an int64."""
        return number if isinstance(number, Value) else Value(self.builder, [ir.Constant(INT64, number)])

    def double(self, number: float) -> Value:
        """Return a float64."""
        return Value(self.builder, [ir.Constant(DOUBLE, number)])

    def variable(self, value: Value) -> Variable:
        """Return a variable with a first value; LLVM keeps it in registers."""
        return Variable(self._entry, value)

    def array(self, kind: Any, count: int) -> Array:
        """Return an array of so many numbers, on the stack."""
        place = self._entry.alloca(kind, size=ir.Constant(INT64, count))
        return Array(self.builder, place, kind)

    @contextmanager
    def loop(self, start: Value | int, stop: Value | int, step: Value | int = 1) -> Iterator[Value]:
        """Emit `for index in range(start, stop, step)`."""
        index, stop = self.variable(self.number(start)), self.number(stop)
        with self.loop_while(lambda: index.value < stop):
            yield index.value
            index.value = index.value + step

    @contextmanager
    def loop_while(self, condition: Callable[[], Value]) -> Iterator[None]:
        """Emit `while condition()`."""
        test, body, after = (self._function.append_basic_block(name) for name in ("test", "body", "after"))
        self.builder.branch(test)
        self.builder.position_at_end(test)
        self.builder.cbranch(condition().parts[0], body, after)
        self.builder.position_at_end(body)
        yield
        self.builder.branch(test)
        self.builder.position_at_end(after)

    @contextmanager
    def when(self, condition: Value) -> Iterator[None]:
        """Emit `if condition`."""
        with self.builder.if_then(condition.parts[0]):
            yield

    @contextmanager
    def either(self, condition: Value) -> Iterator[tuple[Any, Any]]:
        """Emit `if condition` and `else`, whose blocks are the two that are yielded."""
        with self.builder.if_else(condition.parts[0]) as branches:
            yield branches

    def cases(self, number: Value, bodies: list[Callable[[], None]]) -> None:
        """Emit `bodies[number]()`; nothing if there is none with that number."""
        after = self._function.append_basic_block("after")
        switch = self.builder.switch(number.parts[0], after)
        for case, emit in enumerate(bodies):
            block = self._function.append_basic_block("case")
            switch.add_case(ir.Constant(INT64, case), block)
            self.builder.position_at_end(block)
            emit()
            self.builder.branch(after)
        self.builder.position_at_end(after)

    def end(self) -> None:
        """End the function."""
        self.builder.ret_void()
        self._entry.branch(self._function.blocks[1])


class Variable:
    """A variable of emitted code; its value can be read and set."""

    def __init__(self, entry: Any, value: Value) -> None:
        self._places = [entry.alloca(value.kind) for _ in value.parts]
        self._builder, self._kind = value.builder, value.kind
        self.value = value

    @property
    def place(self) -> Any:
        """Where it is in memory: a pointer, for a variable of one part."""
        return self._places[0]

    @property
    def value(self) -> Value:
        """The value at this place of the code."""
        return Value(self._builder, [self._builder.load(place, typ=self._kind) for place in self._places])

    @value.setter
    def value(self, value: Value) -> None:
        for place, part in zip(self._places, value.parts, strict=True):
            self._builder.store(part, place)


def define(
    module: Any, name: str, kinds: Mapping[str, Any], emit: Callable[..., None], *, public: bool = True
) -> Any:
    """Define a function without a result in a module.

    Args:
        module: LLVM's.
        name: of the function.
        kinds: of its arguments, by name; as in `nnart.kernel.signatures`, or a type of LLVM's.
        emit: called with the code, and the arguments by name.
        public: whether it can be called from outside. Its arrays must not overlap, so that LLVM may reorder
            what is done with them.
    """
    types = [_NUMBERS.get(kind, POINTER) if isinstance(kind, str) else kind for kind in kinds.values()]
    function = ir.Function(module, ir.FunctionType(ir.VoidType(), types), name)
    function.linkage = "external" if public else "internal"
    code = Code(function)
    given: dict[str, Value | Array | Any] = {}
    for (argument, kind), value in zip(kinds.items(), function.args, strict=True):
        value.name = argument
        if public and kind in _ARRAYS:
            value.add_attribute("noalias")
        if kind in _ARRAYS:
            given[argument] = Array(code.builder, value, _ARRAYS[kind])
        else:
            given[argument] = Value(code.builder, [value]) if kind in _NUMBERS else value
    emit(code, **given)
    code.end()
    return function
