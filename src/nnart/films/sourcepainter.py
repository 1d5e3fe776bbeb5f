"""Source painter: a source of a blend, evaluated at every sample of a frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnart.field.adaptive import Sampler
from nnart.films.sources import Source
from nnart.kernel import loaded
from nnart.plane.view import View
from nnart.recipe.size import Size

Fields = NDArray[np.float32]
_FARTHEST = 2.0**100  # of a straight tone


class SourcePainter:
    """A source, prepared for workers.

    Attributes:
        view: of all samples.
        side: of the largest cells, in samples.
    """

    def __init__(self, source: Source, size: Size, slopes: list[float], tolerances: list[float]) -> None:
        """Prepare it.

        Args:
            source: of the blend.
            size: of the frames, in samples.
            slopes: how fast positions change with each output, at most.
            tolerances: for each output, how far a position may be from the exact one; 0 for not at all.
        """
        self.remake: Callable[[], SourcePainter] = partial(SourcePainter, source, size, slopes, tolerances)
        self.view = View.of(source.recipe, size)
        curves = [straight(slope) for slope in slopes]
        self._sampler = Sampler(source.evaluator(size), self.view, curves, tolerances)
        self.side = self._sampler.side

    def stop(self) -> None:
        """Make every evaluation that is under way end soon."""
        self._sampler.stop()

    def field(self, view: View) -> Fields:
        """Return the outputs in a window of samples, (outputs, rows, columns)."""
        return self._sampler.field(view).fields.astype(np.float32)


def straight(slope: float) -> Any:
    """Return a tone as straight as can be, in the kernel's form; for its slope alone."""
    ends = np.array([-_FARTHEST, _FARTHEST])
    return loaded().Curve(ends, ends * slope, np.array([slope]))
