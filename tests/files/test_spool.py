"""Spools: what is finished of a file is kept if it is worth that, and only for the same work."""

from __future__ import annotations

import itertools
import time
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from nnart.errors import Cancelled, FileError, Interrupted, Kept, Resumable
from nnart.files import spool
from nnart.files.note import Note
from nnart.files.spool import Spool
from tests.conftest import names
from tests.faults_of import broken, refused


def test_one_that_was_just_finished_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process may remove it between our opening and our locking it."""
    removed: list[BinaryIO] = []

    def lock(stream: BinaryIO) -> bool:
        if not removed:
            (tmp_path / "a.part").unlink()
        removed.append(stream)
        return True

    monkeypatch.setattr(spool, "lock", lock)
    with Spool(tmp_path / "a", {}) as one:
        one.append([b"x"], Note())
        assert names(tmp_path) == ["a.part"]


def test_pieces_come_back_in_order(tmp_path: Path) -> None:
    note = Note(((0.5, 2.0), (-1.0, 3.0)), 7, 9)
    with Spool(tmp_path / "a", {"job": "x"}) as one:
        one.add_extremes([(0.0, 1.0)])
        one.append([b"a", b"", b"bc"], note)
        one.append([b"d"], note)
        assert list(one) == [b"a", b"", b"bc", b"d"]
        one.append([b"e"], note)
        assert list(one) == [b"a", b"", b"bc", b"d", b"e"]
        assert (one.pieces, one.note, one.extremes) == (5, note + note + note, ((0.0, 1.0),))
    assert names(tmp_path) == []


def test_a_spool_that_changes_under_the_reader_is_noticed(tmp_path: Path) -> None:
    with (
        refused("damaged", error=FileError),
        Spool(tmp_path / "a", {}) as one,
    ):
        one.append([b"a" * 100], Note())
        one._stream.flush()
        (tmp_path / "a.part").write_bytes((tmp_path / "a.part").read_bytes()[:-1])
        list(one)


CONTENTS = {"job": "x", "seed": 3, "size": "260 x 300", "format": "png"}


def begin(target: Path, error: BaseException, contents: dict[str, Any] = CONTENTS) -> BaseException:
    """Leave two pieces of a target, and return how that ended."""
    with pytest.raises(BaseException) as caught, Spool(target, contents, keep_after=0.0) as one:
        one.append([b"a", b"b"], Note())
        one.share = 0.5
        raise error
    return caught.value


@pytest.mark.parametrize(
    ("error", "kind"),
    [(KeyboardInterrupt(), Interrupted), (Cancelled(), Cancelled), (OSError(28, "full"), FileError)],
)
def test_what_is_kept_is_told(tmp_path: Path, error: BaseException, kind: type[Resumable]) -> None:
    ended = begin(tmp_path / "a", error)
    assert isinstance(ended, kind)
    assert ended.kept == (Kept(tmp_path / "a.part", 0.5),)
    with Spool(tmp_path / "a", CONTENTS) as one:
        assert list(one) == [b"a", b"b"]
    assert names(tmp_path) == []


def test_others_are_kept_in_silence(tmp_path: Path) -> None:
    error = TypeError()
    assert begin(tmp_path / "a", error) is error
    assert names(tmp_path) == ["a.part"]


def test_little_work_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt) as caught, Spool(tmp_path / "a", CONTENTS, keep_after=60.0) as one:
        one.append([b"a"], Note())
        raise KeyboardInterrupt
    assert type(caught.value) is KeyboardInterrupt
    assert names(tmp_path) == []


def test_work_of_some_seconds_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "monotonic", itertools.count(0, 5).__next__)
    with pytest.raises(Interrupted), Spool(tmp_path / "a", CONTENTS) as one:
        one.append([b"a"], Note())
        raise KeyboardInterrupt
    assert names(tmp_path) == ["a.part"]


@pytest.mark.parametrize("name", CONTENTS)
def test_other_contents_are_refused_until_restarted(tmp_path: Path, name: str) -> None:
    begin(tmp_path / "a", KeyboardInterrupt())
    cleared: list[int] = []
    with pytest.raises(FileError) as caught:
        Spool(tmp_path / "a", CONTENTS | {name: "else"}, clear=lambda: cleared.append(1))
    assert broken(caught.value) == [("begun", ())]
    assert [way.give for way in caught.value.faults[0].ways] == ["restart", None]
    assert not cleared
    with Spool(tmp_path / "a", CONTENTS | {name: "else"}, restart=True, clear=lambda: cleared.append(1)) as one:
        assert list(one) == []
    assert cleared


def test_a_target_is_taken_by_one_at_a_time(tmp_path: Path) -> None:
    with Spool(tmp_path / "a", CONTENTS), pytest.raises(FileError) as caught:
        Spool(tmp_path / "a", CONTENTS)
    assert broken(caught.value) == [("busy", ())]
