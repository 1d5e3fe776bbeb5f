"""Scoring: what a seed's score is, and how many are not known yet."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import nnart
from nnart.explore.measures import measure
from nnart.explore.scoring import SIZE, base_of, recipe_of, score_of, unscored
from nnart.explore.sketch import sketch
from nnart.rendering.thumbnails import thumbnails
from tests.explore.test_ranking import SMALL


def test_a_score_is_of_the_picture_that_render_paints() -> None:
    (score,) = thumbnails([recipe_of(SMALL, 4)], SIZE, score_of)
    pixels = nnart.render(recipe_of(SMALL, 4), SIZE).pixels.astype(np.uint8)
    assert (score.seed, score.measures, score.sketch) == (4, measure(pixels), sketch(pixels))
    assert score.reason is None and score.gain is not None


def test_what_is_not_known_is_counted_and_no_file_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert unscored([1, 2, 2], SMALL, path) == 2
    assert not path.exists()
    nnart.explore_seeds([1], SMALL, scores=path)
    assert unscored([1, 2, 2], SMALL, path) == 1


def test_a_base_is_all_but_the_seed_and_the_palette_that_it_chooses() -> None:
    assert base_of(SMALL, 3) == base_of(SMALL, 4)
    assert "palette" not in base_of(SMALL) and "seed" not in base_of(SMALL)
    assert base_of(SMALL | {"palette": "ink"})["palette"] == "ink"
