"""Blending: what it keeps; its frames are tested as those of reels."""

from __future__ import annotations

from nnart.films.blend import Blend
from nnart.films.blending import Blending
from nnart.rendering.run import Run
from tests.films.cases import SIZE, film_of, small


def test_only_fields_that_a_frame_needs_are_kept() -> None:
    film = film_of("morph", *(small(seed) for seed in range(6)))
    blending = Blending(Blend(film), film, SIZE, 8, Run())
    for k in range(0, film.frames, 7):
        list(blending.bands(film.moment(k), lambda pixels, _: pixels, 1))
        assert len(blending._fields) <= 4
