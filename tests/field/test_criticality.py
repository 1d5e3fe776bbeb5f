"""Gains against values known from theory."""

from __future__ import annotations

import math

import pytest

from nnart.activation import BY_NAME, mix
from nnart.field.criticality import mean_square, solve_gain

NARROW = math.sqrt(0.05)


@pytest.mark.parametrize(
    ("name", "layers", "detail", "bias", "gain"),
    [
        ("tanh", 20, 1, NARROW, 1.327),
        ("tanh", 20, 8, NARROW, 1.777),
        ("tanh", 100, 8, NARROW, 1.404),
        ("tanh", 1000, 8, NARROW, 1.334),
        ("tanh", 20, 8, 1, 2.21),
        ("tanh", 20, 8, 3, 3.092),  # 121 points of Gauss and Hermite, too few here, would give 2.984
        ("sin", 20, 1, NARROW, 1.226),
        ("sin", 20, 8, NARROW, 1.468),
        ("sin", 100, 8, NARROW, 1.276),
        ("sin", 1000, 8, NARROW, 1.231),
        ("relu", 20, 8, 1, 1.414),
    ],
)
def test_known_gains(name: str, layers: int, detail: float, bias: float, gain: float) -> None:
    assert solve_gain(mix(name), layers, detail, bias) == pytest.approx(gain, abs=2e-3)


def test_sigmoid_is_critical_at_about_ten() -> None:
    assert solve_gain(mix("sigmoid"), 20, 1, NARROW) == pytest.approx(10, rel=0.03)


def test_sin_has_a_closed_form() -> None:
    """For sin, E[φ²] = (1 - exp(-2q))/2 and E[φ'²] = (1 + exp(-2q))/2."""
    for q in (0.01, 1.0, 20.0):
        assert mean_square(math.sin, q) == pytest.approx((1 - math.exp(-2 * q)) / 2, abs=1e-9)
        assert mean_square(math.cos, q) == pytest.approx((1 + math.exp(-2 * q)) / 2, abs=1e-9)


@pytest.mark.parametrize("name", ["tanh", "sin", "sigmoid", "gauss", "softsign"])
def test_more_detail_takes_more_gain(name: str) -> None:
    gains = [solve_gain(mix(name), 20, detail, 1) for detail in (1, 2, 4, 8, 16, 32)]
    assert gains == sorted(set(gains))


@pytest.mark.parametrize("name", ["tanh", "sin", "gauss", "softsign"])
def test_gain_settles_where_it_says(name: str) -> None:
    """Iterating the variance layer by layer with the gain ends at the promised growth of distances."""
    activation, layers, detail, bias = BY_NAME[name], 20, 8.0, 1.0
    gain = solve_gain((activation,), layers, detail, bias)
    q = 1.0
    for _ in range(200):
        q = gain**2 * mean_square(activation.function, q) + bias**2
    growth = gain**2 * mean_square(activation.slope, q)
    assert growth ** (layers / 2) == pytest.approx(detail, rel=1e-2)


def test_one_activation_twice_is_that_activation() -> None:
    assert solve_gain(mix("sin,sin"), 20, 8, 1) == solve_gain(mix("sin"), 20, 8, 1)


def test_a_mix_lies_between() -> None:
    tanh, sin, both = (solve_gain(mix(text), 20, 8, 1) for text in ("tanh", "sin", "tanh,sin"))
    assert sin < both < tanh


@pytest.mark.parametrize("residual", [0.2, 0.84, 0.984])
def test_a_residual_network_has_the_same_growth(residual: float) -> None:
    """Its sums settle at the same variance, and a share of every layer's is new."""
    activation, layers, detail = BY_NAME["tanh"], 50, 8.0
    gain = solve_gain((activation,), layers, detail, 1.0, residual)
    q = 1.0
    for _ in range(2000):
        q = residual * q + (1 - residual) * (gain**2 * mean_square(activation.function, q) + 1.0)
    growth = residual + (1 - residual) * gain**2 * mean_square(activation.slope, q)
    assert growth ** (layers / 2) == pytest.approx(detail, rel=1e-2)


def test_a_mix_with_an_activation_without_bounds_has_a_gain() -> None:
    """Its growth of distances is not greatest where its sums are."""
    for text in ("tanh,linear", "gauss,abs", "sin,relu,linear"):
        assert 0.5 < solve_gain(mix(text), 20, 16, 1) < 5
    assert solve_gain(mix("tanh"), 1, 1e6, 1) == math.inf
