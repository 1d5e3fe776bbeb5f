"""Wall: the looks of seeds that follow one another; nothing is painted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from nnart.errors import InputError, fault
from nnart.recipe.kinds import Whole
from nnart.recipe.knobs import MAX_SEED
from nnart.recipe.presets import ANY, choose_preset, find_listed, recipe_from
from nnart.recipe.recipe import Recipe
from nnart.recipe.written import read_written
from nnart.studio.looks import CHANGED, PRESET, Look, values_of, write_look, write_value

MAX_COUNT: Final = 200
NONE: Final = "none"  # the preset of plain seeds
LIKE: Final = "like"  # a look that others are compared with
_FROM, _COUNT = Whole(0, MAX_SEED), Whole(1, MAX_COUNT)
_OWN: Final = {"from", "count", "seed", PRESET, CHANGED, LIKE}  # what is no value of all looks


@dataclass(frozen=True)
class Candidate:
    """A seed of a wall.

    Attributes:
        preset: the name of its preset, or none.
        recipe: what it paints.
    """

    preset: str
    recipe: Recipe

    @property
    def entry(self) -> dict[str, Any]:
        """What the page gets of it."""
        recipe, palette = self.recipe, self.recipe.palette
        shown = None if palette is None else write_value("palette", palette)
        return {"seed": str(recipe.seed), "preset": self.preset, "palette": shown, "look": write_look(recipe)}


def looks_from(look: Look) -> dict[str, Any]:
    """Return the looks of seeds in a row, and the seed that follows them.

    Args:
        look: `from`, the first seed; `count`; `preset`, a name, any or none; and values that all of them have.

    Raises:
        InputError: if a value is not valid, or no seed goes with the values.
    """
    wanted = count_of(look)
    found = [one for one, _ in zip(candidates(look), range(wanted), strict=False)]
    return {"looks": [one.entry for one in found], "next": next_seed(found[-1])}


def candidates(look: Look) -> Iterator[Candidate]:
    """Yield the seeds of a wall without an end; arguments and errors as of `looks_from`."""
    values = values_of({name: text for name, text in look.items() if name not in _OWN})
    first, preset = _whole("from", look.get("from", "0"), _FROM), look.get(PRESET, ANY)
    if "genome" in values:
        says = "it takes the place of a seed"
        raise InputError(fault("conflict", says, "genome", ways="leave it out"))
    for seed in count(first):
        yield _candidate(preset, values, seed % (MAX_SEED + 1))


def count_of(look: Look) -> int:
    """Return how many looks are asked for.

    Raises:
        InputError: if that is not a number from 1 to 200.
    """
    return _whole("count", look.get("count", "24"), _COUNT)


def next_seed(last: Candidate) -> str:
    """Return the seed that follows a candidate; the first follows the last."""
    return str((last.recipe.seed + 1) % (MAX_SEED + 1))


def _candidate(preset: str, values: dict[str, Any], seed: int) -> Candidate:
    if preset == NONE:
        return Candidate(NONE, recipe_from({}, values | {"seed": seed}))
    chosen = find_listed(preset)
    if chosen.name == ANY:
        chosen, recipe = choose_preset(values, {"seed": seed})
        return Candidate(chosen.name, recipe)
    return Candidate(chosen.name, recipe_from(chosen.values, values | {"seed": seed}))


def _whole(name: str, text: str, kind: Whole) -> int:
    try:
        return kind.read(read_written(kind, text))
    except InputError as error:
        raise error.about(name) from None
