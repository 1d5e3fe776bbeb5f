"""What formats refuse, and how films are closed."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import pytest

from nnart.films.files.filmformat import FilmFormat
from nnart.films.files.formats import APNG, GIF, MKV, MOV, MP4, MP4_HEVC, WEBM, WEBP, Y4M, sequence_of
from nnart.recipe.size import Size
from tests.faults_of import refused
from tests.films.files.moving import header, painted


@pytest.mark.parametrize("kind", [MP4, Y4M])
def test_odd_sides_are_refused_with_the_nearest_even_size(kind: object) -> None:
    with refused("conflict", "size") as caught:
        kind.check(header(size=Size(97, 64)))  # type: ignore[attr-defined]
    assert "96x64" in str(caught.value)


def test_one_pixel_has_an_even_size_nearby() -> None:
    with refused("conflict", "size") as caught:
        Y4M.check(header(size=Size(1, 1)))
    assert "2x2" in str(caught.value)


@pytest.mark.parametrize("kind", [MP4, Y4M, GIF])
def test_alpha_is_refused_where_there_is_none(kind: object) -> None:
    with refused("conflict", "alpha"):
        kind.check(header(alpha=True))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("fps", "nearest"), [(30, "100/3"), (60, "50"), (24, "25"), (Fraction(30000, 1001), "100/3"), (1000, "50")]
)
def test_gif_says_the_nearest_frames_a_second(fps: int, nearest: str) -> None:
    with refused("conflict", "fps") as caught:
        GIF.check(header(fps=Fraction(fps)))
    assert f"'{nearest}'" in str(caught.value)
    assert str(GIF.nearest_fps(Fraction(fps))) == nearest


@pytest.mark.parametrize("fps", [50, Fraction(100, 3), 25, 20, 10, 1, Fraction(1, 7)])
def test_gif_takes_whole_hundredths(fps: int) -> None:
    GIF.check(header(fps=Fraction(fps)))


@pytest.mark.parametrize("kind", [WEBP, APNG])
def test_browsers_slow_fast_animations_down(kind: object) -> None:
    with refused("conflict", "fps"):
        kind.check(header(fps=Fraction(120)))  # type: ignore[attr-defined]


def test_time_goes_forward() -> None:
    with refused("range", "fps"):
        WEBP.check(header(fps=Fraction(0)))


def test_sides_have_limits() -> None:
    with refused("limit", "size"):
        WEBP.check(header(size=Size(20_000, 10)))
    with refused("limit", "size"):
        MP4_HEVC.check(header(size=Size(16, 16)))


@pytest.mark.parametrize(
    ("kind", "alpha", "holds"),
    [
        (GIF, False, "8"),
        (WEBP, True, "8"),
        (APNG, False, "8"),
        (MP4, False, "8"),
        (MP4_HEVC, False, "10"),
        (WEBM, False, "10"),
        (WEBM, True, "8"),
        (MOV, True, "10"),
    ],
)
def test_16_bits_are_refused_by_formats_that_have_fewer(kind: FilmFormat, alpha: bool, holds: str) -> None:
    with refused("conflict", "bits") as caught:
        kind.check(header(bits=16, alpha=alpha))
    assert f"holds {holds} bits per channel, not 16; take .mkv, which keeps 16 bits" in str(caught.value)
    assert ("codec='hevc' has 10" in str(caught.value)) == (kind is MP4)


@pytest.mark.parametrize("kind", [MKV, Y4M, sequence_of("{frame}.png")])
def test_formats_that_leave_a_choice_take_16_bits(kind: FilmFormat) -> None:
    assert kind.depths == (8, 16)
    kind.check(header(bits=16))


@pytest.mark.parametrize("kind", [MP4, MKV, GIF])
def test_other_numbers_of_bits_are_refused(kind: FilmFormat) -> None:
    with refused("range", "bits"):
        kind.check(header(bits=10))


@pytest.mark.parametrize("kind", [MP4, WEBM, MKV])
def test_without_pyav_the_extra_is_named(kind: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    with refused("missing", "path") as caught:
        kind.check(header())  # type: ignore[attr-defined]
    assert "pip install 'nnart[film]'" in str(caught.value)


def test_frames_are_counted(tmp_path: Path) -> None:
    described = header(size=Size(8, 8))
    (first, *_) = painted(WEBP, described)
    with refused("count", "frames"), WEBP.open(tmp_path / "a.webp", described) as film:
        film.add([first])
    film.close()  # again does nothing


@pytest.mark.parametrize("kind", [WEBP, APNG, GIF, Y4M])
def test_an_error_within_is_not_hidden(kind: object, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), kind.open(tmp_path / "a", header(size=Size(8, 8))):  # type: ignore[attr-defined]
        raise ZeroDivisionError
