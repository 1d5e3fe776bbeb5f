"""Reel: the frames of a film at one size, painted one after the other."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Array, Pixels
from nnart.colour.colouring import Colouring
from nnart.colour.finish import Finish
from nnart.colour.tone import Tone
from nnart.field.adaptive import Sampler
from nnart.films.blend import Blend, Part, summed
from nnart.films.film import Film
from nnart.films.settling import motion_of
from nnart.kernel import loaded
from nnart.plane.view import View
from nnart.recipe.size import Size
from nnart.recipe.sizes import band_height
from nnart.rendering.painting import Painting
from nnart.rendering.run import Run
from nnart.rendering.workers import Alone, Threads, Workers

R = TypeVar("R")
Fields = NDArray[np.float32]
_BAND = 2**16  # samples of a band of a blend, whose sums and positions fit into the caches
_FARTHEST = 2.0**100  # of a straight tone
_EVERYWHERE = tuple(i / 256 for i in range(257))  # moments, as a path by hand may have only its ends


class Reel:
    """The frames of a settled film at one size.

    Frames may be asked for in any order, one at a time; neighbours are quicker.
    """

    def __init__(self, film: Film, size: Size, bits: int = 8, run: Run | None = None) -> None:
        """Take a settled film, 8 or 16 bits a channel, and how to paint it."""
        self._film, self._size, self._bits = film, size, bits
        self._run = replace(run or Run(), progress=None)
        motion = motion_of(film)
        self._motion = motion
        self._blended = _Blended(motion, film, size, bits, self._run) if isinstance(motion, Blend) else None

    def bands(self, k: int, finish: Callable[[Pixels, int], R], step: int = 1) -> Generator[R, None, None]:
        """Yield finish(pixels, first row) for each band of frame k, from the top.

        Args:
            k: number of the frame; the film's number of frames is the first again, of a loop.
            finish: called by workers; picklable.
            step: rows of a band are a multiple of it, except for the last one.
        """
        moment = self._film.moment(k)
        if self._blended is not None:
            yield from self._blended.bands(moment, finish, step)
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


class _Blended:
    """The fields of a blend, evaluated when a frame first needs them, and let go when none does."""

    def __init__(self, blend: Blend, film: Film, size: Size, bits: int, run: Run) -> None:
        self._blend, self._film, self._size, self._bits, self._run = blend, film, size, bits, run
        recipe = film.keyframes[0].recipe
        self._samples = recipe.samples
        self._view = View.of(recipe, size)
        local = isinstance(run.workers, (Threads, Alone))
        self._workers: Workers = run.workers if local else Threads()
        self._fields: dict[int, Fields] = {}
        self._steepest: list[Array] | None = None

    def bands(self, moment: float, finish: Callable[[Pixels, int], R], step: int) -> Generator[R, None, None]:
        parts = self._blend.parts(moment)
        wanted = {part.source for part in parts}
        for source in self._fields.keys() - wanted:
            del self._fields[source]
        for source in sorted(wanted - self._fields.keys()):
            self._fields[source] = self._evaluated(source)
        painter = _FramePainter(self, moment, parts)
        rows = max(1, _BAND // (self._size.width * self._samples**2))
        views = self._view.bands(-(-rows // step) * step)
        with closing(self._workers.map(partial(_painted, finish), painter, views, self._run.cancel)) as found:  # type: ignore[arg-type]
            yield from found

    def fields(self, parts: list[Part], view: View) -> Array:
        """Return the sum of parts in a window, float64 (outputs, rows, columns)."""
        rows = slice(*(self._samples * row for row in view.rows))
        found = []
        for part in parts:
            field = self._fields[part.source]
            outputs = len(field) // self._blend.sources[part.source].groups
            found.append(field[part.group * outputs : (part.group + 1) * outputs, rows].astype(np.float64))
        return summed(found, parts)

    def finish(self, moment: float) -> Finish:
        return Finish(self._film.keyframes[0].recipe, self._bits, self._blend.colouring(moment))

    def tones(self, moment: float) -> list[Tone]:
        return self._blend.tones(moment)

    def _evaluated(self, number: int) -> Fields:
        """Evaluate a source at every sample of the frame, within the recipe's tolerance."""
        source = self._blend.sources[number]
        size = Size(self._size.width * self._samples, self._size.height * self._samples)
        view = View.of(source.recipe, size)
        sampler = Sampler(source.evaluator(size), view, *self._limits(number))
        field = np.empty((source.network.outputs, *view.shape), np.float32)
        height = max(band_height(size), sampler.side)
        with closing(self._workers.map(_sampled, sampler, view.bands(height), self._run.cancel)) as found:  # type: ignore[arg-type]
            for band, part in zip(view.bands(height), found, strict=True):
                field[:, band.rows[0] : band.rows[1]] = part
        return field

    def _limits(self, number: int) -> tuple[list[Any], list[float]]:
        """Return straight tones as steep as any frame's, and the tolerances, of each output of a source."""
        if self._steepest is None:
            self._steepest = self._blend.steepest((*self._film.path, *_EVERYWHERE))
        slopes = self._steepest[number].ravel().tolist()
        curves = [straight(slope) for slope in slopes]
        recipes = [one.recipe for one in self._film.keyframes]
        tolerance = min(recipe.tolerance or 0.0 for recipe in recipes) / 2  # of a sum of two or three
        limits = [Colouring(recipe).limits(tolerance, recipe.alpha) for recipe in recipes]
        return curves, [min(one) for one in zip(*limits, strict=True)] * self._blend.sources[number].groups


def straight(slope: float) -> Any:
    """Return a tone as straight as can be, in the kernel's form; for its slope alone."""
    ends = np.array([-_FARTHEST, _FARTHEST])
    return loaded().Curve(ends, ends * slope, np.array([slope]))


def _sampled(sampler: Sampler, view: View) -> Fields:
    return sampler.field(view).fields.astype(np.float32)


class _FramePainter:
    """A frame of a blend, as workers paint it."""

    def __init__(self, blended: _Blended, moment: float, parts: list[Part]) -> None:
        self._blended, self._parts = blended, parts
        self._tones, self._finish = blended.tones(moment), blended.finish(moment)

    def stop(self) -> None:
        """Do nothing: a band takes a few hundredths of a second."""

    def band(self, view: View) -> Pixels:
        """Return the pixels of a window."""
        fields = self._blended.fields(self._parts, view)
        positions = np.stack([tone(field) for tone, field in zip(self._tones, fields, strict=True)])
        return self._finish(view, positions)


def _painted(finish: Callable[[Pixels, int], R], painter: _FramePainter, view: View) -> R:
    return finish(painter.band(view), view.rows[0])
