"""Input files: whatever is named to be read, opened once, as a stream in which readers can seek.

A file is read where it lies. What cannot seek is read once, into memory: a pipe such as bash's <(…), a FIFO, a
device, standard input. So a reader may look at the first bytes and begin again, whatever it was given.
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

# What is read: a file by its name, a binary stream that someone has opened, or the bytes of a file.
File = str | Path | BinaryIO | bytes

STDIN = "-"  # what stands for standard input on command lines
SAVED = "save what is there as a file, and name that"  # of an address
MAX_HELD = 2**28  # bytes of what cannot seek
WAIT = 5.0  # seconds, for a program that writes into a FIFO
_PAUSE = 0.02  # seconds between two looks whether there is one
_PIECE = 2**16  # bytes read at a time
# Without the first, opening a FIFO waits for ever where nobody writes; Windows has neither.
_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)


class _Held(BytesIO):
    """What was read from something that cannot seek."""

    def __init__(self, name: object) -> None:
        super().__init__()
        self.name = name


def is_address(text: str) -> bool:
    """Return whether a text is an address on the web, which nnart does not read."""
    return re.match(r"\s*(https?|ftp)://", text, re.IGNORECASE) is not None


@contextmanager
def open_input(file: File, maximum: int = MAX_HELD) -> Iterator[BinaryIO]:
    """Open what is named for reading, and yield a stream that can seek, at its beginning.

    Args:
        file: its name; a binary stream, which is read from where it is and stays open; or the bytes of a file.
        maximum: bytes that the reader has a use for; of what cannot seek, hardly more are read.

    Raises:
        FileError: if it cannot be opened, nobody writes into it, or it cannot seek and is too long to be held.
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
    """Return what errors call a file: its path, or of a stream what it says that it is."""
    if isinstance(file, (str, Path)):
        return Path(file)
    if isinstance(file, bytes):
        return "the bytes of a file"
    name = getattr(file, "name", None)
    if name == "<stdin>":
        return "standard input"
    return Path(name) if isinstance(name, (str, Path)) else "a stream"


def shown_name(file: File) -> str:
    """Return a file's name as an error quotes it."""
    name = name_of(file)
    return shown_path(name) if isinstance(name, Path) else name


def stem_of(stream: BinaryIO) -> str:
    """Return an opened file's name without folder and ending; empty for pipes, devices and other streams."""
    name = name_of(stream)
    return name.stem if isinstance(name, Path) and not isinstance(stream, _Held) else ""


def _open(path: Path) -> BinaryIO:
    return open(path, "rb", opener=lambda name, flags: os.open(name, flags | _FLAGS))


def _is_stored(stream: BinaryIO) -> bool:
    """Return whether an open file lies on a disk, so that it can be read again and again."""
    mode = os.fstat(stream.fileno()).st_mode
    return stream.seekable() and (stat.S_ISREG(mode) or stat.S_ISBLK(mode))


def _hold(stream: BinaryIO, maximum: int, first: bytes = b"") -> BinaryIO:
    """Return what is in a stream that cannot seek, or the beginning of too much, as one that can.

    Args:
        stream: the stream.
        maximum: as for `open_input`.
        first: what was read from it already.
    """
    held = _Held(getattr(stream, "name", None))
    held.write(first)
    while held.tell() <= min(maximum, MAX_HELD):
        piece = stream.read(_PIECE)
        if piece is None:  # of one that does not wait by itself
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
    """Return the first bytes of a FIFO once a program writes into it; nothing of devices.

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
        except BlockingIOError:  # there is one, who has not written yet
            return b""
        if first or _is_left(descriptor):
            return first
        if time.monotonic() > ends:
            says = f"no program has written into it for {WAIT:.0f} seconds"
            raise FileError(fault("absent", says, ways="start the one that writes first, or name a file"))
        time.sleep(_PAUSE)


def _is_left(descriptor: int) -> bool:
    """Return whether whoever wrote into a FIFO has closed it."""
    import select

    if not hasattr(select, "poll"):  # as on Windows
        return True
    looks = select.poll()
    looks.register(descriptor, 0)
    return any(event & select.POLLHUP for _, event in looks.poll(0))
