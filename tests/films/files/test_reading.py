"""Reading back what is no film, and without PyAV. What films hold is read in the tests of their formats."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import nnart
from nnart.errors import FileError, MissingFileError
from nnart.films.files.reading import decode, is_film, probe, read_text
from tests.faults_of import refused
from tests.films.files.moving import TEXT, write


@pytest.mark.parametrize("name", ["a.mp4", "a.gif", "a.png"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    for read in (read_text, probe, lambda path: next(decode(path))):
        with pytest.raises(MissingFileError, match=name):
            read(tmp_path / name)


@pytest.mark.parametrize("data", [b"", b"hello", bytes(5000)])
def test_what_is_no_film_is_refused(tmp_path: Path, data: bytes) -> None:
    pytest.importorskip("av", reason="PyAV is not installed: pip install 'nnart[film]'")
    (tmp_path / "a.mp4").write_bytes(data)
    for read in (read_text, probe, lambda path: next(decode(path))):
        with refused("damaged", error=FileError):
            read(tmp_path / "a.mp4")


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.gif", "a.webp", "a.png"])
def test_half_a_film_is_an_error_or_fewer_frames(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    data = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(data[: len(data) // 2])
    for read in (read_text, probe, lambda path: list(decode(path))):
        try:
            read(tmp_path / name)
        except FileError as error:
            assert name in str(error)


def test_animations_need_no_pyav(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    for name in ("a.gif", "a.webp", "a.png"):
        write(tmp_path / name)
        assert read_text(tmp_path / name) == TEXT
        assert len(list(decode(tmp_path / name))) == probe(tmp_path / name).frames


def test_a_video_needs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    (tmp_path / "a.mp4").write_bytes(b"x" * 100)
    for read in (read_text, probe, lambda path: next(decode(path))):
        with refused("missing", error=FileError) as caught:
            read(tmp_path / "a.mp4")
        assert str(caught.value).startswith(repr(str(tmp_path / "a.mp4")))
        assert "pip install 'nnart[film]'" in str(caught.value)
        with pytest.raises(MissingFileError):
            read(tmp_path / "nope.mp4")


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.mkv", "a.webm", "a.gif"])
def test_films_are_known_by_their_first_bytes(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert is_film((tmp_path / name).read_bytes()[:12])


@pytest.mark.parametrize("ending", ["png", "jpg", "webp", "avif", "tif"])
def test_pictures_are_no_films(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    nnart.save(nnart.Job(nnart.Recipe(seed=7, layers=3, width=10), (24, 16)), path)
    assert not is_film(path.read_bytes())
    assert not is_film(b"")
