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

from nnart.kernel.packing import aligned
from nnart.kernel.processor import SHAPE, TARGET

pytestmark = pytest.mark.slow  # this loads numba

Floats = NDArray[np.float32]
_engines: list[object] = []  # which must live as long as their functions


def emitted(emit: Callable[[Any, Any], Any]) -> Callable[[Floats], Floats]:
    """Return a function of one vector, of what is emitted for a builder and that vector."""
    from nnart.kernel.lanes import FLOATS, load, store

    module, pointer = ir.Module(), ir.FloatType().as_pointer()
    module.triple = TARGET.triple
    function = ir.Function(module, ir.FunctionType(ir.VoidType(), [pointer, pointer]), "emitted")
    builder = ir.IRBuilder(function.append_basic_block())
    store(builder, emit(builder, load(builder, FLOATS, function.args[0])), function.args[1])
    builder.ret_void()
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_triple(TARGET.triple)
    machine = target.create_target_machine(cpu=TARGET.name, features=TARGET.features)
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(str(module)), machine)
    engine.finalize_object()
    _engines.append(engine)
    address = engine.get_function_address("emitted")
    code = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)(address)

    def call(numbers: Floats) -> Floats:
        given, out = aligned(SHAPE.lanes), aligned(SHAPE.lanes)
        given[:] = numbers
        code(given.ctypes.data, out.ctypes.data)
        return out

    return call


def numbers() -> Floats:
    """Return a vector of numbers of both signs and many sizes."""
    random = np.random.default_rng(0)
    found = random.normal(size=SHAPE.lanes) * 10.0 ** random.integers(-6, 6, SHAPE.lanes)
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
    from nnart.kernel.lanes import Lanes

    formula, twin = FORMULAS[name]
    found = emitted(lambda builder, vector: formula(Lanes(builder, [vector])).vectors[0])(numbers())
    assert np.array_equal(found, twin(numbers()))


def test_a_product_and_a_sum_are_rounded_once() -> None:
    """In float64 the product of two float32 is exact, and so is what is left of it here."""
    from nnart.kernel.lanes import Lanes

    x = (1 + np.arange(SHAPE.lanes) * 2.0**-20 + 2.0**-23).astype(np.float32)
    found = emitted(lambda builder, z: Lanes(builder, [z]).times_plus(Lanes(builder, [z]), -1.0).vectors[0])(x)
    assert np.array_equal(found, (x.astype(np.float64) ** 2 - 1).astype(np.float32))
    assert not np.array_equal(found, x * x - ONE)


def test_a_polynomial_begins_with_its_highest_coefficient() -> None:
    from nnart.kernel.lanes import Lanes, polynomial

    x = np.arange(SHAPE.lanes, dtype=np.float32)
    found = emitted(lambda builder, z: polynomial(Lanes(builder, [z]), 2.0, -3.0, 5.0, 7.0).vectors[0])(x)
    assert np.array_equal(found, 2 * x**3 - 3 * x**2 + 5 * x + 7)


@pytest.mark.parametrize(("stop", "step", "passes"), [(5, 1, 5), (6, 2, 3), (7, 2, 4), (0, 1, 1)])
def test_a_loop_carries_its_values(stop: int, step: int, passes: int) -> None:
    """Through one pass at least."""
    from nnart.kernel.lanes import INT64, Loop

    def emit(builder: Any, vector: Any) -> Any:
        with Loop(builder, ir.Constant(INT64, stop), [vector], step) as loop:
            loop.values = [builder.fadd(loop.values[0], vector)]
        return loop.values[0]

    x = np.arange(SHAPE.lanes, dtype=np.float32)
    assert np.array_equal(emitted(emit)(x), x * (passes + 1))


def test_a_number_is_splat_to_every_lane() -> None:
    from nnart.kernel.lanes import INT32, splat

    def emit(builder: Any, vector: Any) -> Any:
        return splat(builder, builder.extract_element(vector, ir.Constant(INT32, 1)))

    assert emitted(emit)(numbers()).tolist() == [-1.5] * SHAPE.lanes
