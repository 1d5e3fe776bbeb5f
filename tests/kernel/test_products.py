"""Sums of products: each is one chain of fused multiply-adds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.field.evaluator import evaluate_at
from nnart.network.network import Network
from tests import naive


@given(
    st.lists(st.floats(-4, 4, width=32), min_size=1, max_size=23),
    st.floats(-4, 4, width=32),
    st.randoms(use_true_random=False),
)
def test_a_sum_is_one_exact_chain(inputs: list[float], bias: float, random: object) -> None:
    """Bias first, then one fused multiply-add for each input in order, each rounded once: to the last bit."""
    n = len(inputs)
    weights = [float(np.float32(random.uniform(-2, 2))) for _ in range(n)]  # type: ignore[attr-defined]
    # Between layers that hand numbers on as they are, since the first and the last one are summed in float64.
    network = Network.of([np.eye(n), [weights], [[1.0]]], [np.zeros(n), [bias], [0.0]], "linear")
    assert evaluate_at(network, [inputs])[0, 0] == naive.chain(weights, inputs, bias)


@given(
    st.lists(st.tuples(st.floats(-2, 2, width=32), st.floats(-1e3, 1e3)), min_size=1, max_size=4),
    st.floats(-4, 4, width=32),
)
def test_points_are_summed_in_float64(terms: list[tuple[float, float]], bias: float) -> None:
    weights, point = [w for w, _ in terms], [x for _, x in terms]
    answer = evaluate_at(Network.of([[weights]], [[bias]], "linear"), [point])[0, 0]
    exact = bias + sum(w * x for w, x in terms)
    assert answer == pytest.approx(exact, rel=1e-12, abs=1e-12)


@given(
    st.lists(st.floats(-4, 4, width=32), min_size=3, max_size=3),
    st.floats(-4, 4, width=32),
    st.floats(0.125, 1, width=32),
)
def test_a_carried_sum_comes_first(inputs: list[float], bias: float, carry: float) -> None:
    """To the last bit: the bias with the carried sum, then the products."""
    weights = [0.3, -1.7, 0.9]
    rows = [weights, [0.0] * 3, [0.0] * 3]
    # Between layers that hand numbers on as they are, whose sums are then the inputs themselves.
    layers = [np.eye(3), np.array(rows), np.array([[1.0, 0.0, 0.0]])]
    network = Network.of(layers, [np.zeros(3), [bias, 0.0, 0.0], [0.0]], "linear", [0.0, carry, 0.0])
    first = naive.chain([carry], [inputs[0]], bias)
    assert evaluate_at(network, [inputs])[0, 0] == naive.chain(weights, inputs, float(first))


@pytest.mark.parametrize("rows", [1, 3, 4, 5, 9])
@pytest.mark.parametrize("count", [1, 16, 97])
def test_blocks_that_are_not_full_answer_the_same(rows: int, count: int) -> None:
    """Every neuron and every point, to the last bit, whatever stands beside it in its block."""
    random = np.random.default_rng(rows)
    weights = random.uniform(-2, 2, (rows, 3)).astype(np.float32)
    points = random.uniform(-1, 1, (count, 3)).astype(np.float32)
    network = Network.of(
        [np.eye(3), weights, np.eye(rows)], [np.zeros(3), np.ones(rows), np.zeros(rows)], "linear"
    )
    expected = [[naive.chain(list(w), list(x), 1.0) for w in weights] for x in points]
    assert np.array_equal(evaluate_at(network, points.astype(np.float64)), expected)
