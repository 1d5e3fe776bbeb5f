"""Frame painter: the frames of a journey, prepared for workers, who begin the next before one is finished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
_KEPT = 4  # painters of frames, as the workers are at two frames, or three small ones
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


class FramePainter:
    """The frames of a journey at one size.

    Attributes:
        view: of a whole frame; where a frame looks is its own painter's matter.
    """

    def __init__(
        self, journey: Journey, film: Film, size: Size, bits: int, budget: Budget | None = None
    ) -> None:
        """Prepare no frame yet.

        Args:
            journey: of the film.
            film: whose gains and path are known.
            size: of the frames.
            bits: 8 or 16 a channel.
            budget: of memory.
        """
        self.remake: Callable[[], FramePainter] = partial(remade, film, size, bits)
        self.view = View.of(film.keyframes[0].recipe, size)
        self._journey, self._size, self._bits = journey, size, bits
        self._budget = budget or budget_here()
        self._making, self._stopped = Lock(), False
        self._painters: dict[float, Painter] = {}

    def rows(self, together: int) -> int:
        """Return the rows of a window, of which one process works on several together."""
        return power_of_two(
            min(_ROWS, self._budget.rows(self._journey.job(0.0, self._size, self._bits), together))
        )

    def stop(self) -> None:
        """Make everything that is under way end soon."""
        with self._making:
            self._stopped = True
            for painter in self._painters.values():
                painter.stop()

    def paint(self, finish: Callable[[Pixels, int], R], window: FrameWindow) -> R:
        """Return finish(pixels, first row) for a window.

        Raises:
            Cancelled: if the painter was stopped.
        """
        painter = self._painter(window.moment)
        view = painter.view.crop(window.view.rows)
        pixels, _ = painter.band(view)
        return finish(pixels, view.rows[0])

    def _painter(self, moment: float) -> Painter:
        with self._making:
            if self._stopped:
                raise Cancelled
            if moment not in self._painters:
                while len(self._painters) >= _KEPT:
                    del self._painters[next(iter(self._painters))]
                self._painters[moment] = self._made(moment)
            return self._painters[moment]

    def _made(self, moment: float) -> Painter:
        painter = Painter(self._journey.job(moment, self._size, self._bits), budget=self._budget)
        if not painter.tones:  # of relatives with a stretched tone, each of which has its own
            painter.stretch(join_extremes([painter.measured(view) for view in painter.view.bands(_ROWS)]))
        return painter


@lru_cache(maxsize=2)
def remade(film: Film, size: Size, bits: int) -> FramePainter:
    """Return the painter of a film's frames, cached for all of their windows."""
    journey = motion_of(film)
    assert not isinstance(journey, Blend)
    return FramePainter(journey, film, size, bits)
