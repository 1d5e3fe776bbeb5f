"""Reel: the frames of a film at one size, painted one after the other."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TypeVar

import numpy as np

from nnart.arrays import Pixels
from nnart.films.blend import Blend
from nnart.films.blending import Blending
from nnart.films.film import Film
from nnart.films.settling import motion_of
from nnart.plane.view import View
from nnart.recipe.size import Size
from nnart.rendering.painting import Painting
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
        self._run = replace(run or Run(), progress=None)
        motion = motion_of(film)
        self._motion = motion
        self.blending = Blending(motion, film, size, bits, self._run) if isinstance(motion, Blend) else None

    def bands(self, k: int, finish: Callable[[Pixels, int], R], step: int = 1) -> Generator[R, None, None]:
        """Yield finish(pixels, first row) for each band of frame k, from the top.

        Args:
            k: number of the frame; the film's number of frames is the first again, of a loop.
            finish: called by workers; picklable.
            step: rows of a band are a multiple of it, except for the last one.
        """
        moment = self._film.moment(k)
        if self.blending is not None:
            yield from self.blending.bands(moment, finish, step)
            return
        assert not isinstance(self._motion, Blend)
        painting = Painting(self._motion.job(moment, self._size, self._bits), self._run)
        height = -(-painting.height // step) * step
        views = painting.painter.view.bands(height)
        with closing(
            painting.windows(partial(_finish, finish), views, self._size.width * self._size.height)
        ) as found:
            for result, _ in found:
                yield result

    def frame(self, k: int) -> Pixels:
        """Return frame k, (rows, columns, 3 or 4)."""
        pixels: Pixels = np.concatenate(list(self.bands(k, _same)))
        return pixels


def _same(pixels: Pixels, _: int) -> Pixels:
    return pixels


def _finish(finish: Callable[[Pixels, int], R], pixels: Pixels, view: View) -> R:
    return finish(pixels, view.rows[0])
