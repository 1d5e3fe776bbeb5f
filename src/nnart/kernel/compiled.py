"""The functions to compile. Importing this module loads numba."""

from __future__ import annotations

import inspect
from typing import Any

import numba
import numpy as np
from llvmlite import binding as llvm
from numba import types

from nnart.activation import ACTIVATIONS
from nnart.kernel.arithmetic import DEFAULT_MODE, change_mode
from nnart.kernel.interpolation import disagreements, interpolate
from nnart.kernel.jit import compiled, inlined
from nnart.kernel.objectcode import ObjectCode
from nnart.kernel.peak import multiply_add
from nnart.kernel.processor import ROWS, SHAPE, TARGET
from nnart.kernel.shading import averages, colours, tone
from nnart.kernel.steps import BLOCK, activate, add_products, add_products64

_TILE = SHAPE.points
_LINEAR = next(code for code, activation in enumerate(ACTIVATIONS) if activation.name == "linear")


@inlined
def _sum_in_float64(weights, at, biases, bias_at, before, terms, after, neurons):  # type: ignore[no-untyped-def]
    """Sums of a whole layer, the first or the last, of weights in row order."""
    for row in range(neurons):
        for point in range(0, _TILE, BLOCK):
            add_products64(weights, at + row * terms, biases[bias_at + row], before, terms, after, row, point)


@inlined
def _raise_to_steepest(code, sums, first, count, filled, steepest):  # type: ignore[no-untyped-def]
    if code != _LINEAR:
        for neuron in range(first, first + count):
            for p in range(0, filled - 1, 2):
                difference = abs(sums[neuron * _TILE + p + 1] - sums[neuron * _TILE + p])
                if not difference <= steepest[0]:  # the difference of two infinities is NaN
                    steepest[0] = difference if difference >= 0 else np.inf


@inlined
def _activate(runs, codes, rows, layer, sums, after, filled, steepest):  # type: ignore[no-untyped-def]
    """Write the activations of a layer's sums, run by run."""
    first = 0
    for run in range(runs[layer], runs[layer + 1]):
        if steepest[0] >= 0:
            _raise_to_steepest(codes[run], sums, first, rows[run], filled, steepest)
        activate(codes[run], sums, after, first, rows[run])
        first += rows[run]


@compiled
def forward(  # type: ignore[no-untyped-def]
    layers,
    sizes,
    runs,
    codes,
    rows,
    carries,
    weights,
    biases,
    sums,
    before,
    inputs,
    answers,
    points,
    count,
    first,
    last,
    out,
    steepest,
):
    """Write a network's answers at the points `first` … `last` - 1 of `count` into `out`.

    layers                            L, the output layer included
    sizes … biases                    the parts of a `Packed`
    sums, before, inputs, answers     the parts of a `Scratch`
    points   float64 (inputs, count)
    out      float64 (count, outputs), written from row `first` to before row `last`
    steepest float32 (1,): raised to the largest difference of sums under an activation that is not linear,
             between the first point and the second, the third and the fourth …; left alone if negative

    The last tile is padded, evaluated in full by the same arithmetic, and copied in part.
    """
    mode = change_mode(DEFAULT_MODE)
    hidden, outputs = layers - 1, sizes[layers]
    for start in range(first, last, _TILE):
        filled = min(_TILE, last - start)
        for k in range(sizes[0]):
            for p in range(filled):
                inputs[k * _TILE + p] = points[k * count + start + p]
        if hidden == 0:
            _sum_in_float64(weights, 0, biases, 0, inputs, sizes[0], answers, outputs)
        else:
            at = bias_at = 0
            for layer in range(hidden):
                terms, neurons = sizes[layer], sizes[layer + 1]
                if layer == 0:
                    _sum_in_float64(weights, 0, biases, 0, inputs, terms, sums, neurons)
                    at, bias_at = terms * neurons, neurons
                else:
                    carry = carries[layer]
                    for row in range(0, neurons, ROWS):
                        for point in range(0, _TILE, BLOCK):
                            add_products(weights, at, biases, bias_at, before, terms, carry, sums, row, point)
                        at += terms * ROWS
                        bias_at += ROWS
                _activate(runs, codes, rows, layer, sums, before, filled, steepest)
            _sum_in_float64(weights, at, biases, bias_at, before, sizes[hidden], answers, outputs)
        _activate(runs, codes, rows, hidden, answers, answers, filled, steepest)
        for n in range(outputs):
            for p in range(filled):
                out[(start + p) * outputs + n] = answers[n * _TILE + p]
    change_mode(mode)


@compiled
def peak(passes, out):  # type: ignore[no-untyped-def]
    """Do 2 * chains * lanes * passes floating-point operations; `out` is an aligned vector of float32."""
    multiply_add(passes, out)


_INTEGER = types.int64
_INTEGERS, _FLOATS, _DOUBLES = (types.CPointer(kind) for kind in (_INTEGER, types.float32, types.float64))
_NETWORK = (_INTEGER, _INTEGERS, _INTEGERS, _INTEGERS, _INTEGERS, _FLOATS, _FLOATS, _FLOATS)
_SCRATCH = (_FLOATS, _FLOATS, _DOUBLES, _DOUBLES)
_CURVE = (_DOUBLES, _DOUBLES, _DOUBLES, _INTEGER)
_PIXELS = (types.CPointer(types.uint8), types.CPointer(types.uint16))
_ROUNDING = (types.float64, types.uint64, _INTEGER, _INTEGER, _INTEGER, *_PIXELS)
_SIGNATURES: dict[str, tuple[Any, Any]] = {
    "forward": (forward, (*_NETWORK, *_SCRATCH, _DOUBLES, _INTEGER, _INTEGER, _INTEGER, _DOUBLES, _FLOATS)),
    "disagreements": (
        disagreements,
        (
            *(_DOUBLES, _INTEGER, _DOUBLES, _DOUBLES, types.float64, types.float64, types.float64),
            *(_DOUBLES, _DOUBLES, _INTEGER, _DOUBLES, _DOUBLES),
        ),
    ),
    "interpolate": (
        interpolate,
        (_DOUBLES, _INTEGERS, _INTEGER, _INTEGER, _DOUBLES, _INTEGER, _INTEGER, _INTEGER, _DOUBLES),
    ),
    "tone": (tone, (_DOUBLES, _INTEGER, *_CURVE, _DOUBLES)),
    "colours": (
        colours,
        (_DOUBLES, _INTEGER, _INTEGER, _INTEGER, _DOUBLES, _INTEGERS, _INTEGER, *_ROUNDING),
    ),
    "averages": (averages, (_PIXELS[1], _INTEGER, _INTEGER, _INTEGER, _DOUBLES, _DOUBLES, *_ROUNDING)),
    "peak": (peak, (_INTEGER, _FLOATS)),
}


def machine_code() -> ObjectCode:
    """Compile all functions.

    `machinecode.call` documents how to call a symbol.
    """
    symbols, module = {}, llvm.parse_assembly("")
    for name, (function, arguments) in _SIGNATURES.items():
        symbols[name], part = _lowered(function, arguments)
        module.link_in(part)
    outside = [f.name for f in module.functions if f.is_declaration and not f.name.startswith("llvm.")]
    assert not outside, f"the kernel would call {outside}, which may not be there when it is linked"
    return ObjectCode(symbols, _target_machine().emit_object(module))


def _lowered(function: Any, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    """Compile a function; return its symbol, and LLVM's module that has it."""
    function.compile(types.void(*arguments))
    module = llvm.parse_assembly(function.inspect_llvm(arguments))
    # The functions that it calls are in the module, too, but private to it.
    shown = [f for f in module.functions if not f.is_declaration and f.linkage == llvm.Linkage.external]
    found = [[argument.name for argument in f.arguments] for f in shown]
    parameters = inspect.signature(function.py_func).parameters
    expected = ["retptr", "excinfo", *(f"arg.{name}" for name in parameters)]
    assert found == [expected], (
        f"numba {numba.__version__} no longer compiles a function to be called with {expected}, as nnart calls "
        f"it, but with {found}: see kernel/machinecode.py"
    )
    return shown[0].name, module


def _target_machine() -> Any:
    """Return a target machine with the settings of numba's own, which is private."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    # numba leaves AVX out on a few old processors, or where NUMBA_ENABLE_AVX says so.
    features = TARGET.features if numba.config.ENABLE_AVX else TARGET.features.replace("+avx", "-avx")
    return llvm.Target.from_triple(TARGET.triple).create_target_machine(
        cpu=TARGET.name, features=features, opt=int(numba.config.OPT), jit=True
    )
