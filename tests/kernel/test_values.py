"""Vectors: every lane is calculated as NumPy calculates one number."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from llvmlite import binding as llvm
from llvmlite import ir
from numpy.typing import NDArray

from nnart.kernel.code import Code, define
from nnart.kernel.packing import aligned
from nnart.kernel.processor import LANES, TARGET
from nnart.kernel.values import Array, Value, polynomial

Floats = NDArray[np.float32]
_engines: list[object] = []  # which must live as long as their functions


def compiled(kinds: dict[str, str], emit: Callable[..., None]) -> Callable[..., None]:
    """Return a function of pointers and int64, of what is emitted for its arguments."""
    module = ir.Module()
    module.triple = TARGET.triple
    define(module, "emitted", kinds, emit)
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_triple(TARGET.triple)
    machine = target.create_target_machine(cpu=TARGET.name, features=TARGET.features)
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(str(module)), machine)
    engine.finalize_object()
    _engines.append(engine)
    types = [ctypes.c_int64 if kind == "integer" else ctypes.c_void_p for kind in kinds.values()]
    return ctypes.CFUNCTYPE(None, *types)(engine.get_function_address("emitted"))


def emitted(formula: Callable[[Value], Value]) -> Callable[[Floats], Floats]:
    """Return a function of one vector, of a formula."""

    def emit(code: Code, given: Array, out: Array) -> None:
        out.put(formula(given.vectors(1)))

    function = compiled({"given": "floats", "out": "floats"}, emit)

    def call(numbers: Floats) -> Floats:
        given, out = aligned(LANES), aligned(LANES)
        given[:] = numbers
        function(given.ctypes.data, out.ctypes.data)
        return out

    return call


def numbers() -> Floats:
    """Return a vector of numbers of both signs and many sizes."""
    random = np.random.default_rng(0)
    found = random.normal(size=LANES) * 10.0 ** random.integers(-6, 6, LANES)
    found[:2] = 0.0, -1.5
    return found.astype(np.float32)


ONE, THIRD = np.float32(1), np.float32(1 / 3)
FORMULAS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "add": (lambda z: z + 1 / 3 + z, lambda x: x + THIRD + x),
    "subtract": (lambda z: 1.0 - (z - 1 / 3), lambda x: ONE - (x - THIRD)),
    "multiply": (lambda z: z * z * (1 / 3), lambda x: x * x * THIRD),
    "divide": (lambda z: 1.0 / (z / (1 / 3) + 2e6), lambda x: ONE / (x / THIRD + np.float32(2e6))),
    "abs": (abs, np.abs),
    "at most": (lambda z: z.at_most(0.5), lambda x: np.minimum(x, np.float32(0.5))),
    "at least": (lambda z: z.at_least(0.5), lambda x: np.maximum(x, np.float32(0.5))),
    "within": (lambda z: z.within(0.5), lambda x: np.clip(x, -0.5, 0.5)),
    "positive": (lambda z: z.where_positive(2.0, 3.0), lambda x: np.where(x > 0, 2, 3)),
    "sign": (lambda z: (z.bits ^ (1 << 31)).number, np.negative),
}


@pytest.mark.parametrize("name", FORMULAS)
def test_operators_are_numpys(name: str) -> None:
    formula, twin = FORMULAS[name]
    assert np.array_equal(emitted(formula)(numbers()), twin(numbers()))


def test_a_product_and_a_sum_are_rounded_once() -> None:
    """In float64 the product of two float32 is exact, and so is what is left of it here."""
    x = (1 + np.arange(LANES) * 2.0**-20 + 2.0**-23).astype(np.float32)
    found = emitted(lambda z: z.times_plus(z, -1.0))(x)
    assert np.array_equal(found, (x.astype(np.float64) ** 2 - 1).astype(np.float32))
    assert not np.array_equal(found, x * x - ONE)


def test_a_polynomial_begins_with_its_highest_coefficient() -> None:
    x = np.arange(LANES, dtype=np.float32)
    found = emitted(lambda z: polynomial(z, 2.0, -3.0, 5.0, 7.0))(x)
    assert np.array_equal(found, 2 * x**3 - 3 * x**2 + 5 * x + 7)


def test_a_number_is_splat_to_every_lane() -> None:
    def emit(code: Code, given: Array, out: Array) -> None:
        out.put(given[1].splat)

    given, out = numbers(), aligned(LANES)
    compiled({"given": "floats", "out": "floats"}, emit)(given.ctypes.data, out.ctypes.data)
    assert out.tolist() == [-1.5] * LANES


WHOLE: dict[str, tuple[Callable[[Any, Any], Any], Callable[[int, int], int]]] = {
    "add": (lambda a, b: a + b, lambda a, b: a + b),
    "subtract": (lambda a, b: a - b, lambda a, b: a - b),
    "multiply": (lambda a, b: a * b, lambda a, b: a * b),
    "divide": (lambda a, b: a // b, lambda a, b: a // b),
    "and": (lambda a, b: a & b, lambda a, b: a & b),
    "or": (lambda a, b: a | b, lambda a, b: a | b),
    "exclusive or": (lambda a, b: a ^ b, lambda a, b: a ^ b),
    "shift": (lambda a, b: (a << 3) + (b >> 2), lambda a, b: (a << 3) + (b >> 2)),
    "least": (lambda a, b: a.at_most(b), min),
    "greatest": (lambda a, b: a.at_least(b), max),
    "choose": (lambda a, b: (a <= b).choose(b, a), max),
    "same": (lambda a, b: a.same(b).choose(a, b), lambda _, b: b),
    "part": (lambda a, b: (a.float * 0.75 + b.float).integer, lambda a, b: int(a * 0.75 + b)),
}


@pytest.mark.parametrize("name", WHOLE)
def test_integers_are_pythons(name: str) -> None:
    formula, twin = WHOLE[name]

    def emit(code: Code, a: Value, b: Value, out: Array) -> None:
        out[0] = formula(a, b)

    function = compiled({"a": "integer", "b": "integer", "out": "integers"}, emit)
    out = np.zeros(1, np.int64)
    for a, b in ((0, 1), (7, 3), (3, 7), (5, 5), (10**9, 12345)):
        function(a, b, out.ctypes.data)
        assert out[0] == twin(a, b)
