"""Networks given by hand as plain data, for TOML and JSON.

A network is a list of layers, the output layer last. Each layer is a table with weights (one row for every
neuron, with a number for every input), biases, an activation (a name, several as `tanh,sin`, or a list) and
optionally a carry.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnart.errors import InputError, fault
from nnart.network.network import Layer, Network

_NEEDED = ("weights", "biases", "activation")
_KNOWN = (*_NEEDED, "carry")


def to_data(network: Network) -> dict[str, Any]:
    """Return a network as plain data: a list of layers with weights, biases, activation and any carry."""
    return {"layers": [_layer_as_data(layer) for layer in network.layers]}


def _layer_as_data(layer: Layer) -> dict[str, Any]:
    data = {
        "weights": [_plain(row) for row in layer.weights],
        "biases": _plain(layer.biases),
        "activation": layer.activation,
    }
    return data | ({"carry": layer.carry} if layer.carry else {})


def from_data(data: object) -> Network:
    """Return the network in plain data.

    Raises:
        InputError: if the data is not a network.
    """
    if not isinstance(data, Mapping) or "layers" not in data:
        says = "layers are needed: for every one a table [[layers]] with weights, biases and activation"
        raise InputError(fault("missing", says))
    for key in data:
        if key != "layers":
            raise InputError(fault("unknown", "the parts of a network, which are layers", got=key))
    layers = data["layers"]
    if not isinstance(layers, list) or not layers:
        raise InputError(fault("type", "one table [[layers]] or more are needed", "layers", got=layers))
    for i, layer in enumerate(layers):
        try:
            _check(layer)
        except InputError as error:
            raise error.inside(f"layer {i}") from None
    names = [layer["activation"] for layer in layers]
    return Network.of(
        [layer["weights"] for layer in layers],
        [layer["biases"] for layer in layers],
        [name if isinstance(name, str) else ",".join(name) for name in names],
        [layer.get("carry", 0.0) for layer in layers],
    )


def to_toml(network: Network, table: str = "layers") -> str:
    """Return a network as TOML, with a table of the given name for every layer and a line for every neuron."""
    return "\n".join(_layer_as_toml(layer, table) for layer in to_data(network)["layers"])


def _plain(numbers: NDArray[np.float32]) -> list[float]:
    """Return the shortest decimals that round to these numbers."""
    short = [float(str(one)) for one in numbers]
    return [a if np.float32(a) == b else float(b) for a, b in zip(short, numbers, strict=True)]


def _layer_as_toml(layer: dict[str, Any], table: str) -> str:
    rows = "".join(f"    {row},\n" for row in layer["weights"])
    text = (
        f'[[{table}]]\nweights = [\n{rows}]\nbiases = {layer["biases"]}\nactivation = "{layer["activation"]}"\n'
    )
    return text + (f"carry = {layer['carry']}\n" if "carry" in layer else "")


def _check(layer: object) -> None:
    """Refuse an invalid layer, checked on its own; `Network` checks the rest."""
    if not isinstance(layer, Mapping):
        raise InputError(fault("type", f"a table of {', '.join(_KNOWN)} is needed", got=layer))
    for key in layer:
        if key not in _KNOWN:
            raise InputError(fault("unknown", ", ".join(_KNOWN), got=key))
    for key in _NEEDED:
        if key not in layer:
            raise InputError(fault("missing", f"there is none, but {', '.join(_NEEDED)} are needed", key))
    rows, biases, activation = (layer[key] for key in _NEEDED)
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows) or not rows:
        says = "a list with a row [1.0, 2.0] for every neuron is needed"
        raise InputError(fault("type", says, "weights", got=rows))
    for i, row in enumerate(rows):
        _check_numbers(f"weights[{i}]", row)
        if len(row) != len(rows[0]):
            raise InputError(
                fault("count", f"{len(row)} numbers, but weights[0] has {len(rows[0])}", f"weights[{i}]")
            )
    _check_numbers("biases", biases)
    listed = isinstance(activation, list) and all(isinstance(name, str) for name in activation)
    if not isinstance(activation, str) and not (listed and 1 <= len(activation) <= len(rows)):
        says = f"a name, or a list of at most as many as its {len(rows)} neurons, is needed"
        raise InputError(fault("type", says, "activation", got=activation))
    _check_numbers("carry", [layer.get("carry", 0.0)])


def _check_numbers(name: str, values: object) -> None:
    if not isinstance(values, list) or not values:
        raise InputError(fault("type", "a list of numbers is needed", name, got=values))
    for value in values:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise InputError(fault("type", "a number is needed", name, got=value))
