"""Sequences of pictures."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

import nnart
from nnart.films.files.formats import find_format
from nnart.films.files.reading import decode, read_text
from nnart.films.files.sequence import frame_path
from nnart.recipe.size import Size
from tests.faults_of import refused
from tests.films.files.moving import FRAMES, TEXT, header, painted, write


def test_numbers_have_digits_enough() -> None:
    assert frame_path("a/{frame}.png", 7, 240) == Path("a/0007.png")
    assert frame_path("a/{frame}.png", 7, 10_001) == Path("a/00007.png")
    assert frame_path("a/x-{frame}.png", 9999, 10_000) == Path("a/x-9999.png")


@pytest.mark.parametrize(("ending", "bits"), [("png", 8), ("png", 16), ("tif", 16)])
def test_every_frame_is_a_picture(tmp_path: Path, ending: str, bits: int) -> None:
    truth = write(tmp_path / f"{{frame}}.{ending}", bits=bits, alpha=True)
    paths = sorted(tmp_path.iterdir())
    assert [path.name for path in paths] == [f"{frame:04}.{ending}" for frame in range(FRAMES)]
    assert tomllib.loads(read_text(paths[3]) or "") == tomllib.loads(TEXT)
    if bits == 8:
        (back,) = decode(paths[3])
        assert np.array_equal(back, truth[3])


def test_existing_frames_are_kept_unless_they_may_be_replaced(tmp_path: Path) -> None:
    described = header(size=Size(8, 8), frames=2)
    kind = find_format(tmp_path / "{frame}.png")
    frames = painted(kind, described)
    (tmp_path / "0001.png").write_text("mine")
    with refused("exists"), kind.open(tmp_path / "{frame}.png", described) as film:
        for frame in frames:
            film.add([frame])
    assert (tmp_path / "0001.png").read_text() == "mine"
    with kind.open(tmp_path / "{frame}.png", described, force=True) as film:
        for frame in frames:
            film.add([frame])
    assert (tmp_path / "0001.png").read_bytes().startswith(b"\x89PNG")


def test_what_a_still_format_cannot_hold_is_refused() -> None:
    with refused("conflict", "bits"):
        find_format("{frame}.jpg").check(header(bits=16))
    with refused("conflict", "alpha"):
        find_format("{frame}.jpg").check(header(alpha=True))


def test_the_number_stands_in_the_name() -> None:
    with refused("missing", "path", error=nnart.InputError):
        find_format("{frame}/a.png").open("{frame}/a.png", header())
