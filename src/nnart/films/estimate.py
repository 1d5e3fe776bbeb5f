"""Estimates: the time, memory and disk space that a film takes."""

from __future__ import annotations

import math

from nnart.films.blend import Blend
from nnart.films.files.filmformat import FilmFormat
from nnart.films.files.formats import MP4
from nnart.films.film import Film
from nnart.films.save import frames_ahead, header_of
from nnart.films.settling import motion_of
from nnart.recipe.size import Size
from nnart.rendering.estimate import Estimate, estimate
from nnart.rendering.job import Job
from nnart.threads import thread_count

# Measured: processor seconds to sum, tone and colour a sample, and to convert and encode a pixel, by H.264.
_SUMMED, _ENCODED = 2e-8, 4e-8
_IN_HAND = 4  # frames, beside those that wait: painted in bands and whole, as bytes, and at the encoder
_LIVE = 4  # fields of a blend that are in memory at once, at most
_WRITTEN = 0.5  # bytes of a pixel in a video that is not lossless, estimated high
_LOOKED_AT = 3  # moments of a film of pictures, one of which is measured


def estimate_film(
    film: Film,
    size: Size,
    threads: int | None = None,
    kind: FilmFormat = MP4,
    bits: int = 8,
    *,
    kept: bool = True,
) -> Estimate:
    """Return what a settled film takes, measured within about a second.

    Args:
        film: the film.
        size: of its frames.
        threads: 1 … 1024; one for each processor by default.
        kind: the format of its file.
        bits: 8 or 16 a channel, where the format leaves a choice.
        kept: whether its frames are kept in a spool until it is finished.
    """
    motion, pixels = motion_of(film), math.prod(size) * film.frames
    workers = thread_count(threads)
    header = header_of(film, size, bits)
    layout = kind.layout_of(header)
    each = layout.bytes_of(size)
    memory = (frames_ahead(each) + _IN_HAND) * each + kind.memory_for(header)
    seconds = pixels * _ENCODED / workers
    if isinstance(motion, Blend):
        source = motion.sources[-1]
        samples = source.recipe.samples**2
        one = estimate(Job(source.recipe, size), threads=threads)
        seconds += len(motion.sources) * one.seconds + pixels * samples * _SUMMED / workers
        live = min(_LIVE, len(motion.sources))
        memory += one.memory + 4 * live * source.network.outputs * math.prod(size) * samples
    else:
        moments = [(at + 0.5) / _LOOKED_AT for at in range(_LOOKED_AT)]
        frames = [estimate(motion.job(moment, size, 8), threads=threads) for moment in moments]
        seconds += film.frames * sum(one.seconds for one in frames) / _LOOKED_AT
        memory += max(one.memory for one in frames)
    written = each * film.frames if layout.lossless else _WRITTEN * pixels
    return Estimate(seconds, memory, round(written + each * film.frames * kept))


def pictures_passed(film: Film) -> float | None:
    """Return how many unrelated pictures a settled film's path is as long as; None for a flight."""
    from nnart.films.kinds import PICTURE_LEVELS

    return None if film.length is None or film.kind == "flight" else film.length / PICTURE_LEVELS
