"""AVIF's boxes: size and metadata as Pillow reads them, whatever lies around."""

from __future__ import annotations

import io
import struct
from typing import Any

import pytest
from PIL import Image

from nnart.errors import FileError
from nnart.files.avif import MAX_META, read_header
from nnart.files.metadata import MAX_PARTS
from nnart.network.origin import text_of
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused
from tests.files.longfiles import GAP, LongFile

TEXT = text_of(Recipe(seed=5))
FILE = b"\0\0\0\x14ftypavif\0\0\0\0avif"


def written(
    size: tuple[int, int] = (30, 20), mode: str = "RGB", text: str | None = TEXT, **options: Any
) -> bytes:
    stream, exif = io.BytesIO(), Image.Exif()
    if text is not None:
        exif[0x010E] = text
    Image.new(mode, size).save(stream, "AVIF", exif=exif if text else b"", speed=10, **options)
    return stream.getvalue()


def box(kind: bytes, *data: bytes) -> bytes:
    whole = b"".join(data)
    return struct.pack(">I4s", 8 + len(whole), kind) + whole


def full(kind: bytes, *data: bytes, version: int = 0, flags: int = 0) -> bytes:
    return box(kind, bytes([version]), flags.to_bytes(3), *data)


def tags() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = TEXT
    return exif.tobytes()


EXIF = full(b"infe", struct.pack(">HH4s", 2, 0, b"Exif"), b"\0", version=2)
XMP = full(b"infe", struct.pack(">IH4s", 3, 0, b"mime"), b"\0application/rdf+xml\0", version=3)
PRIMARY = full(b"pitm", b"\0\1")
SIZES = box(
    b"iprp",
    box(b"ipco", box(b"free"), full(b"ispe", struct.pack(">II", 30, 20)), full(b"ispe", bytes(8))),
    full(b"ipma", struct.pack(">IHBBHBBB", 2, 9, 1, 3, 1, 2, 0x80 | 1, 2)),
)


def items(*entries: bytes) -> bytes:
    return full(b"iinf", struct.pack(">H", len(entries)), *entries)


def made(locations: bytes, *more: bytes, entries: bytes = items(EXIF, XMP)) -> bytes:
    return FILE + full(b"meta", PRIMARY, entries, SIZES, locations, *more)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.parametrize("size", [(1, 1), (31, 7), (300, 200)])
def test_every_kind_of_avif_is_read(mode: str, size: tuple[int, int]) -> None:
    for text in (TEXT, None):
        header = read_header(io.BytesIO(written(size, mode, text)))
        assert (header.shape, header.text) == (size[::-1], text)


def test_films_are_read() -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    assert read_header(io.BytesIO(written(save_all=True, append_images=frames))).shape == (20, 30)


def test_a_recipe_may_be_xmp() -> None:
    data = written(text=None, xmp=f"<a>{TEXT}</a>".encode())
    assert read_header(io.BytesIO(data)).text == TEXT


@pytest.mark.parametrize("start", [b"\0\0\0\0", b"\0\0\0\6Exif\0\0", b"\0\0\0\0Exif\0\0"])
def test_items_in_the_box_of_data_are_read(start: bytes) -> None:
    """Here in two pieces, by locations of version 1."""
    data = start + tags().removeprefix(b"Exif\0\0")
    place = struct.pack(">HHHHIIII", 2, 1, 0, 2, 0, 10, 10, len(data) - 10)
    locations = full(b"iloc", b"\x44\0", struct.pack(">H", 1), place, version=1)
    assert read_header(io.BytesIO(made(locations, box(b"idat", data)))).text == TEXT


def test_items_behind_all_boxes_are_read() -> None:
    """By locations of version 2, with a base, and indices that say nothing here."""
    packet = f"<a>{TEXT}</a>".encode()
    sizes, count = b"\x44\x84", struct.pack(">I", 1)
    locations = full(b"iloc", sizes, count, bytes(4 + 2 + 2 + 8 + 2 + 12), version=2)
    start = len(made(locations)) + 8
    place = struct.pack(">IHHQHIII", 3, 0, 0, start - 5, 1, 0, 5, len(packet))
    locations = full(b"iloc", sizes, count, place, version=2)
    assert read_header(io.BytesIO(made(locations) + box(b"mdat", packet))).text == TEXT


NOWHERE = full(b"iloc", b"\x44\0", struct.pack(">H", 1), struct.pack(">HHHII", 2, 0, 1, 2**32 - 1, 2**32 - 1))


def test_items_that_lie_nowhere_say_nothing() -> None:
    header = read_header(io.BytesIO(made(NOWHERE)))
    assert (header.shape, header.text) == ((20, 30), None)
    assert read_header(io.BytesIO(made(b"", entries=b""))).shape == (20, 30)


@pytest.mark.parametrize(
    "data",
    [
        FILE,
        FILE + struct.pack(">I4s", 7, b"meta"),
        FILE + struct.pack(">I4sQ", 1, b"meta", 2**63),
        FILE + full(b"meta"),
        FILE + full(b"meta", PRIMARY),
        FILE + full(b"meta", PRIMARY, box(b"iprp", box(b"ipco"), full(b"ipma", b"\0\0\0\1"))),
        FILE + full(b"meta", PRIMARY, box(b"iprp", box(b"ipco"), full(b"ipma", bytes(4)))),
        FILE + full(b"meta", PRIMARY, struct.pack(">I4s", 2**31, b"iprp")),
        made(full(b"iloc", b"\x44\0", b"\xff\xff")),
        made(full(b"iloc"), entries=items(box(b"infe", b"\2"))),
        made(b""),
        written()[:100],
    ],
)
def test_what_makes_no_sense_is_refused(data: bytes) -> None:
    with refused("damaged", error=FileError):
        read_header(io.BytesIO(data))


def test_boxes_are_bounded() -> None:
    data = written()
    for padding in (box(b"free"), struct.pack(">I4sQ", 1, b"free", 16)):
        assert read_header(io.BytesIO(data[:32] + padding * 1000 + data[32:])).shape == (20, 30)
        with refused("limit", error=FileError):
            read_header(io.BytesIO(data[:32] + padding * MAX_PARTS + data[32:]))
    with refused("limit", error=FileError):
        read_header(io.BytesIO(FILE + full(b"meta", bytes(MAX_META))))


def test_places_are_bounded() -> None:
    """As 65,535 places may take no bytes at all, for each of 65,535 items, or lie upon each other."""
    none = full(b"iloc", b"\0\0\xff\xff", struct.pack(">HHH", 2, 0, 65_535) * 65_535)
    assert read_header(io.BytesIO(made(none))).text is None
    place = struct.pack(">HHH", 2, 0, 65_535) + struct.pack(">II", 0, 2**20) * 65_535
    upon = LongFile(made(full(b"iloc", b"\x44\0\0\1", place)))
    assert read_header(upon).text is None  # type: ignore[arg-type]  # it is as good as a BinaryIO
    assert upon.taken < 2**22


def test_what_is_read_does_not_follow_the_file() -> None:
    data = written()
    for padded in (LongFile(data), LongFile(data + struct.pack(">I4s", GAP + 8, b"free"), b"end")):
        header = read_header(padded)  # type: ignore[arg-type]
        assert (header.shape, header.text) == ((20, 30), TEXT)
        assert padded.taken < 2**16
