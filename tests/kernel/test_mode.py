"""The processor's arithmetic mode: the kernel sets its own, and gives back what it found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnart.colour.tone import Tone
from nnart.exact import fit
from nnart.field.evaluator import evaluate_at
from nnart.kernel import loaded
from nnart.kernel.code import Code
from nnart.kernel.mode import DEFAULT_MODE, WORD, swap
from nnart.kernel.processor import X86
from nnart.kernel.values import Array, Value
from nnart.network.network import Network
from tests.kernel.test_values import compiled


def changing() -> Callable[[int], int]:
    """Return a function that changes this thread's mode, and returns the one before."""

    def emit(code: Code, mode: Value, before: Array) -> None:
        given = mode.narrowed(WORD) if X86 else mode
        before[0] = swap(code, given).widened if X86 else swap(code, given)

    function, before = compiled({"mode": "integer", "before": "integers"}, emit), np.zeros(1, np.int64)

    def change(mode: int) -> int:
        function(mode, before.ctypes.data)
        return int(before[0])

    return change


def test_other_libraries_modes_do_not_show() -> None:
    """Denormals are kept and rounding is to nearest, whatever this thread was told before and is after."""
    change = changing()
    faint = Network.of([[[1e-30]], [[1e-12]], [[1.0]]], [[0.0], [0.0], [0.0]], "linear")
    tanh = Network.of([[[1.0]], [[1.0]], [[1.0]]], [[0.0], [0.1], [0.0]], "tanh")
    points = np.linspace(-3, 3, 1001)[:, None]
    nodes = np.random.default_rng(0).normal(size=(3, 9, 9))
    every, halves = np.arange(9.0), np.arange(9) / 2
    weights = fit.weights(9, 7, np.arange(16) / 2), fit.weights(9, 6, every), fit.weights(5, 4, halves)
    light, encoded = np.arange(65536) / 65536, np.arange(65537) * 0.9
    curve, table = Tone.equalised(nodes[0]).curve, 700 * np.arange(90.0).reshape(10, 3, 3)

    def answer() -> tuple[NDArray[Any], ...]:
        kernel, field = loaded(), np.zeros((16, 48))
        kernel.interpolate(nodes, np.array([[0, 0], [0, 16], [0, 32]]), weights[0], (0, 16), field)
        far = kernel.disagreements(nodes, *weights[1:], curve, share=0.05, least=0.0, beyond=8.0)
        positions = np.stack([kernel.tone(field, curve)] * 2)
        colours = kernel.colours(positions, table, False, kernel.Rounding(16))
        return (
            evaluate_at(faint, points),
            evaluate_at(tanh, points),
            field,
            far,
            kernel.tone(field, curve),
            colours,
            kernel.averages(colours, 2, light, encoded, kernel.Rounding(8)),
        )

    expected = answer()
    assert np.abs(expected[0]).max() > 0
    # Flush to zero, denormals are zero, round towards zero; on ARM the first and the last.
    before = change(DEFAULT_MODE | (0xE040 if X86 else 0x1C00000))
    try:
        answers = answer()
    finally:
        during = change(before)
    assert all(np.array_equal(one, other) for one, other in zip(answers, expected, strict=True))
    assert during & 0xE040 == 0xE040 or not X86
