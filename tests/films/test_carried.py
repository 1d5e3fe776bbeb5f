"""Films in files: what is one, and what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

import nnart
from nnart.errors import FileError, InputError, MissingFileError
from nnart.films.carried import read_carried, read_film, require_carried
from nnart.films.data import to_toml
from nnart.films.film import Film
from nnart.films.save import save_film
from nnart.films.settling import settle_film
from tests.faults_of import refused
from tests.films.cases import small


def test_a_film_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    path.write_text('kind = "drift"\nseconds = 3\n[[keyframe]]\nrecipe.seed = 7\n')
    found = read_film(path)
    assert found == Film(7, kind="drift", seconds=3.0)
    path.write_text(to_toml(settle_film(Film(small(7)))))
    assert read_film(path) == settle_film(Film(small(7)))


def test_what_is_no_film(tmp_path: Path) -> None:
    assert read_film("7") is None
    assert read_film(tmp_path / "none.mp4") is None
    (tmp_path / "recipe.toml").write_text("seed = 7\n")
    assert read_film(tmp_path / "recipe.toml") is None
    (tmp_path / "recipe.toml").write_text("no TOML")
    assert read_film(tmp_path / "recipe.toml") is None
    nnart.render(small(7), size=8).save(tmp_path / "a.png")
    assert read_film(tmp_path / "a.png") is None
    (tmp_path / "b.png").write_bytes(b"no picture")
    assert read_film(tmp_path / "b.png") is None


def test_a_film_that_is_needed(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match=r"none\.mp4"):
        require_carried(tmp_path / "none.mp4")
    (tmp_path / "recipe.toml").write_text("seed = 7\n")
    with refused("absent", error=FileError) as caught:
        require_carried(tmp_path / "recipe.toml")
    assert "carries no film" in str(caught.value)


def test_a_bad_film_is_named(tmp_path: Path) -> None:
    path = tmp_path / "film.toml"
    path.write_text('film = 1\nkind = "waltz"\n[[keyframe]]\nrecipe.seed = 7\n')
    with pytest.raises(FileError, match=r"film\.toml.*'waltz' is not one of light, drift"):
        read_film(path)
    path.write_text("film = 99\n[[keyframe]]\nrecipe.seed = 7\n")
    with pytest.raises(FileError, match="films of version 1"):
        read_film(path)


def test_a_frame_knows_its_number(tmp_path: Path) -> None:
    film = settle_film(Film(small(7), seconds=0.5, fps=12))
    save_film(film, tmp_path / "{frame}.png", (16, 8))
    found = read_carried(tmp_path / "0004.png")
    assert found is not None
    assert (found.film, found.frame) == (film, 4)
    with pytest.raises(InputError):
        Film(film.keyframes, kind="waltz")  # type: ignore[arg-type]
