"""Finish: positions → pixels of a picture, with its transparency."""

from __future__ import annotations

import numpy as np

from nnart.arrays import Array, Mask, Pixels
from nnart.colour.alpha import add_alpha, average, vignette
from nnart.colour.colouring import Colouring
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe


class Finish:
    """What a recipe makes of the positions of a window: colours, and the opacity of pixels."""

    def __init__(self, recipe: Recipe, bits: int, colouring: Colouring) -> None:
        """Take a recipe, 8 or 16 bits a channel, and its colours, or those of a moment of a film."""
        self._recipe, self._bits, self._colouring = recipe, bits, colouring

    def __call__(self, view: View, positions: Array) -> Pixels:
        """Return the pixels of a window, (rows, columns, 3), or 4 with alpha.

        Args:
            view: the window.
            positions: float64 (fields, rows, columns) of its samples, 0 … 1; the last one is the opacity, if
                the recipe's alpha is "field".
        """
        recipe = self._recipe
        pixels = self.colours(view, positions)
        if recipe.alpha == "vignette":
            return add_alpha(pixels, vignette(view))
        if recipe.alpha == "field":
            return add_alpha(pixels, average(positions[-1], recipe.samples))
        return pixels

    def colours(self, view: View, positions: Array) -> Pixels:
        """Return the colours of a window alone, (rows, columns, 3); as calling it."""
        place = view.rows[0], view.cols[0]
        return self._colouring(positions[: self._colouring.fields], self._bits, place)

    def samples(self, view: View, positions: Array, evaluated: Mask) -> Pixels:
        """Return a map of the samples where the network was evaluated, white on the darkened window."""
        pixels = self.colours(view, positions)
        pixels //= 3
        pixels[average(evaluated.astype(float), self._recipe.samples) > 0] = np.iinfo(pixels.dtype).max
        return pixels
