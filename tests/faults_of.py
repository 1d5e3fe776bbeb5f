"""Faults as tests look at them: which rule was broken, by which values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from nnart.errors import NnartError


def broken(error: NnartError) -> list[tuple[str, tuple[str, ...]]]:
    """Return the rules that were broken, each with the names of the values at fault."""
    return [(fault.rule, fault.names) for fault in error.faults]


@contextmanager
def refused(
    rule: str, *names: str, error: type[NnartError] = NnartError
) -> Iterator[pytest.ExceptionInfo[NnartError]]:
    """Expect that values of these names break one rule, said in one short line."""
    with pytest.raises(error) as caught:
        yield caught
    assert broken(caught.value) == [(rule, names)]
    assert str(caught.value).isprintable() and len(str(caught.value)) < 500
