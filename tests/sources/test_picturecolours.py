"""Picture colours: a picture's main colours are its palette."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnart.errors import FileError
from nnart.sources.picturecolours import colours_of


def test_fields_of_colour_are_the_palette(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    colours = ["#0b132b", "#3a506b", "#5bc0be", "#ffd700"]
    pixels = np.array([[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in colours], np.uint8)
    Image.fromarray(np.kron(pixels[None], np.ones((64, 64, 1), np.uint8))).save(path)
    assert colours_of(path) == ",".join(colours)


def test_a_photograph_has_six_from_dark_to_light(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    across = np.linspace(0, 255, 100)
    pixels = np.stack(np.broadcast_arrays(across, across[:, None], 128.0), axis=2).astype(np.uint8)
    Image.fromarray(pixels).save(path)
    found = colours_of(path).split(",")
    assert len(found) == 6
    assert colours_of(path).split(",") == found


def test_one_colour_is_no_palette(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (9, 9), "navy").save(path)
    with pytest.raises(FileError, match="one colour"):
        colours_of(path)
