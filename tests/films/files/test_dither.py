"""Thresholds that depend on the place alone."""

from __future__ import annotations

import numpy as np

from nnart.films.files.dither import PERIOD, thresholds


def test_thresholds_are_even_and_centred() -> None:
    table = thresholds(1024)
    assert table.shape == (PERIOD, 1024) and not table.flags.writeable
    assert set(np.unique(table * 512)) <= set(range(1, 512, 2))
    counts = np.bincount((table * 256).astype(int).ravel(), minlength=256)
    assert counts.min() > 0.9 * table.size / 256 and counts.max() < 1.1 * table.size / 256
    assert abs(table.mean() - 0.5) < 1e-3


def test_neighbours_differ() -> None:
    table = thresholds(256)
    assert np.abs(np.diff(table, axis=1)).min() > 0.2
    assert np.abs(np.diff(table, axis=0)).min() > 0.2
    means = table.reshape(8, 8, 32, 8).mean(axis=(1, 3))  # of squares of eight
    assert np.abs(means - 0.5).max() < 0.04


def test_a_picture_that_is_wider_has_the_same_thresholds() -> None:
    assert np.array_equal(thresholds(100), thresholds(300)[:, :100])


def test_planes_have_their_own() -> None:
    assert not np.array_equal(thresholds(64), thresholds(64, 21845))
    assert np.array_equal(thresholds(64, 0, 16.0), thresholds(64) + np.float32(16))
