"""Screening: what a site has of a film, that it is painted once, and goes on where it was interrupted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.films.carried import read_carried
from nnart.films.files.reading import decode
from nnart.films.film import Film
from nnart.films.settling import settle_film
from nnart.films.still import paint_frame
from nnart.gallery import screening
from nnart.gallery.screening import check_video, estimate_videos, save_frame, save_video, settled
from nnart.recipe.size import Size
from tests.faults_of import refused
from tests.films.cases import small
from tests.gallery.lists import tiny_film
from tests.rendering.test_run import cancelling

SIZE = Size(128, 72)
NEEDED = "PyAV is not installed: pip install 'nnart[film]'"


def placing(folder: Path) -> screening.Place:
    @contextmanager
    def place(path: str) -> Iterator[BinaryIO]:
        with (folder / path).open("wb") as stream:
            yield stream

    return place


def test_a_film_is_settled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    settled.cache_clear()
    calls: list[Film] = []

    def counting(film: Film) -> Film:
        calls.append(film)
        return settle_film(film)

    monkeypatch.setattr(screening, "settle_film", counting)
    film = Film(small(7), seconds=1.0)
    assert settled(film) == settled(Film(small(7), seconds=1.0))
    assert settled(film).is_settled and len(calls) == 1


def test_a_transparent_film_is_refused() -> None:
    with refused("conflict", "alpha"):
        check_video(Film(small(7, alpha="field")), SIZE)


def test_without_pyav_a_film_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "av", None)
    with pytest.raises(nnart.InputError, match=r"pip install 'nnart\[film\]'"):
        check_video(tiny_film(), SIZE)
    assert estimate_videos([tiny_film()], [SIZE]).seconds == 0


def test_films_that_can_be_made_are_estimated_together() -> None:
    pytest.importorskip("av", reason=NEEDED)
    film = tiny_film()
    one, two = estimate_videos([film], [SIZE]), estimate_videos([film, film], [SIZE, SIZE])
    assert one.seconds > 0 and two.disk == 2 * one.disk and two.memory == one.memory
    wrong = Film(small(7, alpha="field"))
    assert estimate_videos([film, wrong], [SIZE, SIZE]).disk == one.disk


def test_a_frame_is_the_one_that_the_film_has(tmp_path: Path) -> None:
    film = tiny_film()
    save_frame(film, 4, SIZE, ["a.png", "a.webp"], placing(tmp_path), nnart.Run())
    pixels, _ = paint_frame(film, 4, SIZE)
    with Image.open(tmp_path / "a.png") as image:
        assert np.array_equal(np.asarray(image), pixels)
    for name in ("a.png", "a.webp"):
        found = read_carried(tmp_path / name)
        assert found is not None and (found.film, found.frame) == (film, 4)


def test_an_interrupted_video_goes_on(tmp_path: Path) -> None:
    pytest.importorskip("av", reason=NEEDED)
    film = tiny_film()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    run = cancelling(0.4, keep_after=0)
    with pytest.raises(nnart.Cancelled) as caught:
        save_video(film, SIZE, tmp_path / "one", "a.mp4", placing(tmp_path / "one"), run)
    assert caught.value.kept
    shares: list[float] = []
    run = nnart.Run(progress=shares.append)
    save_video(film, SIZE, tmp_path / "one", "a.mp4", placing(tmp_path / "one"), run)
    assert shares[0] > 1 / film.frames and sum(shares) == pytest.approx(1)
    save_video(film, SIZE, tmp_path / "two", "a.mp4", placing(tmp_path / "two"), nnart.Run())
    for one, other in zip(*(decode(tmp_path / name / "a.mp4") for name in ("one", "two")), strict=True):
        assert np.abs(one.astype(int) - other).mean() < 257  # a level: x264 may write other bytes
    assert not (tmp_path / "one" / "a.mp4.part").exists()
    found = read_carried(tmp_path / "one" / "a.mp4")
    assert found is not None and found.film == film


def test_an_unfinished_video_of_another_film_is_replaced(tmp_path: Path) -> None:
    pytest.importorskip("av", reason=NEEDED)
    with pytest.raises(nnart.Cancelled):
        run = cancelling(0.4, keep_after=0)
        save_video(tiny_film(), SIZE, tmp_path, "a.mp4", placing(tmp_path), run)
    assert (tmp_path / "a.mp4.part").exists()
    save_video(tiny_film(8), SIZE, tmp_path, "a.mp4", placing(tmp_path), nnart.Run())
    found = read_carried(tmp_path / "a.mp4")
    assert found is not None and found.film == tiny_film(8)
