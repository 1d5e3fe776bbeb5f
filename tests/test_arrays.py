"""The arrays that stages hand around have the kinds and shapes of their names."""

from __future__ import annotations

from typing import Any, get_args, get_origin

import numpy as np
import pytest

from nnart import arrays
from nnart.colour.oklab import to_oklab
from nnart.field.evaluator import Evaluator, evaluate
from nnart.network.drawn import draw_network
from nnart.plane.inputs import Inputs
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.rendering.job import Job
from nnart.rendering.painter import Painter

RECIPE = Recipe(layers=2, width=3, gain=1.0, colour="shaded")
VIEW = View(size=(5, 4))


def kinds(named: Any) -> set[np.dtype[Any]]:
    """Return what the numbers of an array of a name may be."""
    found = set()
    for one in get_args(named) if named == arrays.Pixels else [named]:
        alias = getattr(get_origin(one), "__value__", None)  # NDArray is one since NumPy 2.5
        _, kind = get_args(one if alias is None else alias[get_args(one)])
        found.add(np.dtype(*get_args(kind)))
    return found


def test_points_are_two_rows() -> None:
    points = VIEW.points()
    assert {points.dtype} == kinds(arrays.Points)
    assert points.shape == (2, 4 * 5)


def test_a_field_is_of_places_or_of_rows_and_columns() -> None:
    network = draw_network(RECIPE)
    at, field = Evaluator.of(network, Inputs()).at(VIEW.points()), evaluate(network, VIEW)
    assert {at.dtype, field.dtype} == kinds(arrays.Field)
    assert (at.shape, field.shape) == ((20, 2), (4, 5, 2))
    assert np.array_equal(at.reshape(4, 5, 2), field)


@pytest.mark.parametrize(("alpha", "channels"), [("none", 3), ("vignette", 4), ("field", 4)])
def test_pixels_are_of_either_depth(alpha: str, channels: int) -> None:
    painted = []
    for bits in (8, 16):
        painter = Painter(Job(RECIPE.replace(alpha=alpha), (5, 4), bits))
        painted.append(painter.band(painter.view)[0])
    assert {pixels.dtype for pixels in painted} == kinds(arrays.Pixels)
    assert {pixels.shape for pixels in painted} == {(4, 5, channels)}


def test_a_mask_is_of_a_windows_pixels() -> None:
    painter = Painter(Job(RECIPE, (5, 4)))
    evaluated = painter.sampler().field(painter.view).evaluated
    assert {evaluated.dtype} == kinds(arrays.Mask)
    assert evaluated.shape == (4, 5)


def test_colours_are_computed_as_arrays() -> None:
    assert {to_oklab(np.zeros((7, 3))).dtype} == kinds(arrays.Array)
