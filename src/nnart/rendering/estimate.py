"""Estimates: the time, memory and disk space that a picture takes."""

from __future__ import annotations

import io
import itertools
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from nnart.arrays import Answer
from nnart.checks.annotations import answering, check_fields, checked
from nnart.errors import InputError, fault
from nnart.exact.lattices import reference_points, spread_points
from nnart.field.adaptive import MAX_CELL
from nnart.field.sharing import most_room
from nnart.field.speed import peak, throughput
from nnart.files.codec import Codec, Encoder
from nnart.files.formats import PNG
from nnart.files.picture import Picture
from nnart.kernel import loaded
from nnart.machine.memory import PROGRAM
from nnart.plane.view import View
from nnart.recipe.sizes import band_height, power_of_two
from nnart.rendering.budget import COMPARED, WORKED_ON, Budget, budget_here
from nnart.rendering.job import Job
from nnart.rendering.painter import Painter
from nnart.threads import thread_count

Written = Codec | Encoder

_SECONDS = 0.3
_MAX_COUNT = 10**12  # pictures
_MAX_SECONDS = 60
_CALL = 2**31  # multiply-adds of a window: some hundredths of a second
_MAX_SAMPLES = 2**20  # samples of a window
_SAMPLE = 2**35  # pixels that Pillow writes to measure it
_MIDDLE = [0.5, 0.5]  # of a picture
_SHARE_OF_LEVELS = 0.01  # of a file's pixels, in a size of its own, that are worth measuring
_SMALL = 2**14  # pixels of a window that is smaller than a piece
_SIDE = 256  # pixels of a quarter of that
_WINDOWS = 4096  # different ones, more than are painted
# Measured bytes of a weight, and of a band's pixel during encoding. A weight is in memory three times: as
# drawn, in the network and in the kernel's layout.
WEIGHT = 12
_ENCODED = 6
# Equivalent multiply-adds, estimated high: to colour and write a pixel, to write it by Pillow, to draw a
# weight, and for a picture's overhead.
_PIXEL = 2**14
_BY_PILLOW = 2**15
_DRAWN = 64
_PICTURE = 2**30
_POINTS = 12_920, 10, 1024  # points that measure tone and step; trials of a calibration at most, and its points
_SLOW = 1e10  # multiply-adds a second of a slow machine
_SHARE, _USUAL_SHARE = 0.5, 0.8  # share of the machine's peak that networks reach: minimum, and usual


@answering
@dataclass(frozen=True)
class Estimate:
    """Time, memory and disk space that a picture takes.

    Attributes:
        seconds: on this machine when it is otherwise idle.
        memory: the process's peak, in bytes.
        disk: bytes of the finished file. While a large file is rendered, its pieces wait beside it and are
            copied at the end, so up to twice as many bytes must be free.
    """

    seconds: float
    memory: int
    disk: int

    def __post_init__(self) -> None:
        check_fields(self)

    @checked
    def times(self, count: float) -> Estimate:
        """Return what several such pictures take, one after the other.

        Raises:
            InputError: if the number is not from 0 to 10^12.
        """
        if not 0 <= count <= _MAX_COUNT:
            raise InputError(fault("range", "a number from 0 to 10^12 is needed", "count", got=count))
        return Estimate(count * self.seconds, self.memory, round(count * self.disk))

    @checked
    def holding(self, held: int) -> Estimate:
        """Return the estimate with more bytes of memory, such as finished pictures that are kept."""
        return replace(self, memory=self.memory + held) if held else self

    def __add__(self, other: Estimate) -> Estimate:
        """Return what both take, one after the other."""
        memory = max(self.memory, other.memory)
        return Estimate(self.seconds + other.seconds, memory, self.disk + other.disk)


def bound(
    job: Job,
    written: Written = PNG,
    threads: int | None = None,
    speed: float = _SLOW,
    budget: Budget | None = None,
) -> Estimate:
    """Return an upper bound of what a picture takes, by arithmetic alone: nothing is drawn or measured.

    Args:
        job: the picture.
        written: the format or tile layout it is written in.
        threads: 1 … 1024; one for each processor by default.
        speed: multiply-adds a second of the whole machine; a slow machine's by default.
        budget: memory for rendering; chosen for this machine by default.
    """
    budget = budget or budget_here()
    cut, count = _cut(job, written), thread_count(threads)
    pixels = pixels_of(job, written)
    tone, trials, points = _POINTS
    if job.is_ready:
        trials = 0
    alone = job.weights * (tone + trials * points + (trials + 1) * _DRAWN) * count
    work = pixels * job.recipe.samples**2 * (job.weights + _PIXEL) + _PICTURE + alone
    if cut is None:
        work += pixels * _BY_PILLOW
    passes = 2 if job.recipe.tone == "stretch" and not budget.keeps_field(job) else 1
    most = min(budget.rows(job, count), job.size.height // (3 * count), MAX_CELL)
    memory = _memory(job, written, count, power_of_two(most), budget)
    return Estimate(passes * work / speed, memory, pixels * (job.pixel_bytes + 1) + 2**16)


@checked
def estimate(
    job: Job,
    written: Written = PNG,
    threads: int | None = None,
    budget: Budget | None = None,
    *,
    seconds: float = _SECONDS,
) -> Estimate:
    """Estimate the time, memory and disk space that a picture takes.

    Renders samples all over the picture for a third of a second. A giant network that would have to be drawn
    first is not drawn: its estimate is an upper bound, computed from this machine's speed.

    Args:
        job: the picture, such as from `job_of`.
        written: the format or tile layout it is written in; PNG by default.
        threads: 1 … 1024; one for each processor by default.
        budget: memory for rendering; chosen for this machine by default.
        seconds: how long to render samples, up to 60.

    Raises:
        InputError: if the network does not fit the recipe, or cannot reach its detail.
    """
    if not 0 < seconds <= _MAX_SECONDS:
        says = f"a number up to {_MAX_SECONDS} is needed, above 0"
        raise InputError(fault("range", says, "seconds", got=seconds))
    loaded()
    budget = budget or budget_here()
    if job.is_giant:
        return bound(job, written, threads, peak(threads) / 2 * _SHARE, budget)
    started = time.perf_counter()
    ready = job.calibrate()
    if ready.recipe.tone != "equalised" and not ready.toned:  # it would need the whole picture
        ready = replace(ready, recipe=replace(ready.recipe, tone="equalised"))
    painter = Painter(ready, budget=budget)
    height = painter.height(thread_count(threads))
    share = painter.share if painter.sampler().step == 1 else 1.0
    total = time.perf_counter() - started
    cut = _cut(job, written)
    levels = [painter.view] if cut is None else cut.levels(painter.view)
    pixels = pixels_of(job, written)
    shares = [math.prod(level.extent) / pixels for level in levels]
    measured = [level for level, share in zip(levels, shares, strict=True) if share > _SHARE_OF_LEVELS]
    rows = height if cut is None else next(cut.windows(painter.view, height)).shape[0]
    measure = partial(throughput, threads=threads, seconds=seconds / len(measured))
    disk = 0.0
    for level in levels:
        if level in measured:
            each, length = _painting(painter, cut, level, rows, measure, spread_points(_WINDOWS).T.tolist())
            if share < 1:  # windows here and there share less than all of them
                each = share * _evaluating(painter, measure)
                each += _painting(painter, cut, level, rows, measure, [_MIDDLE])[0]  # whose answers are kept
        total += math.prod(level.extent) * each
        disk += math.prod(level.extent) * length
    if job.recipe.tone == "stretch" and not budget.keeps_field(job):  # measured at every pixel
        total += share * job.samples * job.weights / (peak(threads) / 2 * _USUAL_SHARE)
    if isinstance(written, Codec) and not written.streamed:
        each, length = _encoding(painter, written, job.weights)
        total, disk = total + pixels * each, pixels * length
    disk = min(disk, pixels * (job.pixel_bytes + 1))
    memory = _memory(job, written, thread_count(threads), height, budget)
    return Estimate(total, memory, math.ceil(disk))


def puts_together(written: Written) -> bool:
    """Return whether a file is joined from pieces that lie beside it until then."""
    return isinstance(written, Codec) and written.streamed


def _cut(job: Job, written: Written) -> Encoder | None:
    """Return the encoder that cuts a picture into pieces; None if the picture is written as a whole."""
    return written.for_size(job.size) if isinstance(written, Codec) else written


def pixels_of(job: Job, written: Written) -> int:
    """Return the number of pixels to render, over all sizes in the file."""
    whole, cut = View(size=job.size), _cut(job, written)
    levels = [whole] if cut is None else cut.levels(whole)
    return sum(math.prod(level.extent) for level in levels)


def _memory(job: Job, written: Written, threads: int, height: int, budget: Budget) -> int:
    """Return the memory that a picture takes with bands of this height."""
    recipe, view, cut = job.recipe, View(size=job.size), _cut(job, written)
    height = min(max(height, band_height(job.size)), job.size.height)
    window = view.crop((0, height)) if cut is None else next(cut.windows(view, height))
    band = math.prod(window.shape)
    part = min(band * recipe.samples**2, max(budget.part // job.outputs, MAX_CELL**2))
    each = WORKED_ON * job.outputs * part + _ENCODED * band * job.pixel_bytes // 3
    memory = PROGRAM + WEIGHT * job.weights
    if (recipe.symmetry, recipe.seamless) != ("none", "none") and budget.shared:
        each += COMPARED * part
        memory += min(budget.shared, most_room(job.samples, job.outputs))
    memory += threads * each
    if budget.keeps_field(job):
        memory += 8 * job.samples * job.outputs
    if isinstance(written, Codec) and not written.streamed:
        memory += math.prod(job.size) * written.memory
    return memory


def _painting(
    painter: Painter,
    cut: Encoder | None,
    level: View,
    rows: int,
    measure: Callable[[Callable[[], float]], float],
    places: list[list[float]],
) -> tuple[float, float]:
    """Measure the seconds and bytes of a level's pixel, on windows at these places, 0 … 1, again and again."""
    turns = itertools.cycle(places)
    lengths: list[tuple[int, int]] = []  # pixels and bytes
    small: dict[View, Answer] = {}

    def work() -> float:
        view = _window(painter, level, rows, next(turns), _CALL // painter.job.weights)
        answer, _ = painter.answer(view)
        pixels = math.prod(answer.shape[:2])
        if cut is not None:
            pieces = cut.encode(answer, view)
            lengths.append((pixels, sum(len(piece) for piece in pieces)))
            if pixels < _SMALL:
                small[view] = answer
        return pixels

    seconds = 1 / measure(work)
    if cut is not None and small and max(lengths)[0] < _SMALL:
        # Measured alone, a small window takes more bytes than its share of a piece; joined, they compress as
        # one.
        first = next(iter(small.values())).shape
        wide = np.concatenate([answer for answer in small.values() if answer.shape == first], axis=1)
        lengths = [(math.prod(wide.shape[:2]), sum(len(piece) for piece in cut.encode(wide, level)))]
    pixels, length = (sum(numbers) for numbers in zip(*lengths or [(1, 0)], strict=True))
    return seconds, length / pixels


def _evaluating(painter: Painter, measure: Callable[[Callable[[], float]], float]) -> float:
    """Measure the seconds to evaluate the network at all samples of a pixel."""
    points = reference_points()
    return painter.job.recipe.samples**2 / measure(lambda: len(painter.evaluator.at(points)))


def _encoding(painter: Painter, chosen: Codec, weights: int) -> tuple[float, float]:
    """Measure the seconds and bytes of a pixel for formats that write whole pictures, on four parts of it."""
    whole, most = painter.view, max(16, min(_SIDE, math.isqrt(_SAMPLE // 4 // weights)))
    ranges = []
    for length in whole.size.shape:
        side = min(length, most)
        starts = ((length - side) // 4, (length - side) * 3 // 4)
        ranges.append([(start, start + side) for start in starts])
    parts = [[painter.band(whole.crop(rows, columns))[0] for columns in ranges[1]] for rows in ranges[0]]
    pixels = np.concatenate([np.concatenate(row, axis=1) for row in parts])
    head, stream = io.BytesIO(), io.BytesIO()
    Picture(pixels[:1, :1]).write(head, chosen)  # imports the encoder; and measures the file's overhead
    started = time.perf_counter()
    Picture(pixels).write(stream, chosen)
    seconds, count = time.perf_counter() - started, math.prod(pixels.shape[:2])
    return seconds / count, (len(stream.getvalue()) - len(head.getvalue())) / count


def _window(painter: Painter, whole: View, height: int, place: list[float], evaluations: int) -> View:
    """Return a window at a place, 0 … 1, of the picture that takes about this many evaluations."""
    sampler = painter.sampler(whole.shrink)
    # At the coarsest step, one pixel in step² is evaluated.
    pixels = min(evaluations * sampler.step**2, _MAX_SAMPLES) // painter.job.recipe.samples**2
    rows = min(height, whole.extent[0], max(sampler.side, pixels // 192))
    columns = min(whole.extent[1], max(sampler.side, pixels // rows // sampler.side * sampler.side))
    row, column = (
        int(part * -(-length // window)) * window
        for part, length, window in zip(place, whole.extent, (rows, columns), strict=True)
    )
    return whole.crop((row, min(row + rows, whole.extent[0])), (column, min(column + columns, whole.extent[1])))
