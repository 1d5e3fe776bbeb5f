"""The way through a network."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from llvmlite import ir

from nnart.activation import ACTIVATIONS
from nnart.kernel.code import Code, define
from nnart.kernel.hidden import HIDDEN
from nnart.kernel.mode import default_mode
from nnart.kernel.output import OUTPUT
from nnart.kernel.processor import LANES
from nnart.kernel.products import KIND, emit_products64
from nnart.kernel.shapes import GROUP
from nnart.kernel.signatures import SIGNATURES
from nnart.kernel.values import DOUBLE, FLOAT, Array, Value

_LINEAR = next(code for code, activation in enumerate(ACTIVATIONS) if activation.name == "linear")
_GROUPS = {FLOAT: GROUP, DOUBLE: 2}  # vectors


def define_forward(module: Any) -> None:
    """Define the function that writes a network's answers at the points `first` … `last` - 1 of `count`.

    products   the function for the sums of inner layers, and the rows of its blocks
    tile       points of a tile, a whole number of its blocks
    layers     L, the output layer included
    points     float64 (inputs, count)
    out        float64 (count, outputs), written from row `first` to before row `last`
    steepest   float32 (1,): raised to the largest difference of sums under an activation that is not linear,
               between the first point and the second, the third and the fourth …; left alone if negative

    The last tile is padded, evaluated in full by the same arithmetic, and copied in part.
    """
    activations = {
        kind: define(
            module,
            f"activate_{name}",
            {"code": "integer", "sums": name, "after": name, "count": "integer"},
            partial(_emit_activations, formulas=formulas),
            public=False,
        )
        for kind, name, formulas in ((FLOAT, "floats", HIDDEN), (DOUBLE, "doubles", OUTPUT))
    }
    kinds = SIGNATURES["forward"] | {"products": KIND.as_pointer()}
    define(module, "forward", kinds, partial(_emit_forward, activations))


def _emit_activations(
    code_: Code,
    code: Value,
    sums: Array,
    after: Array,
    count: Value,
    formulas: dict[str, Callable[[Value], Value]],
) -> None:
    """Emit the activation of `count` sums; `code` is an index into `ACTIVATIONS`. `after` may be `sums`."""

    def emit(formula: Callable[[Value], Value]) -> None:
        group = _GROUPS[sums.kind]
        with code_.loop(0, count, group * LANES) as at:
            (after + at).put(formula((sums + at).vectors(group)))

    code_.cases(code, [partial(emit, formulas[activation.name]) for activation in ACTIVATIONS])


def _emit_forward(
    activations: dict[Any, Any],
    code: Code,
    products: Any,
    rows: Value,
    tile: Value,
    layers: Value,
    sizes: Array,
    runs: Array,
    codes: Array,
    counts: Array,
    carries: Array,
    weights: Array,
    biases: Array,
    sums: Array,
    before: Array,
    inputs: Array,
    answers: Array,
    points: Array,
    count: Value,
    first: Value,
    last: Value,
    out: Array,
    steepest: Array,
) -> None:
    hidden, outputs = layers - 1, sizes[layers]

    def activate(layer: Value, sums: Array, after: Array, filled: Value) -> None:
        """Emit the activations of a layer's sums, run by run."""
        at = code.variable(code.number(0))
        with code.loop(runs[layer], runs[layer + 1]) as run:
            size = counts[run] * tile
            with code.when((steepest[0] >= 0.0) & (codes[run] ^ _LINEAR > 0)):
                _raise_to_steepest(code, sums + at.value, counts[run], tile, filled, steepest)
            given = [
                value.pointer if isinstance(value, Array) else value.parts[0]
                for value in (codes[run], sums + at.value, after + at.value, size)
            ]
            code.builder.call(activations[sums.kind], given)
            at.value = at.value + size

    def inner(layer: Value, at: Array, bias_at: Array) -> None:
        """Emit the sums of an inner layer."""
        given = [at.pointer, bias_at.pointer, before.pointer, sums.pointer]
        numbers = (sizes[layer], sizes[layer + 1], tile, carries[layer])
        code.builder.call(products, [*given, *(number.parts[0] for number in numbers)])

    with default_mode(code), code.loop(first, last, tile) as start:
        filled = (last - start).at_most(tile)
        with code.loop(0, sizes[0]) as k, code.loop(0, filled) as p:
            inputs[k * tile + p] = points[k * count + start + p]
        with code.when(hidden.same(0)):
            emit_products64(code, weights, biases, inputs, answers, sizes[0], outputs, tile)
        with code.when(hidden > 0):
            emit_products64(code, weights, biases, inputs, sums, sizes[0], sizes[1], tile)
            at, bias_at = code.variable(sizes[0] * sizes[1]), code.variable(sizes[1])
            activate(code.number(0), sums, before, filled)
            with code.loop(1, hidden) as layer:
                inner(layer, weights + at.value, biases + bias_at.value)
                activate(layer, sums, before, filled)
                whole = (sizes[layer + 1] + (rows - 1)) // rows * rows
                at.value, bias_at.value = at.value + whole * sizes[layer], bias_at.value + whole
            own = weights + at.value, biases + bias_at.value
            emit_products64(code, *own, before, answers, sizes[hidden], outputs, tile)
        activate(hidden, answers, answers, filled)
        with code.loop(0, outputs) as n, code.loop(0, filled) as p:
            out[(start + p) * outputs + n] = answers[n * tile + p]


def _raise_to_steepest(
    code: Code, sums: Array, neurons: Value, tile: Value, filled: Value, steepest: Array
) -> None:
    """Raise `steepest` to the largest difference of the sums in pairs."""
    with code.loop(0, neurons) as neuron, code.loop(0, filled - 1, 2) as p:
        row = sums + (neuron * tile + p)
        difference = abs(row[1] - row[0]).to(FLOAT)
        with code.when((difference <= steepest[0]).same(0)):  # the difference of two infinities is NaN
            infinite = Value(code.builder, [ir.Constant(FLOAT, float("inf"))])
            steepest[0] = (difference >= 0.0).choose(difference, infinite)
