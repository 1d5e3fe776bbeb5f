"""TIFF: the same pixels for other decoders, in strips, and refused when it is broken."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import numpy as np
import pytest
import tifffile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import nnart
from nnart.arrays import Pixels
from nnart.errors import FileError
from nnart.files import tiff
from nnart.files.codec import Frame, Header
from nnart.files.formats import TIFF
from nnart.files.picture import Picture
from nnart.files.profiles import icc_profile
from nnart.files.tiff import TiffStream
from nnart.network.origin import text_of
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.recipe.sizes import band_height
from tests.faults_of import refused
from tests.files.longfiles import LongFile
from tests.files.pngs import BITS, CHANNELS, SIDES, picture
from tests.judges import by_vips

RECIPE = Recipe(seed=3, layers=2, width=5)


def written(pixels: Pixels, space: str = "srgb", dpi: int | None = None) -> io.BytesIO:
    stream = io.BytesIO()
    Picture(pixels, RECIPE, space).write(stream, TIFF, dpi=dpi)
    stream.seek(0)
    return stream


@given(SIDES, SIDES, BITS, CHANNELS)
def test_tifffile_decodes_the_same_pixels(rows: int, columns: int, bits: int, channels: int) -> None:
    """With its own decoders: imagecodecs is not among what nnart needs."""
    pixels = picture(rows, columns, bits, channels)
    with tifffile.TiffFile(written(pixels)) as file:
        assert len(file.pages) == 1
        assert file.pages.first.asarray().dtype == pixels.dtype
        assert np.array_equal(file.pages.first.asarray().reshape(pixels.shape), pixels)


@given(SIDES, SIDES, CHANNELS)
def test_pillow_decodes_the_same_pixels(rows: int, columns: int, channels: int) -> None:
    pixels = picture(rows, columns, 8, channels)
    image = Image.open(written(pixels, dpi=200))
    assert image.mode == "RGBA"[:channels]
    assert image.info["dpi"] == (200, 200)
    assert np.array_equal(np.asarray(image), pixels)


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("space", ["srgb", "p3"])
def test_libvips_reads_the_same(tmp_path: Path, bits: int, channels: int, space: str) -> None:
    """In several strips."""
    pixels = picture(400, 300, bits, channels)
    path = tmp_path / "a.tif"
    Picture(pixels, RECIPE, space).save(path, dpi=300)
    read, image = by_vips(path)
    assert read.dtype == pixels.dtype
    assert np.array_equal(read, pixels)
    assert image.xres == image.yres == pytest.approx(300 / 25.4)
    profile = image.get("icc-profile-data") if "icc-profile-data" in image.get_fields() else None
    assert profile == icc_profile(space)


def test_it_is_written_in_strips_of_differences() -> None:
    pixels = nnart.render(RECIPE, (300, 700)).pixels
    with tifffile.TiffFile(written(pixels)) as file:
        page = file.pages.first
        assert page.rowsperstrip == band_height(Size(300, 700)) < 700
        assert (page.compression, page.predictor) == (tifffile.COMPRESSION.ADOBE_DEFLATE, 2)
        assert "Software" not in page.tags
        assert "DateTime" not in page.tags


def test_a_straight_alpha_is_said_to_be_one() -> None:
    with tifffile.TiffFile(written(picture(3, 3, 8, 4))) as file:
        assert file.pages.first.extrasamples == (tifffile.EXTRASAMPLE.UNASSALPHA,)


@given(SIDES, BITS, st.none() | st.integers(1, 100_000))
def test_what_it_says_of_itself_comes_back(rows: int, bits: int, dpi: int | None) -> None:
    header = tiff.read_header(written(picture(rows, 7, bits), dpi=dpi))
    assert header == Header((rows, 7), bits, 0, header.text, dpi)
    assert header.text is not None
    assert header.text.startswith('{"nnart":')


@pytest.mark.parametrize("bits", [8, 16])
def test_every_interface_writes_the_same_bytes(tmp_path: Path, bits: int) -> None:
    recipe, size = Recipe(seed=3, layers=3, width=9), (300, 400)
    nnart.render(recipe, size, bits=bits).save(tmp_path / "saved.tif")
    for threads in (1, 3):
        nnart.save(
            nnart.Job(recipe, size, bits=bits), tmp_path / f"{threads}.tif", nnart.Run(nnart.Threads(threads))
        )
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1
    assert nnart.read(tmp_path / "1.tif").bits == bits


def test_pictures_beyond_4_gib_get_offsets_of_64_bits() -> None:
    pixels = picture(40, 30, 8)
    assert written(pixels).read(4) == b"II*\0"
    codec, stream = TiffStream(short=40 * 30 * 3 - 1), io.BytesIO()
    codec.write(stream, codec.encode(pixels, View(size=(40, 30))), Frame((40, 30), dpi=300))
    stream.seek(0)
    assert stream.read(4) == b"II+\0"
    stream.seek(0)
    assert tiff.read_header(stream).dpi == 300
    stream.seek(0)
    assert np.array_equal(tifffile.imread(stream), pixels)


@given(data=st.data())
def test_files_with_any_bytes_changed_are_refused_or_read(data: st.DataObject) -> None:
    broken = bytearray(written(picture(4, 4, 8), dpi=300).getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        tiff.read_header(io.BytesIO(bytes(broken[: data.draw(st.integers(0, len(broken)))])))
    except FileError as error:
        assert [fault.rule for fault in error.faults] == ["damaged"]


def test_broken_files_are_refused_in_silence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    logging.lastResort = logging.lastResort or logging.StreamHandler()
    for data in (b"II*\0", b"MM\0*" + bytes(100), b"II+\0" + b"\xff" * 100, b"II*\0\x08\0\0\0" + b"\x01" * 100):
        (tmp_path / "a.tif").write_bytes(data)
        with refused("damaged", error=FileError):
            nnart.read(tmp_path / "a.tif")
    tifffile.imwrite(tmp_path / "b.tif", picture(3, 3, 8))
    with refused("kind", error=FileError):
        nnart.read(tmp_path / "b.tif")
    assert capfd.readouterr() == ("", "")


def test_what_is_read_does_not_follow_the_file() -> None:
    """Nor other pages, nor tags of no interest."""
    padded = LongFile(written(picture(4, 4, 8)).getvalue())
    assert tiff.read_header(padded).shape == (4, 4)  # type: ignore[arg-type]  # it is as good as a BinaryIO
    assert padded.taken < 2**16


def test_a_recipe_may_be_xmp() -> None:
    text, stream = text_of(RECIPE), io.BytesIO()
    packet = f"<a>{text}</a>".encode()
    tifffile.imwrite(stream, picture(3, 3, 8), metadata=None, extratags=[(700, "B", len(packet), packet, True)])
    assert tiff.read_header(stream).text == text
