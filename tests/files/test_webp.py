"""WebP's chunks: size and metadata as Pillow reads them, whatever lies around."""

from __future__ import annotations

import io
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from nnart.errors import FileError
from nnart.files.metadata import MAX_PARTS
from nnart.files.webp import read_header
from nnart.network.origin import text_of
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused
from tests.files.longfiles import GAP, LongFile

TEXT = text_of(Recipe(seed=5))


def written(
    size: tuple[int, int] = (30, 20), mode: str = "RGB", text: str | None = TEXT, **options: Any
) -> bytes:
    stream, exif = io.BytesIO(), Image.Exif()
    if text is not None:
        exif[0x010E] = text
    Image.new(mode, size, 255).save(stream, "WEBP", exif=exif if text else b"", **options)
    return stream.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def riff(*chunks: bytes) -> bytes:
    data = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(data)) + data


@given(st.integers(1, 300), st.integers(1, 300), st.sampled_from(["RGB", "RGBA"]), st.booleans(), st.booleans())
def test_every_kind_of_webp_is_read(width: int, height: int, mode: str, lossless: bool, carries: bool) -> None:
    data = written((width, height), mode, TEXT if carries else None, lossless=lossless)
    header = read_header(io.BytesIO(data))
    assert (header.shape, header.text) == ((height, width), TEXT if carries else None)


def test_films_are_read() -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue", "green")]
    data = written(save_all=True, append_images=frames)
    assert read_header(io.BytesIO(data)).shape == (20, 30)


@pytest.mark.parametrize("start", [b"", b"Exif\0\0"])
def test_chunks_of_others_do_not_matter(start: bytes) -> None:
    chunks = written()[12:]
    place = chunks.find(b"EXIF")
    exif = chunks[place + 8 :].removeprefix(b"Exif\0\0")
    data = riff(chunks[:place], chunk(b"junk", b"abc"), chunk(b"EXIF", start + exif), chunk(b"XMP ", b"<x/>"))
    assert read_header(io.BytesIO(data + b"more")).text == TEXT


def test_a_recipe_may_be_xmp() -> None:
    data = written(text=None)[12:]
    assert read_header(io.BytesIO(riff(data, chunk(b"XMP ", f"<a>{TEXT}</a>".encode())))).text == TEXT


@pytest.mark.parametrize(
    "data",
    [
        b"RIFF\0\0\0\0WEBP",
        riff(chunk(b"junk", b"")),
        riff(chunk(b"VP8X", b"short")),
        riff(chunk(b"VP8L", b"/")),
        riff(chunk(b"VP8 ", bytes(10))),  # of no size
        riff(chunk(b"VP8X", bytes(10)))[:-3],
        written()[:-9],
    ],
)
def test_what_makes_no_sense_is_refused(data: bytes) -> None:
    with refused("damaged", error=FileError):
        read_header(io.BytesIO(data))


@pytest.mark.parametrize("part", [chunk(b"junk", b""), chunk(b"EXIF", b""), chunk(b"EXIF", b"II*\0\x08\0\0\0")])
def test_chunks_are_bounded(part: bytes) -> None:
    first, rest = written()[12:30], written()[30:]
    assert read_header(io.BytesIO(riff(first, part * 1000, rest))).shape == (20, 30)
    with refused("limit", error=FileError):
        read_header(io.BytesIO(riff(first, part * MAX_PARTS, rest)))


def test_what_is_read_does_not_follow_the_file() -> None:
    data = written()
    claims = data[:4] + struct.pack("<I", GAP + len(data)) + data[8:30]
    for padded in (LongFile(data), LongFile(claims + b"junk" + struct.pack("<I", GAP), data[30:])):
        header = read_header(padded)  # type: ignore[arg-type]  # it is as good as a BinaryIO
        assert (header.shape, header.text) == ((20, 30), TEXT)
        assert padded.taken < 2**16
