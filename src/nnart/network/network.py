"""Network: layers of weights and biases, drawn from a recipe or given by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import InitVar, dataclass, replace
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnart.activation import mix
from nnart.checks.annotations import answering, check_fields, checked
from nnart.checks.attributes import hinting
from nnart.checks.kinds import PLAIN
from nnart.display import Displayed
from nnart.errors import InputError, fault, shown

MAX_WEIGHT = 2.0**40  # its magnitude, and that of a bias
_FEW = 6  # layers that a short form names


@hinting()
@dataclass(frozen=True, eq=False)
class Layer:
    """One layer of a network: z ← W y + b + c z, then y ← φ(z).

    Attributes:
        weights: W, float32 (out, in); read-only.
        biases: b, float32 (out,); read-only. To change numbers, copy them and call `dataclasses.replace`.
        activation: φ, a name from `nnart.activations()`; or several as "tanh,sin", each for an equal share of
            the neurons, in this order.
        carry: c, -1 … 1: the share of the previous layer's sums z that is added (a residual connection).

    Args:
        drawn: whether the numbers are valid float32 already, to skip the checks.

    Raises:
        InputError: if a number is not finite or its magnitude is above 2^40, shapes do not fit, or a name is
            unknown.
    """

    weights: NDArray[np.float32]
    biases: NDArray[np.float32]
    activation: str
    carry: float = 0.0
    drawn: InitVar[bool] = False

    def __post_init__(self, drawn: bool) -> None:
        if (
            drawn is not True
            or not isinstance(self.weights, np.ndarray)
            or not isinstance(self.biases, np.ndarray)
        ):
            _set(self, "weights", _finite("weights", self.weights, 2))
            _set(self, "biases", _finite("biases", self.biases, 1))
            _set(self, "activation", _activation(self.activation))
            _set(self, "carry", _carry(self.carry))
            if self.biases.shape != self.weights.shape[:1]:
                needed = f"{len(self.weights)} are needed, one for each row of weights, not {len(self.biases)}"
                raise InputError(fault("count", needed, "biases"))
        for array in (self.weights, self.biases):
            array.flags.writeable = False

    def __call__(self, points: ArrayLike) -> NDArray[np.float64]:
        """Return the layer's outputs (…, neurons) for inputs (…, inputs), without any carry.

        Raises:
            InputError: as `Network.__call__`.
        """
        return Network((replace(self, carry=0.0),))(points)

    def __repr__(self) -> str:
        return f"<Layer {self.inputs} → {self.outputs}, {self.activation}>"

    @property
    def inputs(self) -> int:
        """Number of inputs."""
        return int(self.weights.shape[1])

    @property
    def outputs(self) -> int:
        """Number of neurons."""
        return len(self.biases)


@answering
@hinting(
    parameters="network.layers, each with weights and biases; network.count says how many weights",
    weights="network.layers[0].weights",
    biases="network.layers[0].biases",
    forward="network([x, y])",
    shape="network.sizes",
)
@dataclass(frozen=True, eq=False)
class Network(Displayed):
    """A fully connected network: network(points) evaluates it.

    `network_of` draws the network of a recipe; `Network.of` makes one from lists of numbers.

    Attributes:
        layers: one or more, the output layer last. Only a hidden layer as wide as the previous one can have a
            carry.

    Raises:
        InputError: if the layers do not fit together.
    """

    layers: tuple[Layer, ...]

    def __post_init__(self) -> None:
        check_fields(self)
        _set(self, "layers", tuple(self.layers))
        if not self.layers:
            raise InputError(fault("count", "a network has one layer or more, not none", "layers"))
        if not self.layers:
            raise InputError(fault("count", "a network needs one layer or more"))
        for i, (before, layer) in enumerate(pairwise(self.layers), 1):
            if layer.inputs != before.outputs:
                raise InputError(
                    fault(
                        "type",
                        f"({layer.outputs}, {before.outputs}) are needed after {before.outputs} "
                        f"neuron{'s'[: before.outputs - 1]}, not {layer.weights.shape}",
                        f"weights[{i}]",
                    )
                )
        last = len(self.layers) - 1
        for i, layer in enumerate(self.layers):
            if layer.carry and (i in (0, last) or layer.outputs != self.layers[i - 1].outputs):
                raise InputError(
                    fault(
                        "no-effect",
                        "only a hidden layer as wide as the one before can have one",
                        f"carries[{i}]",
                    )
                )

    @classmethod
    @checked
    def of(
        cls,
        weights: Sequence[ArrayLike],
        biases: Sequence[ArrayLike],
        activations: str | Sequence[str],
        carries: Sequence[float] | None = None,
    ) -> Self:
        """Return a network from lists of weights, biases and activations.

        Args:
            weights: one matrix (out, in) for each layer; `in` is the `out` of the previous layer.
            biases: one vector (out,) for each layer.
            activations: a name from `nnart.activations()` for each layer, or one for all; "tanh,sin" gives each
                half of a layer its own.
            carries: a number from -1 to 1 for each layer, 0 by default. Must be 0 for the first and last layer,
                and for a layer with another width than the previous one.

        Raises:
            InputError: if shapes do not fit together, a number is not finite or its magnitude is above 2^40, or
                a name is unknown.
        """
        names = (activations,) * len(weights) if isinstance(activations, str) else tuple(activations)
        if not len(weights) == len(biases) == len(names) or not names:
            raise InputError(
                fault(
                    "count",
                    f"a network needs as many weights as biases and activations, 1 or more, "
                    f"not {len(weights)}, {len(biases)} and {len(names)}",
                )
            )
        try:
            carried = [0.0] * len(names) if carries is None else list(carries)
        except TypeError as error:
            raise InputError(fault("type", shown(str(error)), "carries")) from None
        if len(carried) != len(names):
            raise InputError(
                fault("count", f"{len(names)} are needed, one a layer, not {len(carried)}", "carries")
            )
        rows = zip(weights, biases, names, carried, strict=True)
        return cls(tuple(_layer(i, *row) for i, row in enumerate(rows)))

    def __len__(self) -> int:
        """Return how many layers there are."""
        return len(self.layers)

    def __iter__(self) -> Iterator[Layer]:
        """Yield the layers, the output layer last."""
        return iter(self.layers)

    def __call__(
        self, points: ArrayLike, /, *others: ArrayLike, layer: int | None = None
    ) -> NDArray[np.float64]:
        """Return the network's answers at points, or one of its layers' answers.

        Args:
            points: numbers (…, inputs); of a recipe's network usually x and y, (…, 2).
            others: with points, each input by itself, as network(x, y), of numbers or arrays of one shape.
            layer: which layer's answers, from 0, or from the last with -1; the output's when not given.

        Returns:
            float64 (…, outputs), or (…, neurons) of a layer.

        Raises:
            InputError: if points have another shape, are not finite or above 2^40, or there is no such layer.
        """
        from nnart.network.answers import answers_of

        if others:
            points = _side_by_side(points, *others)
        return answers_of(self.layers if layer is None else self._up_to(layer), points)

    def _up_to(self, layer: object) -> tuple[Layer, ...]:
        """Return the layers up to this one, plus an identity layer, since a last layer cannot carry."""
        place = PLAIN[int].check(layer, "layer")
        count = len(self.layers)
        if not -count <= place < count:
            says = f"a whole number from {-count} to {count - 1} is needed"
            raise InputError(fault("range", says, "layer", got=layer))
        place %= count
        if place == count - 1:
            return self.layers
        width = self.layers[place].outputs
        same = Layer(np.eye(width, dtype=np.float32), np.zeros(width, np.float32), "linear", drawn=True)
        return (*self.layers[: place + 1], same)

    @property
    def inputs(self) -> int:
        """Number of inputs."""
        return self.layers[0].inputs

    @property
    def outputs(self) -> int:
        """Number of outputs."""
        return self.layers[-1].outputs

    @property
    def count(self) -> int:
        """Number of weights."""
        return sum(layer.weights.size for layer in self.layers)

    @property
    def sizes(self) -> str:
        """Numbers of inputs and of each layer's neurons, as in `2 → 4 → 1`."""
        return " → ".join(str(n) for n in (self.inputs, *(layer.outputs for layer in self.layers)))

    def __repr__(self) -> str:
        if len(self.layers) <= _FEW:
            return f"<Network {self.sizes}>"
        return f"<Network {self.inputs} → {self.outputs}, {len(self.layers)} layers, {self.count:,} weights>"


def _side_by_side(*inputs: ArrayLike) -> ArrayLike:
    """Return points, (…, inputs), from each input by itself."""
    try:
        return np.stack(np.broadcast_arrays(*inputs), axis=-1)
    except ValueError:
        says = "each input by itself has the shape of the others"
        raise InputError(fault("type", says, "points", ways="network([x, y]) takes a point")) from None


def _set(frozen: object, name: str, value: object) -> None:
    object.__setattr__(frozen, name, value)


_PLURAL = {"weights": "weights", "biases": "biases", "activation": "activations", "carry": "carries"}


def _layer(i: int, weights: ArrayLike, biases: ArrayLike, activation: str, carry: float) -> Layer:
    """Return layer i; errors name the list at fault."""
    try:
        return Layer(weights, biases, activation, carry)  # type: ignore[arg-type]  # it makes arrays of them
    except InputError as error:
        (one,) = error.faults
        names = tuple(f"{_PLURAL[name]}[{i}]" for name in one.names)
        raise InputError(replace(one, names=names)) from None


def _finite(name: str, values: ArrayLike, dimensions: int) -> NDArray[np.float32]:
    try:
        with np.errstate(over="ignore", invalid="ignore"):  # what is no finite float32 is refused below
            array = np.array(values, dtype=np.float32)
    except (TypeError, ValueError, OverflowError) as error:
        raise InputError(fault("type", shown(str(error)), name)) from None
    needed = f"finite numbers up to 2^40 in {dimensions} dimension{'s'[: dimensions - 1]} are needed"
    if array.ndim != dimensions or 0 in array.shape:
        raise InputError(fault("type", f"{needed}, not shape {array.shape}", name))
    wrong = array[~(np.abs(array) <= MAX_WEIGHT)]
    if len(wrong):
        raise InputError(fault("range", f"{needed}, not {wrong[0]}", name))
    return array


def _activation(text: object) -> str:
    if not isinstance(text, str):
        raise InputError(fault("type", "a name or several are needed", "activation", got=text))
    try:
        return ",".join(activation.name for activation in mix(text))
    except InputError as error:
        raise error.about("activation") from None


def _carry(value: object) -> float:
    try:
        carry = float(value)  # type: ignore[arg-type]  # it raises what is caught here
    except (TypeError, ValueError, OverflowError) as error:
        raise InputError(fault("type", shown(str(error)), "carry")) from None
    if not -1 <= carry <= 1:
        raise InputError(fault("range", "a number from -1 to 1 is needed", "carry", got=carry))
    return carry
