"""Sources: the networks whose outputs the frames of a blend are sums of."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from nnart.arrays import Array
from nnart.exact import streams
from nnart.exact.lattices import reference_points
from nnart.field.evaluator import Evaluator
from nnart.films.film import Keyframe
from nnart.network.drawn import draw_network
from nnart.network.network import Layer, Network
from nnart.plane.inputs import Inputs
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size

LIGHT = 2**32 + 5  # the stream of the output weights that light turns towards


@dataclass(frozen=True, eq=False)
class Source:
    """One evaluation of a network: one or more groups of outputs, each of them enough for a picture.

    Attributes:
        recipe: whose inputs and framing it has.
        network: with the outputs of all groups.
        groups: how many.
    """

    recipe: Recipe
    network: Network
    groups: int = 1

    def evaluator(self, size: Size | None = None) -> Evaluator:
        """Return the evaluator for a picture of a size, or for no size at all."""
        inputs = Inputs.of(self.recipe) if size is None else Inputs.of(self.recipe, size)
        return Evaluator.of(self.network, inputs)

    def reference(self) -> Reference:
        """Return the answers where tones are measured."""
        evaluator = self.evaluator()
        rows = evaluator.at(reference_points()).T.reshape(self.groups, -1, reference_points().shape[1])
        return Reference(rows, np.array(evaluator.roundings).reshape(self.groups, -1))


@dataclass(frozen=True, eq=False)
class Reference:
    """What a source answers where tones are measured.

    Attributes:
        fields: float64 (groups, outputs, points).
        roundings: of each output, as in `Evaluator`, (groups, outputs).
    """

    fields: Array
    roundings: Array


def network_of(keyframe: Keyframe) -> Network:
    """Return the network of a keyframe whose gain is known."""
    return keyframe.network if keyframe.network is not None else draw_network(keyframe.recipe)


def lit(keyframe: Keyframe) -> Source:
    """Return a source with a second group of outputs beside the network's own, drawn with the same strength.

    The output layer is linear: its activation would bend the sum of two fields, not the fields.
    """
    network, recipe = network_of(keyframe), keyframe.recipe
    *hidden, final = network.layers
    weights, biases = (numbers.astype(np.float64) for numbers in (final.weights, final.biases))
    rows, columns = weights.shape
    squares = [math.fsum(row) for row in (weights * weights).tolist()]
    strength = np.sqrt(3 * np.array(squares) / columns)
    drawn = streams.draw(recipe.genes, LIGHT, rows * (columns + 1)).reshape(rows, columns + 1)
    both = np.concatenate([weights, drawn[:, :-1] * strength[:, None]]).astype(np.float32)
    both_biases = np.concatenate([biases, drawn[:, -1] * np.abs(biases)]).astype(np.float32)
    return Source(recipe, Network((*hidden, Layer(both, both_biases, "linear"))), groups=2)


def cut(keyframe: Keyframe) -> list[Source]:
    """Return a source for each number of hidden layers, the output layer applied after it."""
    recipe = keyframe.recipe
    if keyframe.network is None:
        last = recipe.after or recipe.layers
        recipes = [replaced(recipe, after=after) for after in range(1, last + 1)]
        return [Source(one, draw_network(one)) for one in recipes]
    *hidden, final = keyframe.network.layers
    fit = [k for k, layer in enumerate(hidden, 1) if layer.outputs == final.inputs]
    return [Source(recipe, Network((*hidden[:k], final))) for k in fit]


def replaced(recipe: Recipe, **changes: object) -> Recipe:
    """Return a recipe with values changed that leave its gain as it is."""
    found = object.__new__(Recipe)
    vars(found).update(vars(recipe), **changes)
    return found
