"""Input files: open any input once, as a seekable stream.

Files are read in place. Inputs that cannot seek are read into memory: a pipe such as bash's <(…), a FIFO, a
device, standard input. Readers can therefore always look at the first bytes and rewind.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from nnart.errors import FileError, fault, in_file, shown_path

# An input: a file's name, an open binary stream, or the bytes of a file.
File = str | Path | BinaryIO | bytes

STDIN = "-"  # standard input, on command lines
SAVED = "save what is there as a file, and name that"  # of an address
MAX_HELD = 2**28  # maximum bytes of inputs that cannot seek
WAIT = 5.0  # seconds, for a program that writes into a FIFO
_PAUSE = 0.02  # seconds between two looks whether there is one
_PIECE = 2**16  # bytes read at a time
# Without the first flag, opening a FIFO without a writer waits for ever. Windows has neither.
_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


class _Held(BytesIO):
    """The contents of an input that cannot seek."""

    def __init__(self, name: object) -> None:
        super().__init__()
        self.name = name


def is_address(text: str) -> bool:
    """Return whether a text is a web address, which nnart does not read."""
    return re.match(r"\s*(https?|ftp)://", text, re.IGNORECASE) is not None


@contextmanager
def open_input(file: File, maximum: int = MAX_HELD) -> Iterator[BinaryIO]:
    """Open an input, and yield a seekable stream at its beginning.

    Args:
        file: a path; a binary stream, which is read from its position and stays open; or bytes.
        maximum: bytes that the reader needs; hardly more are read from inputs that cannot seek.

    Raises:
        FileError: if the input cannot be opened, a FIFO has no writer, or an input that cannot seek is too
            long.
    """
    if isinstance(file, bytes):
        yield BytesIO(file)
        return
    if not isinstance(file, (str, Path)):
        with in_file(name_of(file)):
            stream = file if file.seekable() and file.tell() == 0 else _hold(file, maximum)
        yield stream
        return
    with in_file(Path(file)):
        stream = _open(Path(file))
        if not _is_stored(stream):
            with stream:
                stream = _hold(stream, maximum, _wait_for_writer(stream))
    with stream:
        yield stream


def name_of(file: File) -> str | Path:
    """Return a file's name for errors: its path, or the name that a stream has."""
    if isinstance(file, (str, Path)):
        return Path(file)
    if isinstance(file, bytes):
        return "the bytes of a file"
    name = getattr(file, "name", None)
    if name == "<stdin>":
        return "standard input"
    return Path(name) if isinstance(name, (str, Path)) else "a stream"


def shown_name(file: File) -> str:
    """Quote a file's name for an error."""
    name = name_of(file)
    return shown_path(name) if isinstance(name, Path) else name


def stem_of(stream: BinaryIO) -> str:
    """Return an open file's name without folder and ending; empty for pipes, devices and other streams."""
    name = name_of(stream)
    return name.stem if isinstance(name, Path) and not isinstance(stream, _Held) else ""


def _open(path: Path) -> BinaryIO:
    return open(path, "rb", opener=lambda name, flags: os.open(name, flags | _FLAGS))


def _is_stored(stream: BinaryIO) -> bool:
    """Return whether an open file is stored on a disk and can be read repeatedly."""
    mode = os.fstat(stream.fileno()).st_mode
    return stream.seekable() and (stat.S_ISREG(mode) or stat.S_ISBLK(mode))


def _hold(stream: BinaryIO, maximum: int, first: bytes = b"") -> BinaryIO:
    """Copy a stream that cannot seek into one that can; of too long a stream, the beginning.

    Args:
        stream: the stream.
        maximum: as for `open_input`.
        first: what was read from it already.
    """
    held = _Held(getattr(stream, "name", None))
    held.write(first)
    while held.tell() <= min(maximum, MAX_HELD):
        piece = stream.read(_PIECE)
        if piece is None:  # for a stream that does not block
            _wait_for_more(stream)
        elif not piece:
            break
        else:
            held.write(piece)
    if held.tell() > MAX_HELD:
        says = f"more than {MAX_HELD} bytes are not read from a pipe or device"
        raise FileError(fault("limit", says, ways="save them as a file"))
    held.seek(0)
    return held


def _wait_for_more(stream: BinaryIO) -> None:
    import select

    select.select([stream], [], [])


def _wait_for_writer(stream: BinaryIO) -> bytes:
    """Wait for a FIFO's writer, and return the first bytes; nothing for devices.

    Raises:
        FileError: if there is no such program.
    """
    descriptor = stream.fileno()
    if not stat.S_ISFIFO(os.fstat(descriptor).st_mode):
        return b""
    ends = time.monotonic() + WAIT
    while True:
        try:
            first = os.read(descriptor, _PIECE)
        except BlockingIOError:  # there is a writer, but no data yet
            return b""
        if first or _is_left(descriptor):
            return first
        if time.monotonic() > ends:
            says = f"no program has written into it for {WAIT:.0f} seconds"
            raise FileError(fault("absent", says, ways="start the one that writes first, or name a file"))
        time.sleep(_PAUSE)


def _is_left(descriptor: int) -> bool:
    """Return whether a FIFO's writer has closed it."""
    import select

    if not hasattr(select, "poll"):  # as on Windows
        return True
    looks = select.poll()
    looks.register(descriptor, 0)
    return any(event & select.POLLHUP for _, event in looks.poll(0))
