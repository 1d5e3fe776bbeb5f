"""Sources: the networks whose outputs are blended."""

from __future__ import annotations

import numpy as np
import pytest

import nnart
from nnart.exact.lattices import reference_points
from nnart.field.calibration import calibrate
from nnart.films.film import Keyframe
from nnart.films.sources import LIGHT, Source, cut, lit, network_of, replaced
from nnart.network.network import Network
from tests.exact.test_streams import philox
from tests.films.cases import by_hand, small
from tests.parts import biases_of, weights_of

SMALL = calibrate(small())


def drawn(seed: int, count: int) -> list[float]:
    """Return the numbers of light's stream, from the paper; see tests/exact."""
    blocks = [philox((seed, LIGHT), 1 + n) for n in range(-(-count // 4))]
    return [(n >> 11) * 2.0**-52 - 1 for block in blocks for n in block][:count]


@pytest.mark.parametrize("network", [None, by_hand()])
def test_light_has_a_second_output_layer_as_strong_as_the_first(network: Network | None) -> None:
    own = network or network_of(Keyframe(SMALL))
    both = lit(Keyframe(SMALL, network)).network
    for one, other in zip(weights_of(own)[:-1], weights_of(both)[:-1], strict=True):
        assert np.array_equal(one, other)
    weights, biases = weights_of(own)[-1], biases_of(own)[-1]
    width = weights.shape[1]
    numbers = drawn(7, width + 1)
    strength = np.sqrt(3 * np.sum(weights.astype(np.float64) ** 2) / width)
    assert np.array_equal(weights_of(both)[-1][0], weights[0])
    assert weights_of(both)[-1][1] == pytest.approx(np.array(numbers[:-1]) * strength, rel=1e-6)
    assert biases_of(both)[-1] == pytest.approx([biases[0], numbers[-1] * abs(biases[0])], rel=1e-6)
    assert both.layers[-1].activation == "linear"


def test_the_second_output_layer_is_about_as_strong() -> None:
    ratios = []
    for seed in range(1, 30):
        one, other = weights_of(lit(Keyframe(calibrate(small(seed)))).network)[-1].astype(np.float64)
        ratios.append(np.linalg.norm(other) / np.linalg.norm(one))
    assert np.mean(ratios) == pytest.approx(1, abs=0.1)


def test_depth_has_a_picture_for_each_number_of_layers() -> None:
    sources = cut(Keyframe(SMALL))
    assert [len(one.network.layers) for one in sources] == [2, 3, 4, 5]
    for k, one in enumerate(sources, 1):
        points = reference_points().T[:50]
        expected = nnart.network_of(SMALL.replace(after=k))(points)
        assert np.array_equal(one.network(points), expected)
    assert len(cut(Keyframe(calibrate(small(after=2))))) == 2


def test_depth_of_a_network_by_hand_takes_the_layers_that_its_output_fits() -> None:
    sources = cut(Keyframe(SMALL, by_hand(3)))
    assert [len(one.network.layers) for one in sources] == [2, 3, 4]
    narrow = Network.of([[[1, 1]] * 2, [[1, 1]] * 3, [[1, 1, 1]]], [[0] * 2, [0] * 3, [0]], "tanh")
    assert [len(one.network.layers) for one in cut(Keyframe(SMALL, narrow))] == [3]


def test_references_are_answers_where_tones_are_measured() -> None:
    source = lit(Keyframe(calibrate(small(colour="shaded"))))
    found = source.reference()
    answers = source.network(reference_points().T)
    assert found.fields.shape == (2, 2, 2584)
    assert np.array_equal(found.fields.reshape(4, -1).T, answers)
    last = np.abs(weights_of(source.network)[-1].astype(np.float64)).sum(axis=1)
    assert found.roundings.ravel() == pytest.approx(last * 2.0**-24)


def test_a_recipe_with_values_replaced_keeps_its_gain() -> None:
    moved = replaced(SMALL, z=(0.1, 0.2))
    assert moved.gain == SMALL.gain
    assert moved.z == (0.1, 0.2)
    assert SMALL.z == ()
    assert Source(SMALL, by_hand()).groups == 1
