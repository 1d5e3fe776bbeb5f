"""Tasks: who has another nnart, or none, is refused by name; the rest is tested with clusters that run."""

from __future__ import annotations

import re

import pytest

from nnart.cluster import tasks
from nnart.errors import NnartError
from nnart.files.identity import identity
from nnart.version import __version__


def test_the_same_nnart_is_taken() -> None:
    tasks.compare(identity(), dict(identity()), "scheduler")


def test_no_nnart_and_another_are_told_apart() -> None:
    with pytest.raises(
        NnartError, match=f"the worker at here has no nnart, but this is {re.escape(__version__)}"
    ):
        tasks.compare(
            identity(), Exception("ModuleNotFoundError(\"No module named 'nnart'\")"), "worker at here"
        )
    with pytest.raises(NnartError, match="has an nnart that is too different"):
        tasks.compare(identity(), AttributeError("identity"), "scheduler")
    with pytest.raises(NnartError, match=r"the scheduler has nnart 9\.9, but this is nnart "):
        tasks.compare(identity(), identity() | {"nnart": "9.9"}, "scheduler")
