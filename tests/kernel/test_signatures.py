"""The functions' arguments: each has a kind that both sides know."""

from __future__ import annotations

from nnart.kernel.code import _ARRAYS, _NUMBERS
from nnart.kernel.signatures import SIGNATURES


def test_every_argument_is_a_number_an_array_or_a_function() -> None:
    kinds = {kind for arguments in SIGNATURES.values() for kind in arguments.values()}
    assert kinds <= _NUMBERS.keys() | _ARRAYS.keys() | {"function"}


def test_no_array_is_a_number() -> None:
    assert not _NUMBERS.keys() & _ARRAYS.keys()
