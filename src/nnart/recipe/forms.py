"""Forms: the texts that hold a recipe, read as plain data that nothing has checked yet.

A recipe's text is TOML, JSON, a short code, or a command line that paints it. Of JSON, what nnart prints of a
picture will do too: a table of facts with the recipe in it. Beside the recipe's values, the data may have what
`nnart.recipe.keys.SETTINGS` names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from nnart.errors import InputError, RecipeError, Way, fault, in_file, shown
from nnart.inputfiles import File, name_of, open_input
from nnart.recipe.armour import has_code
from nnart.recipe.codes import PICTURE, read_code
from nnart.recipe.knobs import KNOBS
from nnart.recipe.lines import is_line, read_line
from nnart.recipe.mistakes import mistake_in_json
from nnart.recipe.recipe import Recipe
from nnart.recipe.seeds import join_text, number_of
from nnart.recipe.toml import MAX_TEXT, most_bytes, parse_toml, read_text
from nnart.recipe.typography import plain_text

# Of TOML. Blanks are those of any language, as phones type them, but end no line.
_VALUE = re.compile(r"^[^\S\n\r]*[\w.\"'-]+[^\S\n\r]*=", re.MULTILINE)
_BESIDE = (*PICTURE, "network")  # a recipe, in what nnart prints of a picture


def read_values(file: File) -> dict[str, Any]:
    """Return the values that a recipe's file gives, none of them checked, and its network as plain data.

    Raises:
        FileError: if it cannot be read, is no recipe, or gives no value at all.
    """
    with open_input(file, most_bytes(MAX_TEXT)) as stream, in_file(name_of(file)):
        return parse(read_text(stream, MAX_TEXT, "recipe"))


def has_value(text: str) -> bool:
    """Return whether a text gives a value as TOML does."""
    return _VALUE.search(text) is not None


def parse(text: str) -> dict[str, Any]:
    """Return the values that a recipe's text gives, none of them checked.

    Raises:
        InputError: if it is no recipe, or gives no value at all.
    """
    if re.fullmatch(r"\s*[0-9]+(?:[\s,]+[0-9]+)*\s*", text):
        seeds = ",".join(re.findall("[0-9]+", text))
        says = "holds seeds, and no recipe"
        raise RecipeError(
            fault("kind", says, ways=Way("paints them", "seed", seeds if len(seeds) < 40 else "1..9"))
        )
    values = _parsed(text)
    if not values.keys() - {"version"}:
        says = "holds no value" if text.strip() else "is empty"
        raise InputError(fault("missing", says, ways="a recipe has values, such as seed = 7"))
    return values


def _parsed(text: str) -> dict[str, Any]:
    try:
        return _parsed_as_is(text)
    except RecipeError:
        if (plain := plain_text(text)) == text:
            raise
        return _parsed_as_is(plain)


def _parsed_as_is(text: str) -> dict[str, Any]:
    if text.lstrip().startswith("{"):
        return _unfolded(parse_json(text))
    if not has_value(text):  # else it is TOML with a mistake, whatever its comments say
        if is_line(text):
            return read_line(text)
        if has_code(text):
            return read_code(text)
    return _unfolded(parse_toml(text))


def parse_json(text: str) -> dict[str, Any]:
    """Return the plain data that JSON text holds.

    Raises:
        RecipeError: if it is no JSON, no table, or several of them.
    """
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except RecipeError:
        raise
    except (ValueError, RecursionError) as error:
        lines = text.splitlines()
        if len(lines) > 1 and all(line.startswith("{") for line in lines if line):
            says = f"holds {len(lines)} recipes, each on a line of its own"
            raise RecipeError(fault("count", says, ways="keep one line")) from None
        if isinstance(error, json.JSONDecodeError):
            where = f"at line {error.lineno}, column {error.colno}"
            says = f"not JSON {where}: {mistake_in_json(text, error.pos, error.msg)}"
        else:
            says = f"not JSON: {shown(str(error))}"
        raise RecipeError(fault("syntax", says)) from None
    if not isinstance(data, dict):
        raise RecipeError(fault("type", "a recipe is a table of names and values", got=data))
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a table of JSON; of a name that is there twice, only one value would count.

    Raises:
        RecipeError: if one is.
    """
    table = dict[str, Any]()
    for name, value in pairs:
        if name in table:
            raise RecipeError(fault("syntax", f"{shown(name)} is there twice", ways="leave one of them out"))
        table[name] = value
    return table


def _unfolded(data: dict[str, Any]) -> dict[str, Any]:
    """Return the values of the recipe in a table of facts, and those facts that belong to it."""
    recipe = data.get("recipe")
    if not isinstance(recipe, Mapping):
        return data
    _check_beside(data, recipe)
    _check_gain(data, recipe)
    beside = {name: data[name] for name in _BESIDE if data.get(name) is not None}
    if beside.get("bits") not in (8, 16):  # of a raw field, 32
        beside.pop("bits", None)
    return {**beside, **recipe}


def _check_beside(data: Mapping[str, Any], recipe: Mapping[str, Any]) -> None:
    """Refuse values of a recipe that stand beside it and differ from those in it, which alone count.

    Raises:
        RecipeError: if there are any.
    """
    data, recipe = join_text(data), join_text(recipe)
    for name in KNOBS:
        within = number_of(recipe.get(name))
        if name in data and number_of(data[name]) not in (within, str(within).partition(":")[0]):
            says = f"{shown(data[name])} stands beside the recipe, which has values of its own"
            raise RecipeError(fault("conflict", says, name, ways="write it into recipe"))


def _check_gain(data: Mapping[str, Any], recipe: Mapping[str, Any]) -> None:
    """Refuse a gain that was found for another recipe: for this one before someone changed it.

    Raises:
        RecipeError: if it was.
    """
    if "digest" not in data or data.get("network") is not None or not {"gain", "detail"} <= recipe.keys():
        return
    digest = data["digest"]
    with suppress(InputError):  # it is refused with what is wrong in it
        digest = Recipe.from_dict(recipe).digest
    if digest != data["digest"]:
        says = "it was found for the recipe before that was changed"
        ways = "leave it out, and it is found again; to choose it, leave detail out"
        raise RecipeError(fault("conflict", says, "gain", ways=ways))
