"""Formats: the one list of them, and finding a format by a file's name or first bytes.

To add a format, add an object here, a module beside this one if Pillow cannot write it, a row in
docs/reference/knobs.md, the ending in the help of `--output`, a reader in tests/readers.py and files in
tests/corpus. Encoders and decoders are imported on first use.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from nnart.errors import FileError, InputError, fault, shown
from nnart.files import avif, jpeg, pillow, pngheader, webp
from nnart.files.codec import BITS, Codec, Header, StreamCodec, StreamedCodec
from nnart.recipe.size import Size

TILED_SIDE = 2048  # pixels of the shorter side from which a TIFF is tiled, with several sizes


class PngCodec(StreamedCodec):
    """PNG, row by row."""

    def for_size(self, size: Size | None = None) -> StreamCodec:  # noqa: ARG002  - all the same
        """Return how it is streamed."""
        from nnart.files.png import PngStream

        return PngStream()

    def read_header(self, stream: BinaryIO) -> Header:
        """Read what stands before the pixels."""
        return pngheader.read_header(stream)


class TiffCodec(StreamedCodec):
    """TIFF: strips, and for large pictures tiles, in several sizes."""

    def for_size(self, size: Size | None = None) -> StreamCodec:
        """Return how a picture of a size is streamed; as strips if none is given."""
        if size is not None and min(size) >= TILED_SIDE:
            from nnart.files.tiledtiff import TiledTiffStream

            return TiledTiffStream()
        from nnart.files.tiff import TiffStream

        return TiffStream()

    def read_header(self, stream: BinaryIO) -> Header:
        """Read what it says of its first picture."""
        from nnart.files import tiff

        return tiff.read_header(stream)


class NpyCodec(StreamedCodec):
    """NumPy's format, which holds only fields and no recipe."""

    def for_size(self, size: Size | None = None) -> StreamCodec:  # noqa: ARG002  - all the same
        """Return how it is streamed."""
        from nnart.files.npy import NpyStream

        return NpyStream()

    def read_header(self, stream: BinaryIO) -> Header:  # noqa: ARG002
        """Refuse it: there is nothing to read."""
        raise FileError(fault("kind", "a field as .npy has no place for a recipe"))


NPY = NpyCodec(name="NPY", endings=(".npy",), bits=(), alpha=False)
PNG = PngCodec(name="PNG", endings=(".png",), signature=rb"\x89PNG")
JPEG = pillow.PillowCodec(
    name="JPEG",
    header=jpeg.read_header,
    endings=(".jpg", ".jpeg"),
    signature=rb"\xff\xd8\xff",
    max_side=65_500,
    alpha=False,
    options={"quality": 95, "subsampling": 0},
)
WEBP = pillow.PillowCodec(
    name="WEBP",
    header=webp.read_header,
    endings=(".webp",),
    signature=rb"RIFF.{4}WEBP",
    max_side=16_383,
    memory=14,
    options={"quality": 92, "method": 4},
)
# What libavif decodes by default. With two or more threads, their number does not change the bytes. Tiles
# would, and larger machines would use more of them.
AVIF = pillow.PillowCodec(
    name="AVIF",
    header=avif.read_header,
    endings=(".avif",),
    signature=rb".{4}ftyp(avif|avis|mif1|msf1)",
    max_side=32_768,
    max_pixels=2**28,
    memory=45,
    options={"quality": 90, "subsampling": "4:4:4", "max_threads": 8, "autotiling": False},
)
TIFF = TiffCodec(
    name="TIFF",
    endings=(".tif", ".tiff"),
    signature=rb"II\*\0|MM\0\*|II\+\0|MM\0\+",  # either order of bytes, offsets of 32 or 64 bits
)
CODECS: tuple[Codec, ...] = (NPY, PNG, JPEG, WEBP, AVIF, TIFF)
PICTURES = {ending: codec for codec in CODECS if codec.bits for ending in codec.endings}
FIELDS: dict[str, StreamedCodec] = {ending: codec for codec in (NPY, TIFF) for ending in codec.endings}
_START = 16  # bytes that are enough to recognise a file
PAGE = b"<!doctype html"  # the beginning of a sheet in HTML, in lower case


def check_bits(bits: int) -> int:
    """Return bits a channel if they are 8 or 16.

    Raises:
        InputError: if they are not.
    """
    if bits not in BITS:
        raise InputError(fault("range", "8 or 16 bits per channel are possible", "bits", got=bits))
    return bits


def find(path: Path) -> Codec:
    """Return the picture format of a file name's ending.

    Raises:
        InputError: if its ending is unknown.
    """
    codec = PICTURES.get(path.suffix.lower())
    if codec is None:
        ending = f"{shown(path.name)} should end in one of {', '.join(PICTURES)}"
        raise InputError(fault("kind", ending, "path"))
    return codec


def named(name: str) -> Codec:
    """Return a picture format by its name, such as webp, .jpg or PNG.

    Raises:
        InputError: if no format has this name.
    """
    wanted = name.strip().lower().removeprefix(".")
    for codec in CODECS:
        if codec.bits and (wanted == codec.name.lower() or f".{wanted}" in codec.endings):
            return codec
    raise InputError(fault("choice", ", ".join(ending[1:] for ending in PICTURES), "format", got=name))


def find_for_field(path: Path) -> StreamedCodec:
    """Return the field format of a file name's ending.

    Raises:
        InputError: if the ending is not .npy, .tif or .tiff.
    """
    codec = FIELDS.get(path.suffix.lower())
    if codec is None:
        ending = f"{shown(path.name)} should end in one of {', '.join(FIELDS)} to hold a field"
        raise InputError(fault("kind", ending, "path"))
    return codec


def choose(path: Path, size: Size, bits: int, *, alpha: bool = False) -> Codec:
    """Return the format of a file name's ending, after checking that it can hold a picture.

    Raises:
        InputError: if the ending is unknown, or the format cannot hold the size, the bits or alpha.
    """
    check_bits(bits)
    codec = find(path)
    codec.check(size, bits, alpha=alpha)
    return codec


def recognise(start: bytes) -> Codec | None:
    """Return the picture format that these first 16 bytes belong to; None if nnart does not read it."""
    return next((codec for codec in CODECS if codec.matches(start)), None)


def identify(stream: BinaryIO) -> Codec:
    """Return the format of a picture's file by its first bytes, and rewind the stream.

    Raises:
        FileError: if nnart does not read the format.
    """
    start = stream.read(_START)
    stream.seek(0)
    codec = recognise(start)
    if codec is not None:
        return codec
    if not start:
        raise FileError(fault("kind", "is empty"))
    page = "a page has recipes for people, a sheet in .png for commands"
    ways = page if start.lower().startswith(PAGE) else ()
    known = ", ".join(codec.name for codec in CODECS if codec.signature is not None)
    raise FileError(fault("kind", f"not a picture that nnart reads ({known})", ways=ways))
