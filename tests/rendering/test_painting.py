"""A job under way: what is to be said of it."""

from __future__ import annotations

import pytest

from nnart.network.network import Network
from nnart.recipe.recipe import Recipe
from nnart.rendering.job import Job
from nnart.rendering.painting import Painting
from tests.faults_of import refused
from tests.parts import biases_of, weights_of


def test_a_smooth_network_is_interpolated_and_others_are_not() -> None:
    from nnart.rendering.job import Job
    from nnart.rendering.painting import Painting

    lines = Network.of([[[3.0, 1.0]], [[1.0]]], [[0.0], [0.0]], ["tanh", "linear"])
    kinks = Network.of(weights_of(lines), biases_of(lines), ["step", "linear"])
    for network, step in ((lines, True), (kinks, False)):
        one = Painting(Job(Recipe(palette="ink"), (1000, 1000), network=network))
        assert (one.painter.sampler().step > 1) == step
        one.pixels()
        assert (one.painted.evaluated < 1) == step


def test_a_picture_beyond_the_memory_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def empty(*_: object) -> None:
        raise MemoryError

    painting = Painting(Job(Recipe(layers=2, width=4, gain=1.0), (40, 30)))
    monkeypatch.setattr("nnart.rendering.painting.np.empty", empty)
    with refused("limit", "size") as caught:
        painting.pixels()
    assert "nnart.save writes" in str(caught.value) and "nnart.Run(limits=True)" in str(caught.value)
    assert caught.value.plain == "size: 40 x 30 takes 3.6 kB, and there is less memory"
