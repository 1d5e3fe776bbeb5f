"""The table of knobs: every row is complete, and is what recipes, pages and programs go by."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from typing import Any, get_type_hints

import pytest

from nnart.activation import BY_NAME
from nnart.recipe.kinds import Choice, Flag, Names, Neurons, Point, Real, Reals, Seed, Text, Whole
from nnart.recipe.knob import COLOUR, FRAME, NETWORK, OUTPUT, PLANE, Knob
from nnart.recipe.knobs import KNOBS
from nnart.recipe.recipe import Recipe

TYPES: dict[type, Any] = {
    Whole: int,
    Neurons: int,
    Seed: int,
    Real: float,
    Flag: bool,
    Choice: str,
    Names: str,
    Text: str,
    Reals: tuple[float, ...],
    Point: tuple[float, float],
}
EVERY = pytest.mark.parametrize("knob", KNOBS.values(), ids=list(KNOBS))


def test_every_value_of_a_recipe_is_a_knob_in_its_order() -> None:
    assert list(KNOBS) == [field.name for field in fields(Recipe)]
    assert [name for name in Recipe(seed=3, gain=1.0).to_dict() if name != "version"] == [
        name for name in KNOBS if getattr(Recipe(seed=3, gain=1.0), name) is not None
    ]


@EVERY
def test_a_row_has_the_type_of_its_kind(knob: Knob) -> None:
    kind = TYPES[type(knob.kind)]
    assert get_type_hints(Recipe)[knob.name] == (kind | None if knob.default is None else kind)


@EVERY
def test_a_default_is_a_value(knob: Knob) -> None:
    plain = vars(Recipe())
    if knob.default is not None:
        assert knob.read(knob.default) == plain[knob.name] == knob.default
    elif plain[knob.name] is not None:
        assert plain[knob.name] == knob.default_for(plain)
    assert knob.is_default(plain)


@EVERY
def test_a_row_is_told_in_sentences(knob: Knob) -> None:
    assert knob.group in (NETWORK, PLANE, COLOUR, FRAME, OUTPUT)
    for text in filter(None, (knob.help, knob.more, knob.sentence)):
        assert text.isprintable() and text.endswith(".") and ".." not in text.replace("...", "")
    assert f"    {knob.name}: {knob.sentence}" in (Recipe.__doc__ or "")
    if knob.range:
        assert f", {knob.range}" in knob.sentence


@EVERY
def test_examples_are_values_and_say_where_commas_are(knob: Knob) -> None:
    if isinstance(knob.kind, Names | Text):
        assert all(knob.read(example) == example or knob.name == "palette" for example in knob.examples)
    if knob.commas != "never":
        assert len(knob.examples) > 1


@EVERY
def test_a_knob_is_plain_data(knob: Knob) -> None:
    data = json.loads(json.dumps(knob.as_data()))
    assert (data["name"], data["kind"]) == (knob.name, knob.kind.name)
    if isinstance(knob.kind, Whole | Real):
        assert (data["min"], data["max"]) == (knob.kind.min, knob.kind.max)


def test_the_help_of_activations_names_all() -> None:
    words = set(re.findall(r"\w+", KNOBS["activation"].help))
    assert words >= set(BY_NAME)


def test_numbers_alone_have_a_way_between_them() -> None:
    for knob in KNOBS.values():
        assert (knob.blend in ("linear", "log")) == isinstance(knob.kind, Real | Reals | Point)
