"""Emitted code: its loops, choices and variables do what Python's do."""

from __future__ import annotations

import numpy as np
import pytest
from llvmlite import ir

from nnart.kernel.code import Code, define
from nnart.kernel.values import INT64, Array, Value
from tests.kernel.test_values import compiled


@pytest.mark.parametrize(("start", "stop", "step"), [(0, 5, 1), (2, 7, 2), (2, 8, 3), (3, 3, 1), (4, 0, 1)])
def test_a_loop_is_over_a_range(start: int, stop: int, step: int) -> None:
    """An empty one has no pass."""

    def emit(code: Code, first: Value, end: Value, out: Array) -> None:
        count = code.variable(code.number(0))
        with code.loop(first, end, step) as i:
            out[count.value] = i
            count.value = count.value + 1

    out = np.full(9, -1)
    compiled({"first": "integer", "end": "integer", "out": "integers"}, emit)(start, stop, out.ctypes.data)
    expected = list(range(start, stop, step))
    assert out.tolist() == [*expected, *[-1] * (9 - len(expected))]


def test_a_loop_goes_on_while_its_condition_holds() -> None:
    def emit(code: Code, number: Value, out: Array) -> None:
        left = code.variable(number)
        out[0] = code.number(0)
        with code.loop_while(lambda: left.value > 1):
            left.value = left.value // 2
            out[0] = out[0] + 1

    function, out = compiled({"number": "integer", "out": "integers"}, emit), np.zeros(1, np.int64)
    for number in (0, 1, 2, 1000):
        function(number, out.ctypes.data)
        assert out[0] == max(0, number.bit_length() - 1)


def test_choices_are_made() -> None:
    def emit(code: Code, number: Value, out: Array) -> None:
        with code.when(number > 1):
            out[0] = code.number(1)
        with code.either(number > 2) as (then, otherwise):
            with then:
                out[1] = code.number(10)
            with otherwise:
                out[1] = code.number(20)

        def case(answer: int) -> None:
            out[2] = code.number(answer)

        code.cases(number, [lambda: case(100), lambda: case(101), lambda: case(102)])

    function = compiled({"number": "integer", "out": "integers"}, emit)
    for number, expected in ((0, [0, 20, 100]), (2, [1, 20, 102]), (3, [1, 10, 0])):
        out = np.zeros(3, np.int64)
        function(number, out.ctypes.data)
        assert out.tolist() == expected


def test_a_function_has_the_arguments_that_are_named() -> None:
    """Those of arrays do not overlap in a function for others, and may in one of the module's own."""
    module, found = ir.Module(), {}

    def emit(code: Code, **given: object) -> None:
        found.update(given)

    for public in (True, False):
        define(module, f"f{public}", {"count": "integer", "out": "doubles"}, emit, public=public)
    assert isinstance(found["count"], Value)
    assert isinstance(found["out"], Array)
    assert 'define external void @"fTrue"(i64 %"count", ptr noalias %"out")' in str(module)
    assert 'define internal void @"fFalse"(i64 %"count", ptr %"out")' in str(module)


def test_an_array_on_the_stack_is_read_as_it_was_written() -> None:
    def emit(code: Code, number: Value, out: Array) -> None:
        squares = code.array(INT64, 8)
        with code.loop(0, number) as i:
            squares[i] = i * i
        with code.loop(0, number) as i:
            out[i] = squares[number - i - 1]

    out = np.zeros(5, np.int64)
    compiled({"number": "integer", "out": "integers"}, emit)(5, out.ctypes.data)
    assert out.tolist() == [16, 9, 4, 1, 0]
