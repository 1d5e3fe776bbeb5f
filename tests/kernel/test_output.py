"""The activations of the output layer against NumPy's, in float64."""

from __future__ import annotations

import numpy as np
import pytest

from nnart.activation import ACTIVATIONS, BY_NAME
from nnart.field.evaluator import evaluate_at
from nnart.kernel.hidden import HIDDEN
from nnart.kernel.output import OUTPUT
from nnart.network.network import Network
from tests.kernel.test_hidden import sweep
from tests.naive import FORMULAS


@pytest.mark.parametrize("name", list(BY_NAME))
def test_the_output_layer_is_exact_to_float64(name: str) -> None:
    """Relative to the value where it is near 0, as a tone may stretch what is left there."""
    z = np.concatenate([sweep().astype(np.float64), np.linspace(-40, 40, 10_001)])
    if name == "sin":
        z = z[np.abs(z) < 1e4]
    answer = evaluate_at(Network.of([[[1.0]]], [[0.0]], name), z[:, None])[:, 0]
    with np.errstate(over="ignore", under="ignore"):
        expected = FORMULAS[name](z)  # type: ignore[operator]
    assert np.isfinite(answer).all()
    assert np.abs(answer - expected).max() < 1e-14 or name in ("relu", "abs", "linear")
    if name in ("sigmoid", "relu", "abs", "linear", "softsign"):
        near = np.abs(expected) > 1e-290
        assert np.abs(answer[near] / expected[near] - 1).max() < 1e-13


@pytest.mark.parametrize("name", list(BY_NAME))
def test_the_answer_of_infinity_is_no_nan(name: str) -> None:
    """A sum may be as large as a network's limits allow."""
    network = Network.of([[[2.0**40]]], [[0.0]], name)
    answers = evaluate_at(network, [[2.0**40], [-(2.0**40)], [0.0], [5e-324]])
    assert np.isfinite(answers).all()


def test_every_activation_has_both_forms() -> None:
    assert set(OUTPUT) == set(HIDDEN) == {activation.name for activation in ACTIVATIONS}
