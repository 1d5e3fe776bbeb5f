"""Source painter: another process makes the same one."""

from __future__ import annotations

import pickle

import numpy as np

from nnart.films.sourcepainter import SourcePainter, straight
from nnart.films.sources import lit
from tests.films.cases import ADAPTIVE, smooth


def test_another_process_makes_the_same() -> None:
    source = lit(smooth("light").keyframes[0])
    painter = SourcePainter(source, ADAPTIVE, [1.0] * 2, [0.001] * 2)
    again = pickle.loads(pickle.dumps(painter.remake))()
    fields = painter.field(painter.view)
    assert fields.shape == (2, 256, 272)
    assert np.array_equal(again.field(again.view), fields)
    assert painter.side > 1
    exact = SourcePainter(source, ADAPTIVE, [1.0] * 2, [0.0] * 2).field(painter.view)
    assert 0 < np.abs(fields - exact).max() < 0.001


def test_a_straight_tone_has_a_slope() -> None:
    assert straight(3.0).rises.tolist() == [3.0]
