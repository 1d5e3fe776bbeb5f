"""What a command takes of its words: text as it is, or what an option's own parser makes of it.

Typer reads every option, given or not, by a validator of Pydantic. With texts and parsers alone that changes
nothing, and to load it takes longer than to load NumPy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any


class Reader:
    """Reads the words of a parameter, in the place of Typer's."""

    def __init__(self, parse: Callable[[str], Any] | None) -> None:
        self._parse = parse

    def coerce(self, value: Any, **_: Any) -> Any:
        """Return what a word says; words of an option without a parser, and what is not given, as they are."""
        return value if value is None or self._parse is None else self._parse(value)


def read_plainly(parameters: Iterable[Any]) -> None:
    """Have Typer's parameters take text, or what their parser makes of a text, without Pydantic."""
    for parameter in parameters:
        parameter.get_runtime_param = partial(Reader, parameter.type_descriptor.parameter_info.parser)
