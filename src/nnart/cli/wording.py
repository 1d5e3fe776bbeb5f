"""Wording: how the command line describes faults, and work that was saved when it ended early."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from nnart.cli.lost import ways_for
from nnart.errors import Fault, Kept, NnartError, Resumable, Way, Wording, keep, shown_path
from nnart.recipe.knobs import KNOBS
from nnart.words import WISHES, fold, match

# Names of arguments of functions, and the parameters of commands that mean the same.
_SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    "path": ("output", "qr"),
    "folder": ("output",),
    "seed": ("seeds",),
    "seeds": ("seed",),
    "ending": ("tile_format",),
    "workers": ("cluster",),
    "address": ("cluster",),
}
# Which command does what a public function does.
_COMMANDS: Final[Mapping[str, str]] = {
    "explore_seeds": "nnart explore --like FILE",
    "catalogue": "nnart palettes --all",
    "parse_size": "nnart render --help-all",
    "read_gallery": "nnart gallery FOLDER",
    "read_sheet": "nnart show",
    "save": "nnart render",
}
# Values of which other programs have more, by their names.
_WITH_IDEAS: Final = {"space", "seamless", "symmetry", "alpha", "file_format", "tile_format", "ending"}

Parameter = Any  # an option or argument of a command; its base class is private to Typer


class CommandWording(Wording):
    """Names values as the options of a command, and functions as commands.

    A way out that the command has no option for is left out. Values that were found in a file keep their names:
    options did not give them.
    """

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        self._parameters = {parameter.name: parameter for parameter in parameters}

    def option(self, name: str) -> str:
        """Return a value's option, or what an argument is called in the usage; other names as they are."""
        found = self._parameter(name)
        if found is None:
            return name
        return _option(found) if found.opts[0].startswith("-") else (found.metavar or name).strip("[]")

    def way(self, way: Way) -> str:
        """Return a way out as one clause."""
        if way.give is not None:
            return f"{self._given(way.give, way.value)} {way.does}"
        return f"{_COMMANDS[way.call]} {way.does}" if way.call is not None else way.does

    def fault(self, fault: Fault) -> str:
        """Return a fault as one line without its end."""
        names = fault.names if fault.where else tuple(self.option(name) for name in fault.names)
        ways = tuple(_in_file(way) if fault.where and fault.names else way for way in fault.ways)
        ways = (*(way for way in ways if self._is_open(way)), *self._ideas(fault))
        if lost := _of_lost(fault):
            ways = (*(way for way in ways if way.does.startswith("did you mean")), *lost)
        return super().fault(replace(fault, names=names, ways=ways))

    def _ideas(self, fault: Fault) -> Iterator[Way]:
        """Yield what to write for an idea of other programs that stands where a name is needed."""
        from nnart.cli.concepts import says  # not needed for a picture, as all that words a fault
        from nnart.explore.words import NAMES, PREFERENCES

        if fault.rule == "choice" and fault.got and not fault.ways and _WITH_IDEAS & {*fault.names}:
            options = {name for parameter in self._parameters.values() for name in parameter.opts}
            text = says(fold(fault.got.strip("'\"")), "", options)
            if text and ("--alpha" in text or "alpha" not in fault.names):
                yield Way(text)
        if fault.rule == "choice" and fault.got and "preset" in fault.names:
            word = fault.got.strip("'\"")
            if asked := match(word, (*PREFERENCES, *NAMES)) or WISHES.get(fold(word)):
                yield Way(f"nnart explore --prefer {asked} looks for such pictures")

    def _parameter(self, name: str) -> Parameter | None:
        found = (self._parameters.get(known) for known in (name, *_SYNONYMS.get(name, ())))
        return next((parameter for parameter in found if parameter is not None), None)

    def _is_open(self, way: Way) -> bool:
        """Return whether the command line can go a way."""
        if way.give is None:
            return way.call is None or way.call in _COMMANDS
        found = self._parameter(way.give)
        return found is not None and (way.value is not False or bool(found.secondary_opts))

    def _given(self, name: str, value: object) -> str:
        """Return how an option is given a value."""
        from nnart.cli.strays import quoted  # not needed for a picture

        found = self._parameter(name)
        assert found is not None
        if value is False:
            return str(found.secondary_opts[0])
        return _option(found) if value is True else f"{_option(found)} {quoted([str(value)])}"


def _of_lost(fault: Fault) -> list[Way]:
    """Return what the name of a file tells that is not there."""
    absent = fault.rule == "absent" and fault.where
    return [Way(text) for text in ways_for(fault.where[-1].strip("'\""))] if absent else []


def _in_file(way: Way) -> Way:
    """Return a way out as it is written into the file that is at fault, if it gives a recipe's value."""
    if way.give not in KNOBS or not isinstance(way.value, str):
        return way
    return Way(f'{way.give} = "{way.value}" {way.does}')


def _option(parameter: Parameter) -> str:
    return str(next(name for name in parameter.opts if name.startswith("--")))


@dataclass(frozen=True)
class KeptOfSeed(Kept):
    """What is kept of work whose seed was drawn at random.

    Attributes:
        seed: which the command has to be given to resume it.
    """

    seed: int = 0


@contextmanager
def resuming_with(seed: int | None) -> Iterator[None]:
    """Add the seed, if one was drawn, to what is said of work that ends early within this block."""
    try:
        yield
    except Resumable as error:
        if seed is not None:
            error.kept = tuple(KeptOfSeed(kept.path, kept.share, kept.counted, seed) for kept in error.kept)
        raise


@contextmanager
def naming_unfinished(path: Path) -> Iterator[None]:
    """Say that an unfinished file is there, if work is interrupted within this block before it opens that."""
    try:
        yield
    except (KeyboardInterrupt, Resumable) as error:
        said = isinstance(error, NnartError) or (isinstance(error, Resumable) and error.kept)
        if said or not path.is_file():
            raise
        raise keep(error, Kept(path)) from error


def describe_kept(kept: Sequence[Kept]) -> str:
    """Return what is kept, and how to resume it, as one line; empty if nothing is."""
    if not kept:
        return ""
    seeds = {f" with --seed {each.seed}" for each in kept if isinstance(each, KeptOfSeed)}
    return "; ".join([*map(_keeps, kept), f"the same command{''.join(seeds)} resumes it"])


def _keeps(kept: Kept) -> str:
    if kept.path is None:
        return "what is finished is kept"
    part = "a part of it"
    if kept.share is not None:
        part = f"{100 * kept.share:.0f} % of it"
    if kept.counted is not None:
        done, count, things = kept.counted
        part = f"{done} of {count} {things}"
    return f"{shown_path(kept.path)} keeps {part}"
