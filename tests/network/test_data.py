"""Networks as plain data: refused in one line whatever is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.activation import BY_NAME
from nnart.errors import FileError, InputError
from nnart.network import data, origin
from nnart.network.network import Network
from tests.byhand import DATA, LINES, SUM
from tests.faults_of import broken


@pytest.mark.parametrize(
    ("changes", "rule", "name", "where"),
    [
        ({"layers": []}, "type", "layers", None),
        ({"layers": {}}, "type", "layers", None),
        ({"colour": 1}, "unknown", None, None),
        ({"layers": [1]}, "type", None, 0),
        ({"layers": [LINES | {"bias": 1}]}, "unknown", None, 0),
        ({"layers": [LINES, {"weights": [[1]]}]}, "missing", "biases", 1),
        ({"layers": [LINES | {"weights": [1, 2]}]}, "type", "weights", 0),
        ({"layers": [LINES | {"weights": [[1], []]}]}, "type", "weights[1]", 0),
        ({"layers": [LINES | {"weights": [[1], [1, 2]]}]}, "count", "weights[1]", 0),
        ({"layers": [LINES | {"weights": [["1"], [1]]}]}, "type", "weights[0]", 0),
        ({"layers": [LINES | {"biases": [True, 1]}]}, "type", "biases", 0),
        ({"layers": [LINES | {"biases": [1]}]}, "count", "biases[0]", None),
        ({"layers": [LINES | {"biases": [1, 1e39]}]}, "range", "biases[0]", None),
        ({"layers": [LINES | {"biases": [1, 10**400]}]}, "type", "biases[0]", None),
        ({"layers": [LINES | {"biases": [1, float("nan")]}]}, "range", "biases[0]", None),
        ({"layers": [LINES | {"activation": "foo"}]}, "choice", "activations[0]", None),
        ({"layers": [LINES | {"activation": ["sin"] * 3}]}, "type", "activation", 0),
        ({"layers": [LINES | {"activation": []}]}, "type", "activation", 0),
        ({"layers": [LINES | {"carry": 0.5}]}, "no-effect", "carries[0]", None),
        ({"layers": [LINES | {"carry": "1"}]}, "type", "carry", 0),
        ({"layers": [SUM, LINES]}, "type", "weights[1]", None),
    ],
)
def test_what_is_no_network_is_refused(
    changes: dict[str, Any], rule: str, name: str | None, where: int | None
) -> None:
    with pytest.raises(InputError) as caught:
        data.from_data(DATA | changes)
    assert broken(caught.value) == [(rule, (name,) if name else ())]
    assert caught.value.faults[0].where == (() if where is None else (f"layer {where}",))
    text = json.dumps({"nnart": "1", "recipe": {}, "network": DATA | changes})
    with pytest.raises(FileError, match="the recipe in it cannot be used: "):
        origin.parse(text)


PARTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=3)
    | st.sampled_from(list(BY_NAME)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=9,
)


@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(data._KNOWN, PARTS)) | PARTS, max_size=2))
def test_any_data_is_a_network_or_one_line(layers: list[Any]) -> None:
    for whole in ({"layers": layers}, {"layers": [LINES, *layers]}, layers):
        try:
            assert isinstance(data.from_data(whole), Network)
        except InputError as error:
            assert "\n" not in str(error)
