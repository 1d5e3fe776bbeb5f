"""Formats that Pillow writes: the same on every machine, and readable."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

import nnart
from nnart.field.calibration import calibrate
from nnart.files.formats import AVIF
from nnart.recipe.recipe import Recipe

RECIPE = calibrate(Recipe(seed=3, layers=2, width=5, detail=4.0))
SIZE = (40, 30)


def test_the_number_of_avifs_threads_does_not_show() -> None:
    """From two on: what Pillow is told is one number on every machine, but not every machine has as many."""
    image = nnart.render(RECIPE, (300, 400)).to_pillow()
    options = dict(AVIF.options)
    contents = set()
    for threads in (2, 3, options["max_threads"]):
        stream = io.BytesIO()
        image.save(stream, "AVIF", **options | {"max_threads": threads})
        contents.add(stream.getvalue())
    assert len(contents) == 1


@pytest.mark.parametrize("size", [(2, 32_768), (32_768, 2)])
def test_the_longest_avif_can_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    nnart.save(nnart.Job(RECIPE, size), tmp_path / "a.avif")
    with Image.open(tmp_path / "a.avif") as image:
        image.load()
        assert (image.height, image.width) == size
