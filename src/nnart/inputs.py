"""Inputs: what a network is given of a place on the plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from nnart import streams
from nnart.recipe import Recipe

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Inputs:
    """A map from places to inputs.

    Attributes:
        names: which of x, y and r, in that order.
        centre: from where r is measured.
    """

    names: tuple[str, ...] = ("x", "y")
    centre: tuple[float, float] = (0.0, 0.0)

    @classmethod
    def of(cls, recipe: Recipe) -> Self:
        """Return a recipe's, its centre drawn from the seed, somewhere in the middle half of the home frame."""
        x, y = (streams.uniform(recipe.seed, streams.CENTRE, 2) / 2).tolist()
        return cls(tuple(recipe.inputs.split(",")), (x, y))

    @property
    def count(self) -> int:
        """How many inputs the network has, beside z, which is the same everywhere."""
        return len(self.names)

    def __call__(self, points: Points) -> Points:
        """Return the inputs, float64 (inputs, P), at places (2, P)."""
        if self.names == ("x", "y"):
            return points
        x, y = points
        across, up = x - self.centre[0], y - self.centre[1]
        rows = {"x": x, "y": y, "r": np.sqrt(across * across + up * up)}
        return np.stack([rows[name] for name in self.names])
