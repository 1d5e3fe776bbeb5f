"""Network: the weights and biases that a recipe's seed stands for, or ones given by hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnart import streams
from nnart.activations import mix
from nnart.errors import InputError, shown
from nnart.genome import genome_of
from nnart.inputs import Inputs
from nnart.recipe import Recipe
from nnart.rules import outputs_of

_SMALL = 2**18  # weights of a network that is worth being kept a while


class Network:
    """A fully connected network: layer after layer, z ← W y + b + c z and y ← φ(z).

    Attributes:
        weights: one float32 matrix (out, in) a layer, the output layer last.
        biases: one float32 vector (out,) a layer.
        activations: each layer's φ: a name, or several, of which each is that of an equal share of the
            neurons, in their order (see `nnart.activations.runs_of`).
        carries: each layer's c, how much of the sums of the layer before it adds to its own; mostly 0.
    """

    def __init__(
        self,
        weights: Sequence[ArrayLike],
        biases: Sequence[ArrayLike],
        activations: str | Sequence[str],
        carries: Sequence[float] | None = None,
    ) -> None:
        """Take a network given by hand.

        Args:
            weights: a matrix (out, in) a layer; each layer's `in` is the `out` of the one before.
            biases: a vector (out,) a layer.
            activations: a name of `nnart.activations` for every layer, or one for all of them; `tanh,sin`
                for a layer of which one half has the one and one the other.
            carries: a number from -1 to 1 for every layer, which is 0 for the first and the last one and
                where a layer has not as many neurons as the one before; all 0 when not given.

        Raises:
            InputError: if shapes do not fit together, a number is not finite or above 2^40, or a name is
                unknown.
        """
        names = (activations,) * len(weights) if isinstance(activations, str) else tuple(activations)
        if not len(weights) == len(biases) == len(names) or not names:
            raise InputError(
                f"a network needs as many weights as biases and activations, 1 or more, "
                f"not {len(weights)}, {len(biases)} and {len(names)}"
            )
        self.weights = tuple(_finite(f"weights[{i}]", w, 2) for i, w in enumerate(weights))
        self.biases = tuple(_finite(f"biases[{i}]", b, 1) for i, b in enumerate(biases))
        inputs, mixed = self.weights[0].shape[1], []
        for i, (w, b, name) in enumerate(zip(self.weights, self.biases, names, strict=True)):
            if w.shape[1] != inputs or b.shape != w.shape[:1]:
                raise InputError(
                    f"layer {i}: weights ({b.shape[0]}, {inputs}) and biases ({b.shape[0]},) are needed, "
                    f"not {w.shape} and {b.shape}"
                )
            if not isinstance(name, str):
                raise InputError(f"activations[{i}]: a name or several are needed, not {shown(name)}")
            try:
                mixed.append(",".join(one.name for one in mix(name)))
            except ValueError as error:
                raise InputError(f"activations[{i}]: {error}") from None
            inputs = w.shape[0]
        self.activations = tuple(mixed)
        try:
            self.carries = (0.0,) * len(names) if carries is None else tuple(float(one) for one in carries)
        except (TypeError, ValueError) as error:
            raise InputError(f"carries: {shown(str(error))}") from None
        self._check_carries()
        vars(self)["_settled"] = True

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse changes: a network may be shared by all who ask for a recipe's."""
        if "_settled" in vars(self):
            raise AttributeError(f"{name}: a network does not change; make another one")
        super().__setattr__(name, value)

    def _check_carries(self) -> None:
        if len(self.carries) != len(self.weights):
            raise InputError(f"carries: {len(self.weights)} are needed, one a layer, not {len(self.carries)}")
        last = len(self.carries) - 1
        for i, carry in enumerate(self.carries):
            if carry and (i in (0, last) or self.weights[i].shape[0] != self.weights[i - 1].shape[0]):
                raise InputError(f"carries[{i}]: only a hidden layer as wide as the one before can have one")
            if not -1 <= carry <= 1:
                raise InputError(f"carries[{i}]: a number from -1 to 1 is needed, not {shown(carry)}")

    @classmethod
    def from_recipe(cls, recipe: Recipe) -> Self:
        """Return the network that a recipe's seed stands for: its inputs, hidden layers, one output.

        A gain that has to be found is found.
        """
        if recipe.family == "nnart":
            from nnart.calibration import calibrated  # which itself evaluates networks, of a gain that is given

            recipe = calibrated(recipe)
        # What a gain was found with is painted next.
        made: Callable[[Recipe], Self] = cls._kept if recipe.layers * recipe.width**2 <= _SMALL else cls._made
        return made(recipe)

    @classmethod
    @lru_cache(maxsize=16)
    def _kept(cls, recipe: Recipe) -> Self:
        return cls._made(recipe)

    @classmethod
    def _made(cls, recipe: Recipe) -> Self:
        """Return a recipe's network; of numbers that it has drawn itself, none is checked."""
        layers = _lecture(recipe) if recipe.family == "lecture" else _drawn(recipe)
        if recipe.neuron is not None:
            layers = _showing(recipe.neuron, layers)
        weights, biases, activations, carries = layers
        network = cls.__new__(cls)
        network.weights, network.biases = (
            tuple(_readonly(np.array(one, np.float32)) for one in row) for row in (weights, biases)
        )
        network.activations, network.carries = tuple(activations), tuple(carries)
        vars(network)["_settled"] = True
        return network

    @property
    def inputs(self) -> int:
        """Number of inputs."""
        return int(self.weights[0].shape[1])

    @property
    def outputs(self) -> int:
        """Number of outputs."""
        return int(self.weights[-1].shape[0])

    @property
    def sizes(self) -> str:
        """Numbers of inputs and of every layer's neurons: `2 → 4 → 1`."""
        return " → ".join(str(n) for n in (self.inputs, *(len(b) for b in self.biases)))

    def __repr__(self) -> str:
        return f"<Network {self.sizes}>"


def _readonly(array: NDArray[np.float32]) -> NDArray[np.float32]:
    array.flags.writeable = False
    return array


def _finite(name: str, values: ArrayLike, dimensions: int) -> NDArray[np.float32]:
    try:
        with np.errstate(over="ignore", invalid="ignore"):  # what is no finite float32 is refused below
            array = np.array(values, dtype=np.float32)
    except (TypeError, ValueError, OverflowError) as error:
        raise InputError(f"{name}: {shown(str(error))}") from None
    needed = f"{name}: finite numbers up to 2^40 in {dimensions} dimension{'s'[: dimensions - 1]} are needed"
    if array.ndim != dimensions or 0 in array.shape:
        raise InputError(f"{needed}, not shape {array.shape}")
    wrong = array[~(np.abs(array) <= 2.0**40)]
    if len(wrong):
        raise InputError(f"{needed}, not {wrong[0]}")
    return _readonly(array)


_Layers = tuple[Sequence[ArrayLike], Sequence[ArrayLike], list[str], list[float]]


def _drawn(recipe: Recipe) -> _Layers:
    """Return weights of variance gain²/inputs and biases of variance bias², a stream a layer.

    Those of one seed are uniform. A stream holds the layer's weights in row order, then its biases. Numbers
    are scaled in float64 and rounded to float32 once. The first layer's biases grow with the gain: that
    spreads the lines where its neurons are 0 over the frame, instead of bundling them in its middle when the
    gain is high; and they take up z, whose weights have a stream of their own. The output layer has gain 1 and
    no bias, which the tone would undo.
    """
    assert recipe.gain is not None and recipe.bias is not None and recipe.residual is not None
    weights: list[ArrayLike] = []
    biases: list[NDArray[np.float64]] = []
    genome, layers = genome_of(recipe), recipe.after or recipe.layers
    inputs = Inputs.of(recipe).count
    for layer in range(layers):
        drawn = streams.drawn(genome, layer, recipe.width * (inputs + 1))
        split = recipe.width * inputs
        scale = recipe.gain * math.sqrt(3 / inputs)
        spread = recipe.bias * (recipe.gain / 2 if layer == 0 else 1) * math.sqrt(3)
        if layer:
            share = math.sqrt(1 - recipe.residual)
            scale, spread = scale * share, spread * share
        weights.append((drawn[:split].reshape(recipe.width, inputs) * scale).astype(np.float32))
        biases.append(drawn[split:] * spread)
        inputs = recipe.width
    biases[0] = biases[0] + _shift(recipe)
    outputs = outputs_of(vars(recipe))
    final = streams.drawn(genome, streams.OUTPUT, outputs * inputs) * math.sqrt(3 / inputs)
    weights.append(final.reshape(outputs, inputs).astype(np.float32))
    biases.append(np.zeros(outputs))
    carries = [0.0, *[math.sqrt(recipe.residual)] * (layers - 1), 0.0]
    return weights, biases, [*[recipe.activation] * layers, "linear"], carries


def _showing(neuron: int, layers: _Layers) -> _Layers:
    """Return layers whose output is what one neuron of the last hidden one answers."""
    weights, biases, activations, carries = layers
    chosen = np.arange(1, np.shape(weights[-1])[1] + 1) == neuron
    return [*weights[:-1], chosen[None]], [*biases[:-1], [0.0]], [*activations[:-1], "linear"], carries


def _shift(recipe: Recipe) -> NDArray[np.float64]:
    """Return what z adds to the first layer's sums, by weights of the same variance as those of x and y."""
    assert recipe.gain is not None
    shift = np.zeros(recipe.width)
    scale = recipe.gain * math.sqrt(3 / 2)
    drawn = streams.drawn(genome_of(recipe), streams.Z, recipe.width * len(recipe.z)) * scale
    for number, column in zip(recipe.z, drawn.reshape(len(recipe.z), recipe.width), strict=True):
        shift = shift + column * number
    return shift


def _lecture(recipe: Recipe) -> _Layers:
    """Return the network that the lecture's notebook draws after `numpy.random.seed(recipe.seed)`.

    Source: Florian Marquardt, "Machine Learning for Physicists", lecture 1. A first layer, `layers` - 1
    further ones and the output, all with the same activation; its arrays are (in, out), drawn in the
    order below.
    """
    random = np.random.RandomState(recipe.seed)
    inputs = 2

    def draw(reach: int, shape: int | tuple[int, ...]) -> NDArray[np.float64]:
        # As `uniform(-reach, reach)`, but one operation a call, which no compiler can contract.
        return random.random_sample(shape) * (2 * reach) - reach

    further, n = recipe.layers - 1, recipe.width
    hidden, hidden_biases = draw(3, (further, n, n)), draw(1, (further, n))
    first, first_biases = draw(1, (inputs, n)), draw(1, n)
    final, final_biases = draw(1, (n, 1)), draw(1, 1)
    # Its picture spans -1/2 … 1/2 where a frame here spans -1 … 1; to halve is exact.
    shown = recipe.after or recipe.layers
    matrices = [first.T / 2, *(matrix.T for matrix in hidden[: shown - 1]), final.T]
    biases = [first_biases, *hidden_biases[: shown - 1], final_biases]
    return matrices, biases, [recipe.activation] * (shown + 1), [0.0] * (shown + 1)
