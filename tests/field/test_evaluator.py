"""The engine against its naive twins, and the law that no cutting or sharing of work shows."""

from __future__ import annotations

import threading
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.activation import BY_NAME
from nnart.errors import Cancelled, InputError
from nnart.field import evaluator as engine
from nnart.field.calibration import network_of
from nnart.field.evaluator import Evaluator, evaluate, evaluate_at
from nnart.network.network import Network
from nnart.plane.inputs import Inputs
from nnart.plane.view import View
from nnart.recipe import sizes
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.threads import ordered_map, thread_count
from tests import naive
from tests.faults_of import refused
from tests.strategies import small_recipes


@pytest.mark.parametrize("name", list(BY_NAME))
@pytest.mark.parametrize("width", [1, 3, 7, 100, 333])
def test_fields_are_those_of_the_naive_network(name: str, width: int) -> None:
    """Up to rounding, which a few layers amplify little; a step may fall to either side of its jump."""
    network = network_of(Recipe(seed=width, layers=4, width=width, activation=name, detail=2.0))
    points = np.random.default_rng(0).uniform(-1, 1, (500, 2))
    error = np.abs(evaluate_at(network, points) - naive.forward(network, points))
    spread = np.abs(naive.forward(network, points)).max()
    assert np.quantile(error, 0.99) <= 2e-4 * spread
    if name != "step":
        assert error.max() <= 1e-3 * spread


@given(small_recipes(), st.tuples(st.integers(1, 40), st.integers(1, 40)), st.data())
def test_assembled_tiles_are_the_whole(recipe: Recipe, size: tuple[int, int], data: st.DataObject) -> None:
    network, view, inputs = (
        network_of(recipe),
        View.of(recipe, Size.of_shape(*size)),
        Inputs.of(recipe, Size.of_shape(*size)),
    )
    whole = evaluate(network, view, threads=1, inputs=inputs)
    tiled = np.empty_like(whole)
    rows = _cut(data, size[0])
    cols = _cut(data, size[1])
    threads = data.draw(st.integers(1, 4))
    for top, bottom in rows:
        for left, right in cols:
            window = view.crop((top, bottom), (left, right))
            part = evaluate(network, window, threads=threads, inputs=inputs)
            tiled[top:bottom, left:right] = part
    assert np.array_equal(tiled, whole)


def _cut(data: st.DataObject, length: int) -> list[tuple[int, int]]:
    marks = sorted({0, length, *data.draw(st.lists(st.integers(0, length), max_size=4))})
    return list(pairwise(marks))


@given(small_recipes(), st.lists(st.integers(0, 299), min_size=1, max_size=20))
def test_a_point_alone_answers_as_among_others(recipe: Recipe, chosen: list[int]) -> None:
    network = network_of(recipe)
    points = np.random.default_rng(1).uniform(-3, 3, (300, network.inputs))
    assert np.array_equal(evaluate_at(network, points[chosen]), evaluate_at(network, points)[chosen])


def test_arrays_of_another_shape_are_refused() -> None:
    """They would be read beyond their ends."""
    evaluator = Evaluator.of(Network.of([[[1.0, 1.0]]], [[0.0]], "tanh"))
    for points in (np.zeros((1, 20)), np.zeros((2, 20), np.float32)):
        with pytest.raises(ValueError, match="contiguous float64"):
            evaluator.at(points)  # type: ignore[arg-type]


def test_calls_of_the_kernel_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = Recipe(seed=2, layers=3, width=9)
    network, view = network_of(recipe), View.of(recipe, (40, 50))
    whole = evaluate(network, view)
    monkeypatch.setattr(engine, "_CALL", 1)
    monkeypatch.setattr(sizes, "_BAND", 1)
    assert np.array_equal(evaluate(network, view, threads=3), whole)


@given(small_recipes())
def test_no_recipe_yields_nan_or_infinity(recipe: Recipe) -> None:
    far = recipe.replace(zoom=1e-6, gain=1000.0, bias=1000.0)
    for one in (recipe, far):
        inputs = Inputs.of(one, Size(9, 9))
        assert np.isfinite(evaluate(network_of(one), View.of(one, (9, 9)), inputs=inputs)).all()


def test_deep_unbounded_networks_stay_finite() -> None:
    recipe = Recipe(seed=1, layers=300, width=8, activation="relu", gain=1000.0, bias=1000.0)
    assert np.isfinite(evaluate(network_of(recipe), View.of(recipe, (9, 9)))).all()


def test_an_evaluation_stops_when_it_is_told_to() -> None:
    recipe = Recipe(layers=2, width=3)
    evaluator = Evaluator.of(network_of(recipe))
    evaluator.stop()
    with pytest.raises(Cancelled):
        evaluator.field(View.of(recipe, (5, 5)))


def test_a_consumer_that_ends_early_stops_the_threads() -> None:
    stopped = threading.Event()
    results = ordered_map(lambda n: n, range(10_000), 2, stopped.set)
    assert next(results) == 0
    results.close()
    assert stopped.is_set()


def test_an_error_in_a_thread_reaches_the_consumer() -> None:
    stopped = threading.Event()
    with pytest.raises(ZeroDivisionError):
        list(ordered_map(lambda n: 1 // n, [1, 0, 2], 2, stopped.set))
    assert stopped.is_set()


@pytest.mark.parametrize("threads", [0, 1025, -1, 1.5, True])
def test_thread_counts_out_of_range_are_refused(threads: int) -> None:
    with refused("range", "threads", error=InputError):
        thread_count(threads)
