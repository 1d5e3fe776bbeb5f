"""Films, for programs."""

from __future__ import annotations

import base64
import re
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.films.reel import Reel
from nnart.recipe.size import Size
from tests.films.cases import small


def test_frames_and_files(tmp_path: Path) -> None:
    film = nnart.Film(small(7), seconds=1)
    settled = film.settle()
    assert isinstance(settled, nnart.Film)
    frame = film.frame(3, (32, 18))
    assert np.array_equal(frame.pixels, Reel(settled, Size(32, 18)).frame(3))
    assert film.save(tmp_path / "a.webp", (32, 18)) == settled
    assert nnart.Film.read(tmp_path / "a.webp") == settled
    (tmp_path / "a.toml").write_text(settled.to_toml())
    assert nnart.Film.read(tmp_path / "a.toml") == settled
    assert nnart.verify_film(tmp_path / "a.webp").same


def test_a_pace_decides_the_seconds() -> None:
    film = nnart.Film(small(7))
    calm, lively = film.settle("calm"), film.settle("lively")
    assert calm.duration == pytest.approx(4 * lively.duration, rel=0.02)


def test_a_notebook_shows_it() -> None:
    film = nnart.Film(small(7), seconds=0.5)
    found = re.search(r"data:image/webp;base64,([^\"]+)", film._repr_html_() or "")
    assert found
    with Image.open(BytesIO(base64.b64decode(found[1]))) as image:
        assert getattr(image, "n_frames", 1) > 2


def test_what_is_no_film_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.mp4"):
        nnart.Film.read(tmp_path / "none.mp4")
    (tmp_path / "none.mp4").write_bytes(b"text")
    with pytest.raises(nnart.FileError, match="not a film"):
        nnart.Film.read(tmp_path / "none.mp4")
    nnart.render(small(7), size=8).save(tmp_path / "a.png")
    with pytest.raises(nnart.FileError, match="it carries no film"):
        nnart.Film.read(tmp_path / "a.png")
    with pytest.raises(nnart.InputError, match="recipes, seeds or pictures"):
        nnart.Film("seven")
