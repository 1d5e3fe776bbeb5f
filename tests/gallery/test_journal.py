"""Journals: what was finished is on record, whatever happens to the process."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from nnart.errors import FileError
from nnart.gallery.journal import Entry, Journal
from tests.conftest import names
from tests.faults import refusing
from tests.faults_of import refused

ENTRIES = [Entry("index.html", "", 7), Entry("pictures/x.png", "ab", 2**32 - 1)]


def written(folder: Path) -> Path:
    journal = Journal(folder / "gallery.json")
    for entry in ENTRIES:
        journal.append(entry)
    journal.close()
    return folder / "gallery.json.part"


def test_every_entry_is_there_at_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "gallery.json")
    assert list(Journal(tmp_path / "gallery.json").read()) == []
    for count, entry in enumerate(ENTRIES, 1):
        journal.append(entry)
        assert list(Journal(tmp_path / "gallery.json").read()) == ENTRIES[:count]
    journal.remove()
    assert names(tmp_path) == []


def test_wherever_it_was_cut_the_lines_before_that_count(tmp_path: Path) -> None:
    path = written(tmp_path)
    whole = path.read_bytes()
    ends = [end for end, byte in enumerate(whole) if byte == ord("\n")][1:]
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        count = sum(end <= length for end in ends)
        assert list(Journal(tmp_path / "gallery.json").read()) == ENTRIES[:count]


@pytest.mark.parametrize(
    "line",
    [b"\0" * 30, b"[]", b"{}", b"\xff", b"[" * 10**5, b'{"path": 1, "key": "", "crc": 1}', b'{"path": "x"}',
     b'{"path": "x", "key": "", "crc": true}'],
)  # fmt: skip
def test_a_damaged_line_is_passed_over(tmp_path: Path, line: bytes) -> None:
    path = written(tmp_path)
    first, *others = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([first, line, *others, line]))
    assert list(Journal(tmp_path / "gallery.json").read()) == ENTRIES


def test_what_nnart_did_not_write_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gallery.json.part").write_text("mine")
    with refused("damaged", error=FileError):
        list(Journal(tmp_path / "gallery.json").read())
    assert (tmp_path / "gallery.json.part").read_text() == "mine"


def test_where_nothing_can_be_removed_it_is_emptied(tmp_path: Path) -> None:
    """And goes on to be written; some folders let nothing go."""
    path = written(tmp_path)
    with refusing(Path, "unlink", errno.EPERM):
        Journal(tmp_path / "gallery.json").remove()
    assert list(Journal(tmp_path / "gallery.json").read()) == []
    assert written(tmp_path) == path
    assert list(Journal(tmp_path / "gallery.json").read()) == ENTRIES
