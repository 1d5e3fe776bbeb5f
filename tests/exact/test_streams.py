"""The published meaning of a seed."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nnart.exact.streams import OUTPUT, draw, draw_uniform, likeness
from nnart.recipe.genome import parse

SEEDS = st.integers(0, 2**64 - 1)


def philox(key: tuple[int, int], block: int) -> list[int]:
    """Return the four 64-bit numbers of a block of Philox4x64-10, from the paper (Salmon et al. 2011)."""
    mask = 2**64 - 1
    x, k = [block, 0, 0, 0], list(key)
    for _ in range(10):
        a, b = 0xD2E7470EE14C6C93 * x[0], 0xCA5A826395121157 * x[2]
        x = [(b >> 64) ^ x[1] ^ k[0], b & mask, (a >> 64) ^ x[3] ^ k[1], a & mask]
        k = [(k[0] + 0x9E3779B97F4A7C15) & mask, (k[1] + 0xBB67AE8584CAA73B) & mask]
    return x


@given(SEEDS, SEEDS)
def test_streams_are_philox_with_seed_and_stream_as_key(seed: int, stream: int) -> None:
    """Blocks are counted from 1; the upper 53 bits of each number become a multiple of 2^-52 from -1."""
    raw = philox((seed, stream), 1) + philox((seed, stream), 2)
    assert draw_uniform(seed, stream, 8).tolist() == [(n >> 11) * 2.0**-52 - 1 for n in raw]


def test_published_vectors() -> None:
    assert draw_uniform(7, 0, 2).tolist() == [0.7441469096409745, -0.4092692369724329]
    assert draw_uniform(2**64 - 1, OUTPUT, 2).tolist() == [-0.0694035425669084, 0.32868801189550334]


@given(SEEDS, st.integers(0, 50), st.integers(0, 50))
def test_a_shorter_run_is_the_beginning_of_a_longer_one(seed: int, n: int, more: int) -> None:
    assert draw_uniform(seed, 3, n + more)[:n].tolist() == draw_uniform(seed, 3, n).tolist()


def test_numbers_are_uniform() -> None:
    numbers = draw_uniform(1, 2, 100_000)
    assert numbers.min() >= -1
    assert numbers.max() < 1
    assert abs(numbers.mean()) < 0.01
    assert abs(np.square(numbers).mean() - 1 / 3) < 0.01


def test_likeness_is_the_cosine_between_numbers() -> None:
    genomes = [7, 12, parse("mix(7,99,0.05)"), parse("mix(12,7,0.4)"), parse("cross(7,12,2)")]
    for stream in (0, 2, OUTPUT):
        for one in genomes:
            assert abs(likeness(one, one, stream) - 1) < 1e-12
            for other in genomes:
                a, b = draw(one, stream, 50_000), draw(other, stream, 50_000)
                cosine = float(a @ b / np.sqrt((a @ a) * (b @ b)))
                assert abs(likeness(one, other, stream) - cosine) < 0.02
                assert likeness(one, other, stream) == likeness(other, one, stream)
