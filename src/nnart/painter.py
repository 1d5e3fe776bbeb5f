"""Painter: recipe + size → pixels, whole or band by band into a file."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

import numpy as np
from numpy.typing import NDArray

from nnart.adaptive import Sampled, Sampler
from nnart.colour import Colouring, Pixels
from nnart.engine import Evaluator, Field
from nnart.errors import InputError
from nnart.files import replacing
from nnart.formats import PNG, Format, check_bits, format_for, module_for, text_of
from nnart.network import Network
from nnart.picture import Picture
from nnart.recipe import Recipe
from nnart.sizes import SQUARE, band_height, check_dpi, power_of_two
from nnart.threads import ordered_map, thread_count
from nnart.tone import Tone, reference_points
from nnart.view import View

R = TypeVar("R")
Progress = Callable[[float], None]  # called with a number of rows that are done, or a part of it

KEPT = 2**23  # pixels of a field that may stay in memory between measuring a stretched tone and colouring
_BAND = 2**23  # pixels of a band at most, even if it cuts the largest cells
PART = 2**18  # pixels of a band that are worked on at a time: what that needs stays in the processor's caches


@dataclass(frozen=True)
class Painted:
    """What is to be said about a picture.

    Attributes:
        flat: whether it has one colour everywhere.
        evaluated: the share of its pixels for which the network was evaluated, above 0, to 1.
    """

    flat: bool
    evaluated: float


class Painter:
    """A recipe at one size, made ready: its network, view, tone and palette.

    Attributes:
        view: of the whole picture.
        tone: how its field is spread over the palette.
        sampler: what evaluates it.
        height: rows of a band.
    """

    def __init__(
        self,
        recipe: Recipe,
        size: tuple[int, int] = SQUARE,
        *,
        bits: int = 8,
        threads: int | None = None,
        network: Network | None = None,
        show_samples: bool = False,
        progress: Progress | None = None,
    ) -> None:
        """Draw the network, measure the tone, find the coarsest step; arguments are those of `render_file`."""
        check_bits(bits)
        self.view = View.of(recipe, size)
        self._bits = bits
        self._threads = thread_count(threads)
        self._show_samples = show_samples
        self._progress = progress or (lambda _: None)
        self._evaluator = Evaluator(network or Network.from_recipe(recipe))
        drawn = self._evaluator.network
        if (drawn.inputs, drawn.outputs) != (2, 1):
            raise InputError(f"network: 2 inputs and 1 output make a picture, not {drawn!r}")
        assert recipe.palette is not None  # a recipe has every default worked out
        assert recipe.tolerance is not None
        self._colouring = Colouring(recipe.palette, recipe.steps)
        self._fields: dict[tuple[int, int], Field] = {}
        self._measured = 0.0  # the part of the work that was done to measure the tone
        self._extremes: list[tuple[float, float]] = []
        self._evaluated: list[int] = []
        self.height = band_height(size)
        self.tone = self._stretched() if recipe.tone == "stretch" else self._equalised()
        positions = recipe.tolerance / (self._colouring.steepest or 1.0)
        self.sampler = Sampler(self._evaluator, self.view, self.tone, positions)
        # Whole pieces of the file; whole cells too, unless that is too many pixels or leaves threads idle.
        most = min(_BAND // size[1], size[0] // (3 * self._threads))
        self.height = max(self.height, min(self.sampler.side, power_of_two(most)))

    @property
    def painted(self) -> Painted:
        """What can be said when all bands are painted."""
        flat = len({position for pair in self._extremes for position in pair}) == 1
        return Painted(flat, sum(self._evaluated) / (self.view.size[0] * self.view.size[1]))

    def bands(self, finish: Callable[[Pixels], R]) -> Generator[R, None, None]:
        """Yield finish(pixels) for every band from the top; both run on several threads."""
        return self._map(lambda view: finish(self.band(view)), 1 - self._measured)

    @property
    def outputs(self) -> int:
        """Numbers that the network answers with at a pixel."""
        return self._evaluator.network.outputs

    def fields(self, finish: Callable[[NDArray[np.float32]], R]) -> Generator[R, None, None]:
        """Yield finish(field) for every band from the top; both run on several threads."""
        return self._map(lambda view: finish(self.field(view)), 1 - self._measured)

    def field(self, view: View) -> NDArray[np.float32]:
        """Return what a window's colours would be made of, float32 (rows, columns, outputs)."""
        kept = self._fields.pop(view.rows, None)
        if kept is not None:
            return self._noted(Sampled(kept, np.ones(view.shape, np.bool_)))
        field = np.empty((*view.shape, self.outputs), np.float32)
        side = self.sampler.side
        rows = -(-view.shape[0] // side) * side  # as in `band`
        for part in view.columns(max(1, PART // rows // side) * side):
            start, stop = (column - view.cols[0] for column in part.cols)
            field[:, start:stop] = self._noted(self.sampler.field(part))
        return field

    def _noted(self, sampled: Sampled) -> NDArray[np.float32]:
        self._extremes.append((float(sampled.field.min()), float(sampled.field.max())))
        self._evaluated.append(int(np.count_nonzero(sampled.evaluated)))
        return sampled.field.astype(np.float32)

    def band(self, view: View) -> Pixels:
        """Return the pixels of a window, (rows, columns, 3)."""
        kept = self._fields.pop(view.rows, None)
        if kept is not None:
            return self._coloured(Sampled(kept, np.ones(view.shape, np.bool_)))
        pixels = np.empty((*view.shape, 3), np.uint8 if self._bits == 8 else np.uint16)
        side = self.sampler.side
        rows = -(-view.shape[0] // side) * side  # whole cells are worked on
        for part in view.columns(max(1, PART // rows // side) * side):
            start, stop = (column - view.cols[0] for column in part.cols)
            pixels[:, start:stop] = self._coloured(self.sampler.field(part))
        return pixels

    def _coloured(self, sampled: Sampled) -> Pixels:
        position = self.tone(sampled.field[..., 0])
        self._extremes.append((float(position.min()), float(position.max())))
        self._evaluated.append(int(np.count_nonzero(sampled.evaluated)))
        pixels = self._colouring(position, self._bits)
        if self._show_samples:
            pixels //= 3
            pixels[sampled.evaluated] = 255 if self._bits == 8 else 65535
        return pixels

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
        results = ordered_map(function, self.view.bands(self.height), self._threads, self._evaluator.stop)
        with closing(results):
            for view, result in zip(self.view.bands(self.height), results, strict=True):
                yield result
                self._progress(part * view.shape[0])

    def _equalised(self) -> Tone:
        return Tone.equalised(self._evaluator.at(reference_points()))

    def _stretched(self) -> Tone:
        """Measure the picture's own extremes: its field is kept if it is small, and computed twice if not."""
        keep = self.view.size[0] * self.view.size[1] <= KEPT
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
    show_samples: bool = False,
) -> Picture:
    """Paint a recipe.

    Args:
        recipe: what to paint.
        size: rows and columns, 1 … 1,000,000 each; all pixels are in memory.
        bits: 8 or 16 a channel.
        threads: 1 … 1024; all processors when not given. The picture does not depend on it.
        network: one given by hand, of 2 inputs and 1 output, to paint instead of the recipe's own; the
            recipe then decides framing, tone, palette and tolerance, and the picture carries none.
        show_samples: paint where the network is evaluated, white on the darkened picture; it carries no
            recipe then.

    Raises:
        InputError: if an argument breaks its rule.
    """
    painter = Painter(recipe, size, bits=bits, threads=threads, network=network, show_samples=show_samples)
    return Picture(painter.pixels(), None if show_samples or network is not None else recipe)


def render_file(
    recipe: Recipe,
    path: str | Path,
    size: tuple[int, int] = SQUARE,
    *,
    bits: int = 8,
    dpi: int | None = None,
    threads: int | None = None,
    show_samples: bool = False,
    force: bool = False,
    progress: Progress | None = None,
) -> Painted:
    """Paint a recipe into a file, which is complete or not there at all.

    A PNG or TIFF is written as its rows are finished, so that memory does not grow with the picture.

    Args:
        recipe, size, bits, threads, show_samples: as for `render`.
        path: its ending says the format: .png, .jpg, .webp, .avif or .tif.
        dpi: dots per inch of a print, 1 … 100,000, for the file to say; it says none when not given.
        force: whether a file of that name may be replaced.
        progress: called with the number of rows just finished, or the part of it that measuring took.

    Raises:
        InputError: if an argument breaks its rule.
        FileError: if the file exists, or cannot be written.
    """
    path = Path(path)
    chosen = format_for(path, size, bits)
    if dpi is not None:
        check_dpi(dpi)
    with replacing(path, force) as stream:
        painter = Painter(
            recipe, size, bits=bits, threads=threads, show_samples=show_samples, progress=progress
        )
        return _write(painter, None if show_samples else recipe, stream, chosen, bits=bits, dpi=dpi)


def render_stream(
    recipe: Recipe,
    stream: BinaryIO,
    size: tuple[int, int] = SQUARE,
    *,
    bits: int = 8,
    dpi: int | None = None,
    threads: int | None = None,
    show_samples: bool = False,
    progress: Progress | None = None,
) -> Painted:
    """Paint a recipe as a PNG into a binary stream; arguments and answer are those of `render_file`."""
    if dpi is not None:
        check_dpi(dpi)
    painter = Painter(recipe, size, bits=bits, threads=threads, show_samples=show_samples, progress=progress)
    return _write(painter, None if show_samples else recipe, stream, PNG, bits=bits, dpi=dpi)


def _write(
    painter: Painter, recipe: Recipe | None, stream: BinaryIO, chosen: Format, *, bits: int, dpi: int | None
) -> Painted:
    """Write what a painter paints, with the recipe given."""
    size = painter.view.size
    if not chosen.streamed:
        Picture(painter.pixels(), recipe).write(stream, chosen, dpi=dpi)
        return painter.painted
    module = module_for(chosen)
    text = None if recipe is None else text_of(recipe)
    with closing(painter.bands(lambda pixels: module.encode(pixels, size))) as bands:
        module.write(stream, bands, size, bits, text, dpi=dpi)
    return painter.painted
