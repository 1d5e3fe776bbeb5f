"""Random numbers of the kernel: those of NumPy's Philox, of any number of streams and of any length."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nnart.kernel import loaded

BITS = st.one_of(st.integers(0, 2**64 - 1), st.sampled_from([0, 2**63, 2**64 - 1]))


@given(BITS, st.integers(0, 2**64 - 6), st.integers(0, 5), st.integers(0, 30))
def test_numbers_are_those_of_numpys_philox(seed: int, stream: int, rows: int, count: int) -> None:
    """Its upper 53 bits, as multiples of 2^-52 from -1."""
    found = loaded().uniform(seed, stream, rows, count)
    assert found.shape == (rows, count)
    for row in range(rows):
        raw = np.random.Philox(key=seed | (stream + row) << 64).random_raw(count) >> np.uint64(11)
        assert np.array_equal(found[row], raw.astype(np.float64) * 2.0**-52 - 1.0)


def test_nothing_is_written_beyond_the_end() -> None:
    from nnart.kernel.machinecode import call

    loaded()
    for count in range(9):
        room = np.full(12, 7.0)
        call("uniform", 1, 2, 1, count, room.ctypes.data)
        assert (room[count:] == 7.0).all()
        assert (room[:count] < 1.0).all()
