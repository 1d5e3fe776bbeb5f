"""Strips: moments of a film side by side."""

from __future__ import annotations

import numpy as np
import pytest

from nnart.films.film import Film
from nnart.films.reel import Reel
from nnart.films.settling import settle_film
from nnart.films.strip import PHASES, compose_strip, paint_strip, phases
from nnart.recipe.size import Size
from nnart.rendering.run import Run
from tests.films.cases import small

SIZE = Size(32, 18)


@pytest.mark.parametrize(("course", "last"), [("loop", 275), ("there-and-back", 275), ("once", 299)])
def test_moments_are_spread_evenly(course: str, last: int) -> None:
    """A loop's end is its beginning, which is there already."""
    found = phases(Film(7, course=course))  # type: ignore[arg-type]
    assert (len(found), found[0], found[-1]) == (PHASES, 0, last)
    assert len(set(np.diff(found).tolist())) <= 2


def test_they_are_the_frames_above_their_seconds() -> None:
    film = settle_film(Film(small(7), seconds=1))
    frames = paint_strip(film, SIZE)
    reel = Reel(film, SIZE)
    for k, pixels in frames:
        assert np.array_equal(pixels, reel.frame(k))
    pixels = compose_strip(film, frames, columns=4)
    gap = 4
    assert pixels.shape[1] == gap + 4 * (32 + gap)
    assert np.array_equal(pixels[gap : gap + 18, gap : gap + 32], frames[0][1])
    assert (pixels[:, :gap] == 255).all()


def test_the_work_on_a_strip_is_told() -> None:
    shares: list[float] = []
    paint_strip(settle_film(Film(small(7), kind="depth", seconds=1)), SIZE, Run(progress=shares.append))
    assert len(shares) > PHASES
    assert sum(shares) == pytest.approx(1)


def test_transparent_frames_lie_on_white() -> None:
    film = settle_film(Film(small(7, alpha="vignette"), seconds=1))
    (_, first), *_ = paint_strip(film, SIZE)
    assert first.shape == (18, 32, 3)
    assert (first[0, 0] == 255).all()
