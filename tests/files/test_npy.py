"""NumPy's format: numbers come back to the bit."""

from __future__ import annotations

import io

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nnart.files.codec import Frame
from nnart.files.npy import NpyStream
from nnart.plane.view import View


@given(st.integers(1, 20), st.integers(1, 20), st.integers(1, 4), st.integers(1, 30))
def test_numbers_come_back(rows: int, columns: int, outputs: int, height: int) -> None:
    field = np.random.default_rng(0).random((rows, columns, outputs), np.float32)
    codec, stream = NpyStream(height), io.BytesIO()
    pieces = codec.encode(field, View(size=(rows, columns)))
    codec.write(stream, pieces, Frame((rows, columns), outputs, "f4"))
    assert len(pieces) == -(-rows // height)
    stream.seek(0)
    assert np.array_equal(np.load(stream), field)
