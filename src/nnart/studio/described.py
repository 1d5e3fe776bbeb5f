"""Descriptions of looks: values, defaults, what does not apply and why, and words to copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nnart.errors import InputError, RecipeError
from nnart.recipe.changes import apply_changes
from nnart.recipe.kinds import Choice, Flag, Kind, Names, Point, Real, Reals, Text, Whole
from nnart.recipe.knob import Knob
from nnart.recipe.knobs import KNOBS
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import SQUARE, Size
from nnart.rendering.reproduce import code_of, command, toml_of
from nnart.sources.facts import facts_of
from nnart.studio.faults import fault_data
from nnart.studio.looks import write_look, write_value


def describe(recipe: Recipe, size: Size = SQUARE) -> dict[str, Any]:
    """Return all that the page shows of a look, as plain data.

    Args:
        recipe: of the look.
        size: in the words to copy.
    """
    return {
        **shown_of(recipe),
        "command": command(recipe, size),
        "toml": toml_of(recipe),
        "python": _python(recipe, size),
        "code": code_of(recipe, size),
        "title": facts_of(recipe),
    }


def shown_of(recipe: Recipe) -> dict[str, Any]:
    """Return what controls show of a recipe: values and defaults as text, and why values cannot be changed."""
    values = vars(recipe)
    return {
        "look": write_look(recipe),
        "values": {name: write_value(name, values[name]) for name in KNOBS},
        "defaults": {name: write_value(name, default) for name, default in defaults_of(recipe).items()},
        "off": reasons_of(recipe),
    }


def _python(recipe: Recipe, size: Size) -> str:
    values = ", ".join(f"{name}={value!r}" for name, value in recipe.told.items())
    call = f"nnart.render(nnart.Recipe({values}), ({size.width}, {size.height}))"
    return f'import nnart\n\n{call}.save("nnart-{recipe.seed}.png")\n'


def defaults_of(recipe: Recipe) -> dict[str, Any]:
    """Return the default of every value, given the others; None where it is searched for."""
    values = vars(recipe)
    return {
        name: knob.default_for(values) if knob.follows is None or knob.follows.applies(values) else None
        for name, knob in KNOBS.items()
    }


def reasons_of(recipe: Recipe) -> dict[str, str]:
    """Return why values cannot be changed, by the names of those of which no other value goes with the rest."""
    base = {name: value for name, value in recipe.differing().items() if name != "version"}
    reasons = ((name, _reason(knob, base, vars(recipe))) for name, knob in KNOBS.items() if name != "seed")
    return {name: reason for name, reason in reasons if reason}


def _reason(knob: Knob, base: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """Return why no other value of a knob is possible; empty if one is."""
    reason = ""
    for other in _others(knob.kind, values[knob.name]):
        try:
            Recipe.from_dict(apply_changes(base, {knob.name: other}))
        except RecipeError as error:
            reason = reason or _words(error, knob.name)
        else:
            return ""
    return reason


def _words(error: InputError, name: str) -> str:
    """Return what is wrong if a knob is changed, without the value that was tried."""
    about = [one for one in error.faults if name in one.names] or list(error.faults)
    others = [each for each in about[0].names if each != name]
    says = str(fault_data(about[0])["says"]).partition(", not ")[0]
    return f"{', '.join(others)}: {says}" if others else says


def _others(kind: Kind, value: Any) -> Iterator[Any]:
    """Yield values of a kind that differ from this one, those first that most likely go with others."""
    match kind:
        case Whole():
            near = kind.min if value is None else value
            yield from (each for each in {kind.min, near - 1, near + 1} - {value} if each >= kind.min)
        case Real():
            near = value or 1.0
            yield from (max(near / 2, kind.min), min(2 * near, kind.max), kind.max / 2)
        case Flag():
            yield not value
        case Choice():
            yield from (name for name in kind.choices if name != value)
        case Names():
            yield from (name for name in kind.choices if name != value)
        case Text():
            yield from (name for name in _texts(kind) if name != value)
        case Reals():
            yield [0.5] if value != (0.5,) else [0.25]
        case Point():
            yield [0.5, 0.5] if value != (0.5, 0.5) else [0.25, 0.25]


def _texts(kind: Text) -> Iterator[str]:
    yield from (name.replace("-N", "-5") for name in kind.choices)
    if kind.form == "genome":
        yield "cross(1,2,1)"
