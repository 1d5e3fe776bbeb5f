"""Rules: which values of a recipe go together, and how those that do not are refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from nnart.errors import InputError, NnartError, RecipeError
from nnart.recipe.knob import FRAME
from nnart.recipe.knobs import KNOBS
from nnart.recipe.recipe import Recipe
from nnart.recipe.rules import check_frame, fields_of, outputs_of, settle
from tests.faults_of import broken, refused
from tests.strategies import recipes


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe(seed=-1, layers=0, width=2.5, activation="foo", zoom=0, center=(0, "a"), palette="nosuch")  # type: ignore[arg-type]
    names = {fault.names for fault in caught.value.faults}
    assert names == {(name,) for name in ("seed", "layers", "width", "activation", "zoom", "center", "palette")}


@pytest.mark.parametrize(
    ("values", "rule", "names"),
    [
        ({"seed": 2**64}, "range", "seed"),
        ({"seed": True}, "range", "seed"),
        ({"layers": 1001}, "range", "layers"),
        ({"steps": 1}, "range", "steps"),
        ({"zoom": float("nan")}, "range", "zoom"),
        ({"zoom": None}, "range", "zoom"),
        ({"center": 1}, "count", "center"),
        ({"tone": "loud"}, "choice", "tone"),
        ({"palette": 3}, "type", "palette"),
        ({"palette": "#12"}, "syntax", "palette"),
        ({"palette": "#123,#12"}, "syntax", "palette"),
        ({"layers": 1000, "width": 1024}, "limit", "layers width"),
        ({"family": "lecture", "gain": 1.0}, "conflict", "gain"),
        ({"family": "lecture", "seed": 2**32}, "range", "seed"),
        ({"inputs": "x,q"}, "choice", "inputs"),
        ({"z": ["a"]}, "range", "z"),
        ({"symmetry": "p4", "seamless": "x"}, "conflict", "symmetry seamless"),
        ({"symmetry": "p4", "inputs": "r"}, "conflict", "inputs"),
        ({"symmetry": "rotation-2", "inputs": "r"}, "conflict", "inputs"),
        ({"seamless": "y", "inputs": "r"}, "conflict", "inputs"),
        ({"symmetry": 4}, "type", "symmetry"),
        ({"symmetry": "rotation"}, "missing", "symmetry"),
        ({"symmetry": "rotation-65"}, "range", "symmetry"),
        ({"seamless": "x", "rotate": 30.0}, "conflict", "seamless"),
        ({"seamless": "z"}, "choice", "seamless"),
        ({"dither": 1}, "type", "dither"),
        ({"reverse": "yes"}, "type", "reverse"),
        ({"activation": 3}, "type", "activation"),
        ({"inputs": 3}, "type", "inputs"),
        ({"inputs": "x,x"}, "count", "inputs"),
        ({"z": 0.5}, "count", "z"),
        ({"z": (1001,)}, "range", "z"),
        ({"samples": 9}, "range", "samples"),
        ({"contrast": 0.0}, "range", "contrast"),
        ({"colour": "cmyk"}, "choice", "colour"),
        ({"alpha": "some"}, "choice", "alpha"),
        ({"space": "p4"}, "choice", "space"),
        ({"samples": 2, "sampling": "ends"}, "conflict", "samples"),
        ({"colour": "shaded", "steps": 4}, "conflict", "steps"),
        ({"colour": "oklch", "palette": "ink"}, "no-effect", "palette"),
        ({"colour": "shaded", "gamut": "full"}, "no-effect", "gamut"),
        ({"colour": "rgb", "gamut": "wide"}, "choice", "gamut"),
        ({"tone": "stretch", "tolerance": 1}, "no-effect", "tolerance"),
        ({"symmetry": "p5"}, "choice", "symmetry"),
        ({"cells": 2.0}, "no-effect", "cells"),
        ({"seamless": "x", "sampling": "ends"}, "conflict", "sampling"),
        ({"residual": 1.0}, "range", "residual"),
        ({"family": "lecture", "z": [1.0]}, "conflict", "z"),
        ({"family": "lecture", "residual": 0.5}, "conflict", "residual"),
        ({"family": "lecture", "inputs": "r"}, "conflict", "inputs"),
        ({"family": "lecture", "symmetry": "mirror"}, "conflict", "symmetry"),
        ({"family": "lecture", "seamless": "x"}, "conflict", "seamless"),
        ({"family": "lecture", "detail": 1.0}, "conflict", "detail"),
        ({"family": "lecture", "bias": 1.0}, "conflict", "bias"),
        ({"family": "lecture", "layers": 1}, "range", "layers"),
        ({"family": "lecture", "colour": "rgb"}, "conflict", "colour alpha"),
        ({"family": "lecture", "alpha": "field"}, "conflict", "colour alpha"),
        ({"family": "lecture", "colour": "shaded", "alpha": "field"}, "conflict", "colour alpha"),
    ],
)
def test_a_fault_has_a_rule_and_the_names_of_values(values: dict[str, Any], rule: str, names: str) -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe(**values)
    assert broken(caught.value) == [(rule, tuple(names.split()))]
    assert isinstance(caught.value, InputError)
    assert isinstance(caught.value, NnartError)
    assert isinstance(caught.value, ValueError)


def test_contradictions_are_named_at_once() -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe(symmetry="p4", seamless="x", inputs="r", sampling="ends", samples=2, colour="rgb", palette="ink")
    names = [" ".join(fault.names) for fault in caught.value.faults]
    assert names == ["symmetry seamless", "samples", "sampling", "inputs", "palette"]


def test_a_family_of_its_own_goes_with_a_vignette() -> None:
    lecture = Recipe(family="lecture", alpha="vignette", dither=True, samples=2, space="p3", contrast=2.0)
    assert lecture.tolerance == 0.0


@given(recipes())
def test_what_is_settled_stays_as_it_is(recipe: Recipe) -> None:
    given_ = {name: getattr(recipe, name) for name in KNOBS}
    values, faults = settle(given_)
    assert (values, faults) == (given_, [])
    assert outputs_of(values) == fields_of(recipe.colour) + (recipe.alpha == "field")


def test_a_value_that_breaks_its_own_rule_is_named_before_what_goes_together() -> None:
    given_ = {name: knob.default for name, knob in KNOBS.items()} | {"layers": 0, "cells": 2.0}
    _, faults = settle(given_)
    assert [(fault.rule, fault.names) for fault in faults] == [("range", ("layers",))]


@pytest.mark.parametrize("family", ["nnart", "lecture"])
def test_what_is_shown_lies_within_the_network(family: str) -> None:
    assert Recipe(family=family, layers=3, width=4, after=3, neuron=4).after == 3
    with refused("range", "after"):
        Recipe(family=family, layers=3, width=4, after=4)
    with refused("range", "neuron"):
        Recipe(family=family, layers=3, width=4, neuron=5)
    with refused("conflict", "neuron"):
        Recipe(neuron=1, colour="rgb")


@pytest.mark.parametrize("zoom", [1.0, 1 / 2, 1 / 3, 1 / 7])
def test_seamless_edges_fit_where_the_plane_repeats(zoom: float) -> None:
    assert Recipe(seamless="xy", zoom=zoom, rotate=180.0).zoom == zoom
    with refused("conflict", "seamless"):
        Recipe(seamless="xy", zoom=1.1 * zoom)


def test_a_frame_is_checked_with_every_fault_at_once() -> None:
    frame = {name: knob.default for name, knob in KNOBS.items() if knob.group == FRAME}
    check_frame(frame)
    with pytest.raises(InputError) as caught:
        check_frame(frame | {"zoom": 0, "rotate": "left", "sampling": "all"})
    assert sorted(fault.names for fault in caught.value.faults) == [("rotate",), ("sampling",), ("zoom",)]
