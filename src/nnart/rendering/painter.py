"""Painter: a prepared job, which turns windows into pixels or numbers."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Answer, Array, Pixels
from nnart.colour.colouring import Colouring
from nnart.colour.finish import Finish
from nnart.colour.tone import Tone, measured_tones, shaped, stretched_tones
from nnart.errors import InputError, fault
from nnart.exact.lattices import reference_points
from nnart.field.adaptive import MAX_CELL, Sampled, Sampler
from nnart.field.evaluator import Evaluator
from nnart.files.note import Extremes, Note, join_extremes
from nnart.network.drawn import Drawing, draw_packed
from nnart.network.network import Network
from nnart.plane.inputs import Inputs
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.recipe.rules import outputs_of
from nnart.recipe.size import MAX_SIDE, Size
from nnart.recipe.sizes import band_height, power_of_two
from nnart.rendering.budget import Budget, budget_here
from nnart.rendering.job import Job


class Painter:
    """A prepared job: its network, view, tones and colours.

    Attributes:
        job: what is painted.
        evaluator: of its network.
        view: of the whole picture.
        extremes: of its fields, if a stretched tone needs them and they are known.
        tones: the tone of each field; none before a stretched one is measured.
        channels: of a pixel: 3, or 4 with alpha.
    """

    def __init__(self, job: Job, extremes: Extremes | None = None, budget: Budget | None = None) -> None:
        """Calibrate the recipe, draw the network and measure the tones; stretched tones need the extremes.

        Raises:
            InputError: if the network does not fit the recipe.
        """
        self.job = job = job.calibrate()
        self._budget = budget or budget_here()
        recipe, size = job.recipe, job.size
        self.view = View.of(recipe, size)
        self._fine = View.of(recipe, _enlarged(size, recipe.samples)) if recipe.samples > 1 else self.view
        inputs, network, room = Inputs.of(recipe, size), job.network, self._budget.shared
        if network is None:
            self.evaluator = Evaluator(draw_packed(Drawing.of(recipe)), inputs, room)
        else:
            self.evaluator = Evaluator.of(network, inputs, room)
        if network is not None and network.outputs != outputs_of(vars(recipe)):
            needed = outputs_of(vars(recipe))
            raise InputError(
                fault(
                    "count",
                    f"{needed} output{'s'[: needed - 1]} make a picture of colour {recipe.colour} and alpha "
                    f"{recipe.alpha}, not {network!r}",
                    "network",
                    ways="take another colour or network",
                )
            )
        self._colouring = Colouring(recipe)
        self._finish = Finish(recipe, job.bits, self._colouring)
        self.channels = job.channels
        self._samplers: dict[int, Sampler] = {}
        self._making = Lock()
        self._kept: dict[View, Array] = {}
        self.extremes = extremes
        self.tones: list[Tone] = []
        if job.toned:
            self._use(tones_of(recipe.tone, job.toned, size, network))
        elif recipe.tone == "stretch":
            if extremes is not None:
                self.stretch(extremes)
        elif recipe.tone == "none":
            self._use([Tone.fixed()] * self.outputs)
        else:
            self._use(
                measured_tones(recipe.tone, self.evaluator.at(reference_points()).T, self.evaluator.roundings)
            )

    @property
    def remake(self) -> Callable[[], Painter]:
        """What returns the same painter in another process, each time the same one; can be pickled."""
        return partial(painter_of, self.job, self.extremes and tuple(self.extremes))

    @property
    def outputs(self) -> int:
        """Numbers that the network answers with at a pixel."""
        return self.evaluator.network.outputs

    @property
    def keeps(self) -> bool:
        """Whether the whole field is kept in memory after measuring a stretched tone, since it is small."""
        return self._budget.keeps_field(self.job)

    @property
    def share(self) -> float:
        """The share of samples at which the network is evaluated if it is at all of them: less than 1 where
        images share their answers.
        """
        sharing = self.evaluator.sharing(self._fine)
        return 1.0 if sharing is None else sharing.share

    def stop(self) -> None:
        """Make every evaluation that is under way end soon."""
        self.evaluator.stop()

    def stretch(self, extremes: Extremes) -> None:
        """Set the extremes of the whole picture's fields, and make the stretched tones."""
        self.extremes = extremes
        evaluator = self.evaluator
        self._use(stretched_tones(extremes, evaluator.roundings, linear=evaluator.network.is_linear))

    def _use(self, tones: Sequence[Tone]) -> None:
        self.tones = shaped(tones, self.job.recipe.contrast, self.job.recipe.alpha)

    def measured(self, view: View) -> Extremes:
        """Evaluate every pixel of a window, and return the extremes of its fields."""

        def of(part: View) -> Array:
            return np.ascontiguousarray(self.evaluator.field(self._finer(part)).transpose(2, 0, 1))

        if self.keeps:
            self._kept[view] = field = of(view)
            return _extremes(field)
        rows = view.shape[0] * self.job.recipe.samples**2
        return join_extremes([_extremes(of(part)) for part in view.columns(max(1, self._budget.part // rows))])

    def sampler(self, shrink: int = 1) -> Sampler:
        """Return the sampler for a level whose pixels stand for `shrink` of the whole picture's in each
        direction.
        """
        with self._making:
            if shrink not in self._samplers:
                fine = self._fine.shrunk(shrink)
                self._samplers[shrink] = Sampler(
                    self.evaluator, fine, [tone.curve for tone in self.tones], self._tolerances()
                )
            return self._samplers[shrink]

    def _tolerances(self) -> list[float]:
        """Return how far each field's position may be from the exact one."""
        recipe = self.job.recipe
        assert recipe.tolerance is not None  # a recipe has every default worked out
        if self.keeps:
            return [0.0] * self.outputs
        return self._colouring.limits(recipe.tolerance, recipe.alpha)

    def height(self, count: int, together: int | None = None) -> int:
        """Return the height of bands for the given numbers of workers, in whole pieces of the file.

        Also in whole cells, unless that takes too much memory or leaves a worker idle.
        """
        job = self.job
        most = min(self._budget.rows(job, together or count), job.size.height // (3 * count))
        return max(band_height(job.size), min(self.sampler().side, power_of_two(most)))

    def answer(self, view: View) -> tuple[Answer, Note]:
        """Return a window's pixels, or its field if the job asks for it, and its note."""
        return self.field(view) if self.job.show == "field" else self.band(view)

    def band(self, view: View) -> tuple[Pixels, Note]:
        """Return the pixels of a window, (rows, columns, channels), and its note."""
        pixels = np.empty((*view.shape, self.channels), self.job.kind)
        note = Note()
        for part, sampled in self._sampled(view):
            fields = zip(self.tones, sampled.fields, strict=True)
            positions = np.stack([tone(field) for tone, field in fields])
            note += Note.of(positions, sampled.evaluated)
            if self.job.show == "samples":
                pixels[part.within(view)] = self._finish.samples(part, positions, sampled.evaluated)
            else:
                pixels[part.within(view)] = self._finish(part, positions)
        return pixels, note

    def field(self, view: View) -> tuple[NDArray[np.float32], Note]:
        """Return the numbers behind a window's colours, float32 (rows, columns, outputs), and its note."""
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
        height = MAX_CELL // sampler.side * sampler.side
        first, last = view.rows
        edges = [first, *range((first // height + 1) * height, last, height), last]
        for start, stop in pairwise(edges):
            rows = -(-(stop - start) * samples // sampler.side) * sampler.side  # whole cells are worked on
            most = self._budget.part // self.outputs // rows // (sampler.side * samples)
            yield from self._parts(view.crop((start, stop)), max(1, most) * sampler.side)

    def _parts(self, view: View, width: int) -> Generator[tuple[View, Sampled], None, None]:
        for part in view.columns(width):
            yield part, self.sampler(view.shrink).field(self._finer(part))

    def _finer(self, view: View) -> View:
        """Return the window of samples for a window of pixels."""
        samples = self.job.recipe.samples
        rows, cols = ((start * samples, stop * samples) for start, stop in (view.rows, view.cols))
        return self._fine.shrunk(view.shrink).crop(rows, cols)


@lru_cache(maxsize=2)
def painter_of(job: Job, extremes: Extremes | None) -> Painter:
    """Return the painter of a job, cached for all of the job's windows."""
    return Painter(job, extremes)


@lru_cache(maxsize=4)
def tones_of(tone: str, recipes: tuple[Recipe, ...], size: Size, network: Network | None) -> list[Tone]:
    """Return the tones that several frames share, measured over all of them; a `Job` says which."""
    fields, roundings = [], []
    for recipe in recipes:
        inputs = Inputs.of(recipe, size)
        if network is None:
            evaluator = Evaluator(draw_packed(Drawing.of(recipe)), inputs)
        else:
            evaluator = Evaluator.of(network, inputs)
        fields.append(evaluator.at(reference_points()).T)
        roundings.append(evaluator.roundings)
    return measured_tones(tone, np.concatenate(fields, axis=1), np.max(roundings, axis=0).tolist())


def _extremes(fields: Array) -> Extremes:
    """Return minimum and maximum of each field, (fields, rows, columns)."""
    return Note.of(fields, np.zeros(1, np.bool_)).extremes


def _enlarged(size: Size, samples: int) -> Size:
    """Multiply a size.

    Raises:
        InputError: if the result is too large.
    """
    if max(size) * samples > MAX_SIDE >= max(size):
        raise InputError(
            fault("limit", f"{samples} times {max(size)} pixels a side are more than {MAX_SIDE}", "samples")
        )
    return Size(size.width * samples, size.height * samples)
