"""How opaque pixels are."""

from __future__ import annotations

import numpy as np
import pytest

import nnart
from nnart.colour.alpha import flatten, vignette
from nnart.errors import InputError
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from tests import naive_colour as naive
from tests.faults_of import refused

RECIPE = Recipe(seed=3, layers=3, width=9)


@pytest.mark.parametrize("size", [Size(1, 1), Size(12, 7), Size(200, 300)], ids=str)
def test_a_vignette_is_that_of_its_naive_twin(size: Size) -> None:
    view = View(size=size, zoom=3.0, rotate=30.0, center=(1.0, 2.0))
    found = vignette(view)
    assert np.array_equal(found, naive.vignette(*size.shape))
    assert np.array_equal(found, found[::-1, ::-1])
    rows, columns = (size.height // 3, size.height), (0, (size.width + 1) // 2)
    assert np.array_equal(vignette(view.crop(rows, columns)), found[slice(*rows), slice(*columns)])


def test_a_vignette_is_clear_outside_an_ellipse_and_opaque_in_the_middle() -> None:
    found = vignette(View(size=(401, 201)))
    assert found[0, 0] == found[0, 200 - 60] == 0
    assert found[100, 0] < 1e-3
    assert found[0, 200] < 1e-3
    assert (found[60:141, 120:281] == 1).all()
    assert (np.diff(found[100, :201]) >= 0).all()


@pytest.mark.parametrize("alpha", ["field", "vignette"])
@pytest.mark.parametrize("bits", [8, 16])
def test_alpha_leaves_colours_as_they_are(alpha: str, bits: int) -> None:
    """They are not multiplied by it, and one more field changes none of the others."""
    plain = nnart.render(RECIPE, (30, 40), bits=bits).pixels
    clear = nnart.render(RECIPE.replace(alpha=alpha), (30, 40), bits=bits).pixels
    assert clear.shape == (40, 30, 4)
    assert np.array_equal(clear[..., :3], plain)
    assert clear[..., 3].min() < 0.1 * 2**bits
    assert clear[..., 3].max() > 0.9 * 2**bits


def test_a_map_of_samples_has_no_alpha() -> None:
    assert nnart.render(RECIPE.replace(alpha="field"), (10, 10), show="samples").pixels.shape == (10, 10, 3)


def test_samples_may_not_make_a_picture_too_large() -> None:
    with refused("limit", "samples", error=InputError):
        nnart.render(RECIPE.replace(samples=8), (1, 200_000))
    with refused("range", "size", error=InputError):
        nnart.render(RECIPE.replace(samples=8), (1, 1_000_001))


def test_a_network_by_hand_needs_as_many_outputs() -> None:
    network = nnart.Network.of([[[1.0, 0.0]]], [[0.0]], "tanh")
    with refused("count", "network", error=InputError):
        nnart.render(Recipe(colour="rgb", alpha="field"), (4, 4), network=network)


def test_transparent_pixels_are_seen_on_white() -> None:
    pixels = np.array([[[10, 20, 30, 255], [10, 20, 30, 0], [0, 100, 255, 51]]], np.uint8)
    assert flatten(pixels).tolist() == [[[10, 20, 30], [255, 255, 255], [204, 224, 255]]]
