"""Directories of tags, as in TIFF and EXIF: read only the tags asked for.

Sources: TIFF revision 6.0, Adobe 1992; "The BigTIFF File Format", Aware Systems 2004.
"""

from __future__ import annotations

import struct
from collections.abc import Container
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO, Self

from nnart.errors import FileError, fault

MAX_ENTRIES = 2**16  # of a directory: what TIFF has room for
MAX_VALUE = 2**20  # bytes of a text
# What a tag's values are, by the number of their type: bytes and text as "s".
_TEXTS = dict.fromkeys((1, 2, 6, 7, 129), "s")
_NUMBERS = {3: "H", 4: "I", 5: "II", 8: "h", 9: "i", 10: "ii", 13: "I", 16: "Q", 18: "Q"}
_TYPES = _TEXTS | _NUMBERS
_RATIONALS = (5, 10)

Value = bytes | int | Fraction


@dataclass(frozen=True)
class Directories:
    """A file of directories.

    Attributes:
        stream: that can be read and seeked.
        order: of bytes, as `struct` writes it.
        big: whether offsets have 64 bits.
        first: where the first directory is.
    """

    stream: BinaryIO
    order: str
    big: bool
    first: int

    @classmethod
    def of(cls, stream: BinaryIO) -> Self:
        """Return the directories of a file.

        Raises:
            FileError: if it begins as no TIFF does.
        """
        stream.seek(0)
        start = stream.read(16).ljust(16, b"\0")
        order = {b"II": "<", b"MM": ">"}.get(start[:2])
        if order is not None:
            version, size, zeros, big = struct.unpack_from(f"{order}HHHQ", start, 2)
            if (version, size, zeros) == (43, 8, 0):
                return cls(stream, order, True, big)
            if version == 42:
                return cls(stream, order, False, struct.unpack_from(f"{order}I", start, 4)[0])
        raise _damaged()

    def read(self, start: int, wanted: Container[int]) -> dict[int, Value]:
        """Return a directory's values by tag; the first counts if a tag is repeated.

        Reads at most 65,536 entries, and 1 MiB for each tag.

        Args:
            start: where it is.
            wanted: numbers of tags.

        Returns:
            Bytes for bytes and text, else the first of the values; values that make no sense are left out.

        Raises:
            FileError: if it is not there, or has too many entries.
        """
        count = self._number("Q" if self.big else "H", start)
        if count > MAX_ENTRIES:
            raise _damaged()
        entry = struct.Struct(self.order + ("HHQ8s" if self.big else "HHI4s"))
        entries = self.stream.read(count * entry.size)
        found: dict[int, Value] = {}
        for tag, kind, count, place in entry.iter_unpack(entries[: len(entries) // entry.size * entry.size]):
            if tag in wanted and tag not in found:
                value = self._value(kind, count, place)
                if value is not None:
                    found[tag] = value
        return found

    def _value(self, kind: int, count: int, place: bytes) -> Value | None:
        """Return an entry's value, stored in the entry itself or where it points to."""
        code = _TYPES.get(kind)
        if code is None or not count:
            return None
        size = struct.calcsize(self.order + code)
        length = count if code == "s" else size
        if length > MAX_VALUE:
            return None
        try:
            inside = count * size <= len(place)
            data = place[:length] if inside else self._bytes(self._offset(place), length)
        except FileError:
            return None
        if code == "s":
            return data
        number, *below = struct.unpack(self.order + code, data)
        if kind not in _RATIONALS:
            return int(number)
        return Fraction(number, below[0]) if below[0] else None

    def _offset(self, place: bytes) -> int:
        return int(struct.unpack(self.order + ("Q" if self.big else "I"), place)[0])

    def _number(self, code: str, start: int) -> int:
        return int(struct.unpack(self.order + code, self._bytes(start, struct.calcsize(self.order + code)))[0])

    def _bytes(self, start: int, length: int) -> bytes:
        if start >= 2**63:
            raise _damaged()
        self.stream.seek(start)
        data = self.stream.read(length)
        if len(data) < length:
            raise _damaged()
        return data


def _damaged() -> FileError:
    return FileError(fault("damaged", "damaged: what it says of itself makes no sense"))
