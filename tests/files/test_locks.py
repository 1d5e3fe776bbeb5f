"""Locks: one process at a time, also where the file system has none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from nnart.errors import FileError
from nnart.files.locks import locked, try_lock
from tests.conftest import names
from tests.faults import without_locks
from tests.faults_of import broken, refused

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no flock")


def test_a_file_is_locked_until_it_is_closed(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with (tmp_path / "a").open() as one, (tmp_path / "a").open() as other:
        assert try_lock(one.fileno()) is True
        assert try_lock(other.fileno()) is False
        with refused("busy", error=FileError), locked(other.fileno(), tmp_path / "lock", tmp_path / "a"):
            pass
        one.close()
        with locked(other.fileno(), tmp_path / "lock", tmp_path / "a"):
            assert names(tmp_path) == ["a"]


def test_without_locks_a_marker_stands_for_one(tmp_path: Path) -> None:
    """It is gone at the end; one that a killed process left is named, and not taken for nothing."""
    (tmp_path / "a").touch()
    with without_locks(), (tmp_path / "a").open() as opened:
        assert try_lock(opened.fileno()) is None
        with locked(opened.fileno(), tmp_path / "lock", tmp_path / "a"):
            assert names(tmp_path) == ["a", "lock"]
            with (
                pytest.raises(FileError) as caught,
                locked(opened.fileno(), tmp_path / "lock", tmp_path / "a"),
            ):
                pass
        assert names(tmp_path) == ["a"]
    assert broken(caught.value) == [("busy", ())]
    assert str(tmp_path / "lock") in caught.value.faults[0].ways[0].does


def test_what_cannot_be_opened_is_locked_by_a_marker(tmp_path: Path) -> None:
    with locked(None, tmp_path / "lock", tmp_path):
        assert names(tmp_path) == ["lock"]
    assert names(tmp_path) == []
