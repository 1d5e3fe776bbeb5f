"""Headers of unfinished files: read back as they were written, known again when they are damaged."""

from __future__ import annotations

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from nnart.files.spoolheader import BLOCK, KIND, RECORD, encode, is_blank, is_ours, parse

HEADER = {"kind": KIND, "seed": 3}


@given(st.dictionaries(st.text(max_size=9), st.integers(), max_size=9))
def test_a_copy_fills_a_block_and_comes_back(values: dict[str, int]) -> None:
    copy = encode(HEADER | values | {"kind": KIND})
    assert len(copy) == BLOCK
    assert parse(copy) == HEADER | values | {"kind": KIND}


@given(st.integers(0, len(encode(HEADER).rstrip()) - 1), st.integers(1, 255))
def test_a_changed_byte_is_found_and_hides_nothing(at: int, change: int) -> None:
    copy = bytearray(encode(HEADER))
    copy[at] ^= change
    assert parse(bytes(copy)) is None
    assert is_ours(BytesIO(copy + copy))


def test_a_record_anywhere_is_enough() -> None:
    """Also where two pieces that are read one after the other share it."""
    for place in (0, 2 * BLOCK, 2**20 - 5):
        assert is_ours(BytesIO(bytes(place) + RECORD + bytes(99)))
    assert not is_ours(BytesIO(bytes(2**20)))


def test_only_zeros_are_blank() -> None:
    assert is_blank(BytesIO())
    assert is_blank(BytesIO(bytes(3 * 2**20)))
    assert not is_blank(BytesIO(bytes(3 * 2**20) + b"x"))
