"""An object file in transit comes back as it was, or not at all."""

from __future__ import annotations

import pytest

from nnart.kernel.objectcode import sealed, unsealed

CODE = b"\x7fELF\0\xff" * 1000


def test_what_was_sealed_is_unsealed() -> None:
    assert unsealed(sealed(CODE)) == CODE


def test_what_was_damaged_is_refused() -> None:
    whole = sealed(CODE)
    flipped = whole[:500] + bytes([whole[500] ^ 1]) + whole[501:]
    for damaged in (b"", b"\0" * 50, whole[:-1], whole + b"\0", flipped):
        with pytest.raises(ValueError, match="damaged"):
            unsealed(damaged)
