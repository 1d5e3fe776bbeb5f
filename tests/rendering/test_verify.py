"""Verification: the first row that differs, whatever program wrote the file."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.errors import FileError
from nnart.files.picture import Picture
from nnart.files.picturefile import PictureFile
from nnart.files.png import read_rows
from nnart.files.pngheader import read_header
from nnart.network.origin import text_of
from nnart.recipe.recipe import Recipe
from nnart.rendering.verify import _first_difference
from tests.faults_of import refused
from tests.files.pngs import BITS, CHANNELS, SIDES, picture, written
from tests.test_inputfiles import Pipe


def test_only_png_can_be_verified(tmp_path: Path) -> None:
    nnart.save(nnart.Job(Recipe(layers=1, width=1), (4, 4)), tmp_path / "a.jpg")
    with refused("kind", error=FileError):
        nnart.verify(tmp_path / "a.jpg")


def test_a_stream_is_verified_from_one_reading() -> None:
    memory = io.BytesIO()
    nnart.render(Recipe(seed=3, layers=2, width=5), (30, 40)).write(memory)
    assert nnart.verify(io.BytesIO(memory.getvalue())) is None
    assert nnart.verify(Pipe(memory.getvalue())) is None
    with pytest.raises(FileError, match=r"^standard input"):
        nnart.verify(Pipe(memory.getvalue()[:-30]))


def test_a_file_that_is_exchanged_meanwhile_is_not_mixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seed in (3, 4):
        nnart.render(Recipe(seed=seed, layers=2, width=5), (30, 40)).save(tmp_path / f"{seed}.png")

    def read_and_exchange(file: BinaryIO) -> PictureFile:
        found = nnart.read(file)
        (tmp_path / "4.png").replace(tmp_path / "3.png")
        return found

    monkeypatch.setattr("nnart.rendering.verify.read", read_and_exchange)
    assert nnart.verify(tmp_path / "3.png") is None
    monkeypatch.undo()
    assert nnart.read(tmp_path / "3.png").recipe.seed == 4


def test_a_picture_saved_by_another_program_verifies(tmp_path: Path) -> None:
    """Pillow filters rows its own way; the pixels and the text are the same."""
    from PIL.PngImagePlugin import PngInfo

    recipe = Recipe(seed=3, layers=3, width=9)
    info = PngInfo()
    info.add_itxt("nnart", text_of(recipe))
    image = nnart.render(recipe, (90, 70)).to_pillow()
    image.save(tmp_path / "a.png", pnginfo=info, optimize=True)
    file = nnart.read(tmp_path / "a.png")
    assert file.recipe == recipe
    assert nnart.verify(tmp_path / "a.png") is None
    image.convert("P").save(tmp_path / "b.png", pnginfo=info)
    with refused("kind", error=FileError):
        nnart.verify(tmp_path / "b.png")


@pytest.mark.parametrize("bits", [8, 16])
def test_verifying_finds_the_first_row_that_differs(tmp_path: Path, bits: int) -> None:
    recipe = Recipe(seed=3, layers=3, width=9)
    picture = nnart.render(recipe, (70, 700), bits=bits)
    pixels = picture.pixels.copy()
    pixels[613, 20, 2] ^= 1
    Picture(pixels, recipe).save(tmp_path / "a.png")
    assert nnart.verify(tmp_path / "a.png") == 613
    picture.save(tmp_path / "b.png")
    assert nnart.verify(tmp_path / "b.png") is None


@given(SIDES, BITS, CHANNELS, st.integers(1, 40), st.integers(1, 40))
def test_rows_are_compared_whatever_the_bands(
    rows: int, bits: int, channels: int, height: int, other: int
) -> None:
    pixels = picture(rows, 9, bits, channels)
    stream = io.BytesIO(written(pixels, height))
    header = read_header(stream)
    start = stream.tell()
    bands = [pixels[row : row + other].copy() for row in range(0, rows, other)]
    assert _first_difference(iter(bands), read_rows(stream, header)) is None
    bands[-1][-1, -1, -1] ^= 1
    stream.seek(start)
    assert _first_difference(iter(bands), read_rows(stream, header)) == rows - 1


def test_a_picture_with_alpha_is_not_what_a_recipe_says(tmp_path: Path) -> None:
    Picture(picture(9, 9, 8, 4), Recipe(layers=1, width=1)).save(tmp_path / "a.png")
    with refused("kind", error=FileError):
        nnart.verify(tmp_path / "a.png")


def test_a_picture_in_memory_is_verified() -> None:
    picture = nnart.render(Recipe(seed=3, layers=2, width=5, alpha="vignette"), (30, 40), bits=16)
    assert nnart.verify(picture) is None
    assert nnart.verify(picture.to_bytes()) is None
    picture.pixels[17, 3, 1] ^= 1
    assert nnart.verify(picture) == 17
    assert nnart.verify(picture.to_bytes()) == 17
    with refused("missing", "recipe"):
        nnart.verify(nnart.render(3, 8, show="samples"))
