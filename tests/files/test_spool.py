"""Spools: what is finished of a file is kept if it is worth that, and only for the same work."""

from __future__ import annotations

import errno
import gc
import inspect
import itertools
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnart.errors import Cancelled, FileError, Interrupted, Kept, Resumable, fault
from nnart.files import locks
from nnart.files.note import Note
from nnart.files.spool import Spool
from nnart.files.spoolheader import is_spool
from nnart.files.surroundings import Surroundings
from tests.conftest import names
from tests.faults import without_locks
from tests.faults_of import broken, refused


def test_one_that_was_just_finished_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process may remove it between our opening and our locking it."""
    removed: list[BinaryIO] = []

    def lock(stream: BinaryIO) -> bool:
        if not removed:
            (tmp_path / "a.part").unlink()
        removed.append(stream)
        return True

    monkeypatch.setattr(locks, "try_lock", lock)
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


def test_what_cannot_be_removed_while_it_is_open_is_removed_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = Path.unlink

    def unlink(path: Path) -> None:
        if not one._stream.closed:
            raise PermissionError(errno.EPERM, "Operation not permitted")
        remove(path)

    with Spool(tmp_path / "a", {}) as one:
        monkeypatch.setattr(Path, "unlink", unlink)
    assert names(tmp_path) == []


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

    class Cleared(Surroundings):
        def clear(self) -> None:
            cleared.append(1)

    with pytest.raises(FileError) as caught:
        Spool(tmp_path / "a", CONTENTS | {name: "else"}, around=Cleared())
    assert broken(caught.value) == [("begun", ())]
    assert [way.give for way in caught.value.faults[0].ways] == ["restart", None]
    assert not cleared
    with Spool(tmp_path / "a", CONTENTS | {name: "else"}, restart=True, around=Cleared()) as one:
        assert list(one) == []
    assert cleared


def test_a_target_is_taken_by_one_at_a_time(tmp_path: Path) -> None:
    with Spool(tmp_path / "a", CONTENTS), pytest.raises(FileError) as caught:
        Spool(tmp_path / "a", CONTENTS)
    assert broken(caught.value) == [("busy", ())]


def test_every_piece_is_on_record_before_the_next(tmp_path: Path) -> None:
    """Whoever reads the file finds what was appended, although it is still open: a kill takes nothing."""
    copy = tmp_path / "b.part"
    with Spool(tmp_path / "a", CONTENTS) as one:
        for count in range(3):
            copy.write_bytes((tmp_path / "a.part").read_bytes())
            with pytest.raises(KeyboardInterrupt), Spool(tmp_path / "b", CONTENTS) as other:
                assert other.pieces == count
                raise KeyboardInterrupt
            one.append([b"x"], Note())


HEADER = 2 * 2**12  # bytes of both copies


def damage(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as stream:
        stream.seek(start)
        stream.write(data)


@settings(max_examples=100)
@given(st.integers(0, HEADER - 1), st.integers(1, 255))
def test_a_changed_byte_of_the_header_loses_nothing(
    tmp_path_factory: pytest.TempPathFactory, at: int, change: int
) -> None:
    target = tmp_path_factory.mktemp("spool") / "a"
    begin(target, KeyboardInterrupt())
    part = target.with_name("a.part")
    damage(part, at, bytes([part.read_bytes()[at] ^ change]))
    with Spool(target, CONTENTS) as one:
        assert list(one) == [b"a", b"b"]


@pytest.mark.parametrize("length", [1, 20, 2**12])
def test_zeros_over_a_block_lose_nothing(tmp_path: Path, length: int) -> None:
    for start in (0, 2**12):
        begin(tmp_path / "a", KeyboardInterrupt())
        damage(tmp_path / "a.part", start, bytes(length))
        with Spool(tmp_path / "a", CONTENTS) as one:
            assert list(one) == [b"a", b"b"]


@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize("left", ["no header", "zeros", "a changed byte in both", "text in both"])
def test_a_header_that_is_lost_begins_anew(tmp_path: Path, left: str, restart: bool) -> None:
    """It is known for ours by its records, or holds nothing at all; then what lies around it is cleared."""
    begin(tmp_path / "a", KeyboardInterrupt())
    part = tmp_path / "a.part"
    cleared: list[int] = []
    if left == "no header":
        damage(part, 0, bytes(HEADER))
    elif left == "zeros":
        part.write_bytes(bytes(part.stat().st_size))
    else:
        for start in (10, 2**12 + 10):
            damage(part, start, b"?" if left.startswith("a") else b"?" * 2000)

    class Cleared(Surroundings):
        def clear(self) -> None:
            cleared.append(1)

    with Spool(tmp_path / "a", CONTENTS, restart, Cleared()) as one:
        assert list(one) == []
    assert cleared


def test_what_is_checked_is_checked_under_the_lock(tmp_path: Path) -> None:
    """A refusal leaves what was there, and nothing new."""
    seen: list[tuple[bool, bool]] = []

    class Refusing(Surroundings):
        def check(self, begun: bool, again: bool) -> None:
            seen.append((begun, again))
            with pytest.raises(FileError):
                Spool(tmp_path / "a", CONTENTS)
            raise FileError(fault("exists", "exists"))

    for there in (False, True):
        with refused("exists"):
            Spool(tmp_path / "a", CONTENTS, around=Refusing())
        assert names(tmp_path) == ["a.part"] * there
        begin(tmp_path / "a", KeyboardInterrupt())
    assert seen == [(False, False), (True, True)]


def test_what_lies_around_it_is_looked_at_not_remembered(tmp_path: Path) -> None:
    """However little was done: what needs the spool decides that it stays."""

    class Holding(Surroundings):
        def holds(self) -> bool:
            return (tmp_path / "tile").exists()

    for there in (False, True):
        if there:
            (tmp_path / "tile").touch()
        with pytest.raises(KeyboardInterrupt), Spool(tmp_path / "a", CONTENTS, around=Holding()):
            raise KeyboardInterrupt
        assert ("a.part" in names(tmp_path)) == there


def test_one_that_was_moved_is_neither_told_of_nor_removed(tmp_path: Path) -> None:
    """Nor is another file that lies in its place then."""
    with pytest.raises(KeyboardInterrupt) as caught, Spool(tmp_path / "a", CONTENTS, keep_after=0.0) as one:
        one.append([b"a"], Note())
        (tmp_path / "a.part").rename(tmp_path / "b.part")
        (tmp_path / "a.part").write_bytes(b"another's")
        raise KeyboardInterrupt
    assert type(caught.value) is KeyboardInterrupt
    assert (tmp_path / "a.part").read_bytes() == b"another's"
    with Spool(tmp_path / "b", CONTENTS) as other:
        assert list(other) == [b"a"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no flock")
def test_without_locks_a_target_is_taken_by_one_at_a_time(tmp_path: Path) -> None:
    with without_locks():
        with Spool(tmp_path / "a", CONTENTS) as one:
            with refused("busy", error=FileError):
                Spool(tmp_path / "a", CONTENTS)
            one.append([b"a"], Note())
            assert list(one) == [b"a"]
        assert names(tmp_path) == []


@pytest.mark.parametrize(
    "data",
    [
        b"notes about the nnart spool format",
        b'12345678 {"kind": "nothing like it at all"} ' * 300,
        b"\x89PNG" + bytes(9000),
        bytes(9000) + b"x",
    ],
)
@pytest.mark.parametrize("restart", [False, True])
def test_what_only_mentions_a_spool_is_someone_elses(tmp_path: Path, data: bytes, restart: bool) -> None:
    part = tmp_path / "a.part"
    part.write_bytes(data)
    with refused("kind", error=FileError):
        Spool(tmp_path / "a", CONTENTS, restart)
    assert part.read_bytes() == data
    assert not is_spool(part)


@pytest.mark.parametrize("length", [0, 1, 100, 2**12, 2**12 + 1, 2 * 2**12 - 1])
def test_a_header_that_was_cut_is_a_beginning(tmp_path: Path, length: int) -> None:
    begin(tmp_path / "a", KeyboardInterrupt())
    part = tmp_path / "a.part"
    part.write_bytes(part.read_bytes()[:length])
    with Spool(tmp_path / "a", CONTENTS) as one:
        assert list(one) == []


# What is opened in the very moment is closed when nobody has it any more.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interruption_at_any_moment_leaves_nothing(tmp_path: Path) -> None:
    """Before any line that is run to open and to close one; a Ctrl-C comes when it likes."""
    ours = (inspect.getsourcefile(Spool), inspect.getsourcefile(locks))
    for moment in itertools.count(1):
        left = itertools.count(moment, -1)

        def interrupt(frame: FrameType, event: str, _: object, left: Iterator[int] = left) -> Any:
            if event == "line" and frame.f_code.co_filename in ours and not next(left):
                raise KeyboardInterrupt
            return interrupt

        before = sys.gettrace()
        sys.settrace(interrupt)
        try:
            with Spool(tmp_path / "a", CONTENTS):
                pass
        except KeyboardInterrupt:
            pass
        else:
            break
        finally:
            sys.settrace(before)
        gc.collect()
        assert names(tmp_path) == [], moment
    assert moment > 50
