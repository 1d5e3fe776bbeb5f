"""Frame painter: the frames of a journey, prepared for workers, who begin the next before one is finished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from threading import Lock
from typing import TypeVar

from nnart.arrays import Pixels
from nnart.errors import Cancelled
from nnart.files.note import join_extremes
from nnart.films.blend import Blend
from nnart.films.film import Film
from nnart.films.journey import Journey
from nnart.films.settling import motion_of
from nnart.plane.view import View
from nnart.recipe.size import Size
from nnart.recipe.sizes import power_of_two
from nnart.rendering.budget import Budget, budget_here
from nnart.rendering.painter import Painter

R = TypeVar("R")
_AT_WORK = 2  # frames, mostly, which share the memory for answers of symmetric pictures
_ROWS = 128  # of a window: lower ones evaluate more nodes on their borders, a tenth more with 32 rows


@dataclass(frozen=True)
class FrameWindow:
    """A window of a frame.

    Attributes:
        moment: of the film's path that the frame shows.
        view: rows of the frame.
    """

    moment: float
    view: View

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.view.shape


class _Frame:
    """A frame in progress: its painter, and how many of its windows are left; none if nobody knows."""

    def __init__(self, painter: Painter, left: int | None) -> None:
        self.painter, self.left = painter, left
        self._measuring = Lock()

    def measure(self) -> None:
        """Measure the tone, if it is of this frame alone: that of relatives which is stretched."""
        if self.painter.tones:
            return
        with self._measuring:
            if not self.painter.tones:
                bands = self.painter.view.bands(_ROWS)
                self.painter.stretch(join_extremes([self.painter.measured(view) for view in bands]))


class FramePainter:
    """The frames of a journey at one size.

    Attributes:
        view: of a whole frame; where a frame looks is its own painter's matter.
    """

    def __init__(
        self,
        journey: Journey,
        film: Film,
        size: Size,
        bits: int,
        budget: Budget | None = None,
        windows: int | None = None,
    ) -> None:
        """Prepare no frame yet.

        Args:
            journey: of the film.
            film: whose gains and path are known.
            size: of the frames.
            bits: 8 or 16 a channel.
            budget: of memory.
            windows: how many of a frame are painted here; None if only some are, one frame after the other.
        """
        self.remake: Callable[[], FramePainter] = partial(remade, film, size, bits)
        self.view = View.of(film.keyframes[0].recipe, size)
        self._journey, self._size, self._bits = journey, size, bits
        budget = budget or budget_here()
        self._budget = replace(budget, shared=budget.shared // _AT_WORK)
        self.windows = windows
        self._changing, self._stopped = Lock(), False
        self._frames: dict[float, _Frame] = {}

    def rows(self, together: int) -> int:
        """Return the rows of a window, of which one process works on several together."""
        job = self._journey.job(0.0, self._size, self._bits)
        return power_of_two(min(_ROWS, self._budget.rows(job, together)))

    def stop(self) -> None:
        """Make everything that is under way end soon."""
        self._stopped = True  # without a lock, as a signal may have come to a thread that holds it
        for frame in list(self._frames.values()):
            frame.painter.stop()

    def paint(self, finish: Callable[[Pixels, int], R], window: FrameWindow) -> R:
        """Return finish(pixels, first row) for a window.

        Raises:
            Cancelled: if the painter was stopped.
        """
        frame = self._frame(window.moment)
        if self._stopped:
            raise Cancelled
        frame.measure()
        view = frame.painter.view.crop(window.view.rows)
        pixels, _ = frame.painter.band(view)
        self._finished(window.moment, frame)
        return finish(pixels, view.rows[0])

    def _frame(self, moment: float) -> _Frame:
        with self._changing:
            if moment not in self._frames:
                if self.windows is None:
                    self._frames.clear()
                job = self._journey.job(moment, self._size, self._bits)
                self._frames[moment] = _Frame(Painter(job, budget=self._budget), self.windows)
            return self._frames[moment]

    def _finished(self, moment: float, frame: _Frame) -> None:
        """Let a frame go after its last window."""
        with self._changing:
            if frame.left is not None:
                frame.left -= 1
                if not frame.left and self._frames.get(moment) is frame:
                    del self._frames[moment]


@lru_cache(maxsize=2)
def remade(film: Film, size: Size, bits: int) -> FramePainter:
    """Return the painter of a film's frames, cached for all of their windows."""
    journey = motion_of(film)
    assert not isinstance(journey, Blend)
    return FramePainter(journey, film, size, bits)
