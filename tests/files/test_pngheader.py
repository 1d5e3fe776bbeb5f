"""PNG's header: understood whoever wrote it, and refused when it is broken."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import nnart
from nnart.errors import FileError
from nnart.files.codec import MAX_TEXT, Header
from nnart.files.png import read_rows
from nnart.files.pngchunks import MAX_CHUNKS
from nnart.files.pngheader import read_header
from nnart.files.profiles import icc_profile
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused
from tests.files.longfiles import GAP, LongFile
from tests.files.pngs import BITS, CHANNELS, GOOD, RECIPE, SIDES, assembled, chunk, picture, written


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
        if header.shape == (4, 4) and header.bits == 8:
            for _ in read_rows(stream, header):
                pass
    except FileError as error:
        assert str(error).isprintable()


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "kind"),
        (b"GIF89a", "kind"),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", b""), "damaged"),
        (assembled(RECIPE), "damaged"),
        (assembled(RECIPE, GOOD, width=0), "damaged"),
        (assembled(GOOD), "absent"),
        (assembled(chunk(b"iTXt", b"nnart\0\1\0\0\0" + zlib.compress(b"{}")), GOOD), "kind"),
        (assembled(chunk(b"iTXt", b"nnart\0\0\0\0\0{"), GOOD), "damaged"),
        (assembled(chunk(b"iTXt", b"nnart\0\0\0\0\0" + b"[" * 60_000), GOOD), "damaged"),
        (assembled(chunk(b"iTXt", b"nnart\0\0\0\0\0\xff"), GOOD), "damaged"),
        (assembled(chunk(b"iTXt", b"nnart\0\0\0\0\0[]"), GOOD), "kind"),
        (
            assembled(chunk(b"iTXt", b'nnart\0\0\0\0\0{"nnart":"1","recipe":{"seed":-1}}'), GOOD),
            "range",
        ),
        (
            assembled(chunk(b"iTXt", b'nnart\0\0\0\0\0{"nnart":"\\u001b[31m","recipe":{}}'), GOOD),
            "kind",
        ),
        (assembled(chunk(b"iTXt", b"nnart\0" + bytes(MAX_TEXT + 9940)), GOOD), "damaged"),
        (assembled(struct.pack(">I4s", 2**31, b"IDAT")), "damaged"),
        (assembled(struct.pack(">I4s", 1, b"\x1b[2J")), "damaged"),
        (assembled(RECIPE, chunk(b"IDAT", zlib.compress(bytes(13 * 3)))), "damaged"),
        (assembled(RECIPE, chunk(b"IDAT", zlib.compress(bytes(10**8)))), "damaged"),
        (assembled(RECIPE, chunk(b"IDAT", zlib.compress(bytes(13 * 4))[:-4])), "damaged"),
        (assembled(RECIPE, chunk(b"IDAT", b"nonsense")), "damaged"),
    ],
)
def test_hostile_files_are_refused(data: bytes, rule: str, tmp_path: Path) -> None:
    # A picture of zeros is not what the recipe says, but some faults lie behind the first difference.
    path = tmp_path / "hostile.png"
    path.write_bytes(data)
    with pytest.raises(FileError) as caught:
        nnart.read(path)
        with path.open("rb") as stream:
            for _ in read_rows(stream, read_header(stream)):
                pass
        nnart.verify(path)
    assert [fault.rule for fault in caught.value.faults] == [rule]
    assert str(caught.value).isprintable()


def behind(*chunks: bytes) -> bytes:
    """Return a PNG with chunks behind its pixels."""
    return assembled(GOOD, chunk(b"IDAT", b""), *chunks)


def test_the_stream_is_left_at_the_first_of_the_pixels() -> None:
    for data in (assembled(RECIPE, GOOD), behind(RECIPE), assembled(GOOD)):
        stream = io.BytesIO(data)
        read_header(stream)
        assert stream.read(8)[4:] == b"IDAT"


def test_pixels_are_passed_over() -> None:
    """Whatever they are: only what is taken is checked."""
    data = assembled(chunk(b"IDAT", bytes(10**6))[:-4] + b"none", RECIPE)
    assert read_header(io.BytesIO(data)).text is not None


def test_nothing_behind_the_pixels_is_looked_at_if_a_recipe_is_before_them() -> None:
    data = assembled(RECIPE, GOOD)[:-12] + b"\xff" * 50
    assert read_header(io.BytesIO(data)).text is not None
    with refused("damaged", error=FileError):
        read_header(io.BytesIO(assembled(GOOD)[:-12] + b"\xff" * 50))


@pytest.mark.parametrize("kind", [b"IDAT", b"tEXt", b"juNk"])
def test_a_recipe_is_found_behind_a_quarter_of_a_million_chunks_and_no_more(kind: bytes) -> None:
    empty = chunk(kind, b"")
    found = read_header(io.BytesIO(assembled(GOOD, *[empty] * (MAX_CHUNKS - 3), RECIPE)))
    assert found.text is not None
    with refused("limit", error=FileError):
        read_header(io.BytesIO(assembled(GOOD, *[empty] * (MAX_CHUNKS - 1), RECIPE)))


def test_what_is_read_does_not_follow_the_file() -> None:
    start = assembled()[:-12]
    for head, tail in (
        (assembled(RECIPE, GOOD), b""),
        (start + struct.pack(">I4s", GAP, b"juNk"), bytes(4) + RECIPE + GOOD),
        (start + struct.pack(">I4s", GAP, b"IDAT"), bytes(4) + RECIPE + chunk(b"IEND", b"")),
        (start + struct.pack(">I4s", GAP + 6, b"tEXt") + b"nnart\0", bytes(4) + RECIPE + GOOD),
    ):
        padded = LongFile(head, tail)
        assert read_header(padded).text is not None  # type: ignore[arg-type]  # it is as good as a BinaryIO
        assert padded.taken < 2**16
