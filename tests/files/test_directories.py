"""Directories of tags: the same values in every layout, within bounds."""

from __future__ import annotations

import io
import struct
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import FileError
from nnart.files.directories import MAX_ENTRIES, MAX_VALUE, Directories
from tests.faults_of import refused

Entry = tuple[int, int, int, bytes]  # tag, type, count and data
TEXT = b"a text of some length"


def tiff(*entries: Entry, order: str = "<", big: bool = False, claimed: int | None = None) -> bytes:
    """Return a file with one directory, and behind it what does not fit into an entry."""
    room, offset = (8, "Q") if big else (4, "I")
    entry = order + ("HHQ" if big else "HHI")
    start = 16 if big else 8
    count = len(entries) if claimed is None else claimed
    begin = b"II" if order == "<" else b"MM"
    begin += struct.pack(f"{order}HHHQ", 43, 8, 0, start) if big else struct.pack(f"{order}HI", 42, start)
    head = struct.pack(order + ("Q" if big else "H"), count)
    end = start + len(head) + len(entries) * (struct.calcsize(entry) + room)
    directory, data = head, b""
    for tag, kind, number, value in entries:
        directory += struct.pack(entry, tag, kind, number)
        if len(value) <= room:
            directory += value.ljust(room, b"\0")
        else:
            directory += struct.pack(order + offset, end + len(data))
            data += value
    return begin + directory + data


def read(data: bytes, *wanted: int) -> dict[int, Any]:
    directories = Directories.of(io.BytesIO(data))
    return directories.read(directories.first, wanted)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("big", [False, True])
def test_values_are_the_same_in_every_layout(order: str, big: bool) -> None:
    entries = (
        (1, 2, len(TEXT), TEXT),
        (2, 2, 2, b"ab"),
        (3, 3, 1, struct.pack(f"{order}H", 5)),
        (4, 3, 9, struct.pack(f"{order}9H", *range(7, 16))),
        (5, 4, 1, struct.pack(f"{order}I", 2**31)),
        (6, 5, 2, struct.pack(f"{order}4I", 1, 3, 1, 7)),
        (7, 10, 1, struct.pack(f"{order}2i", -1, 3)),
        (8, 1, len(TEXT), TEXT),
        (9, 129, len(TEXT), TEXT),
        (10, 9, 1, struct.pack(f"{order}i", -5)),
    )
    assert read(tiff(*entries, order=order, big=big), *range(20)) == {
        1: TEXT,
        2: b"ab",
        3: 5,
        4: 7,
        5: 2**31,
        6: Fraction(1, 3),
        7: Fraction(-1, 3),
        8: TEXT,
        9: TEXT,
        10: -5,
    }


def test_only_what_is_wanted_is_read_and_the_first_of_several() -> None:
    data = tiff((1, 2, 4, b"one\0"), (1, 2, 4, b"two\0"), (2, 2, 4, b"abc\0"))
    assert read(data, 1, 3) == {1: b"one\0"}


@pytest.mark.parametrize(
    "entry",
    [
        (1, 99, 1, b"\1\0\0\0"),  # of no type
        (1, 2, 0, b""),
        (1, 5, 1, bytes(8)),  # by zero
        (1, 2, MAX_VALUE + 1, b"\x08\0\0\0"),
        (1, 2, 2**32 - 1, b"\x08\0\0\0"),
        (1, 2, 100, b"\xff\xff\xff\xff"),  # nowhere
        (1, 2, 100, b"\x08\0\0\0"),  # longer than the file
    ],
)
def test_values_that_make_no_sense_are_left_out(entry: Entry) -> None:
    assert read(tiff(entry, (2, 3, 1, b"\5\0")), 1, 2) == {2: 5}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"II",
        b"XX*\0\x08\0\0\0\0\0",
        b"II+\0\x04\0\0\0" + bytes(8),
        b"II*\0\xff\xff\xff\xff",
        struct.pack("<2sHHHQ", b"II", 43, 8, 0, 2**64 - 1),
        tiff(big=True, claimed=MAX_ENTRIES + 1),
        tiff(big=True, claimed=2**64 - 1),
    ],
)
def test_what_is_no_directory_is_refused(data: bytes) -> None:
    with refused("damaged", error=FileError):
        read(data, 1)


def test_a_directory_that_ends_early_has_what_is_there() -> None:
    assert read(tiff((1, 3, 1, b"\5\0"), claimed=65_535), 1) == {1: 5}


@given(st.binary(max_size=200), st.sampled_from([b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"II+\0\x08\0\0\0"]))
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    try:
        read(start + data, *range(2**16))
    except FileError as error:
        assert [fault.rule for fault in error.faults] == ["damaged"]
