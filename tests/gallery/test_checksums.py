"""Checksums: of regular files alone."""

from __future__ import annotations

import io
import os
import zlib
from pathlib import Path
from typing import cast

import pytest

from nnart.errors import FileError
from nnart.files.note import Note
from nnart.files.spool import Spool
from nnart.gallery.checksums import Summed, checksum, is_regular, remove_spool
from tests.faults_of import refused


def test_a_stream_knows_the_checksum_of_what_was_written() -> None:
    stream = io.BytesIO()
    summed = Summed(stream)
    assert (summed.write(b"ab"), summed.write(memoryview(b"c"))) == (2, 1)
    summed.flush()
    assert (stream.getvalue(), summed.crc, summed.count) == (b"abc", zlib.crc32(b"abc"), 3)


def test_a_file_has_one(tmp_path: Path) -> None:
    path = tmp_path / "x"
    data = os.urandom(2**20 + 5)
    path.write_bytes(data)
    assert is_regular(path)
    assert checksum(path) == zlib.crc32(data)


def test_nothing_has_none(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    for path in (tmp_path / "nosuch", tmp_path / "nosuch" / "x"):
        assert not is_regular(path)
        assert checksum(path) is None
    assert checksum(tmp_path / "x" / "y") is None


@pytest.mark.parametrize("kind", ["fifo", "folder", "link"])
def test_what_is_no_regular_file_is_not_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        (tmp_path / "y").write_text("")
        path.symlink_to("y")
    with refused("kind", error=FileError):
        is_regular(path)
    assert checksum(path) is None
    remove_spool(path)
    assert path.exists()


def test_what_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x").write_text("")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", cast("object", refuse))
    with refused("access", error=FileError):
        checksum(tmp_path / "x")


def test_only_an_unfinished_picture_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "x.png.part"
    remove_spool(path)
    path.write_bytes(b"mine")
    remove_spool(path)
    assert path.exists()
    path.unlink()
    with pytest.raises(KeyboardInterrupt), Spool(tmp_path / "x.png", {}, keep_after=0.0) as spool:
        spool.append([b"rows"], Note())
        raise KeyboardInterrupt
    assert path.exists()
    remove_spool(path)
    assert not path.exists()
