"""Object code as bytes comes back as it was, or not at all."""

from __future__ import annotations

import pytest

from nnart.kernel.objectcode import ObjectCode

CODE = ObjectCode({"tone": "_Z4tone", "peak": "_Z4peak"}, b"\x7fELF\0\xff" * 1000)


def test_what_was_written_is_read() -> None:
    assert ObjectCode.from_bytes(CODE.to_bytes()) == CODE


def test_what_was_damaged_is_refused() -> None:
    whole = CODE.to_bytes()
    flipped = whole[:500] + bytes([whole[500] ^ 1]) + whole[501:]
    for damaged in (b"", b"\0" * 50, whole[:-1], whole + b"\0", flipped):
        with pytest.raises(ValueError, match="damaged"):
            ObjectCode.from_bytes(damaged)
