"""Painter: a job made ready, window → pixels or numbers."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from itertools import pairwise
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Answer, Array, Pixels
from nnart.colour.alpha import averaged, vignette, with_alpha
from nnart.colour.colouring import Colouring
from nnart.colour.tone import Tone
from nnart.errors import InputError
from nnart.exact.lattices import reference_points
from nnart.field.adaptive import LARGEST_CELL, Sampled, Sampler
from nnart.field.calibration import network_of
from nnart.field.evaluator import Evaluator
from nnart.files.note import Extremes, Note, joined
from nnart.plane.inputs import Inputs
from nnart.plane.view import View
from nnart.recipe.rules import outputs_of
from nnart.recipe.sizes import LARGEST_SIDE, band_height, power_of_two
from nnart.rendering.job import Job

KEPT = 2**23  # numbers of a field that may stay in memory between measuring a stretched tone and colouring
_BANDS = 256 * 2**20  # bytes that all bands under way take at most, even if that cuts the largest cells
# Bytes that each of a band's takes until it is written, measured: pixels wait compressed, fields do not.
_EACH, _EACH_RAW = 1.6, 8.4  # of the latter twice as much, to be safe
PART = 2**18  # numbers of a window that are worked on at a time: what that needs stays in the caches


class Painter:
    """A job made ready: its network, view, tones and colours.

    Attributes:
        job: what is painted.
        view: of the whole picture.
        extremes: of its fields, if a stretched tone is made from them and they are known.
        tones: how each of its fields is spread over 0 … 1; none before a stretched one is measured.
        channels: of a pixel, 3 or with alpha 4.
    """

    def __init__(self, job: Job, extremes: Extremes | None = None) -> None:
        """Draw the network and measure the tones, unless they are stretched: these need the extremes.

        Raises:
            InputError: if the network does not fit the recipe.
        """
        self.job = job
        recipe, size = job.recipe, job.size
        self.view = View.of(recipe, size)
        self._fine = View.of(recipe, _enlarged(size, recipe.samples))
        self._evaluator = Evaluator(job.network or network_of(recipe), Inputs.of(recipe, size))
        if (drawn := self._evaluator.network).outputs != outputs_of(vars(recipe)):
            needed = outputs_of(vars(recipe))
            raise InputError(
                f"network: {needed} output{'s'[: needed - 1]} make a picture of colour {recipe.colour} and "
                f"alpha {recipe.alpha}, not {drawn!r}; take another colour or network"
            )
        self._colouring = Colouring(recipe)
        self.channels = 3 if recipe.alpha == "none" or job.show_samples else 4
        self._samplers: dict[int, Sampler] = {}
        self._making = Lock()
        self._kept: dict[View, Array] = {}
        self.extremes = extremes
        self.tones: list[Tone] = []
        if recipe.tone == "stretch":
            if extremes is not None:
                self.stretch(extremes)
        elif recipe.tone == "none":
            self._use([Tone.fixed()] * self.outputs)
        else:
            fields = zip(self._evaluator.at(reference_points()).T, self._evaluator.roundings, strict=True)
            self._use([Tone.equalised(field, rounding) for field, rounding in fields])

    @property
    def outputs(self) -> int:
        """Numbers that the network answers with at a pixel."""
        return self._evaluator.network.outputs

    @property
    def keeps(self) -> bool:
        """Whether its whole field is evaluated and kept, to measure a stretched tone: it is small."""
        numbers = math.prod(self._fine.size) * self.outputs
        return self.job.recipe.tone == "stretch" and numbers <= KEPT

    def stop(self) -> None:
        """Make every evaluation that is under way end soon."""
        self._evaluator.stop()

    def stretch(self, extremes: Extremes) -> None:
        """Take the extremes of the whole picture's fields, from which stretched tones are made."""
        self.extremes = extremes
        # An activation at the end may squeeze answers, and their roundings with them.
        plain = self._evaluator.network.layers[-1].activation == "linear"
        roundings = [one if plain else 0.0 for one in self._evaluator.roundings]
        self._use([Tone.stretched(*pair, one) for pair, one in zip(extremes, roundings, strict=True)])

    def _use(self, tones: Sequence[Tone]) -> None:
        self.tones = [tone.contrasted(self.job.recipe.contrast) for tone in tones]
        if self.job.recipe.alpha == "field":
            self.tones[-1] = self.tones[-1].cut()

    def measured(self, view: View) -> Extremes:
        """Return the extremes of a window's fields, for which every pixel of it is evaluated."""

        def of(part: View) -> Array:
            return np.ascontiguousarray(self._evaluator.field(self._finer(part)).transpose(2, 0, 1))

        if self.keeps:
            self._kept[view] = field = of(view)
            return _extremes(field)
        rows = view.shape[0] * self.job.recipe.samples**2
        return joined([_extremes(of(part)) for part in view.columns(max(1, PART // rows))])

    def sampler(self, shrink: int = 1) -> Sampler:
        """Return what evaluates pixels that stand for so many of the whole picture's, both ways."""
        with self._making:
            if shrink not in self._samplers:
                fine = self._fine.shrunk(shrink)
                self._samplers[shrink] = Sampler(
                    self._evaluator, fine, [tone.curve for tone in self.tones], self._tolerances()
                )
            return self._samplers[shrink]

    def _tolerances(self) -> list[float]:
        """Return how far each field's position may be from the exact one: all together, not to be seen."""
        recipe, steepest = self.job.recipe, self._colouring.steepest
        assert recipe.tolerance is not None  # a recipe has every default worked out
        if self.keeps:
            return [0.0] * self.outputs
        limits = [recipe.tolerance / len(steepest) / (one or 1.0) for one in steepest]
        if recipe.alpha == "field":
            limits.append(recipe.tolerance / 255)
        return limits

    def height(self, count: int, together: int | None = None) -> int:
        """Return the rows of bands for so many at work, all or so many together: whole pieces of a file.

        Whole cells too, unless that is too many pixels or leaves someone idle.
        """
        job = self.job
        each = 4 * self.outputs if job.raw else self.channels * job.bits // 8
        room = room_for(job.size, each, together or count, raw=job.raw)
        most = min(room, job.size[0] // (3 * count))
        return max(band_height(job.size), min(self.sampler().side, power_of_two(most)))

    def answer(self, view: View) -> tuple[Answer, Note]:
        """Return a window's pixels, or its field if the job is raw, and what is to be remembered of it."""
        return self.field(view) if self.job.raw else self.band(view)

    def band(self, view: View) -> tuple[Pixels, Note]:
        """Return the pixels of a window, (rows, columns, channels), and what is to be remembered of it."""
        pixels = np.empty((*view.shape, self.channels), f"u{self.job.bits // 8}")
        note = Note()
        for part, sampled in self._sampled(view):
            fields = zip(self.tones, sampled.fields, strict=True)
            positions = np.stack([tone(field) for tone, field in fields])
            note += Note.of(positions, sampled.evaluated)
            pixels[part.within(view)] = self._coloured(part, positions, sampled.evaluated)
        return pixels, note

    def field(self, view: View) -> tuple[NDArray[np.float32], Note]:
        """Return what a window's colours would be made of, float32 (rows, columns, outputs), as `band`."""
        field = np.empty((*view.shape, self.outputs), np.float32)
        note = Note()
        for part, sampled in self._sampled(view):
            note += Note.of(sampled.fields, sampled.evaluated)
            field[part.within(view)] = sampled.fields.transpose(1, 2, 0)
        return field, note

    def _sampled(self, view: View) -> Generator[tuple[View, Sampled], None, None]:
        """Yield parts of a window, and their fields."""
        kept = self._kept.pop(view, None)
        if kept is not None:
            yield view, Sampled(kept, np.ones(kept.shape[1:], np.bool_))
            return
        samples, sampler = self.job.recipe.samples, self.sampler(view.shrink)
        height = LARGEST_CELL // sampler.side * sampler.side
        first, last = view.rows
        edges = [first, *range((first // height + 1) * height, last, height), last]
        for start, stop in pairwise(edges):
            rows = -(-(stop - start) * samples // sampler.side) * sampler.side  # whole cells are worked on
            most = PART // self.outputs // rows // (sampler.side * samples)
            yield from self._parts(view.crop((start, stop)), max(1, most) * sampler.side)

    def _parts(self, view: View, width: int) -> Generator[tuple[View, Sampled], None, None]:
        for part in view.columns(width):
            yield part, self.sampler(view.shrink).field(self._finer(part))

    def _finer(self, view: View) -> View:
        """Return the window of samples that a window of pixels has."""
        samples = self.job.recipe.samples
        rows, cols = ((start * samples, stop * samples) for start, stop in (view.rows, view.cols))
        return self._fine.shrunk(view.shrink).crop(rows, cols)

    def _coloured(self, view: View, positions: Array, evaluated: NDArray[np.bool_]) -> Pixels:
        """Return a window's pixels from positions (fields, rows, columns) 0 … 1 of its samples."""
        recipe = self.job.recipe
        place = view.rows[0], view.cols[0]
        pixels = self._colouring(positions[: self._colouring.fields], self.job.bits, place)
        if self.job.show_samples:
            pixels //= 3
            pixels[averaged(evaluated.astype(float), recipe.samples) > 0] = np.iinfo(pixels.dtype).max
        elif recipe.alpha == "vignette":
            pixels = with_alpha(pixels, vignette(view))
        elif recipe.alpha == "field":
            pixels = with_alpha(pixels, averaged(positions[-1], recipe.samples))
        return pixels


def room_for(size: tuple[int, int], each: int, count: int, *, raw: bool) -> int:
    """Return how many rows of pixels of so many bytes there is room for in each of so many bands."""
    return int(_BANDS / ((_EACH_RAW if raw else _EACH) * each * size[1] * count))


def _extremes(fields: Array) -> Extremes:
    """Return those of fields (fields, rows, columns)."""
    return Note.of(fields, np.zeros(1, np.bool_)).extremes


def _enlarged(size: tuple[int, int], samples: int) -> tuple[int, int]:
    """Return so many times a size.

    Raises:
        InputError: if that is too large.
    """
    if max(size) * samples > LARGEST_SIDE >= max(size):
        raise InputError(f"samples: {samples} times {max(size)} pixels a side are more than {LARGEST_SIDE}")
    return size[0] * samples, size[1] * samples
