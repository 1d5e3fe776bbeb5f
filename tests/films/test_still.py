"""Stills of films: one frame as a picture."""

from __future__ import annotations

import numpy as np
import pytest

import nnart
from nnart.errors import InputError
from nnart.films.film import Film, Keyframe
from nnart.films.reel import Reel
from nnart.films.settling import settle_film
from nnart.films.still import paint_frame, picture_of
from nnart.recipe.size import Size
from nnart.rendering.run import Run
from nnart.rendering.workers import Threads
from tests.films.cases import by_hand, film_of, small

SIZE = Size(32, 18)


def test_it_is_the_frame() -> None:
    film = settle_film(Film(small(7), seconds=1))
    pixels, frame = paint_frame(film, 7, SIZE, 16)
    assert np.array_equal(pixels, Reel(film, SIZE, 16).frame(7))
    assert (frame.shape, frame.channels, frame.kind) == ((18, 32), 3, "u2")
    assert frame.text is not None
    assert frame.text.startswith("# frame 7\nfilm = 1\n")


def test_the_first_frame_of_light_is_the_picture() -> None:
    """Where every pixel is evaluated; up to the rounding of a field to 32 bits."""
    recipe = small(7)
    pixels, _ = paint_frame(Film(recipe), 0, SIZE)
    still = nnart.render(recipe, size=SIZE).pixels
    assert np.abs(pixels.astype(int) - still).max() <= 1
    assert (pixels == still).mean() > 0.99


@pytest.mark.parametrize("kind", ["light", "depth", "morph", "flight"])
def test_frames_of_a_stretched_tone_are_no_pictures_of_their_own(kind: str) -> None:
    """A still has its own extremes, and a film those of a few points."""
    recipes = [small(seed, tone="stretch") for seed in ((7, 12) if kind == "morph" else (7,))]
    assert picture_of(film_of(kind, *recipes), 0) is None


@pytest.mark.parametrize("kind", ["light", "drift"])
def test_the_work_on_a_frame_is_told(kind: str) -> None:
    shares: list[float] = []
    film = film_of(kind, small(7))
    paint_frame(film, 3, Size(64, 256), run=Run(Threads(1), progress=shares.append))
    assert shares
    assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize(
    ("kind", "own"),
    [("light", {0}), ("drift", set()), ("depth", {0, 30}), ("morph", {0, 30}), ("flight", {0, 7, 30})],
)
def test_frames_that_are_pictures_have_recipes_that_paint_them(kind: str, own: set[int]) -> None:
    recipes = [small(7), small(12)] if kind == "morph" else [small(7, tolerance=0)]
    film = film_of(kind, *recipes)
    for k in (0, 7, 30):
        found = picture_of(film, k)
        assert (found is not None) is (k in own)
        if found is not None:
            assert found.recipe.tolerance == film.keyframes[0].recipe.tolerance
            still = nnart.render(found.recipe, size=SIZE).pixels
            assert np.abs(paint_frame(film, k, SIZE)[0].astype(int) - still).max() <= 1


def test_pictures_of_frames_keep_what_they_are_made_of() -> None:
    network = by_hand(3)
    first = picture_of(film_of("depth", Keyframe(small(7, palette="ink"), network)), 0)
    assert first is not None
    assert first.network is not None
    assert len(first.network.layers) == 2
    between = small(7, genome="mix(7,99,0.01)"), small(7, genome="mix(7,99,0.03)")
    relative = picture_of(film_of("morph", *between), 7)
    assert relative is not None
    assert (relative.recipe.genome or "").startswith("mix(mix(7,99,0.01)")
    tiled = film_of("flight", small(7, seamless="xy"))
    assert [picture_of(tiled, k) is None for k in (0, 7)] == [False, True]


@pytest.mark.parametrize("k", [-1, 300])
def test_frames_that_are_not_there_are_refused(k: int) -> None:
    with pytest.raises(InputError, match="a number from 0 to 299 is needed"):
        paint_frame(Film(small(7)), k, SIZE)
    with pytest.raises(InputError, match="a number from 0 to 299 is needed"):
        picture_of(Film(small(7)), k)
