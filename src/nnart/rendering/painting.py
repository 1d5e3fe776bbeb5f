"""Painting: a job in progress, window by window, by workers."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np

from nnart.amounts import amount
from nnart.arrays import Answer, Pixels
from nnart.errors import InputError, Way, fault
from nnart.files.note import Extremes, Note, join_extremes
from nnart.plane.view import View
from nnart.recipe.sizes import band_height
from nnart.rendering.job import Job
from nnart.rendering.painter import Painter
from nnart.rendering.run import Run
from nnart.rendering.workers import Window

T = TypeVar("T", bound=Window)
R = TypeVar("R")


@dataclass(frozen=True)
class Painted:
    """Remarks about a rendered picture.

    Attributes:
        flat: whether it has a single colour.
        evaluated: share of samples at which the network was evaluated; 0 for a picture that was complete
            before.
    """

    flat: bool
    evaluated: float


class Painting:
    """A job in progress.

    Attributes:
        painter: the prepared job.
        note: statistics of all finished windows.
    """

    def __init__(self, job: Job, run: Run | None = None, extremes: Extremes | None = None) -> None:
        """Prepare the job; measure a stretched tone over the whole picture, unless its extremes are given.

        Raises:
            InputError: if the network does not fit the recipe, or cannot reach its detail.
            Cancelled: if the run's `cancel` is called.
        """
        run = run or Run()
        self.cancel = run.cancel
        self.painter = run.wait(partial(Painter, job, extremes, run.budget))
        self.note = Note()
        self._workers = run.workers
        self._progress = run.progress or (lambda _: None)
        self._left = 1.0  # the share of the work that is not measuring
        if not self.painter.tones:
            self._measure()
        self.height = run.wait(partial(self.painter.height, self._workers.count, self._workers.together))

    def _measure(self) -> None:
        job, view = self.painter.job, self.painter.view
        measuring = 1.0 if self.painter.keeps else 0.5  # what is kept is not evaluated again
        found: list[Extremes] = []
        bands = view.bands(band_height(job.size))
        with closing(self._workers.map(Painter.measured, self.painter, bands, self.cancel)) as results:
            for band, extremes in zip(view.bands(band_height(job.size)), results, strict=True):
                found.append(extremes)
                self._progress(measuring * band.shape[0] / job.size.height)
        self._left -= measuring
        self.painter.stretch(join_extremes(found))

    @property
    def painted(self) -> Painted:
        """The remarks, once all windows are finished."""
        flat = all(least == most for least, most in self.note.extremes)
        return Painted(flat, self.note.evaluated / self.note.samples)

    def windows(
        self, finish: Callable[[Answer, View], R], views: Iterable[View], pixels: int
    ) -> Generator[tuple[R, Note], None, None]:
        """Yield finish(answer, view) and a note for every window, in order, computed by workers.

        Args:
            finish: called with a window's pixels, or its field if the job asks for it; must be picklable.
            views: the windows.
            pixels: of all windows of the job, including finished ones.
        """
        return self.map(partial(_finished, finish), views, pixels)

    def map(
        self, function: Callable[[Painter, T], tuple[R, Note]], items: Iterable[T], pixels: int
    ) -> Generator[tuple[R, Note], None, None]:
        """Yield function(painter, item) for every item, in order; as `windows`."""
        self._tell(self.note, pixels)
        with closing(self._workers.map(function, self.painter, items, self.cancel)) as results:
            for result, note in results:
                self.note += note
                yield result, note
                self._tell(note, pixels)

    def _tell(self, note: Note, pixels: int) -> None:
        if note.samples:
            self._progress(self._left * note.samples / (pixels * self.painter.job.recipe.samples**2))

    def bands(self) -> Generator[Answer, None, None]:
        """Yield the pixels, or the field, band by band from the top."""
        view = self.painter.view
        with closing(self.windows(_same, view.bands(self.height), math.prod(view.size))) as results:
            for band, _ in results:
                yield band

    def pixels(self) -> Pixels:
        """Return all pixels, (rows, columns, channels).

        Raises:
            InputError: if there is too little memory for them.
        """
        job = self.painter.job
        try:
            pixels = np.empty((*job.size.shape, self.painter.channels), job.kind)
        except MemoryError:
            says = f"{job.size} takes {amount(job.bytes)}, and there is less memory"
            ways = (
                Way("writes a PNG or TIFF of any size, row by row", call="save"),
                Way("refuses such pictures at once", give="limits"),
            )
            raise InputError(fault("limit", says, "size", ways=ways)) from None
        row = 0
        with closing(self.bands()) as bands:
            for band in bands:
                pixels[row : row + len(band)] = band
                row += len(band)
        return pixels


def _finished(finish: Callable[[Answer, View], R], painter: Painter, view: View) -> tuple[R, Note]:
    answer, note = painter.answer(view)
    return finish(answer, view), note


def _same(answer: Answer, _: View) -> Answer:
    return answer
