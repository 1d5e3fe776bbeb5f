"""Strips: moments of a film side by side."""

from __future__ import annotations

import numpy as np
import pytest

from nnart.films.film import Film, Keyframe
from nnart.films.reel import Reel
from nnart.films.settling import settle_film
from nnart.films.strip import PHASES, compose_strip, labels, paint_strip, phases
from nnart.recipe.size import Size
from nnart.rendering.run import Run
from tests.films.cases import by_hand, film_of, small

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


def test_labels_say_number_and_second_and_the_layer_of_a_depth() -> None:
    assert labels(film_of("light"), [0, 42]) == ["#0   0.0 s", "#42   1.4 s"]
    depth = film_of("depth", seconds=6.0)  # of four layers
    assert labels(depth, [0, 45, 90]) == [
        "#0   0.0 s   layer 1",
        "#45   1.5 s   layer 2.5",
        "#90   3.0 s   layer 4",
    ]
    by_itself = film_of("depth", Keyframe(small(7, palette="ink"), by_hand(3)), seconds=6.0)
    assert [label[-9:] for label in labels(by_itself, [0, 45, 90])] == ["  layer 1", "  layer 2", "  layer 3"]


@pytest.mark.parametrize("width", [8, 32, 64, 100, 320])
@pytest.mark.parametrize(("kind", "seconds"), [("depth", 2.0), ("light", 80_000.0)])
def test_labels_do_not_overlap(kind: str, seconds: float, width: int) -> None:
    """Nothing is written below the gap between two frames."""
    film = film_of(kind, seconds=seconds)
    black = np.zeros((20, width, 3), np.uint8)
    pixels = compose_strip(film, [(k, black) for k in phases(film)], columns=4)
    gap = max(4, width // 40)
    assert (pixels != 255).any(axis=(1, 2))[gap + 20 :].any()
    for column in range(5):
        left = column * (width + gap)
        assert (pixels[:, left : left + gap] == 255).all()


def test_transparent_frames_lie_on_white() -> None:
    film = settle_film(Film(small(7, alpha="vignette"), seconds=1))
    (_, first), *_ = paint_strip(film, SIZE)
    assert first.shape == (18, 32, 3)
    assert (first[0, 0] == 255).all()
