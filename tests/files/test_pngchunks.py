"""PNG's chunks: walked over within bounds, and refused when they are broken."""

from __future__ import annotations

import io
import struct
import zlib

import pytest

from nnart.errors import FileError
from nnart.files.pngchunks import MAX_CHUNKS, decode_dpi, encode_dpi, read_data, read_head, read_idat
from tests.faults_of import refused
from tests.files.pngs import chunk

END = chunk(b"IEND", b"")


@pytest.mark.parametrize("dpi", [1, 72, 300, 100_000])
def test_dots_per_inch_come_back(dpi: int) -> None:
    assert decode_dpi(encode_dpi(dpi)) == dpi


@pytest.mark.parametrize(
    "data", [b"", b"\0\0\0\1IDA", struct.pack(">I4s", 2**31, b"IDAT"), struct.pack(">I4s", 1, b"\x1b[2J")]
)
def test_heads_that_make_no_sense_are_refused(data: bytes) -> None:
    with refused("damaged", error=FileError):
        read_head(io.BytesIO(data))


def test_a_chunk_is_whole_and_right() -> None:
    data = chunk(b"tEXt", b"abc")[8:]
    assert read_data(io.BytesIO(data), b"tEXt", 3) == b"abc"
    for wrong in (data[:-1], data[:2], b"x" + data[1:]):
        with refused("damaged", error=FileError):
            read_data(io.BytesIO(wrong), b"tEXt", 3)


def test_pixels_come_in_pieces_of_one_mebibyte() -> None:
    data = bytes(range(256)) * 5000
    stream = io.BytesIO(chunk(b"IDAT", data) + chunk(b"tEXt", b"a\0b") + chunk(b"IDAT", b"") + END)
    pieces = list(read_idat(stream, len(data)))
    assert b"".join(pieces) == data
    assert max(map(len, pieces)) == 2**20


def test_more_compressed_pixels_than_a_size_can_need_are_refused() -> None:
    """Whether they are in one chunk, of which no more is read then, or in many."""
    for data in (struct.pack(">I4s", 2**31 - 1, b"IDAT"), chunk(b"IDAT", bytes(60)) * 2):
        stream = io.BytesIO(data + END)
        with refused("damaged", error=FileError):
            for piece in read_idat(stream, 100):
                assert len(piece) == 60


@pytest.mark.parametrize("kind", [b"IDAT", b"tEXt"])
def test_the_chunks_among_pixels_are_bounded(kind: bytes) -> None:
    fits = io.BytesIO(chunk(kind, b"") * MAX_CHUNKS + END)
    assert list(read_idat(fits, 1000)) == []
    with refused("damaged", error=FileError):
        list(read_idat(io.BytesIO(chunk(kind, b"") * (MAX_CHUNKS + 1) + END), 1000))
    assert (
        list(read_idat(io.BytesIO(chunk(kind, b"") * (MAX_CHUNKS + 1) + END), 1024)) == []
    )  # a larger picture


def test_a_wrong_checksum_of_pixels_is_seen() -> None:
    data = bytearray(chunk(b"IDAT", zlib.compress(b"abc")) + END)
    data[10] ^= 1
    with refused("damaged", error=FileError):
        list(read_idat(io.BytesIO(bytes(data)), 1000))
