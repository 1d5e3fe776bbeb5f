"""Archives: opened as they are, unless their list of entries alone would take gigabytes."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from nnart.errors import FileError
from nnart.files.archives import MAX_ENTRIES, open_archive
from tests.faults_of import refused
from tests.files.longfiles import LongFile


def archive(*names: str, data: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name in names:
            file.writestr(name, data)
    return stream.getvalue()


def test_what_is_inside_can_be_read() -> None:
    data = archive("a", "b", data=bytes(2**22))
    with open_archive(io.BytesIO(data)) as file:
        assert file.namelist() == ["a", "b"]
        assert file.read("b") == bytes(2**22)


def test_entries_are_counted() -> None:
    names = [str(i) for i in range(MAX_ENTRIES + 1)]
    with open_archive(io.BytesIO(archive(*names[1:]))) as file:
        assert len(file.infolist()) == MAX_ENTRIES
    with refused("limit", error=FileError), open_archive(io.BytesIO(archive(*names))):
        pass


def test_a_list_of_gigabytes_is_not_read() -> None:
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 65_535, 65_535, 2**30, 0, 0)
    stream = LongFile(b"PK\1\2", end)
    with refused("limit", error=FileError), open_archive(stream):  # type: ignore[arg-type]
        pass
    assert stream.taken < 2**20


def test_what_is_no_archive_raises_as_zipfile_does() -> None:
    with pytest.raises(zipfile.BadZipFile), open_archive(io.BytesIO(b"PK")):
        pass
