"""PNG: valid for other decoders, verified whatever program wrote it, and refused when it is broken."""

from __future__ import annotations

import io
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path
from shutil import which

import numpy as np
import png as pypng
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import nnart
from nnart.arrays import Pixels
from nnart.field.calibration import calibrate
from nnart.files import png
from nnart.files.codec import Frame
from nnart.files.picture import Picture
from nnart.files.png import combine_adler32, compare_rows, read_rows
from nnart.files.pngchunks import write_chunk
from nnart.files.pngheader import read_header
from nnart.files.profiles import icc_profile
from nnart.recipe.recipe import Recipe
from tests.files.pngs import BITS, CHANNELS, SIDES, chunk, picture, written
from tests.judges import by_vips
from tests.strategies import small_recipes


def by_pypng(data: bytes) -> Pixels:
    width, height, rows, info = pypng.Reader(bytes=data).read()
    assert info["alpha"] == (info["planes"] == 4)
    pixels = np.array([list(row) for row in rows]).reshape(height, width, info["planes"])
    return pixels.astype(np.uint8) if info["bitdepth"] == 8 else pixels.astype(np.uint16)


@given(SIDES, SIDES, BITS, CHANNELS, st.integers(1, 40))
def test_pypng_decodes_the_same_pixels(rows: int, columns: int, bits: int, channels: int, height: int) -> None:
    pixels = picture(rows, columns, bits, channels)
    assert np.array_equal(by_pypng(written(pixels, height, "a text")), pixels)


@given(SIDES, SIDES, CHANNELS, st.integers(1, 40))
def test_pillow_decodes_the_same_pixels(rows: int, columns: int, channels: int, height: int) -> None:
    pixels = picture(rows, columns, 8, channels)
    image = Image.open(io.BytesIO(written(pixels, height, "text ÿ")))
    assert image.mode == "RGBA"[:channels]
    assert image.info["srgb"] == 0
    assert np.array_equal(np.asarray(image), pixels)
    assert image.text["nnart"] == "text ÿ"  # type: ignore[attr-defined]


def test_display_p3_is_said_as_the_specification_has_it() -> None:
    """Both ways, before the pixels: to those who know cICP, and with a profile to others."""
    data = written(picture(3, 3, 8), 3, space="p3", dpi=300)
    kinds, at = [], 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        kinds.append(kind)
        if kind == b"cICP":
            assert data[at + 8 : at + 12] == bytes([12, 13, 0, 1])
        at += 12 + length
    assert kinds == [b"IHDR", b"cICP", b"iCCP", b"pHYs", b"IDAT", b"IDAT", b"IEND"]


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("space", ["srgb", "p3"])
def test_libvips_reads_the_same(tmp_path: Path, bits: int, channels: int, space: str) -> None:
    pixels = picture(40, 30, bits, channels)
    path = tmp_path / "a.png"
    Picture(pixels, None, space).save(path, dpi=300)
    read, image = by_vips(path)
    assert read.dtype == pixels.dtype
    assert np.array_equal(read, pixels)
    assert image.xres == image.yres == pytest.approx(300 / 25.4, rel=1e-4)
    profile = image.get("icc-profile-data") if "icc-profile-data" in image.get_fields() else None
    assert profile == icc_profile(space)


@pytest.mark.skipif(which("pngcheck") is None, reason="pngcheck is not installed")
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize(("channels", "space"), [(3, "srgb"), (4, "p3")])
def test_pngcheck_finds_nothing(tmp_path: Path, bits: int, channels: int, space: str) -> None:
    path = tmp_path / "a.png"
    Picture(picture(300, 401, bits, channels), Recipe(seed=1), space).save(path, dpi=300)
    # A chunk of the third edition, which pngcheck does not know.
    path.write_bytes(path.read_bytes().replace(chunk(b"cICP", bytes([12, 13, 0, 1])), b""))
    done = subprocess.run(["pngcheck", "-v", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "No errors detected" in done.stdout


@pytest.mark.slow
@given(small_recipes(), SIDES, SIDES, st.sampled_from([8, 16]))
def test_a_recipe_comes_back_from_its_picture(recipe: Recipe, rows: int, columns: int, bits: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.png"
        nnart.save(nnart.Job(recipe, (rows, columns), bits=bits), path)
        file = nnart.read(path)
        assert (file.recipe, file.size, file.bits) == (calibrate(recipe), (rows, columns), bits)
        assert np.array_equal(
            by_pypng(path.read_bytes()), nnart.render(recipe, (rows, columns), bits=bits).pixels
        )


@given(SIDES, SIDES, BITS, CHANNELS, st.integers(1, 40))
def test_rows_are_recognised(rows: int, columns: int, bits: int, channels: int, height: int) -> None:
    pixels = picture(rows, columns, bits, channels)
    stream = io.BytesIO(written(pixels, height))
    filtered = np.vstack(list(read_rows(stream, read_header(stream))))
    above = np.zeros_like(pixels[0])
    assert compare_rows(filtered, pixels, above).all()
    other = pixels.copy()
    other[rows // 2, columns // 2, channels - 1] ^= 1
    assert not compare_rows(filtered, other, above)[rows // 2]


@pytest.mark.parametrize("kind", range(5))
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("channels", [3, 4])
def test_every_filter_is_known(kind: int, bits: int, channels: int) -> None:
    """pypng undoes what we do: rows filtered our way under each of PNG's five filters."""
    from nnart.files.png import filter_rows, row_bytes

    pixels = picture(5, 7, bits, channels)
    rows = row_bytes(pixels)
    up = np.vstack([np.zeros_like(rows[:1]), rows[:-1]])
    filtered = filter_rows(kind, rows, up, channels * bits // 8)
    assert filtered is not None
    data = b"".join(bytes([kind]) + row.tobytes() for row in filtered)
    stream = io.BytesIO()
    png.begin(stream, Frame((5, 7), channels, f"u{bits // 8}"))
    write_chunk(stream, b"IDAT", zlib.compress(data))
    write_chunk(stream, b"IEND", b"")
    assert np.array_equal(by_pypng(stream.getvalue()), pixels)


def test_an_unknown_filter_is_a_difference() -> None:
    pixels = picture(1, 2, 8)
    filtered = np.concatenate([[9], pixels.ravel()]).astype(np.uint8)[None]
    assert not compare_rows(filtered, pixels, np.zeros_like(pixels[0])).any()


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_checksums_combine(first: bytes, second: bytes) -> None:
    combined = combine_adler32(zlib.adler32(first), zlib.adler32(second), len(second))
    assert combined == zlib.adler32(first + second)
