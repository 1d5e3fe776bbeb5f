"""Command lines: the N-th of an endless row of them, made from the options that the commands have.

A new command or option is in them without anybody listing it: what it takes is told by its name, else by its
metavar, else it is given anything. `python tools/fuzz_commands.py` runs any number of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Final, TypeVar

from nnart.cli.app import SUMMARIES, load_command
from nnart.recipe.knobs import KNOBS
from tests.optionvalues import HUGE, Parameter, Words, several_of, values_of

T = TypeVar("T")

# Given to nearly every line that has them, so that nothing takes long.
SMALL: Final = {"size", "count", "keep", "seed", "seeds", "seconds", "layers", "width"}
# What takes seconds, or opens windows, has tests of its own, and is given only where something else is wrong,
# or it is itself.
SLOW_COMMANDS: Final = ("bench", "open", "studio")  # the first measures for ten seconds, the last for ever
SLOW_OPTIONS: Final = (
    "cluster",  # processes that are started, or ten seconds until nobody has answered
    "everything",  # over 600 palettes
    "opens",  # a window
)


class Chance:
    """Numbers drawn from a text, the same on every machine and in every Python."""

    def __init__(self, text: str) -> None:
        self._random = Random(text)

    def below(self, count: int) -> int:
        return int(self._random.random() * count)

    def one(self, values: Sequence[T]) -> T:
        return values[self.below(len(values))]

    def happens(self, share: float) -> bool:
        return self._random.random() < share


@cache
def line(number: int) -> Words:
    """Return the words of the N-th line; each is drawn from its number alone."""
    chance = Chance(f"nnart {number}")
    command = chance.one(_commands())
    mood = chance.one(("valid",) * 5 + ("edge", "edge", "wrong", "wrong", "hostile"))
    if command in SLOW_COMMANDS:
        mood = "wrong"
    parameters = load_command(command).params
    given = _choose(chance, parameters, slow=mood == "wrong")
    with_values = [one for one in given if not _is_flag(one)]
    odd = chance.one(with_values) if with_values and mood != "valid" else None
    words, axes = [command], 0
    for one in given:
        of_it = "wrong" if one.name in SLOW_OPTIONS else mood if one is odd else "valid"
        several = one.metavar == "VALUES" and axes < 2 and chance.happens(0.6)
        axes += several
        words += _words(chance, one, of_it, several=several)
    if odd is None and mood in ("wrong", "hostile"):
        words.append(chance.one(("--nosuch", "stray", "--size", "-o", "\x1b[31m")))
    elif command not in SLOW_COMMANDS and chance.happens(0.04):
        words = _mangled(chance, words)
    if any(word.endswith(HUGE) for word in words) and "--huge" in words:
        words.remove("--huge")
    return tuple(words)


@cache
def _commands() -> Words:
    """Return the names of all commands, those with many options more often."""
    return tuple(name for name in SUMMARIES for _ in range(1 + len(load_command(name).params) // 8))


def _choose(chance: Chance, parameters: Sequence[Parameter], *, slow: bool) -> list[Parameter]:
    """Return the parameters that a line gives: what is needed, what keeps it small, and some of the others."""
    parameters = [one for one in parameters if slow or one.name not in SLOW_OPTIONS or not _is_flag(one)]
    few = min(0.3, 4 / len(parameters)) if parameters else 0
    return [one for one in parameters if chance.happens(0.97 if one.required or one.name in SMALL else few)]


def _is_flag(parameter: Parameter) -> bool:
    return bool(getattr(parameter, "is_flag", False))


def _words(chance: Chance, parameter: Parameter, mood: str, *, several: bool) -> list[str]:
    """Return the words that give a parameter."""
    option = chance.one(parameter.opts) if parameter.opts[0].startswith("-") else None
    if option is not None and _is_flag(parameter):
        return [chance.one([option, *parameter.secondary_opts])]
    found = several_of(KNOBS[parameter.name]) if several else values_of(parameter)
    value = chance.one(found.of(mood))
    if option is None:
        return [value]
    if parameter.nargs > 1:
        return [option, *(value.split(maxsplit=1) * parameter.nargs)[: parameter.nargs]]
    return [f"{option}={value}"] if option.startswith("--") and chance.happens(0.2) else [option, value]


def _mangled(chance: Chance, words: list[str]) -> list[str]:
    """Return words of which one is gone, doubled or in another place."""
    at, to = chance.below(len(words)), chance.below(len(words))
    how = chance.below(3)
    if how == 0:
        return words[:at] + words[at + 1 :]
    rest = words if how == 1 else words[:at] + words[at + 1 :]
    return [*rest[:to], words[at], *rest[to:]]
