"""Estimates: the time, memory and disk space that a film takes."""

from __future__ import annotations

import math

from nnart.films.blend import Blend
from nnart.films.files.layouts import LAYOUTS, Layout
from nnart.films.film import Film
from nnart.films.settling import motion_of
from nnart.machine.memory import PROGRAM
from nnart.recipe.size import Size
from nnart.rendering.estimate import Estimate, estimate
from nnart.rendering.job import Job
from nnart.threads import thread_count

# Measured: processor seconds to sum, tone and colour a sample, and to convert and encode a pixel, by H.264.
_SUMMED, _ENCODED = 2e-8, 4e-8
_ENCODER = 150 * 2**20  # bytes of memory, and for every pixel as many:
_PER_PIXEL = 60
_WRITTEN = 0.5  # bytes of a pixel in a video that is not lossless, estimated high
_LOOKED_AT = 3  # moments of a film of pictures, one of which is measured


def estimate_film(
    film: Film, size: Size, threads: int | None = None, layout: Layout | None = None, *, kept: bool = True
) -> Estimate:
    """Return what a settled film takes, measured within about a second.

    Args:
        film: the film.
        size: of its frames.
        threads: 1 … 1024; one for each processor by default.
        layout: of the frames that the encoder takes; that of H.264 by default.
        kept: whether its frames are kept in a spool until it is finished.
    """
    motion, pixels = motion_of(film), math.prod(size) * film.frames
    workers = thread_count(threads)
    memory = PROGRAM + _ENCODER + _PER_PIXEL * math.prod(size)
    seconds = pixels * _ENCODED / workers
    if isinstance(motion, Blend):
        source = motion.sources[-1]
        samples = source.recipe.samples**2
        one = estimate(Job(source.recipe, size), threads=threads)
        seconds += len(motion.sources) * one.seconds + pixels * samples * _SUMMED / workers
        live = min(4, len(motion.sources))
        memory += 4 * live * source.network.outputs * math.prod(size) * samples
    else:
        moments = [(at + 0.5) / _LOOKED_AT for at in range(_LOOKED_AT)]
        frames = [estimate(motion.job(moment, size, 8), threads=threads) for moment in moments]
        seconds += film.frames * sum(one.seconds for one in frames) / _LOOKED_AT
        memory = max(memory, max(one.memory for one in frames) + _ENCODER)
    each = (layout or LAYOUTS["yuv420p8"]).bytes_of(size)
    written = _WRITTEN * pixels if layout is None or not layout.lossless else each * film.frames
    return Estimate(seconds, memory, round(written + each * film.frames * kept))


def pictures_passed(film: Film) -> float | None:
    """Return how many unrelated pictures a settled film's path is as long as; None for a flight."""
    from nnart.films.kinds import PICTURE_LEVELS

    return None if film.length is None or film.kind == "flight" else film.length / PICTURE_LEVELS
