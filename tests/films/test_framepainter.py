"""Frames of a journey, painted by workers who do not wait for one another."""

from __future__ import annotations

import pickle
from typing import Any
from unittest import mock

import numpy as np
import pytest

from nnart.arrays import Pixels
from nnart.errors import Cancelled
from nnart.films import framepainter as module
from nnart.films.film import Film
from nnart.films.framepainter import FramePainter, FrameWindow
from nnart.films.journey import Drift, Kin
from nnart.films.reel import Reel
from nnart.rendering.budget import Budget
from nnart.rendering.painting import Painting
from nnart.rendering.run import Run
from nnart.rendering.workers import Alone, Threads
from tests.films.cases import ADAPTIVE, SIZE, film_of, small, smooth
from tests.films.test_journey import kin


def painter_of(film: Film) -> FramePainter:
    return FramePainter(Drift(film), film, SIZE, 8)


def whole(painter: FramePainter, moment: float) -> Pixels:
    return painter.paint(lambda pixels, _: pixels, FrameWindow(moment, painter.view))


def test_frames_are_pictures_of_their_own() -> None:
    film = film_of("drift")
    for moment in (0.0, 0.3, 0.9):
        picture = Painting(Drift(film).job(moment, SIZE, 8)).pixels()
        assert np.array_equal(whole(painter_of(film), moment), picture)


def test_it_is_remade_once_in_another_process() -> None:
    painter = painter_of(film_of("drift"))
    remake = pickle.loads(pickle.dumps(painter.remake))
    assert remake() is remake()
    assert np.array_equal(whole(remake(), 0.3), whole(painter, 0.3))


def test_a_frame_is_let_go_after_its_last_window() -> None:
    film = film_of("drift")
    painter = FramePainter(Drift(film), film, SIZE, 8, windows=2)
    upper, lower = painter.view.bands(-(-SIZE.height // 2))
    for moment in (0.1, 0.2):
        painter.paint(lambda *_: None, FrameWindow(moment, upper))
    assert len(painter._frames) == 2
    for moment in (0.2, 0.1):
        painter.paint(lambda *_: None, FrameWindow(moment, lower))
    assert not painter._frames


def test_one_of_whose_windows_nobody_knows_keeps_one_frame() -> None:
    """As in a worker of a cluster."""
    painter = painter_of(film_of("drift"))
    for k in range(4):
        whole(painter, k / 10)
    assert len(painter._frames) == 1


def test_a_stop_needs_no_lock() -> None:
    """A signal may come to the thread that holds it."""
    painter = painter_of(film_of("drift"))
    with painter._changing:
        painter.stop()
    with pytest.raises(Cancelled):
        whole(painter, 0.3)


def test_a_stop_ends_the_measuring_of_a_tone() -> None:
    film = film_of("morph", kin(0.01, tone="stretch"), kin(0.03, tone="stretch"))
    painter = FramePainter(Kin(film), film, SIZE, 8)
    frame = painter._frame(0.3)
    painter.stop()
    with pytest.raises(Cancelled):
        frame.measure()


def test_frames_share_the_memory_for_symmetric_pictures() -> None:
    film = film_of("drift")
    painter = FramePainter(Drift(film), film, SIZE, 8, Budget(shared=1000))
    assert module._AT_WORK * painter._budget.shared == 1000


def test_nothing_is_painted_after_a_stop() -> None:
    painter = painter_of(film_of("drift"))
    whole(painter, 0.3)
    painter.stop()
    for moment in (0.3, 0.4):
        with pytest.raises(Cancelled):
            whole(painter, moment)


def test_windows_are_lower_where_memory_is_short() -> None:
    film = film_of("drift")
    assert painter_of(film).rows(2) == module._ROWS
    low = FramePainter(Drift(film), film, SIZE, 8, Budget(bands=SIZE.width * 3 * 40))
    assert low.rows(1) < low.rows(1) * 2 <= module._ROWS
    assert low.rows(2) < low.rows(1)


@pytest.mark.parametrize("rows", [1, 16, 1000])
def test_the_height_of_windows_does_not_matter(rows: int) -> None:
    film = smooth("drift")
    expected = Reel(film, ADAPTIVE, run=Run(Alone())).frame(7)
    with mock.patch.object(module, "_ROWS", rows):
        assert np.array_equal(Reel(film, ADAPTIVE, run=Run(Threads(2))).frame(7), expected)


@pytest.mark.parametrize("values", [{}, {"samples": 2}])
def test_relatives_with_a_stretched_tone_are_measured_each(values: dict[str, Any]) -> None:
    film = film_of("morph", kin(0.01, tone="stretch", **values), kin(0.03, tone="stretch", **values))
    job = Kin(film).job(film.moment(7), SIZE, 8)
    assert np.array_equal(Reel(film, SIZE).frame(7), Painting(job).pixels())


def test_several_frames_come_in_order() -> None:
    reel = Reel(film_of("drift", small()), SIZE, run=Run(Threads(3)))
    wanted = [5, 0, 59, 5]
    with mock.patch.object(module, "_ROWS", 16):
        found = [np.concatenate(bands) for bands in reel.frames(wanted, lambda pixels, _: pixels)]
    assert len(found) == len(wanted)
    for k, frame in zip(wanted, found, strict=True):
        assert np.array_equal(frame, reel.frame(k))
