"""Colouring: positions → pixels; the only place where pixels are quantised."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from nnart.arrays import Array, Pixels
from nnart.colour.oklab import from_linear, to_linear
from nnart.colour.tables import table
from nnart.kernel import loaded
from nnart.recipe.recipe import Recipe
from nnart.recipe.rules import fields_of


class Colouring:
    """A function from positions to pixels.

    Attributes:
        fields: how many positions make one colour.
    """

    def __init__(self, recipe: Recipe, colours: NDArray[np.uint16] | None = None) -> None:
        """Take a recipe, and colours to use instead of its own, as `colours_of` returns them."""
        self.fields = fields_of(recipe.colour)
        self._flat = recipe.steps > 0
        self._key = recipe.seed if recipe.dither else None
        self._samples = recipe.samples
        self._colours = np.ascontiguousarray(colours_of(recipe) if colours is None else colours, np.float64)

    @property
    def steepest(self) -> list[float]:
        """The steepest slope of any channel along each position, in 8-bit levels per whole range."""
        steps = [np.abs(np.diff(self._colours, axis=axis)).max() for axis in range(self.fields)]
        sides = self._colours.shape
        return [float(step) * (side - 1) / 257 for step, side in zip(steps, sides, strict=False)]

    def limits(self, tolerance: float, alpha: str) -> list[float]:
        """Return how far each output's position may be from the exact one.

        Together, the errors change a colour by no more than the tolerance, in 8-bit levels.

        Args:
            tolerance, alpha: as in `Recipe`.
        """
        steepest = self.steepest
        limits = [tolerance / len(steepest) / (one or 1.0) for one in steepest]
        return [*limits, tolerance / 255] if alpha == "field" else limits

    def __call__(self, positions: Array, bits: int = 8, first: tuple[int, int] = (0, 0)) -> Pixels:
        """Return colours.

        Args:
            positions: float64 (fields, rows, columns), 0 … 1; with supersampling, rows and columns of samples.
            bits: 8 or 16 a channel.
            first: row and column of the first pixel in the picture, which dithering depends on.

        Returns:
            uint8 or uint16 (rows, columns, 3).
        """
        kernel = loaded()
        rounding = kernel.Rounding(bits, self._key if bits == 8 else None, *first)
        finest = rounding if self._samples == 1 else kernel.Rounding(16)
        pixels: Pixels = kernel.colours(positions, self._colours, self._flat, finest)
        if self._samples > 1:
            pixels = kernel.averages(pixels, self._samples, *_light(), rounding)
        return pixels


def colours_of(recipe: Recipe) -> NDArray[np.uint16]:
    """Return a recipe's table of colours, reversed if it says so; as `table`."""
    colours = table(recipe)
    if recipe.reverse:
        colours = np.flip(colours, (0, 1, 2) if recipe.colour == "rgb" else 0)
    return colours


@cache
def _light() -> tuple[Array, Array]:
    """Return tables from 16-bit numbers to linear light, and from light at multiples of 2^-16 to numbers.

    Both are rounded to multiples of 2^-32 of their range, much coarser than any difference between machines.
    """
    light = np.rint(to_linear(np.arange(65536) / 65535) * 2.0**32) / 2.0**32
    encoded = np.rint(from_linear(np.arange(65537) / 65536) * 2.0**32) / 2.0**32 * 65535
    return light, encoded
