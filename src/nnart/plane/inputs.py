"""Inputs: from a place on the plane to the numbers that a network takes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from nnart.checks.annotations import answering, check_fields, checked
from nnart.errors import InputError, fault
from nnart.exact import streams, turns
from nnart.plane.seamless import Seamless
from nnart.plane.symmetry import Symmetry, make_symmetry
from nnart.plane.wallpaper import Wallpaper
from nnart.recipe.genome import Genome
from nnart.recipe.knobs import INPUTS
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.recipe.sizes import AnySize, size_of

Points = NDArray[np.float64]

_WAVES = 4  # of fourier; each gives a cosine and a sine
_UNIT = Size(1, 1)
_MAX_FREQUENCY = 1.5  # of the waves' components: at most this many repetitions in half a frame


@answering
@dataclass(frozen=True)
class Inputs:
    """A function from places on the plane to a network's inputs.

    Attributes:
        names: which of x, y, r and fourier, in that order.
        symmetry: replaces or folds x and y; None for the plane as it is.
        genome: one or more seeds, which decide the centre of r and the waves of fourier.
    """

    names: tuple[str, ...] = ("x", "y")
    symmetry: Symmetry | None = None
    genome: Genome = 0

    def __post_init__(self) -> None:
        check_fields(self)
        for name in self.names:
            if name not in INPUTS:
                raise InputError(fault("choice", ", ".join(INPUTS), "names", got=name))

    @classmethod
    @checked
    def of(cls, recipe: Recipe, size: AnySize = _UNIT) -> Self:
        """Return the inputs of a recipe; a seamless plane repeats with the sides of a picture of this size."""
        size = size_of(size)
        symmetry: Symmetry | None = None
        if recipe.symmetry != "none":
            symmetry = make_symmetry(recipe.symmetry, recipe.cells or 1.0)
        if recipe.seamless != "none":
            columns, rows = (2 * side / min(size) for side in size)
            symmetry = Seamless(recipe.seamless, (columns, rows))
        return cls(tuple(recipe.inputs.split(",")), symmetry, recipe.genes)

    @property
    def count(self) -> int:
        """Number of inputs, without z, which is the same everywhere."""
        if self._replaced:
            assert self.symmetry is not None
            return self.symmetry.count
        return len(self.names) + (2 * _WAVES - 1) * ("fourier" in self.names)

    @property
    def _replaced(self) -> bool:
        """Whether the symmetry replaces x and y, instead of folding them."""
        return self.symmetry is not None and not self.symmetry.folds

    @checked
    def __call__(self, points: Points) -> Points:
        """Return the inputs, float64 (inputs, P), at the points x and y, (2, P)."""
        if points.ndim != 2 or len(points) != 2:
            raise InputError(fault("type", f"places (2, P) are needed, not {points.shape}", "points"))
        if self.symmetry is not None:
            points = self.symmetry.inputs(points)
        if self._replaced or self.names == ("x", "y"):
            return points
        x, y = points
        return np.stack([row for name in self.names for row in self._rows(name, x, y)])

    @checked
    def sheets(self, points: Points) -> NDArray[np.int64] | None:
        """Return a number for each point, (P,): equal on the same side of all creases; None without creases."""
        return None if self.symmetry is None else self.symmetry.sheets(points)

    def _rows(self, name: str, x: Points, y: Points) -> list[Points]:
        if name == "r":
            across, up = x - self.centre[0], y - self.centre[1]
            return [np.sqrt(across * across + up * up)]
        return self._waves(x, y) if name == "fourier" else [x if name == "x" else y]

    @property
    def centre(self) -> tuple[float, float]:
        """The centre of r, in the middle half of the home frame."""
        x, y = (streams.draw(self.genome, streams.CENTRE, 2) / 2).tolist()
        return x, y

    def _waves(self, x: Points, y: Points) -> list[Points]:
        """Return cosines and sines of waves in all directions, each as steep as x and y."""
        found: list[Points] = []
        drawn = streams.draw(self.genome, streams.WAVES, 2 * _WAVES) * _MAX_FREQUENCY
        for across, up in drawn.reshape(_WAVES, 2).tolist():
            height = 1 / (math.sqrt(2 * (across * across + up * up)) * math.pi)
            angle = turns.to_fixed_point(x * across + y * up)
            found.extend(height * wave for wave in turns.cosines_and_sines(angle))
        return found


def keys_of(inputs: Inputs, points: Points) -> NDArray[np.uint64]:
    """Return numbers for points (2, P), uint64 (N, P): where all are equal, so are the inputs, to the bit."""
    if isinstance(inputs.symmetry, Wallpaper):
        return inputs.symmetry.keys(points)
    # Where x and y are folded, all inputs follow from those.
    places = points if inputs.symmetry is None else inputs.symmetry.inputs(points)
    return np.ascontiguousarray(places).view(np.uint64)
