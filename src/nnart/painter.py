"""Painter: recipe + size → pixels, whole or band by band into a file."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, TypeVar

import numpy as np

from nnart import png
from nnart.colour import Colouring, Pixels
from nnart.engine import Evaluator, Field, band_height
from nnart.errors import InputError
from nnart.files import replacing
from nnart.formats import PNG, check_bits, format_for, text_of
from nnart.network import Network
from nnart.picture import Picture
from nnart.recipe import Recipe
from nnart.threads import ordered_map, thread_count
from nnart.tone import Tone, reference_points
from nnart.view import View

R = TypeVar("R")
Progress = Callable[[int], None]  # called with a number of rows that are done

SIZE = (1024, 1024)
_KEPT = 2**24  # pixels of a field that may stay in memory between measuring a stretched tone and colouring


class Painter:
    """A recipe at one size, made ready: its network, view, tone and palette.

    Attributes:
        view: of the whole picture.
        tone: as measured; `tone.flat` tells whether the network has one answer everywhere.
    """

    def __init__(
        self,
        recipe: Recipe,
        size: tuple[int, int] = SIZE,
        *,
        bits: int = 8,
        threads: int | None = None,
        network: Network | None = None,
    ) -> None:
        """Draw the network and measure the tone; the arguments are those of `render`."""
        check_bits(bits)
        self.view = View.of(recipe, size)
        self._bits = bits
        self._threads = threads
        self._evaluator = Evaluator(network or Network.from_recipe(recipe))
        drawn = self._evaluator.network
        if (drawn.inputs, drawn.outputs) != (2, 1):
            raise InputError(f"network: 2 inputs and 1 output make a picture, not {drawn!r}")
        assert recipe.palette is not None  # a recipe has every default worked out
        self._colouring = Colouring(recipe.palette, recipe.steps)
        self._fields: dict[tuple[int, int], Field] = {}
        self.tone = self._stretched() if recipe.tone == "stretch" else self._equalised()

    def bands(
        self, finish: Callable[[Pixels], R], progress: Progress | None = None
    ) -> Generator[R, None, None]:
        """Yield finish(pixels) for every band from the top; both run on several threads.

        `progress` is called when whoever consumes a band asks for the next one.
        """
        views = self.view.bands(band_height(self.view))
        with closing(self._map(lambda view: finish(self.band(view)))) as finished:
            for view, result in zip(views, finished, strict=True):
                yield result
                if progress is not None:
                    progress(view.shape[0])

    def band(self, view: View) -> Pixels:
        """Return the pixels of one band, (rows, columns, 3)."""
        field = self._fields.pop(view.rows, None)
        if field is None:
            field = self._evaluator.field(view)
        return self._colouring(self.tone(field[..., 0]), self._bits)

    def pixels(self, progress: Progress | None = None) -> Pixels:
        """Return all pixels, (rows, columns, 3)."""
        with closing(self.bands(lambda pixels: pixels, progress)) as bands:
            return np.concatenate(list(bands))

    def _map(self, function: Callable[[View], R]) -> Generator[R, None, None]:
        views = self.view.bands(band_height(self.view))
        return ordered_map(function, views, self._threads, self._evaluator.stop)

    def _equalised(self) -> Tone:
        return Tone.equalised(self._evaluator.at(reference_points()))

    def _stretched(self) -> Tone:
        """Measure the picture's own extremes: its field is kept if it is small, and computed twice if not."""
        keep = self.view.size[0] * self.view.size[1] <= _KEPT

        def extremes(view: View) -> tuple[float, float]:
            field = self._evaluator.field(view)
            if keep:
                self._fields[view.rows] = field
            return float(field.min()), float(field.max())

        with closing(self._map(extremes)) as measured:
            least, greatest = zip(*measured, strict=True)
        return Tone.stretched(min(least), max(greatest))


def render(
    recipe: Recipe,
    size: tuple[int, int] = SIZE,
    *,
    bits: int = 8,
    threads: int | None = None,
    network: Network | None = None,
) -> Picture:
    """Paint a recipe.

    Args:
        recipe: what to paint.
        size: rows and columns, 1 … 1,000,000 each; all pixels are in memory.
        bits: 8 or 16 a channel.
        threads: 1 … 1024; all processors when not given. The picture does not depend on it.
        network: one given by hand, of 2 inputs and 1 output, to paint instead of the recipe's own; the
            recipe then decides framing, tone and palette, and the picture carries none.

    Raises:
        InputError: if an argument breaks its rule.
    """
    painter = Painter(recipe, size, bits=bits, threads=threads, network=network)
    return Picture(painter.pixels(), recipe if network is None else None)


def render_file(
    recipe: Recipe,
    path: str | Path,
    size: tuple[int, int] = SIZE,
    *,
    bits: int = 8,
    threads: int | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> bool:
    """Paint a recipe into a file, which is complete or not there at all.

    A PNG is written as its rows are finished, so that memory does not grow with the picture.

    Args:
        recipe, size, bits, threads: as for `render`.
        path: its ending says the format: .png, .jpg, .webp or .tif.
        force: whether a file of that name may be replaced.
        progress: called with the number of rows just finished.

    Returns:
        Whether the picture is flat: the network has one answer everywhere.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if the file exists, or cannot be written.
    """
    path = Path(path)
    chosen = format_for(path, size, bits)
    with replacing(path, force) as stream:
        if chosen is PNG:
            return render_stream(recipe, stream, size, bits=bits, threads=threads, progress=progress)
        painter = Painter(recipe, size, threads=threads)
        Picture(painter.pixels(progress), recipe).write(stream, chosen)
        return painter.tone.flat


def render_stream(
    recipe: Recipe,
    stream: BinaryIO,
    size: tuple[int, int] = SIZE,
    *,
    bits: int = 8,
    threads: int | None = None,
    progress: Progress | None = None,
) -> bool:
    """Paint a recipe as a PNG into a binary stream; arguments and answer are those of `render_file`."""
    painter = Painter(recipe, size, bits=bits, threads=threads)
    writer = png.Writer(stream)
    writer.begin(size, bits, text_of(recipe))
    with closing(painter.bands(png.encode_band, progress)) as bands:
        for band in bands:
            writer.add(band)
    writer.end()
    return painter.tone.flat


def estimate(
    recipe: Recipe, size: tuple[int, int] = SIZE, *, bits: int = 8, threads: int | None = None
) -> tuple[float, int]:
    """Return about how many seconds and bytes of memory `render_file` takes for a PNG.

    To find out, a small sample is painted: one band a thread, a few hundredths of a second of work each.
    """
    count = thread_count(threads)
    weights = sum(w.size for w in Network.from_recipe(recipe).weights)
    columns = min(size[1], 512)
    rows = max(1, min(size[0], 2**31 // weights // columns))
    sample = Painter(replace(recipe, tone="equalised"), (rows * count, columns), bits=bits, threads=threads)
    bands = list(sample.view.bands(rows))
    started = time.perf_counter()
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(lambda view: png.encode_band(sample.band(view)), bands))
    pixels = size[0] * size[1]
    seconds = (time.perf_counter() - started) * pixels / (rows * count * columns)
    kept = 4 * pixels
    if recipe.tone == "stretch" and pixels > _KEPT:
        seconds *= 2
    if recipe.tone != "stretch" or pixels > _KEPT:
        kept = 0
    band = band_height(View.of(recipe, size)) * size[1]
    return seconds, _PROCESS + 8 * weights + kept + 3 * count * _PIXEL * min(band, pixels)


# Measured: Python with its libraries loaded, and the arrays that colouring and encoding a pixel take at once.
_PROCESS = 180 * 2**20
_PIXEL = 100
