"""Painter: recipe + size → pixels or numbers, band by band."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from nnart.adaptive import Sampled, Sampler
from nnart.alpha import averaged, vignette, with_alpha
from nnart.calibration import calibrated
from nnart.colour import Colouring, Pixels
from nnart.engine import Evaluator
from nnart.errors import InputError
from nnart.formats import check_bits
from nnart.inputs import Inputs
from nnart.network import Network
from nnart.oklab import Array
from nnart.recipe import Recipe
from nnart.rules import outputs_of
from nnart.sizes import LARGEST_SIDE, SQUARE, band_height, power_of_two
from nnart.threads import ordered_map, thread_count
from nnart.tone import Tone, reference_points
from nnart.view import View

R = TypeVar("R")
Progress = Callable[[float], None]  # called with a number of rows that are done, or a part of it

KEPT = 2**23  # numbers of a field that may stay in memory between measuring a stretched tone and colouring
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
    """A recipe at one size, made ready: its network, view, tones and colours.

    Attributes:
        recipe: with its gain.
        network: the one given by hand, if one is.
        view: of the whole picture.
        tones: how each of its fields is spread over 0 … 1.
        sampler: what evaluates it, at `samples` times the rows and columns.
        height: rows of a band.
        channels: of a pixel, 3 or with alpha 4.
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
        """Draw the network, measure the tones, find the coarsest step; arguments are those of `render_file`."""
        check_bits(bits)
        self.recipe = recipe = recipe if network is not None else calibrated(recipe)
        self.network = network
        self.view = View.of(recipe, size)
        self._fine = View.of(recipe, _enlarged(size, recipe.samples))
        self._bits = bits
        self._threads = thread_count(threads)
        self._show_samples = show_samples
        self._progress = progress or (lambda _: None)
        self._evaluator = Evaluator(network or Network.from_recipe(recipe), Inputs.of(recipe, size))
        if (drawn := self._evaluator.network).outputs != outputs_of(vars(recipe)):
            needed = outputs_of(vars(recipe))
            raise InputError(
                f"network: {needed} output{'s'[: needed - 1]} make a picture of colour {recipe.colour} and "
                f"alpha {recipe.alpha}, not {drawn!r}; take another colour or network"
            )
        self._colouring = Colouring(recipe)
        self.channels = 3 if recipe.alpha == "none" or show_samples else 4
        self._kept: dict[tuple[int, int], Array] = {}
        self._measured = 0.0  # the part of the work that was done to measure the tone
        self._noting = Lock()
        self._least, self._greatest = np.full(self.outputs, np.inf), np.full(self.outputs, -np.inf)
        self._evaluated = 0
        self.height = band_height(size)
        self.tones = [tone.contrasted(recipe.contrast) for tone in self._measured_tones()]
        if recipe.alpha == "field":
            self.tones[-1] = self.tones[-1].cut()
        self.sampler = Sampler(self._evaluator, self._fine, self.tones, self._tolerances())
        # Whole pieces of the file; whole cells too, unless that is too many pixels or leaves threads idle.
        most = min(_BAND // size[1], size[0] // (3 * self._threads))
        self.height = max(self.height, min(self.sampler.side, power_of_two(most)))

    def _tolerances(self) -> list[float]:
        """Return how far each field's position may be from the exact one: all together, not to be seen."""
        assert self.recipe.tolerance is not None  # a recipe has every default worked out
        steepest = self._colouring.steepest
        limits = [self.recipe.tolerance / len(steepest) / (one or 1.0) for one in steepest]
        if self.recipe.alpha == "field":
            limits.append(self.recipe.tolerance / 255)
        return limits

    @property
    def outputs(self) -> int:
        """Numbers that the network answers with at a pixel."""
        return self._evaluator.network.outputs

    @property
    def painted(self) -> Painted:
        """What can be said when all bands are painted."""
        flat = bool((self._least == self._greatest).all())
        return Painted(flat, self._evaluated / (self._fine.size[0] * self._fine.size[1]))

    def bands(self, finish: Callable[[Pixels], R]) -> Generator[R, None, None]:
        """Yield finish(pixels) for every band from the top; both run on several threads."""
        return self._map(lambda view: finish(self.band(view)), 1 - self._measured)

    def fields(self, finish: Callable[[NDArray[np.float32]], R]) -> Generator[R, None, None]:
        """Yield finish(field) for every band from the top; both run on several threads."""
        return self._map(lambda view: finish(self.field(view)), 1 - self._measured)

    def band(self, view: View) -> Pixels:
        """Return the pixels of a window, (rows, columns, channels)."""
        pixels = np.empty((*view.shape, self.channels), f"u{self._bits // 8}")
        for part, sampled in self._sampled(view):
            start, stop = (column - view.cols[0] for column in part.cols)
            pixels[:, start:stop] = self._coloured(part, sampled)
        return pixels

    def field(self, view: View) -> NDArray[np.float32]:
        """Return what a window's colours would be made of, float32 (rows, columns, outputs)."""
        field = np.empty((*view.shape, self.outputs), np.float32)
        for part, sampled in self._sampled(view):
            start, stop = (column - view.cols[0] for column in part.cols)
            self._note(sampled.fields, sampled.evaluated)
            field[:, start:stop] = sampled.fields.transpose(1, 2, 0)
        return field

    def _sampled(self, view: View) -> Generator[tuple[View, Sampled], None, None]:
        """Yield parts of a window, and their fields."""
        kept = self._kept.pop(view.rows, None)
        if kept is not None:
            yield view, Sampled(kept, np.ones(kept.shape[1:], np.bool_))
            return
        samples, side = self.recipe.samples, self.sampler.side
        rows = -(-view.shape[0] * samples // side) * side  # whole cells are worked on
        for part in view.columns(max(1, PART // rows // (side * samples)) * side):
            yield part, self.sampler.field(self._finer(part))

    def _finer(self, view: View) -> View:
        """Return the window of samples that a window of pixels has."""
        samples = self.recipe.samples
        rows, cols = ((start * samples, stop * samples) for start, stop in (view.rows, view.cols))
        return self._fine.crop(rows, cols)

    def _coloured(self, view: View, sampled: Sampled) -> Pixels:
        fields = zip(self.tones, sampled.fields, strict=True)
        positions = np.stack([tone(field) for tone, field in fields])
        self._note(positions, sampled.evaluated)
        pixels = self._colouring(positions[: self._colouring.fields], self._bits, (view.rows[0], view.cols[0]))
        samples = self.recipe.samples
        if self._show_samples:
            pixels //= 3
            pixels[averaged(sampled.evaluated.astype(float), samples) > 0] = np.iinfo(pixels.dtype).max
        elif self.recipe.alpha == "vignette":
            pixels = with_alpha(pixels, vignette(view))
        elif self.recipe.alpha == "field":
            pixels = with_alpha(pixels, averaged(positions[-1], samples))
        return pixels

    def _note(self, numbers: Array, evaluated: NDArray[np.bool_]) -> None:
        least, greatest = _range(numbers)
        with self._noting:
            self._least, self._greatest = np.minimum(self._least, least), np.maximum(self._greatest, greatest)
            self._evaluated += int(np.count_nonzero(evaluated))

    def pixels(self) -> Pixels:
        """Return all pixels, (rows, columns, channels)."""
        pixels = np.empty((*self.view.shape, self.channels), f"u{self._bits // 8}")
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

    def _measured_tones(self) -> Sequence[Tone]:
        if self.recipe.tone == "stretch":
            return self._stretched()
        if self.recipe.tone == "none":
            return [Tone.fixed()] * self.outputs
        fields = zip(self._evaluator.at(reference_points()).T, self._evaluator.roundings, strict=True)
        return [Tone.equalised(field, rounding) for field, rounding in fields]

    def _stretched(self) -> list[Tone]:
        """Measure the picture's own extremes; its fields are kept if small, and computed twice if not."""
        keep = self._fine.size[0] * self._fine.size[1] * self.outputs <= KEPT
        self._measured = 1.0 if keep else 0.5

        def of(view: View) -> Array:
            return np.ascontiguousarray(self._evaluator.field(self._finer(view)).transpose(2, 0, 1))

        def extremes(view: View) -> tuple[Array, Array]:
            if keep:
                self._kept[view.rows] = of(view)
                return _range(self._kept[view.rows])
            rows = view.shape[0] * self.recipe.samples**2
            least, greatest = zip(
                *(_range(of(part)) for part in view.columns(max(1, PART // rows))), strict=True
            )
            return np.min(least, axis=0), np.max(greatest, axis=0)

        with closing(self._map(extremes, self._measured)) as measured:
            least, greatest = zip(*measured, strict=True)
        ends = zip(np.min(least, axis=0).tolist(), np.max(greatest, axis=0).tolist(), strict=True)
        return [Tone.stretched(*pair) for pair in ends]


def _range(fields: Array) -> tuple[Array, Array]:
    """Return the least and the greatest number of each field (fields, rows, columns)."""
    return fields.min(axis=(1, 2)), fields.max(axis=(1, 2))


def _enlarged(size: tuple[int, int], samples: int) -> tuple[int, int]:
    """Return so many times a size.

    Raises:
        InputError: if that is too large.
    """
    if max(size) * samples > LARGEST_SIDE >= max(size):
        raise InputError(f"samples: {samples} times {max(size)} pixels a side are more than {LARGEST_SIDE}")
    return size[0] * samples, size[1] * samples
