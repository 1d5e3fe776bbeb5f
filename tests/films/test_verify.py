"""Verifying films: to the byte where nothing is lost, by error elsewhere."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import numpy as np
import pytest

from nnart.errors import FileError, MissingFileError
from nnart.films.data import to_toml
from nnart.films.files.formats import find_format
from nnart.films.film import Film, Keyframe
from nnart.films.reel import Reel
from nnart.films.save import header_of, save_film
from nnart.films.settling import settle_film
from nnart.films.verify import MAX_ERROR, difference, verify_film
from nnart.recipe.size import Size
from nnart.rendering.run import Run
from tests.films.cases import small

SIZE = (48, 32)


def film(seed: int = 7) -> Film:
    return settle_film(Film(small(seed), seconds=0.5, fps=12))


def test_a_lossless_film_is_the_same_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    save_film(film(), path, SIZE)
    found = verify_film(path)
    assert (found.same, found.lossless, found.frames, found.worst, found.error) == (True, True, 6, None, 0.0)


@pytest.mark.parametrize("bits", [8, 16])
def test_ffv1_has_all_bits(bits: int, tmp_path: Path) -> None:
    pytest.importorskip("av")
    path = tmp_path / "a.mkv"
    save_film(film(), path, SIZE, bits=bits)
    assert verify_film(path).same


@pytest.mark.parametrize("ending", ["webp", "mp4", "webm", "mov"])
def test_others_are_near(ending: str, tmp_path: Path) -> None:
    if ending != "webp":
        pytest.importorskip("av")
    path = tmp_path / f"a.{ending}"
    save_film(film(), path, (96, 64))
    found = verify_film(path)
    assert found.same
    assert not found.lossless
    assert 0 < found.error <= MAX_ERROR


def test_a_film_with_the_recipe_of_another_is_different(tmp_path: Path) -> None:
    """By far more than any encoding is off."""
    path = tmp_path / "a.webp"
    size = Size(*SIZE)
    reel = Reel(film(12), size)
    with find_format(path).open(path, header_of(film(7), size)) as writer:
        for k in range(film(7).frames):
            writer.add([reel.frame(k)])
    found = verify_film(path)
    assert not found.same
    assert found.error > 2 * MAX_ERROR


def test_one_frame_is_verified_alone(tmp_path: Path) -> None:
    save_film(film(), tmp_path / "{frame}.png", SIZE)
    found = verify_film(tmp_path / "0003.png")
    assert (found.same, found.frames) == (True, 1)


def test_what_is_no_film_is_refused(tmp_path: Path) -> None:
    (tmp_path / "film.toml").write_text("film = 1\n[[keyframe]]\nrecipe.seed = 7\n")
    with pytest.raises(FileError, match="no frames"):
        verify_film(tmp_path / "film.toml")
    with pytest.raises(MissingFileError, match=r"none\.mp4"):
        verify_film(tmp_path / "none.mp4")


def test_differences_are_in_levels_of_eight_bits() -> None:
    one = np.zeros((2, 2, 3), np.uint8)
    assert difference(one, one) == 0.0
    assert difference(one, np.full((2, 2, 3), 257, np.uint16)) == pytest.approx(1.0)


@pytest.mark.parametrize("ending", ["webp", "mp4"])
def test_another_picture_is_different(ending: str, tmp_path: Path) -> None:
    """Though its shapes are the same: fewer colours, or turned by a degree."""
    if ending == "mp4":
        pytest.importorskip("av")
    true, path = film().replace(seconds=0.25), tmp_path / f"a.{ending}"
    save_film(true, path, (64, 36))
    assert verify_film(path).same
    for change in ({"steps": 8}, {"rotate": 5.0}):
        keyframes = [Keyframe(one.recipe.replace(**change)) for one in true.keyframes]
        other = tmp_path / f"other.{ending}"
        with mock.patch("nnart.films.save.to_toml", lambda _: to_toml(settle_film(true))):
            save_film(true.replace(keyframes=keyframes), other, (64, 36), Run(force=True))
        assert not verify_film(other).same
