"""Painter: recipe + size → pixels, whole or band by band into a file."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, TypeVar

import numpy as np

from nnart import png
from nnart.colour import Colouring, Pixels
from nnart.engine import Evaluator, Field
from nnart.errors import InputError
from nnart.files import replacing
from nnart.formats import PNG, check_bits, format_for, text_of
from nnart.network import Network
from nnart.picture import Picture
from nnart.recipe import Recipe
from nnart.sizes import SQUARE, band_height
from nnart.speed import throughput
from nnart.threads import ordered_map, thread_count
from nnart.tone import Tone, reference_points
from nnart.view import View

R = TypeVar("R")
Progress = Callable[[float], None]  # called with a number of rows that are done, or a part of it

_KEPT = 2**23  # pixels of a field that may stay in memory between measuring a stretched tone and colouring
# For estimates, measured: Python with its libraries loaded, and a pixel while it is coloured and encoded.
_PROCESS = 190 * 2**20
_PIXEL = 150


class Painter:
    """A recipe at one size, made ready: its network, view, tone and palette.

    Attributes:
        view: of the whole picture.
    """

    def __init__(
        self,
        recipe: Recipe,
        size: tuple[int, int] = SQUARE,
        *,
        bits: int = 8,
        threads: int | None = None,
        network: Network | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Draw the network and measure the tone; the arguments are those of `render_file`."""
        check_bits(bits)
        self.view = View.of(recipe, size)
        self._bits = bits
        self._threads = thread_count(threads)
        self._progress = progress or (lambda _: None)
        self._evaluator = Evaluator(network or Network.from_recipe(recipe))
        drawn = self._evaluator.network
        if (drawn.inputs, drawn.outputs) != (2, 1):
            raise InputError(f"network: 2 inputs and 1 output make a picture, not {drawn!r}")
        assert recipe.palette is not None  # a recipe has every default worked out
        self._colouring = Colouring(recipe.palette, recipe.steps)
        self._fields: dict[tuple[int, int], Field] = {}
        self._measured = 0.0  # the part of the work that was done to measure the tone
        self._extremes: list[tuple[float, float]] = []
        self.tone = self._stretched() if recipe.tone == "stretch" else self._equalised()

    @property
    def flat(self) -> bool:
        """Whether all bands painted so far have one colour."""
        return len({position for pair in self._extremes for position in pair}) == 1

    def bands(self, finish: Callable[[Pixels], R]) -> Generator[R, None, None]:
        """Yield finish(pixels) for every band from the top; both run on several threads."""
        return self._map(lambda view: finish(self.band(view)), 1 - self._measured)

    def band(self, view: View) -> Pixels:
        """Return the pixels of one band, (rows, columns, 3)."""
        field = self._fields.pop(view.rows, None)
        if field is None:
            field = self._evaluator.field(view)
        position = self.tone(field[..., 0])
        self._extremes.append((float(position.min()), float(position.max())))
        return self._colouring(position, self._bits)

    def pixels(self) -> Pixels:
        """Return all pixels, (rows, columns, 3)."""
        pixels = np.empty((*self.view.shape, 3), np.uint8 if self._bits == 8 else np.uint16)
        row = 0
        with closing(self.bands(lambda band: band)) as bands:
            for band in bands:
                pixels[row : row + len(band)] = band
                row += len(band)
        return pixels

    def _map(self, function: Callable[[View], R], part: float) -> Generator[R, None, None]:
        """Yield function(view) for every band; each row counts as `part` of one in the progress."""
        height = band_height(self.view.size)
        results = ordered_map(function, self.view.bands(height), self._threads, self._evaluator.stop)
        with closing(results):
            for view, result in zip(self.view.bands(height), results, strict=True):
                yield result
                self._progress(part * view.shape[0])

    def _equalised(self) -> Tone:
        return Tone.equalised(self._evaluator.at(reference_points()))

    def _stretched(self) -> Tone:
        """Measure the picture's own extremes: its field is kept if it is small, and computed twice if not."""
        keep = self.view.size[0] * self.view.size[1] <= _KEPT
        self._measured = 1.0 if keep else 0.5

        def extremes(view: View) -> tuple[float, float]:
            field = self._evaluator.field(view)
            if keep:
                self._fields[view.rows] = field
            return float(field.min()), float(field.max())

        with closing(self._map(extremes, self._measured)) as measured:
            least, greatest = zip(*measured, strict=True)
        return Tone.stretched(min(least), max(greatest))


def render(
    recipe: Recipe,
    size: tuple[int, int] = SQUARE,
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
    size: tuple[int, int] = SQUARE,
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
        progress: called with the number of rows just finished, or the part of it that measuring took.

    Returns:
        Whether the picture is flat: one colour everywhere.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if the file exists, or cannot be written.
    """
    path = Path(path)
    chosen = format_for(path, size, bits)
    with replacing(path, force) as stream:
        if chosen is PNG:
            return render_stream(recipe, stream, size, bits=bits, threads=threads, progress=progress)
        painter = Painter(recipe, size, threads=threads, progress=progress)
        Picture(painter.pixels(), recipe).write(stream, chosen)
        return painter.flat


def render_stream(
    recipe: Recipe,
    stream: BinaryIO,
    size: tuple[int, int] = SQUARE,
    *,
    bits: int = 8,
    threads: int | None = None,
    progress: Progress | None = None,
) -> bool:
    """Paint a recipe as a PNG into a binary stream; arguments and answer are those of `render_file`."""
    painter = Painter(recipe, size, bits=bits, threads=threads, progress=progress)
    writer = png.Writer(stream)
    writer.begin(size, bits, text_of(recipe))
    with closing(painter.bands(png.encode_band)) as bands:
        for band in bands:
            writer.add(band)
    writer.end()
    return painter.flat


def estimate(
    recipe: Recipe,
    size: tuple[int, int] = SQUARE,
    *,
    bits: int = 8,
    threads: int | None = None,
    streamed: bool = True,
) -> tuple[float, int]:
    """Return about how many seconds and bytes of memory `render_file` takes.

    To find out, a sample is painted for a third of a second: by each thread a band, or the part of one
    that takes a few hundredths of it, again and again.

    Args:
        recipe, size, bits, threads: as for `render_file`.
        streamed: whether it is a PNG; other formats hold the whole picture.
    """
    count = thread_count(threads)
    weights = sum(w.size for w in Network.from_recipe(recipe).weights)
    view = View.of(recipe, size)
    band = (min(band_height(size), size[0]), size[1])
    columns = min(band[1], max(192, 2**31 // weights))  # whole tiles, whatever the processor
    rows = max(1, min(band[0], 2**31 // weights // columns))
    sample = Painter(replace(recipe, tone="equalised"), size, bits=bits, threads=threads)
    part = view.crop((0, rows), (0, columns))

    def work() -> float:
        png.encode_band(sample.band(part))
        return rows * columns

    pixels = size[0] * size[1]
    seconds = pixels / throughput(work, threads, 0.3)
    memory = _PROCESS + 8 * weights + 2 * count * _PIXEL * band[0] * band[1]
    if recipe.tone == "stretch":
        seconds *= 1 if pixels <= _KEPT else 2
        memory += 8 * pixels if pixels <= _KEPT else 0
    return seconds, memory + (0 if streamed else 8 * pixels)
