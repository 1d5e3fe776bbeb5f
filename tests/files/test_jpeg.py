"""JPEG's segments: size and metadata as Pillow reads them, whatever lies around."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from nnart.errors import FileError
from nnart.files.jpeg import read_header
from nnart.files.metadata import MAX_PARTS
from nnart.files.recipetext import HEAD
from nnart.network.origin import text_of
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused
from tests.files.longfiles import LongFile

TEXT = text_of(Recipe(seed=5))


def written(
    size: tuple[int, int] = (30, 20), mode: str = "RGB", text: str | None = TEXT, **options: Any
) -> bytes:
    stream, exif = io.BytesIO(), Image.Exif()
    if text is not None:
        exif[0x010E] = text
    Image.new(mode, size).save(stream, "JPEG", exif=exif, **options)
    return stream.getvalue()


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2) + data


def with_segments(data: bytes, *segments: bytes) -> io.BytesIO:
    return io.BytesIO(data[:2] + b"".join(segments) + data[2:])


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_every_kind_of_jpeg_is_read(mode: str, progressive: bool) -> None:
    header = read_header(
        io.BytesIO(written((31, 7), mode, progressive=progressive, icc_profile=b"x" * 200_000))
    )
    assert (header.shape, header.bits, header.text) == ((7, 31), 8, TEXT)


def test_segments_of_others_do_not_matter() -> None:
    others = (
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>"),
        segment(0xE2, b"ICC_PROFILE\0" + b"\xff\xd8" * 100),
        segment(0xFE, b"a sunset"),
        b"\xff" * 9 + segment(0xED, b"Photoshop"),
    )
    assert read_header(with_segments(written(), *others)).text == TEXT


def test_a_recipe_may_be_a_comment_or_xmp() -> None:
    for moved in (
        segment(0xFE, TEXT.encode()),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<a>" + TEXT.encode() + b"</a>"),
    ):
        assert read_header(with_segments(written(text=None), moved)).text == TEXT


def test_exif_without_its_mark_is_read() -> None:
    """As Pillow writes what it has from a WebP."""
    webp, jpeg, exif = io.BytesIO(), io.BytesIO(), Image.Exif()
    exif[0x010E] = TEXT
    Image.new("RGB", (30, 20)).save(webp, "WEBP", exif=exif)
    with Image.open(webp) as image:
        image.save(jpeg, "JPEG", exif=image.info["exif"].removeprefix(b"Exif\0\0"))
    assert read_header(jpeg).text == TEXT


def test_exif_goes_on_in_the_next_segment() -> None:
    data = written(text=None)
    tags = Image.Exif()
    tags[0x010E] = TEXT
    exif = tags.tobytes().removeprefix(b"Exif\0\0")
    pieces = [segment(0xE1, b"Exif\0\0" + exif[at : at + 100]) for at in range(0, len(exif), 100)]
    assert read_header(with_segments(data, *pieces)).text == TEXT


@pytest.mark.parametrize("cut", [2, 3, 4, 20, 100])
def test_what_ends_before_its_scan_is_refused(cut: int) -> None:
    with refused("damaged", error=FileError):
        read_header(io.BytesIO(written()[:cut]))


@pytest.mark.parametrize("data", [b"\xff\xd8\0\0", b"\xff\xd8\xff\xe1\0\1", b"\xff\xd8\xff\xda"])
def test_what_makes_no_sense_is_refused(data: bytes) -> None:
    with refused("damaged", error=FileError):
        read_header(io.BytesIO(data))


@pytest.mark.parametrize(
    "part",
    [segment(0xFE, b""), segment(0xE1, b"Exif\0\0"), segment(0xE1, b"Exif\0\0II*\0"), b"\xff", b"\xff\xd0"],
)
def test_segments_are_bounded(part: bytes) -> None:
    assert read_header(with_segments(written(), part * (MAX_PARTS // 2))).shape == (20, 30)
    with refused("limit", error=FileError):
        read_header(with_segments(written(), part * MAX_PARTS))


def test_what_is_read_does_not_follow_the_file() -> None:
    padded = LongFile(written())
    assert read_header(padded).text == TEXT  # type: ignore[arg-type]  # it is as good as a BinaryIO
    assert padded.taken < 2**16
    filled = LongFile(b"\xff\xd8" + segment(0xFE, b"x" * 65_000))
    with refused("damaged", error=FileError):
        read_header(filled)  # type: ignore[arg-type]
    assert filled.taken < 100 + HEAD
