"""Pictures to be exported, read from what the page sends; tests/studio/test_exports.py compares the files."""

from __future__ import annotations

from pathlib import Path

import pytest

import nnart
from nnart.errors import InputError
from nnart.recipe.recipe import Recipe
from nnart.studio.wishes.picture import FORMATS, picture_of, read_picture

RECIPE = Recipe(seed=7, layers=3, width=8)
LOOK = {"seed": "7", "layers": "3", "width": "8"}


def test_defaults_are_those_of_render() -> None:
    wish = read_picture({"look": LOOK})
    assert (wish.job, wish.name, wish.dpi) == (nnart.Job(RECIPE, 1024), "nnart-7.png", None)
    wish = read_picture({"look": LOOK, "size": "a4@10dpi", "bits": 16, "format": "TIF", "name": "a"})
    assert (wish.job.bits, wish.name, wish.dpi) == (16, "a.tif", 10)


def test_the_estimate_is_of_the_file(tmp_path: Path) -> None:
    wish = picture_of(RECIPE, "a", {"size": "400"})
    wish.save(tmp_path / wish.name, nnart.Run())
    takes, bytes_ = wish.takes(), (tmp_path / wish.name).stat().st_size
    assert takes.seconds > 0
    assert 0.5 * bytes_ < takes.bytes < 2 * bytes_


def test_fields_and_recipes_are_no_pictures() -> None:
    assert "npy" not in FORMATS
    for form in ("npy", "toml"):
        with pytest.raises(InputError):
            picture_of(RECIPE, "a", {"format": form})
