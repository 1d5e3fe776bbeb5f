"""Speed: the machine's peak, and the kernel's share of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from threading import Barrier, BrokenBarrierError, Event

import numpy as np

from nnart.crew import Crew
from nnart.field.calibration import network_of
from nnart.field.evaluator import Evaluator
from nnart.kernel import loaded
from nnart.recipe.recipe import Recipe
from nnart.threads import thread_count

_ROUNDS = 5
_MOMENT = 0.12  # seconds of one measurement; of many short ones, the best is what other work disturbed least
_PATIENCE = 60.0  # seconds that threads wait for each other before they begin
_TILE = 384  # points: a whole number of tiles of most shapes
_CALL = 2e9  # floating-point operations between looks at the clock: about a hundredth of a second


@dataclass(frozen=True)
class Speed:
    """How fast networks of one kind are evaluated.

    Attributes:
        layers, width, activation: as in `Recipe`.
        pixels: per second.
        flops: floating-point operations per second in products between hidden layers, 2 * width^2 * (layers -
            1) a pixel; everything else counts as loss.
        peak: the machine's maximum at that time, by fused multiply-adds of float32 on all threads.
        shape: how the kernel uses registers and caches for it: neurons and vectors of a block of sums, points
            of a tile, and weights to prefetch.
    """

    layers: int
    width: int
    activation: str
    pixels: float
    flops: float
    peak: float
    shape: str

    @property
    def share(self) -> float:
        return self.flops / self.peak


def measure(layers: int, width: int, activation: str = "tanh", threads: int | None = None) -> Speed:
    """Measure the evaluation of a network, and the machine's peak, for about a second.

    Args:
        layers, width, activation: as in `Recipe`.
        threads: 1 … 1024; all processors when not given.
    """
    network = network_of(Recipe(seed=7, layers=layers, width=width, activation=activation))
    prepared = Evaluator.of(network)
    operations = 2 * width**2 * (layers - 1)
    tiles = max(1, round(_CALL / (operations + 100 * width) / _TILE))
    points = np.random.default_rng(0).uniform(-1, 1, (2, tiles * _TILE))

    def evaluate() -> float:
        return len(prepared.at(points))

    rounds = [(peak(threads), throughput(evaluate, threads, _MOMENT)) for _ in range(_ROUNDS)]
    most, pixels = (max(column) for column in zip(*rounds, strict=True))
    shape = str(loaded().shape_for(width))
    return Speed(layers, width, activation, pixels, operations * pixels, most, shape)


def choose_shapes() -> None:
    """Measure, for about a second, which shapes of blocks and tiles are fastest; use and keep these."""
    loaded().measure_again()


def peak(threads: int | None = None) -> float:
    """Return the floating-point operations per second that all threads reach with fused multiply-adds."""
    kernel = loaded()
    return throughput(lambda: kernel.multiply_add(100_000), threads, _MOMENT)


def throughput(work: Callable[[], float], threads: int | None, seconds: float) -> float:
    """Return the work per second of threads that repeat it.

    Args:
        work: works for a few hundredths of a second at most, and returns the amount done.
        threads: 1 … 1024; one for each processor by default, which is also the maximum.
        seconds: how long to measure.
    """
    with closing(Crew(used(threads))) as crew:
        together = Barrier(crew.gather())

        def repeat() -> float:
            try:
                work()  # a warm-up before the clock runs
            except BaseException:
                together.abort()  # the other threads must not wait for this one
                raise
            together.wait(_PATIENCE)
            started, done = time.perf_counter(), 0.0
            while (elapsed := time.perf_counter() - started) < seconds or not done:
                done += work()
            return done / elapsed

        running = [crew.submit(repeat) for _ in range(together.parties)]
        for one in running:
            crew.wait(one, Event())
    for error in (one.exception() for one in running):
        if error is not None and not isinstance(error, BrokenBarrierError):
            raise error
    return sum(one.result() for one in running)


def used(threads: int | None) -> int:
    """Return how many threads to measure: at most one for each processor."""
    return min(thread_count(threads), thread_count(None))
