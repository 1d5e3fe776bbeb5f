"""Memory: what is remembered changes no number, and is not more than there is room for."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np
import pytest

from nnart import memory
from nnart.calibration import calibrated
from nnart.memory import recall, remembered
from nnart.network import Network
from nnart.recipe import Recipe


def arrays(recipe: Recipe) -> list[bytes]:
    network = Network.from_recipe(recipe)
    return [one.tobytes() for one in (*network.weights, *network.biases)]


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(seed=7, layers=3, width=9),
        Recipe(seed=7, layers=3, width=9, genome="mix(7,12,0.3)", z=(0.5,)),
        Recipe(seed=3, layers=4, width=6, neuron=2, after=2),
        Recipe(seed=3, family="lecture", layers=3, width=5, activation="sigmoid"),
    ],
    ids=["seed", "genome", "neuron", "lecture"],
)
def test_networks_are_the_same(recipe: Recipe) -> None:
    plain = arrays(recipe)
    with remembered():
        gain = calibrated(recipe).gain
        assert arrays(recipe) == plain
        assert arrays(recipe) == plain
    assert calibrated.__wrapped__(recipe).gain == gain


def test_another_gain_is_another_network() -> None:
    recipe = Recipe(seed=7, layers=3, width=9, gain=2.0)
    with remembered():
        first, again = Network.from_recipe(recipe), Network.from_recipe(recipe)
        other = Network.from_recipe(recipe, 3.0)
    assert again is first
    alone = Network.from_recipe(Recipe(seed=7, layers=3, width=9, gain=3.0))
    assert all(map(np.array_equal, other.weights, alone.weights))
    assert other.weights[1] == pytest.approx(first.weights[1] * 1.5)


def counts() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1


def test_only_while_it_lasts_on_its_thread_and_within_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_ROOM", 10)
    numbers = counts()

    def get(key: str, size: int = 4) -> int:
        return recall(key, lambda: next(numbers), size)

    assert (get("a"), get("a")) == (0, 1)
    with remembered():
        assert (get("a"), get("a"), get("b"), get("c"), get("c"), get("a")) == (2, 2, 3, 4, 5, 2)
        with remembered():
            assert get("a") == 2
        assert get("a") == 2
        thread = threading.Thread(target=get, args=("a",))
        thread.start()
        thread.join()
        assert get("d", 1) == 7
    assert get("a") == 8
