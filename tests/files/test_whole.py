"""Whole files: what nnart writes is whole, and no beginning of it is."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

import nnart
from nnart.files.codec import Codec
from nnart.files.formats import CODECS, TIFF
from nnart.files.whole import is_whole
from nnart.recipe.recipe import Recipe

RECIPE = Recipe(seed=3, layers=2, width=5, detail=4.0, gain=1.7)
PICTURES = [codec for codec in CODECS if codec.bits]


@pytest.mark.parametrize("codec", PICTURES, ids=lambda codec: codec.name)
def test_what_is_written_is_whole_and_no_beginning_of_it_is(tmp_path: Path, codec: Codec) -> None:
    path = tmp_path / f"a{codec.endings[0]}"
    for size in ((40, 30), (2049, 2050)) if codec is TIFF else ((40, 30),):
        nnart.save(nnart.Job(RECIPE, size), path, nnart.Run(force=True))
        data = path.read_bytes()
        assert is_whole(BytesIO(data), codec.name)
        for length in (0, 1, 10, len(data) // 2, len(data) - 5, len(data) - 1):
            assert not is_whole(BytesIO(data[:length]), codec.name), length


def test_a_field_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    nnart.save(nnart.Job(RECIPE, (40, 30), show="field"), path)
    assert is_whole(BytesIO(path.read_bytes()), "TIFF")
    assert not is_whole(BytesIO(path.read_bytes()[:-1]), "TIFF")


def test_a_png_with_a_changed_byte_is_not_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    nnart.save(nnart.Job(RECIPE, (40, 30)), path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    assert not is_whole(BytesIO(data), "PNG")


def test_boxes_of_no_length_end_the_look() -> None:
    assert not is_whole(BytesIO(bytes(10**6)), "AVIF")
    assert not is_whole(BytesIO(b"\0\0\0\x08free" * 10**5), "AVIF")
