"""Wish: what is to be exported, of whatever kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from nnart.errors import InputError, fault
from nnart.rendering.run import Run
from nnart.rendering.totals import spread

Data = Mapping[str, Any]  # what the page sends, with values of the kinds that its route checks

_MAX_NAME = 200  # bytes
_MAX_ESTIMATED = 3  # pictures, each in a sixth of a second


class Takes(NamedTuple):
    """About what an export takes.

    Attributes:
        seconds: of work.
        bytes: of the file, or of all files in the folder.
    """

    seconds: float
    bytes: int


class Wish(Protocol):
    """What is to be exported, checked as far as that is possible before the work."""

    @property
    def name(self) -> str:
        """The name of the file with its ending, or of the folder."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """What is not in it though it was asked for, and why: a clause for each."""

    def takes(self) -> Takes:
        """Estimate the work; this paints nothing."""

    def save(self, path: Path, run: Run) -> None:
        """Write the file, or make the folder.

        Raises:
            FileError: if something of that name is there, or it cannot be written.
            InputError: if it is more than the run's limits allow.
            Cancelled: if the run's `cancel` is called.
        """


def sum_takes(wishes: Sequence[Wish]) -> Takes:
    """Return about what several exports take together, from three of them if they are more."""
    some = [wish.takes() for wish in spread(wishes, _MAX_ESTIMATED)]
    scale = len(wishes) / len(some)
    return Takes(sum(one.seconds for one in some) * scale, round(sum(one.bytes for one in some) * scale))


def stem_of(data: Data, otherwise: str) -> str:
    """Return the name that is asked for, without an ending.

    Args:
        data: may have `name`.
        otherwise: the name if it has none.

    Raises:
        InputError: if the name could mean a file elsewhere, or no system takes it.
    """
    name = data.get("name") or otherwise
    if not re.fullmatch(r"(?!\.)[^/\\:*?\"<>|\x00-\x1f\x7f]+(?<![ .])", name) or len(name.encode()) > _MAX_NAME:
        says = 'a name without folders is needed: no / \\ : * ? " < > |, no dot first or last'
        raise InputError(fault("syntax", says, "name", got=name))
    return name
