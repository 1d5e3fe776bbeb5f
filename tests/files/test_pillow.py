"""Formats that Pillow writes: the same on every machine, and readable."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.errors import FileError
from nnart.field.calibration import calibrate
from nnart.files.codec import Frame
from nnart.files.formats import AVIF
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused

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
        assert image.size == size


@pytest.mark.parametrize("error", [RuntimeError("Failed to encode image"), KeyError("AVIF")])
def test_an_encoder_that_lacks_memory_or_threads_says_so(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Image.Image, "save", fail)
    with refused("limit", error=FileError):
        AVIF.save(np.zeros((4, 4, 3), np.uint8), Frame((4, 4)), io.BytesIO())


def test_an_encoder_is_not_begun_without_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some crash where they find too little."""
    asked: list[int] = []
    monkeypatch.setattr("nnart.files.pillow.check_room", asked.append)
    AVIF.save(np.zeros((30, 40, 3), np.uint8), Frame((30, 40)), io.BytesIO())
    assert asked[0] > 30 * 40 * AVIF.memory
