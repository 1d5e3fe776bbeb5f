"""Reel: the frames of a film at one size, painted one after the other."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from functools import partial
from typing import TypeVar

import numpy as np

from nnart.arrays import Pixels
from nnart.films.blend import Blend
from nnart.films.blending import Blending
from nnart.films.film import Film
from nnart.films.framepainter import FramePainter, FrameWindow
from nnart.films.settling import motion_of
from nnart.progress import NOBODY, Told
from nnart.recipe.size import Size
from nnart.rendering.run import Run

R = TypeVar("R")


class Reel:
    """The frames of a settled film at one size.

    Frames may be asked for in any order, one at a time; neighbours are quicker.

    Attributes:
        blending: what paints its frames, if they are sums of fields.
    """

    def __init__(self, film: Film, size: Size, bits: int = 8, run: Run | None = None) -> None:
        """Take a settled film, 8 or 16 bits a channel, and how to paint it."""
        self._film, self._size, self._bits = film, size, bits
        self._run = run or Run()
        motion = motion_of(film)
        self._motion = motion
        self.blending = Blending(motion, film, size, bits, self._run) if isinstance(motion, Blend) else None

    def frames(
        self, wanted: Iterable[int], finish: Callable[[Pixels, int], R], step: int = 1, told: Told = NOBODY
    ) -> Generator[list[R], None, None]:
        """Yield finish(pixels, first row) for the bands of each frame, from the top.

        Args:
            wanted: numbers of frames; the film's number of frames is the first again, of a loop.
            finish: called by workers; picklable.
            step: rows of a band are a multiple of it, except for the last one.
            told: called with shares of the work on each frame.
        """
        moments = map(self._film.moment, wanted)
        if self.blending is None:
            yield from self._painted(moments, finish, step, told)
            return
        for moment in moments:
            with closing(self.blending.bands(moment, finish, step, told)) as bands:
                yield list(bands)

    def _painted(
        self, moments: Iterable[float], finish: Callable[[Pixels, int], R], step: int, told: Told
    ) -> Generator[list[R], None, None]:
        """Yield the bands of frames that are pictures of their own, while workers paint the next ones."""
        assert not isinstance(self._motion, Blend)
        work = self._run.workers
        painter = FramePainter(self._motion, self._film, self._size, self._bits, self._run.budget)
        views = list(painter.view.bands(-(-painter.rows(work.together) // step) * step))
        painter.windows = len(views)
        windows = (FrameWindow(moment, view) for moment in moments for view in views)
        paint = partial(_paint, finish)
        with closing(work.map(paint, painter, windows, self._run.cancel)) as found:
            bands = list[R]()
            for band in found:
                bands.append(band)
                told(1 / len(views))
                if len(bands) == len(views):
                    yield bands
                    bands = []

    def frame(self, k: int, told: Told = NOBODY) -> Pixels:
        """Return frame k, (rows, columns, 3 or 4); tell of the shares of the work on it."""
        (bands,) = self.frames([k], _same, told=told)
        return np.concatenate(bands)  # type: ignore[return-value]  # all are of one type


def _paint(finish: Callable[[Pixels, int], R], painter: FramePainter, window: FrameWindow) -> R:
    return painter.paint(finish, window)


def _same(pixels: Pixels, _: int) -> Pixels:
    return pixels
