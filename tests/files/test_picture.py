"""Pictures in memory: saved as they are rendered into files, or refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import nnart
from nnart.field.calibration import calibrate
from nnart.files.picture import Picture
from nnart.files.profiles import icc_profile
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from tests.conftest import names
from tests.faults_of import refused

RECIPE = calibrate(Recipe(seed=3, layers=2, width=5, detail=4.0))
SIZE = Size(30, 40)


def test_every_interface_writes_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the number of threads, a picture saved and a picture rendered into a file are one."""
    recipe, size = Recipe(seed=3, layers=3, width=9), (300, 400)
    nnart.render(recipe, size).save(tmp_path / "saved.png")
    for threads in (1, 2, 5):
        nnart.save(nnart.Job(recipe, size), tmp_path / f"{threads}.png", nnart.Run(nnart.Threads(threads)))
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


def test_a_pillow_image_keeps_its_profile() -> None:
    pixels = np.zeros((2, 2, 3), np.uint8)
    assert Picture(pixels, space="p3").to_pillow().info["icc_profile"] == icc_profile("p3")
    assert "icc_profile" not in Picture(pixels).to_pillow().info


def test_jpeg_refuses_alpha(tmp_path: Path) -> None:
    with refused("conflict", "alpha"):
        Picture(np.zeros((2, 2, 4), np.uint8)).save(tmp_path / "a.jpg")
    with refused("range", "dpi"):
        Picture(np.zeros((2, 2, 3), np.uint8)).save(tmp_path / "a.jpg", dpi=0)
    with refused("choice", "space"):
        Picture(np.zeros((2, 2, 3), np.uint8), space="adobe").save(tmp_path / "a.png")
    assert names(tmp_path) == []


def test_pictures_are_compared_by_pixels_and_recipe() -> None:
    recipe = nnart.Recipe(seed=3, layers=2, width=4)
    one, other = nnart.render(recipe, 8), nnart.render(recipe, 8)
    assert one == other and one != nnart.render(recipe, 9) and one != nnart.render(recipe, 8, bits=16)
    assert one != nnart.Picture(one.pixels) and one != one.pixels.tolist()
    assert one in [other]
    with pytest.raises(TypeError):
        hash(one)


def test_a_pictures_sides_are_pillows() -> None:
    picture = nnart.render(nnart.Recipe(seed=3, layers=2, width=4), (8, 6))
    assert (picture.width, picture.height) == picture.to_pillow().size
