"""Input files: each is opened once, can be sought in, and never waits or grows without end."""

from __future__ import annotations

import io
import os
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from nnart import inputfiles
from nnart.errors import FileError
from nnart.inputfiles import name_of, open_input, shown_name, stem_of
from tests.commandline import POSIX
from tests.faults_of import refused


class Pipe(io.BytesIO):
    """A stream in which nobody can seek, as standard input is behind a pipe."""

    name = "<stdin>"

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError(29, "Illegal seek")

    def tell(self) -> int:
        raise OSError(29, "Illegal seek")


@contextmanager
def writing(path: Path, data: bytes, after: float = 0.0) -> Iterator[None]:
    """Write into a FIFO from a thread of its own, after some seconds."""

    def write() -> None:
        time.sleep(after)
        with path.open("wb") as stream:
            stream.write(data)

    thread = threading.Thread(target=write)
    thread.start()
    yield
    thread.join(10)
    assert not thread.is_alive()


def read_twice(stream: object) -> tuple[bytes, bytes]:
    assert isinstance(stream, io.IOBase)
    first = stream.read()
    stream.seek(0)
    return first, stream.read()


def test_a_file_is_opened_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"seed = 7")
    for name in (path, str(path)):
        with open_input(name) as stream:
            assert not isinstance(stream, io.BytesIO)
            assert read_twice(stream) == (b"seed = 7",) * 2
            assert (stem_of(stream), name_of(stream)) == ("a", path)
        assert stream.closed


def test_a_file_that_is_exchanged_while_it_is_read_stays_the_old_one(tmp_path: Path) -> None:
    path, other = tmp_path / "a", tmp_path / "b"
    path.write_bytes(b"old")
    other.write_bytes(b"new")
    with open_input(path) as stream:
        other.replace(path)
        assert read_twice(stream) == (b"old", b"old")


@POSIX
def test_a_pipe_is_read_once_and_sought_in() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"seed = 7")
    os.close(writer)
    try:
        with open_input(f"/dev/fd/{reader}") as stream:
            assert read_twice(stream) == (b"seed = 7",) * 2
            assert stem_of(stream) == ""
            assert shown_name(stream) == f"'/dev/fd/{reader}'"
    finally:
        os.close(reader)


@POSIX
def test_a_fifo_waits_for_whoever_writes(tmp_path: Path) -> None:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    large = bytes(range(256)) * 1000  # more than a pipe holds
    for data in (b"seed = 7", large, b""):
        with writing(path, data, 0.2), open_input(path) as stream:
            assert read_twice(stream) == (data, data)


@POSIX
def test_whoever_writes_slowly_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """However short the wait for a beginning is, and also in a stream that does not wait by itself."""
    monkeypatch.setattr(inputfiles, "WAIT", 0.0)
    reader, writer = os.pipe()

    def write() -> None:
        for byte in b"slow":
            time.sleep(0.1)
            os.write(writer, bytes([byte]))
        os.close(writer)

    for name in ("a path", "a stream"):
        thread = threading.Thread(target=write)
        thread.start()
        if name == "a stream":
            os.set_blocking(reader, False)
        with (
            os.fdopen(reader, "rb", closefd=False) as opened,
            open_input(opened if name == "a stream" else f"/dev/fd/{reader}") as stream,
        ):
            assert read_twice(stream) == (b"slow", b"slow")
        thread.join()
        os.close(reader)
        reader, writer = os.pipe()
    os.close(reader)
    os.close(writer)


@POSIX
def test_a_fifo_into_which_nobody_writes_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputfiles, "WAIT", 0.1)
    path = tmp_path / "fifo"
    os.mkfifo(path)
    with refused("absent", error=FileError), open_input(path):
        pass


@POSIX
def test_what_never_ends_is_read_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputfiles, "MAX_HELD", 2**17)
    with refused("limit", error=FileError), open_input("/dev/zero"):
        pass
    with open_input("/dev/zero", 1000) as stream:  # whose reader refuses it
        assert 1000 < len(stream.read()) <= 1000 + inputfiles._PIECE
    with open_input("/dev/null") as stream:
        assert stream.read() == b""


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none", tmp_path / "none" / "a", tmp_path / ("x" * 300)):
        with refused("access", error=FileError), open_input(path):
            pass


@POSIX
def test_a_socket_is_no_file() -> None:
    with tempfile.TemporaryDirectory() as folder:  # a short name, as sockets need
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(f"{folder}/s")
        with refused("access", error=FileError), open_input(f"{folder}/s"):
            pass


def test_a_stream_is_read_from_where_it_is() -> None:
    whole = io.BytesIO(b"0123456789")
    with open_input(whole) as stream:
        assert stream is whole
    whole.read(4)
    with open_input(whole) as stream:
        assert read_twice(stream) == (b"456789", b"456789")
    assert not whole.closed
    pipe = Pipe(b"seed = 7")
    with open_input(pipe) as stream:
        assert read_twice(stream) == (b"seed = 7",) * 2
        assert shown_name(stream) == "standard input"
    assert not pipe.closed
    assert shown_name(io.BytesIO()) == "a stream"
