"""PNG's texts: find the recipe among them, wherever other programs have put it.

A text is a tEXt, zTXt or iTXt chunk with a keyword. Among texts with nnart's keywords, the first that begins
like a recipe counts, else the first. Texts with other keywords count if they begin like a recipe. Programs that
convert other formats to PNG also copy EXIF and XMP, in chunks or as texts.

Sources: Portable Network Graphics (PNG) Specification, third edition, W3C 2025, section 11.3.3; exiv2's and
ImageMagick's sources for "raw profiles", blocks of metadata in hexadecimal.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from typing import Any, BinaryIO

from nnart.errors import FileError, fault
from nnart.files.codec import MAX_TEXT
from nnart.files.metadata import MAX_BLOCK, Metadata
from nnart.files.pngchunks import read_data
from nnart.files.recipetext import HEAD, decode, find_in_xml, is_picture, is_sheet
from nnart.files.tags import read_exif

# Keywords of texts: a picture's origin, and a sheet's tiles.
PICTURE, SHEET = b"nnart", b"nnart-sheet"
MAX_SHEET = 2**20  # bytes
EXIF, TEXTS = b"eXIf", (b"tEXt", b"zTXt", b"iTXt")
_MAX_TEXTS = {PICTURE: MAX_TEXT, SHEET: MAX_SHEET}
_ARE = {PICTURE: is_picture, SHEET: is_sheet}
_XMP, _PROFILE = b"XML:com.adobe.xmp", b"Raw profile type "
_PEEK = 1024  # bytes of a chunk within which its text begins
_MAX_PEEKS = 2**16  # at texts of others: half a second
_MAX_BLOCKS = 16  # of EXIF and XMP; others have one of a kind


class Texts:
    """What was found in the texts of a file so far."""

    def __init__(self) -> None:
        self._known: dict[bytes, str] = {}  # by keyword, what begins as it should
        self._doubtful: dict[bytes, str | FileError] = {}  # the first that does not, or what is wrong with it
        self._moved: str | None = None  # the first that other programs have put elsewhere
        self._peeks = self._blocks = 0

    @property
    def found(self) -> bool:
        """Whether there is a text that begins as nnart's do."""
        return bool(self._known) or self._moved is not None

    def picture(self) -> str | None:
        """Return the text about the picture's origin.

        Raises:
            FileError: if there is only a text under nnart's keyword that is damaged or too long.
        """
        return self._known.get(PICTURE) or self._moved or self._last(PICTURE)

    def sheet(self) -> str | None:
        """Return the sheet's text; as `picture`."""
        return self._known.get(SHEET) or self._last(SHEET)

    def _last(self, keyword: bytes) -> str | None:
        text = None if self.found else self._doubtful.get(keyword)
        if isinstance(text, FileError):
            raise text
        return text

    def look(self, stream: BinaryIO, kind: bytes, length: int) -> None:
        """Look at a text or EXIF, and keep it if it may be a recipe and nothing better was found.

        Args:
            stream: at the chunk's data; it is left anywhere.
            kind: of the chunk.
            length: of its data.

        Raises:
            FileError: if a text that begins as nnart's do is damaged, or too long.
        """
        start = stream.tell()
        head = stream.read(min(length, _PEEK))
        stream.seek(start)
        keyword = b"" if kind == EXIF else head.partition(b"\0")[0]
        if keyword in _ARE:
            self._take_own(stream, kind, length, keyword, _peek(kind, head))
        elif self._peeks < _MAX_PEEKS:
            self._peeks += 1
            if kind == EXIF or keyword == _XMP or keyword.startswith(_PROFILE):
                self._take_block(stream, kind, length, keyword)
            else:
                self._take_moved(stream, kind, length, _peek(kind, head))

    def _take_own(self, stream: BinaryIO, kind: bytes, length: int, keyword: bytes, begins: bytes) -> None:
        """Keep the first text under nnart's keywords that begins like a recipe, and the first that does not."""
        texts: dict[bytes, Any] = self._known if _ARE[keyword](begins) else self._doubtful
        if keyword in texts:
            return
        try:
            texts[keyword] = decode(_whole(stream, kind, length, _MAX_TEXTS[keyword]))
        except FileError as error:
            if texts is self._known:
                raise
            texts[keyword] = error

    def _take_moved(self, stream: BinaryIO, kind: bytes, length: int, begins: bytes) -> None:
        """Keep a text under another keyword if it begins like a recipe."""
        if is_picture(begins) and self._moved is None:
            self._moved = decode(_whole(stream, kind, length, MAX_TEXT))
        elif is_sheet(begins) and SHEET not in self._known:
            self._known[SHEET] = decode(_whole(stream, kind, length, MAX_SHEET))

    def _take_block(self, stream: BinaryIO, kind: bytes, length: int, keyword: bytes) -> None:
        """Look into EXIF or XMP; ignore a damaged block."""
        if self._blocks == _MAX_BLOCKS or length > 2 * MAX_BLOCK or self._moved is not None:
            return
        self._blocks += 1
        with suppress(FileError, ValueError):
            block = read_data(stream, kind, length)
            if kind != EXIF:
                block = _text(kind, block, 2 * MAX_BLOCK)
            if keyword.startswith(_PROFILE):  # its name and its length, and then all of it in hexadecimal
                *_, digits = block.strip().split(b"\n", 2)
                block = bytes.fromhex(digits.decode("ascii"))
            self._moved = Metadata(read_exif(block)).text or find_in_xml(block)


def _peek(kind: bytes, head: bytes) -> bytes:
    """Return the beginning of a text from the first bytes of its chunk."""
    with suppress(FileError):
        return _text(kind, head, HEAD)
    return b""


def _text(kind: bytes, data: bytes, maximum: int) -> bytes:
    """Return the first bytes of a chunk's text, decompressing no more."""
    text = data.partition(b"\0")[2]
    packed = kind == b"zTXt" or (kind == b"iTXt" and text[:1] == b"\1")
    if kind == b"iTXt":
        text = text[2:].split(b"\0", 2)[-1]  # behind its language and its keyword in that
    elif packed:
        text = text[1:]
    if not packed:
        return text[:maximum]
    try:
        return zlib.decompressobj().decompress(text, maximum)
    except zlib.error:
        raise FileError(fault("damaged", "damaged: its recipe cannot be unpacked")) from None


def _whole(stream: BinaryIO, kind: bytes, length: int, maximum: int) -> bytes:
    """Return a chunk's text, refusing one that is too long."""
    text = b"" if length > maximum + _PEEK else _text(kind, read_data(stream, kind, length), maximum + 1)
    if length > maximum + _PEEK or len(text) > maximum:
        raise FileError(fault("damaged", f"damaged: a text of more than {maximum} bytes"))
    return text
