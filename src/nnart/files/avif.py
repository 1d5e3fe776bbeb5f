"""AVIF's boxes: read a picture's size and metadata, without its pixels.

Sources: ISO/IEC 14496-12 for boxes, items and where they lie; 23008-12 for properties, EXIF and XMP.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from nnart.errors import FileError, fault
from nnart.files.codec import Header
from nnart.files.metadata import MAX_BLOCK, MAX_PARTS, Metadata
from nnart.files.tags import read_exif

MAX_META = 2**20  # bytes of the box that describes all items; thousands of tiles take a few 100 KB
_XMP = b"mime", b"application/rdf+xml"

Boxes = dict[bytes, bytes]


def read_header(stream: BinaryIO) -> Header:
    """Read an AVIF's header: at most 1 MiB each of description, EXIF and XMP.

    Raises:
        FileError: if it is damaged.
    """
    boxes = _boxes(_meta(stream)[4:])
    try:
        primary = _primary(boxes[b"pitm"])
        shape = _shape(boxes[b"iprp"], primary)
        wanted = _items(boxes[b"iinf"]) if b"iinf" in boxes else {}
        places = _places(boxes[b"iloc"], wanted) if wanted else {}
        inside = boxes.get(b"idat", b"")
        found = {wanted[number]: _data(stream, inside, place) for number, place in places.items()}
    except (KeyError, IndexError):
        raise _damaged() from None
    exif = found.get("exif", b"")
    tags = read_exif(exif[4 + int.from_bytes(exif[:4]) :])  # behind the place where it begins
    return Metadata(tags, found.get("xmp", b"")).header(shape)


@dataclass
class _Cursor:
    """Bytes that are read from their beginning."""

    data: bytes
    at: int = 0

    def number(self, size: int) -> int:
        """Return the next number with this many bytes; 0 for no bytes."""
        return int.from_bytes(self.take(size))

    def take(self, size: int) -> bytes:
        """Return the next bytes."""
        if self.at + size > len(self.data):
            raise IndexError
        self.at += size
        return self.data[self.at - size : self.at]

    def version(self) -> tuple[int, int]:
        """Return a box's version and flags."""
        return self.number(1), self.number(3)


@dataclass(frozen=True)
class _Places:
    """Where an item lies: in the file or in the data box, and there at which offsets and lengths."""

    inside: bool
    extents: list[tuple[int, int]]


def _meta(stream: BinaryIO) -> bytes:
    """Return the box that describes all items."""
    end, place = stream.seek(0, 2), 0
    for _ in range(MAX_PARTS):
        stream.seek(place)
        head = _Cursor(stream.read(16).ljust(16, b"\0"))
        length, kind, start = head.number(4), head.take(4), 8
        if length == 1:
            length, start = head.number(8), 16
        length = length or end - place
        if not start <= length <= end - place:
            raise _damaged()
        if kind == b"meta":
            if length > MAX_META:
                says = f"its description of {length} bytes is longer than {MAX_META}"
                raise FileError(fault("limit", says))
            stream.seek(place + start)
            return stream.read(length - start)
        place += length
    raise FileError(fault("limit", f"more than {MAX_PARTS} boxes are too many"))


def _each_box(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and contents of consecutive boxes."""
    cursor = _Cursor(data)
    while cursor.at + 8 <= len(data):
        length, kind = cursor.number(4), cursor.take(4)
        yield kind, cursor.take(max(length - 8, 0) if length else len(data) - cursor.at)


def _boxes(data: bytes) -> Boxes:
    """Return the contents of boxes by kind; the first box of a kind counts."""
    found: Boxes = {}
    try:
        for kind, content in _each_box(data):
            found.setdefault(kind, content)
    except IndexError:
        raise _damaged() from None
    return found


def _primary(box: bytes) -> int:
    """Return the number of the picture among items."""
    cursor = _Cursor(box)
    return cursor.number(4 if cursor.version()[0] else 2)


def _shape(box: bytes, primary: int) -> tuple[int, int]:
    """Return rows and columns of the picture, from its properties."""
    boxes = _boxes(box)
    cursor = _Cursor(boxes[b"ipma"])
    version, flags = cursor.version()
    size = 2 if flags & 1 else 1
    properties: set[int] = set()
    for _ in range(cursor.number(4)):
        number, count = cursor.number(4 if version else 2), cursor.number(1)
        numbers = _Cursor(cursor.take(count * size))
        if number == primary:
            properties = {numbers.number(size) & (2 ** (8 * size - 1) - 1) for _ in range(count)}
            break
    for i, (kind, content) in enumerate(_each_box(boxes[b"ipco"]), 1):
        if kind == b"ispe" and i in properties:
            sides = _Cursor(content, 4)
            columns, rows = sides.number(4), sides.number(4)
            return rows, columns
    raise _damaged()


def _items(box: bytes) -> dict[int, str]:
    """Return the numbers of the first items that are EXIF and XMP."""
    cursor = _Cursor(box)
    cursor.take(2 if cursor.version()[0] == 0 else 4)
    found: dict[str, int] = {}
    for kind, content in _each_box(box[cursor.at :]):
        entry = _Cursor(content)
        version = entry.version()[0]
        if kind == b"infe" and version >= 2:
            number = entry.number(2 if version == 2 else 4)
            entry.take(2)  # how it is protected
            what = entry.take(4)
            if what == b"Exif":
                found.setdefault("exif", number)
            elif (what, *content[entry.at :].split(b"\0")[1:2]) == _XMP:
                found.setdefault("xmp", number)
    return {number: name for name, number in found.items()}


def _places(box: bytes, wanted: Container[int]) -> dict[int, _Places]:
    """Return where the wanted items lie, skipping all others."""
    found: dict[int, _Places] = {}
    cursor = _Cursor(box)
    version = cursor.version()[0]
    sizes = cursor.number(2)
    offset, length, base, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    index = index if version else 0
    number_size = 4 if version == 2 else 2
    for _ in range(cursor.number(number_size)):
        number = cursor.number(number_size)
        inside = version > 0 and cursor.number(2) & 15 == 1
        cursor.take(2)  # in which file
        start, count = cursor.number(base), cursor.number(2)
        places = _Cursor(cursor.take(count * (index + offset + length)))
        if number in wanted and number not in found:
            extents = []
            for _ in range(count):
                places.take(index)
                extents.append((start + places.number(offset), places.number(length)))
            found[number] = _Places(inside, extents)
    return found


def _data(stream: BinaryIO, inside: bytes, places: _Places) -> bytes:
    """Return an item's first bytes."""
    data = bytearray()
    for place, length in places.extents:
        some = min(length, MAX_BLOCK - len(data))
        if places.inside:
            data += inside[place : place + some]
        elif some and place < 2**63:
            stream.seek(place)
            data += stream.read(some)
    return bytes(data)


def _damaged() -> FileError:
    return FileError(fault("damaged", "damaged: its boxes make no sense"))
