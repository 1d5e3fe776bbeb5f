"""What a command takes of its words: text as it is, or what an option's own parser makes of it.

Typer reads every option, given or not, by a validator of Pydantic. For texts and parsers that changes nothing, and to
load it takes longer than to load NumPy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


class Reader:
    """Reads the words of a parameter, where Typer looks for what reads them."""

    def __init__(self, parse: Callable[[str], Any] | None) -> None:
        self._parse = parse

    def coerce(self, value: Any, **_: Any) -> Any:
        """Return what a word says, or each of several; None for what is not given."""
        return value if value is None or self._parse is None else self._parse(value)


def read_plainly(parameters: Iterable[Any]) -> None:
    """Have Typer's parameters take text, or what their parser makes of a text, without Pydantic."""
    for parameter in parameters:
        parameter._runtime_param = Reader(parameter.type_descriptor.parameter_info.parser)
