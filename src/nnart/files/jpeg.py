"""JPEG's segments: read a picture's size and metadata, up to the first scan.

Sources: ITU-T T.81, annex B; Exif 2.3, CIPA DC-008; XMP specification part 3, Adobe 2020.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from nnart.errors import FileError, fault
from nnart.files.codec import Header
from nnart.files.metadata import MAX_BLOCK, MAX_PARTS, Metadata
from nnart.files.recipetext import HEAD, is_picture
from nnart.files.tags import read_exif

_EXIF, _XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
_TIFF = b"II*\0", b"MM\0*"  # the beginning of EXIF; Pillow leaves out the mark that WebP does not have
_APP1, _COMMENT, _SCAN = 0xE1, 0xFE, 0xDA
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # of which three are tables
_ALONE = {0x00, 0x01, *range(0xD0, 0xDA)}  # markers without a length


def read_header(stream: BinaryIO) -> Header:
    """Read a JPEG's header: at most 65,536 segments, none behind the first scan.

    Raises:
        FileError: if it is damaged.
    """
    found, exif, frame = Metadata(), bytearray(), b""
    for marker, length in _segments(stream):
        place = stream.tell()
        if marker in _FRAMES:
            frame = frame or stream.read(5)
        elif marker == _APP1:
            data = stream.read(length)
            if data.startswith((_EXIF, *_TIFF)) and len(exif) < MAX_BLOCK:
                exif += data.removeprefix(_EXIF)  # data longer than a segment continues in the next one
            elif data.startswith(_XMP):
                found.xmp = found.xmp or data
        elif marker == _COMMENT and not found.comment and is_picture(stream.read(min(length, HEAD))):
            stream.seek(place)
            found.comment = stream.read(length)
        stream.seek(place + length)
    if len(frame) < 5:
        raise FileError(fault("damaged", "damaged: it ends early"))
    found.tags = read_exif(bytes(exif))
    bits, rows, columns = struct.unpack(">BHH", frame)
    return found.header((rows, columns), bits)


def _segments(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield each segment's marker and its data's length, with the stream at the data."""
    stream.seek(0)
    for _ in range(MAX_PARTS):
        mark, *marker = stream.read(2).ljust(2, b"\0")
        if mark != 0xFF:
            raise FileError(fault("damaged", "damaged: it has no segment where one should begin"))
        if marker == [0xFF]:  # filled up
            stream.seek(-1, 1)
        elif marker == [_SCAN]:
            return
        elif marker[0] not in _ALONE:
            length = int.from_bytes(stream.read(2))
            if length < 2:
                raise FileError(fault("damaged", "damaged: a segment without its length"))
            yield marker[0], length - 2
    raise FileError(fault("limit", f"more than {MAX_PARTS} segments before its pixels are too many"))
