"""Estimates: how long a picture takes, and how much memory."""

from __future__ import annotations

import io
import itertools
import time
from dataclasses import replace

from nnart import png
from nnart.adaptive import spread
from nnart.formats import PNG, Format
from nnart.job import Job
from nnart.network import Network
from nnart.painter import KEPT, PART, Painter
from nnart.picture import Picture
from nnart.recipe import Recipe
from nnart.sizes import SQUARE
from nnart.speed import throughput
from nnart.threads import thread_count
from nnart.view import View

_SECONDS = 0.3
_CALL = 2**31  # multiply-adds of a window: some hundredths of a second
_SAMPLE = 512  # a side of what is written to find out how long that takes
_WINDOWS = 4096  # different ones, more than are painted
# Bytes, measured: Python with its libraries, a pixel of a part, and one of a band while it is encoded.
_PROCESS = 95 * 2**20
_WORKED_ON = 70
_ENCODED = 6


def estimate(
    recipe: Recipe,
    size: tuple[int, int] = SQUARE,
    *,
    bits: int = 8,
    threads: int | None = None,
    network: Network | None = None,
    chosen: Format = PNG,
) -> tuple[float, int]:
    """Return about how many seconds and bytes of memory `render_file` takes.

    To find out, windows all over the picture are painted for a third of a second.

    Args:
        recipe, size, bits, threads, network: as for `render_file`.
        chosen: what it is written as; one that is not streamed holds the whole picture.
    """
    painter = Painter(Job(replace(recipe, tone="equalised"), size, bits, network))
    weights = sum(w.size for w in (network or Network.from_recipe(painter.job.recipe)).weights)
    height = painter.height(thread_count(threads))
    places = itertools.cycle(spread(_WINDOWS).T.tolist())

    def work() -> float:
        window = _window(painter, height, next(places), _CALL // weights)
        pixels, _ = painter.band(window)
        png.encode(pixels, window)
        return pixels.size / painter.channels

    pixels, samples = size[0] * size[1], recipe.samples**2
    seconds = pixels / throughput(work, threads, _SECONDS)
    band = min(height, size[0]) * size[1]
    each = _WORKED_ON * painter.outputs * min(band * samples, PART) + _ENCODED * band * bits // 8
    memory = _PROCESS + 8 * weights + thread_count(threads) * each
    if recipe.tone == "stretch":
        numbers = pixels * samples * painter.outputs
        seconds *= 1 if numbers <= KEPT else 2
        memory += 8 * numbers if numbers <= KEPT else 0
    if not chosen.streamed:
        seconds += pixels * _encoding(painter, chosen)
        memory += pixels * chosen.memory
    return seconds, memory


def _encoding(painter: Painter, chosen: Format) -> float:
    """Return the seconds that a pixel takes to be written, whole pictures at a time: of one from the middle."""
    whole = painter.view
    sides = [min(length, _SAMPLE) for length in whole.size]
    (top, left) = ((length - side) // 2 for length, side in zip(whole.size, sides, strict=True))
    pixels, _ = painter.band(whole.crop((top, top + sides[0]), (left, left + sides[1])))
    Picture(pixels[:1, :1]).write(io.BytesIO(), chosen)  # loads what writes it
    started = time.perf_counter()
    Picture(pixels).write(io.BytesIO(), chosen)
    return (time.perf_counter() - started) / (sides[0] * sides[1])


def _window(painter: Painter, height: int, place: list[float], evaluations: int) -> View:
    """Return a window at a place 0 … 1 of a picture that takes so many evaluations or more."""
    side, whole = painter.sampler().side, painter.view
    # At the coarsest step, one pixel in as many as that squared is evaluated.
    pixels = evaluations * painter.sampler().step ** 2 // painter.job.recipe.samples**2
    rows = min(height, whole.size[0], max(side, pixels // 192))
    columns = min(whole.size[1], max(side, pixels // rows // side * side))
    row, column = (
        int(part * -(-length // window)) * window
        for part, length, window in zip(place, whole.size, (rows, columns), strict=True)
    )
    return whole.crop((row, min(row + rows, whole.size[0])), (column, min(column + columns, whole.size[1])))
