"""PNG: valid for other decoders, verified whatever program wrote it, and refused when it is broken."""

from __future__ import annotations

import io
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path
from shutil import which
from typing import Any

import numpy as np
import png as pypng
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import nnart
from nnart.arrays import Pixels
from nnart.errors import FileError
from nnart.field.calibration import calibrated
from nnart.files import png
from nnart.files.codec import MAX_TEXT, Frame, Header
from nnart.files.picture import Picture
from nnart.files.png import PngStream, adler32_combine, read_rows, same_rows
from nnart.files.pngchunks import read_header, write_chunk
from nnart.files.profiles import icc_profile
from nnart.network.origin import text_of
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.rendering.verify import _first_difference
from tests.judges import by_vips
from tests.strategies import small_recipes

SIDES = st.integers(1, 40)
BITS = st.sampled_from([8, 16])
CHANNELS = st.sampled_from([3, 4])


def picture(rows: int, columns: int, bits: int, channels: int = 3) -> Pixels:
    numbers = np.random.default_rng(0).integers(0, 2**bits, (rows, columns, channels))
    return numbers.astype(np.uint8) if bits == 8 else numbers.astype(np.uint16)


def written(pixels: Pixels, height: int, text: str | None = None, **meaning: Any) -> bytes:
    stream = io.BytesIO()
    rows, columns, channels = pixels.shape
    codec = PngStream(height)
    pieces = codec.encode(pixels, View(size=(rows, columns)))
    codec.write(stream, pieces, Frame((rows, columns), channels, pixels.dtype.str[1:], text, **meaning))
    return stream.getvalue()


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


@given(SIDES, BITS, CHANNELS, st.sampled_from(["srgb", "p3"]), st.none() | st.integers(1, 100_000))
def test_what_it_says_of_its_pixels_comes_back(
    rows: int, bits: int, channels: int, space: str, dpi: int | None
) -> None:
    data = written(picture(rows, 7, bits, channels), 9, "text", space=space, dpi=dpi)
    assert read_header(io.BytesIO(data)) == Header((rows, 7), bits, channels, "text", dpi)
    image = Image.open(io.BytesIO(data))
    assert image.info.get("dpi", (0, 0)) == pytest.approx((dpi or 0, dpi or 0), abs=0.0128)
    assert (b"sRGB" in data, b"cICP" in data) == (space == "srgb", space == "p3")
    assert image.info.get("icc_profile") == icc_profile(space)


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


@pytest.mark.parametrize(
    ("data", "dpi"),
    [
        (struct.pack(">IIB", 11811, 11811, 1), 300),
        (struct.pack(">IIB", 2835, 2835, 1), 72),
        (struct.pack(">IIB", 2835, 2835, 0), None),  # only how wide a pixel is to its height
        (struct.pack(">IIB", 2835, 2836, 1), None),
        (struct.pack(">IIB", 0, 0, 1), None),
        (struct.pack(">IIB", 2**32 - 1, 2**32 - 1, 1), None),
        (b"short", None),
    ],
)
def test_dots_per_inch_of_other_programs_are_understood(data: bytes, dpi: int | None) -> None:
    file = assembled(chunk(b"pHYs", data), GOOD)
    assert read_header(io.BytesIO(file)).dpi == dpi


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


@given(small_recipes(), SIDES, SIDES, st.sampled_from([8, 16]))
def test_a_recipe_comes_back_from_its_picture(recipe: Recipe, rows: int, columns: int, bits: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.png"
        nnart.save(nnart.Job(recipe, (rows, columns), bits=bits), path)
        file = nnart.read(path)
        assert (file.recipe, file.size, file.bits) == (calibrated(recipe), (rows, columns), bits)
        assert np.array_equal(
            by_pypng(path.read_bytes()), nnart.render(recipe, (rows, columns), bits=bits).pixels
        )


@given(SIDES, SIDES, BITS, CHANNELS, st.integers(1, 40))
def test_rows_are_recognised(rows: int, columns: int, bits: int, channels: int, height: int) -> None:
    pixels = picture(rows, columns, bits, channels)
    stream = io.BytesIO(written(pixels, height))
    filtered = np.vstack(list(read_rows(stream, read_header(stream))))
    above = np.zeros_like(pixels[0])
    assert same_rows(filtered, pixels, above).all()
    other = pixels.copy()
    other[rows // 2, columns // 2, channels - 1] ^= 1
    assert not same_rows(filtered, other, above)[rows // 2]


@pytest.mark.parametrize("kind", range(5))
@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("channels", [3, 4])
def test_every_filter_is_known(kind: int, bits: int, channels: int) -> None:
    """pypng undoes what we do: rows filtered our way under each of PNG's five filters."""
    from nnart.files.png import _bytes_of, _filtered

    pixels = picture(5, 7, bits, channels)
    rows = _bytes_of(pixels)
    up = np.vstack([np.zeros_like(rows[:1]), rows[:-1]])
    filtered = _filtered(kind, rows, up, channels * bits // 8)
    assert filtered is not None
    data = b"".join(bytes([kind]) + row.tobytes() for row in filtered)
    stream = io.BytesIO()
    png._begin(stream, Frame((5, 7), channels, f"u{bits // 8}"))
    write_chunk(stream, b"IDAT", zlib.compress(data))
    write_chunk(stream, b"IEND", b"")
    assert np.array_equal(by_pypng(stream.getvalue()), pixels)


def test_an_unknown_filter_is_a_difference() -> None:
    pixels = picture(1, 2, 8)
    filtered = np.concatenate([[9], pixels.ravel()]).astype(np.uint8)[None]
    assert not same_rows(filtered, pixels, np.zeros_like(pixels[0])).any()


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_checksums_combine(first: bytes, second: bytes) -> None:
    combined = adler32_combine(zlib.adler32(first), zlib.adler32(second), len(second))
    assert combined == zlib.adler32(first + second)


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
    with pytest.raises(FileError, match="other than plain RGB pixels"):
        nnart.verify(tmp_path / "b.png")


@pytest.mark.parametrize("bits", [8, 16])
def test_verifying_finds_the_first_row_that_differs(tmp_path: Path, bits: int) -> None:
    recipe = Recipe(seed=3, layers=3, width=9)
    picture = nnart.render(recipe, (700, 70), bits=bits)
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
    with pytest.raises(FileError, match="other than plain RGB pixels"):
        nnart.verify(tmp_path / "a.png")


def sample() -> bytes:
    stream = io.BytesIO()
    nnart.render(Recipe(layers=1, width=1), (4, 4)).write(stream)
    return stream.getvalue()


def opened(data: bytes, tmp_path: Path) -> None:
    """Read a file and verify it, as far as it goes."""
    path = tmp_path / "broken.png"
    path.write_bytes(data)
    nnart.verify(path)


@pytest.mark.parametrize("cut", [0, 3, 8, 20, 33, 50, 100, -1, -12, -20, -30])
def test_files_that_end_early_are_refused(cut: int, tmp_path: Path) -> None:
    data = sample()
    with pytest.raises(FileError):
        opened(data[:cut], tmp_path)


@given(data=st.data())
def test_files_with_any_byte_changed_are_refused_or_read(data: st.DataObject) -> None:
    original = sample()
    at = data.draw(st.integers(0, len(original) - 1))
    broken = bytearray(original)
    broken[at] ^= data.draw(st.integers(1, 255))
    stream = io.BytesIO(bytes(broken))
    try:
        header = read_header(stream)
        if header.size == (4, 4) and header.bits == 8:
            for _ in read_rows(stream, header):
                pass
    except FileError as error:
        assert str(error).isprintable()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def assembled(*chunks: bytes, width: int = 4, height: int = 4) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IEND", b"")


RECIPE = chunk(b"iTXt", b"nnart\0\0\0\0\0" + text_of(Recipe(layers=1, width=1)).encode())
GOOD = chunk(b"IDAT", zlib.compress(bytes(13 * 4)))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not a picture that nnart reads"),
        (b"GIF89a", "not a picture that nnart reads"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", b""), "does not begin with a header"),
        (assembled(RECIPE), "it has no pixels"),
        (assembled(RECIPE, GOOD, width=0), "its header makes no sense"),
        (assembled(GOOD), "it carries no recipe of nnart"),
        (assembled(chunk(b"iTXt", b"nnart\0\1\0\0\0" + zlib.compress(b"{}")), GOOD), "it carries no recipe"),
        (assembled(chunk(b"iTXt", b"nnart\0\0\0\0\0{"), GOOD), "is not JSON"),
        (assembled(chunk(b"iTXt", b"nnart\0\0\0\0\0" + b"[" * 60_000), GOOD), "is not JSON"),
        (assembled(chunk(b"iTXt", b"nnart\0\0\0\0\0\xff"), GOOD), "its recipe is not text"),
        (assembled(chunk(b"iTXt", b"nnart\0\0\0\0\0[]"), GOOD), "is no recipe of nnart"),
        (
            assembled(chunk(b"iTXt", b'nnart\0\0\0\0\0{"nnart":"1","recipe":{"seed":-1}}'), GOOD),
            "seed: a whole",
        ),
        (
            assembled(chunk(b"iTXt", b'nnart\0\0\0\0\0{"nnart":"\\u001b[31m","recipe":{}}'), GOOD),
            "is no recipe of nnart",
        ),
        (assembled(chunk(b"iTXt", b"nnart\0" + bytes(MAX_TEXT + 994)), GOOD), "a text of 66536 bytes"),
        (assembled(*[chunk(b"tEXt", b"a\0b")] * 1001, RECIPE, GOOD), "it has no pixels"),
        (assembled(struct.pack(">I4s", 2**31, b"IDAT")), "a chunk named b'IDAT' of 2147483648 bytes"),
        (assembled(struct.pack(">I4s", 1, b"\x1b[2J")), r"a chunk named b'\\x1b\[2J'"),
        (assembled(RECIPE, chunk(b"IDAT", zlib.compress(bytes(13 * 3)))), "it ends 1 rows early"),
        (assembled(RECIPE, chunk(b"IDAT", zlib.compress(bytes(10**8)))), "more pixels than its size"),
        (assembled(RECIPE, chunk(b"IDAT", zlib.compress(bytes(13 * 4))[:-4])), "its last pixels are missing"),
        (assembled(RECIPE, chunk(b"IDAT", b"nonsense")), "damaged: Error -3"),
    ],
)
def test_hostile_files_are_refused(data: bytes, message: str, tmp_path: Path) -> None:
    # A picture of zeros is not what the recipe says, but some faults lie behind the first difference.
    path = tmp_path / "hostile.png"
    path.write_bytes(data)
    with pytest.raises(FileError, match=message):
        nnart.read(path)
        with path.open("rb") as stream:
            for _ in read_rows(stream, read_header(stream)):
                pass
        nnart.verify(path)
