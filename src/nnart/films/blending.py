"""Blending: the frames of a blend at one size."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from typing import TypeVar

import numpy as np

from nnart.arrays import Array, Pixels
from nnart.colour.colouring import Colouring
from nnart.colour.finish import Finish
from nnart.films.blend import Blend, Part, summed
from nnart.films.film import Film
from nnart.films.sourcepainter import Fields, SourcePainter
from nnart.plane.view import View
from nnart.progress import NOBODY, Told
from nnart.recipe.size import Size
from nnart.recipe.sizes import band_height
from nnart.rendering.run import Run
from nnart.rendering.workers import Alone, Threads
from nnart.threads import ordered_map

R = TypeVar("R")
_BAND = 2**16  # samples of a band, whose sums and positions fit into the caches
_EVALUATING = 0.9  # of the work on a frame that needs another field
_EVERYWHERE = tuple(i / 256 for i in range(257))  # moments, as a path by hand may have only its ends


class Blending:
    """The frames of a blend.

    Workers evaluate a field when a frame first needs it; it is let go when none does. Threads of this process
    sum the fields up: to send them to a cluster takes longer.

    Attributes:
        sources: what the fields are evaluated of.
    """

    def __init__(self, blend: Blend, film: Film, size: Size, bits: int, run: Run) -> None:
        self.sources = blend.sources
        self._blend, self._film, self._size, self._bits, self._run = blend, film, size, bits, run
        recipe = film.keyframes[0].recipe
        self._samples = recipe.samples
        self._view = View.of(recipe, size)
        here = isinstance(run.workers, (Threads, Alone))
        self._threads = run.workers.together if here else None
        self._fields: dict[int, Fields] = {}
        self._steepest: tuple[list[Array], float] | None = None

    def bands(
        self, moment: float, finish: Callable[[Pixels, int], R], step: int, told: Told = NOBODY
    ) -> Generator[R, None, None]:
        """Yield finish(pixels, first row) for each band of a frame; as `Reel.bands`."""
        parts = self._blend.parts(moment)
        wanted = {part.source for part in parts}
        for source in self._fields.keys() - wanted:
            del self._fields[source]
        new = sorted(wanted - self._fields.keys())
        for source in new:
            self._fields[source] = self.evaluated(source, Told(told, _EVALUATING / len(new)))
        tones = self._blend.tones(moment)
        colour = Finish(self._film.keyframes[0].recipe, self._bits, self._blend.colouring(moment))

        def painted(view: View) -> R:
            fields = self._summed(parts, view)
            positions = np.stack([tone(field) for tone, field in zip(tones, fields, strict=True)])
            return finish(colour(view, positions), view.rows[0])

        rows = max(1, _BAND // (self._size.width * self._samples**2))
        height, left = -(-rows // step) * step, 1 - _EVALUATING * bool(new)
        found = ordered_map(painted, self._view.bands(height), self._threads, lambda: None, self._run.cancel)
        with closing(found):
            for view, band in zip(self._view.bands(height), found, strict=True):
                yield band
                told(left * view.shape[0] / self._view.shape[0])

    def _summed(self, parts: list[Part], view: View) -> Array:
        """Return the sum of parts in a window, float64 (outputs, rows, columns)."""
        rows = slice(*(self._samples * row for row in view.rows))
        found = []
        for part in parts:
            field = self._fields[part.source]
            outputs = len(field) // self.sources[part.source].groups
            found.append(field[part.group * outputs : (part.group + 1) * outputs, rows].astype(np.float64))
        return summed(found, parts)

    def evaluated(self, number: int, told: Told = NOBODY) -> Fields:
        """Return a source at every sample of the frame, (outputs, rows, columns), within the tolerance."""
        source = self.sources[number]
        size = Size(self._size.width * self._samples, self._size.height * self._samples)
        painter = SourcePainter(source, size, *self._limits(number))
        field = np.empty((source.network.outputs, *painter.view.shape), np.float32)
        bands = list(painter.view.bands(max(band_height(size), painter.side)))
        work, cancel = self._run.workers, self._run.cancel
        with closing(work.map(SourcePainter.field, painter, bands, cancel)) as found:
            for band, part in zip(bands, found, strict=True):
                field[:, band.rows[0] : band.rows[1]] = part
                told(band.shape[0] / painter.view.shape[0])
        return field

    def _limits(self, number: int) -> tuple[list[float], list[float]]:
        """Return how steep tones are at most, and the tolerances, for each output of a source."""
        if self._steepest is None:
            self._steepest = self._blend.steepest((*self._film.path, *_EVERYWHERE))
        slopes, together = self._steepest
        recipes = [one.recipe for one in self._film.keyframes]
        tolerance = min(recipe.tolerance or 0.0 for recipe in recipes) / max(1.0, together)
        limits = [Colouring(recipe).limits(tolerance, recipe.alpha) for recipe in recipes]
        least = [min(one) for one in zip(*limits, strict=True)]
        return slopes[number].ravel().tolist(), least * self.sources[number].groups
