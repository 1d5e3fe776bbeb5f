"""A job under way: what is to be said of it."""

from __future__ import annotations

from nnart.network.network import Network
from nnart.recipe.recipe import Recipe
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
