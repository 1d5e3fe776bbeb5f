"""Data: a film as TOML, which its file carries and which people write by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from nnart.errors import InputError, RecipeError, fault
from nnart.films.film import Film, Keyframe, Place
from nnart.films.kinds import KINDS
from nnart.films.rates import plain_rate
from nnart.network.origin import data_of
from nnart.recipe.recipe import Recipe
from nnart.recipe.toml import MAX_WHOLE, parse_toml
from nnart.words import did_you_mean

VERSION = 1  # of films; a change of what frames look like needs a new one
MAX_TEXT = 2**18  # characters of a film's text
_VALUES = ("kind", "seconds", "fps", "course", "radius", "to", "path", "length")
_NAMES = ("film", *_VALUES, "keyframe")


def to_data(film: Film) -> dict[str, Any]:
    """Return a film as plain data; values that have no effect are left out."""
    data: dict[str, Any] = {"film": VERSION, "kind": film.kind, "seconds": film.seconds}
    data |= {"fps": plain_rate(film.fps), "course": film.course}
    if film.kind == "drift":
        data["radius"] = film.radius
    if film.to is not None:
        data["to"] = {"center": list(film.to.center), "zoom": film.to.zoom, "rotate": film.to.rotate}
    if film.path:
        data["path"] = list(film.path)
    if film.length is not None:
        data["length"] = film.length
    return data | {"keyframe": [data_of(one.recipe, one.network) for one in film.keyframes]}


def from_data(data: Mapping[str, Any]) -> Film:
    """Return the film in plain data.

    Raises:
        InputError: if a name is unknown, the version is, or a value is not valid.
    """
    if unknown := [name for name in data if name not in _NAMES]:
        ways = did_you_mean(unknown[0], _NAMES) or f"a film has {', '.join(_NAMES)}"
        raise RecipeError(fault("unknown", "the values of a film", got=unknown[0], ways=ways))
    if data.get("film", VERSION) != VERSION:
        says = f"this nnart plays films of version {VERSION}"
        raise RecipeError(fault("version", says, "film", got=data["film"], ways="use the nnart it is from"))
    given = {name: data[name] for name in _VALUES if name in data}
    if "to" in given:
        given["to"] = _place(given["to"])
    if isinstance(given.get("path"), list):
        given["path"] = tuple(given["path"])
    return Film(_keyframes(data.get("keyframe")), **given)


def to_toml(film: Film) -> str:
    """Return a film as TOML."""
    import tomli_w  # for the few who make films

    data = to_data(film)
    for one in data["keyframe"]:
        if one["recipe"].get("seed", 0) > MAX_WHOLE:
            one["recipe"]["seed"] = str(one["recipe"]["seed"])
    path = data.pop("path", None)
    text = tomli_w.dumps(data)
    if path is None:
        return text
    first, rest = text.split("\n\n", 1)  # one row, as nobody edits it
    return f"{first}\npath = {path!r}\n\n{rest}"


def digest_of(film: Film) -> str:
    """Return the SHA-256 of a whole film, as 64 hexadecimal digits."""
    return hashlib.sha256(to_toml(film).encode()).hexdigest()


def from_toml(text: str) -> Film:
    """Return the film in a TOML text; raises as `from_data`."""
    return from_data(parse_toml(text))


def is_film(data: Mapping[str, Any]) -> bool:
    """Return whether plain data is that of a film, not of a recipe."""
    return "film" in data or "keyframe" in data or data.get("kind") in KINDS


def _keyframes(given: object) -> tuple[Keyframe, ...]:
    if not isinstance(given, list) or not given or not all(isinstance(one, Mapping) for one in given):
        says = "a film needs one table or more, each with a recipe"
        raise RecipeError(fault("missing", says, "keyframe", ways="add [[keyframe]] and recipe.seed = 7"))
    return tuple(_keyframe(one) for one in given)


def _keyframe(given: Mapping[str, Any]) -> Keyframe:
    if unknown := [name for name in given if name not in ("recipe", "network")]:
        raise RecipeError(fault("unknown", "recipe, network", "keyframe", got=unknown[0]))
    recipe = Recipe.from_dict(given.get("recipe", {}))
    if "network" not in given:
        return Keyframe(recipe)
    from nnart.network.data import from_data as network_of  # which loads NumPy

    return Keyframe(recipe, network_of(given["network"]))


def _place(given: object) -> Place:
    """Return the place in a table of center, zoom and rotate."""
    if not isinstance(given, Mapping) or not {"center", "zoom"} <= given.keys() <= {"center", "zoom", "rotate"}:
        says = "a table with center, zoom and rotate is needed"
        raise InputError(fault("type", says, "to", got=given))
    center = given["center"]
    try:
        return Place(**{**given, "center": tuple(center) if isinstance(center, list) else center})
    except InputError as error:
        raise error.inside("to") from None
