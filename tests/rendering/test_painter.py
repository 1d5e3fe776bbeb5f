"""The stages joined: pictures in memory, and what is said about them."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from PIL import Image

import nnart
from nnart.errors import InputError
from nnart.network.network import Network
from nnart.recipe.recipe import Recipe
from nnart.rendering.job import Job
from nnart.rendering.painting import Painting
from tests.strategies import small_recipes

RECIPE = Recipe(seed=3, layers=3, width=9)


@given(small_recipes())
def test_another_seed_gives_another_picture(recipe: Recipe) -> None:
    """With more than a neuron or two, and where a picture has more than one colour at all."""
    one = recipe.replace(
        width=12, layers=2, activation="tanh", detail=4.0, bias=1.0, z=(), zoom=1.0, center=(0, 0)
    )
    other = one.replace(seed=(one.seed + 1) % 2**64)
    assert not np.array_equal(nnart.render(one, (9, 9)).pixels, nnart.render(other, (9, 9)).pixels)


@pytest.mark.parametrize("tone", ["equalised", "stretch"])
def test_threads_do_not_show(tone: str) -> None:
    recipe = RECIPE.replace(tone=tone)
    pictures = [
        nnart.render(recipe, (300, 500), run=nnart.Run(nnart.Threads(threads))).pixels for threads in (1, 2, 7)
    ]
    assert np.array_equal(pictures[0], pictures[1])
    assert np.array_equal(pictures[0], pictures[2])


def test_a_field_that_is_not_kept_is_computed_again() -> None:
    recipe = RECIPE.replace(tone="stretch")
    kept = nnart.render(recipe, (300, 500)).pixels
    run = nnart.Run(budget=nnart.Budget(field=1000))
    assert np.array_equal(nnart.render(recipe, (300, 500), run=run).pixels, kept)


@pytest.mark.parametrize("kept", [0, 10**9])
@pytest.mark.parametrize("tone", ["equalised", "stretch"])
def test_progress_adds_up_to_one(tone: str, kept: int) -> None:
    shares: list[float] = []
    run = nnart.Run(progress=shares.append, budget=nnart.Budget(field=kept))
    Painting(Job(RECIPE.replace(tone=tone), (700, 100)), run).pixels()
    assert sum(shares) == pytest.approx(1)
    assert len(shares) > 2


def test_a_picture_shows_itself() -> None:
    picture = nnart.render(RECIPE, (30, 20))
    with Image.open(io.BytesIO(picture.to_bytes())) as image:
        assert np.array_equal(np.asarray(image), picture.pixels)
    assert picture._repr_png_() == picture.to_bytes()
    assert repr(picture) == "<Picture 30 x 20, 8 bits, seed 3>"
    assert np.array_equal(np.asarray(picture), picture.pixels)
    assert picture.to_pillow().size == (30, 20)
    assert np.asarray(picture, dtype=np.float32).dtype == np.float32


def test_a_network_by_hand_is_painted() -> None:
    network = Network.of([[[1.0, 0.0]]], [[0.0]], "step")
    picture = nnart.render(Recipe(palette="#000000,#ffffff", tone="stretch"), (4, 2), network=network)
    assert picture.pixels[0, :, 0].tolist() == [0, 0, 255, 255]
    assert repr(picture) == "<Picture 4 x 2, 8 bits, network 2 → 1>"
    assert b'"network":{"layers":[{"weights":[[1.0,0.0]],"biases":[0.0],' in picture.to_bytes()


def test_flat_is_what_is_painted() -> None:
    """Not what the home frame holds: far in, a picture may be flat where that is not."""
    for recipe, flat in (
        (RECIPE, False),
        (RECIPE.replace(gain=0.0), True),
        (RECIPE.replace(zoom=1e12, center=(1e6, 1e6)), True),
    ):
        one = Painting(Job(recipe, (20, 20)))
        one.pixels()
        assert one.painted.flat == flat


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"size": 6.4},
            r"size: two whole numbers \(width, height\), or a text such as .*, are needed, not 6.4",
        ),
        ({"size": (64,)}, r"size: two whole numbers .* are needed, not \(64,\)"),
        ({"bits": 9}, "bits: 8 or 16 bits per channel are possible, not 9"),
        (
            {"network": Network.of([[[1.0]]], [[0.0]], "tanh")},
            "it is given 2 inputs, but <Network 1 → 1> has 1",
        ),
    ],
)
def test_wrong_arguments_are_refused(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        nnart.render(RECIPE, **arguments)  # type: ignore[arg-type]


def test_noise_is_not_stretched() -> None:
    """A neuron that answers with its extreme everywhere, but for its last bits, is flat."""
    steep = Network.of([[[0.01, 0.0]], [[1.0]]], [[7.5], [0.0]], ["tanh", "linear"])
    job = Job(Recipe(tone="stretch", palette="ink"), (40, 40), network=steep)
    painting = Painting(job)
    assert len(np.unique(painting.pixels())) <= 3
    assert painting.painted.flat
