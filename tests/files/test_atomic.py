"""Files: the old one or the complete new one, with its recipe, and nothing left behind."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.errors import FileError, Rescued
from nnart.field.calibration import calibrate
from nnart.files import atomic as files
from nnart.files import png
from nnart.machine.mounts import read_mounts
from nnart.recipe.recipe import Recipe
from tests.conftest import names
from tests.faults import refusing, without_locks
from tests.faults_of import refused

RECIPE = calibrate(Recipe(seed=3, layers=2, width=5, detail=4.0))
SIZE = (40, 30)


def test_a_file_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    with refused("exists", error=FileError):
        nnart.save(nnart.Job(RECIPE, SIZE), path)
    assert path.read_bytes() == b"old"
    nnart.save(nnart.Job(RECIPE, SIZE), path, nnart.Run(force=True))
    assert nnart.verify(path) is None
    assert names(tmp_path) == ["a.png"]


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    with refused("exists"), files.replacing(path, force=False) as stream:
        stream.write(b"new")
        path.write_bytes(b"someone else's")
    assert path.read_bytes() == b"someone else's"
    assert names(tmp_path) == ["a.png"]


def test_a_file_system_without_links_will_do(tmp_path: Path) -> None:
    with refusing(os, "link", errno.EPERM):
        nnart.save(nnart.Job(RECIPE, SIZE), tmp_path / "a.png")
        assert names(tmp_path) == ["a.png"]
        with refused("exists"), files.replacing(tmp_path / "b", force=False) as stream:
            stream.write(b"new")
            (tmp_path / "b").write_bytes(b"someone else's")
    assert (tmp_path / "b").read_bytes() == b"someone else's"
    assert names(tmp_path) == ["a.png", "b"]


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS, errno.ENOTSUP])
def test_a_file_system_that_cannot_sync_will_do(tmp_path: Path, number: int) -> None:
    with refusing(os, "fsync", number), pytest.warns(RuntimeWarning, match="power cut"):
        nnart.save(nnart.Job(RECIPE, SIZE), tmp_path / "a.png")
    assert nnart.verify(tmp_path / "a.png") is None


def test_a_disk_that_fails_to_sync_is_an_error(tmp_path: Path) -> None:
    with refusing(os, "fsync", errno.EIO), refused("access"):
        nnart.save(nnart.Job(RECIPE, SIZE), tmp_path / "a.png")
    assert names(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX modes")
def test_a_file_system_without_modes_will_do(tmp_path: Path) -> None:
    """What takes the place of a private file is private, also where that cannot be set afterwards."""
    path = tmp_path / "a.png"
    for mode, warned in ((0o600, False), (0o666, True)):
        path.touch()
        path.chmod(mode)
        with (
            refusing(os, "chmod", errno.EPERM),
            pytest.warns(RuntimeWarning, match="cannot be set") if warned else nullcontext(),
        ):
            nnart.save(nnart.Job(RECIPE, SIZE), path, nnart.Run(force=True))
        assert path.stat().st_mode & 0o777 == mode & 0o644
    assert names(tmp_path) == ["a.png"]


@pytest.mark.parametrize("name", ["a.png", "a.webp", "sheet.png"])
def test_a_finished_file_that_cannot_take_its_place_is_kept(tmp_path: Path, name: str) -> None:
    """Under the next free name, and the error says which; nothing else is left."""
    path = tmp_path / name
    (tmp_path / f"{path.stem}-2{path.suffix}").write_bytes(b"another's")
    path.write_bytes(b"old")
    job, run = nnart.Job(RECIPE, SIZE), nnart.Run(force=True)
    with refusing(Path, "replace", errno.EBUSY), refused("access", error=nnart.Rescued) as caught:
        if path.stem == "sheet":
            nnart.render_sheet(nnart.Sheet((nnart.Tile("1", RECIPE),), 1), path, run=run)
        else:
            nnart.save(job, path, run)
    kept = tmp_path / f"{path.stem}-3{path.suffix}"
    assert str(caught.value).endswith(f"Device or resource busy; the finished file is '{kept}'")
    assert path.read_bytes() == b"old"
    assert kept.read_bytes()[:4] in (b"\x89PNG", b"RIFF")
    assert len(names(tmp_path)) == 3


def test_a_file_that_appears_before_the_end_costs_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.webp"
    with refused("exists", error=nnart.Rescued), files.replacing(path, force=False, rescue=True) as stream:
        stream.write(b"new")
        path.write_bytes(b"someone else's")
    assert path.read_bytes() == b"someone else's"
    assert (tmp_path / "a-2.webp").read_bytes() == b"new"
    assert names(tmp_path) == ["a-2.webp", "a.webp"]


def test_what_cannot_even_be_renamed_stays(tmp_path: Path) -> None:
    with (
        refusing(os, "link", errno.EROFS),
        refusing(Path, "replace", errno.EROFS),
        refused("access", error=nnart.Rescued) as caught,
        files.replacing(tmp_path / "a", force=True, rescue=True) as stream,
    ):
        stream.write(b"new")
    (left,) = names(tmp_path)
    assert str(tmp_path / left) in str(caught.value)
    assert (tmp_path / left).read_bytes() == b"new"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems mount no files")
def test_a_mounted_file_is_refused_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a container's settings are; the list of mounts writes blanks and more as octal digits."""
    path = tmp_path / "ä picture\\1.png"
    path.write_bytes(b"old")
    place = os.fsencode(path.resolve()).replace(b"\\", b"\\134").replace(b" ", b"\\040")
    mounts = tmp_path / "proc" / "self" / "mountinfo"
    mounts.parent.mkdir(parents=True)
    mounts.write_bytes(b"22 1 0:21 / / rw - ext4 /dev/a rw\n23 22 0:22 /a " + place + b" rw - ext4 /dev/a rw\n")
    monkeypatch.setattr(files, "read_mounts", lambda: read_mounts(tmp_path))
    with refused("access", error=FileError):
        files.check_target(path, force=True)
    files.check_target(tmp_path / "a.png", force=True)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the superuser can become another"
)
def test_anothers_file_in_a_shared_folder_is_refused_early(tmp_path: Path) -> None:
    shared = tmp_path / "tmp"
    shared.mkdir()
    shared.chmod(0o1777)
    path = shared / "a.png"
    path.write_bytes(b"old")
    for folder in (tmp_path, *tmp_path.parents[:-1]):
        folder.chmod(folder.stat().st_mode | 0o011)
    os.seteuid(65534)
    try:
        with refused("access", error=FileError):
            files.check_target(path, force=True)
        files.check_target(shared / "b.png", force=True)
    finally:
        os.seteuid(0)


def test_without_locks_nobodys_unfinished_file_is_removed(tmp_path: Path) -> None:
    """Two processes at one target: both finish, and the second says so."""
    path = tmp_path / "a.png"
    with without_locks(), refused("exists"), files.replacing(path, force=False) as one:
        with files.replacing(path, force=False) as other:
            other.write(b"other")
        one.write(b"one")
    assert path.read_bytes() == b"other"
    assert names(tmp_path) == ["a.png"]


def test_what_killed_processes_left_is_removed(tmp_path: Path) -> None:
    """Only of the same target, and only if no process that lives has it open."""
    path = tmp_path / "a.png"
    with files.replacing(path, force=False) as stream:
        living = Path(stream.name)
        dead = living.with_name(f"{living.name[:16]}0123456789abcdef.part")
        other = living.with_name(".nnart-0123456789ab-0123456789abcdef.part")
        dead.write_bytes(b"half a picture")
        other.write_bytes(b"another's")
        nnart.save(nnart.Job(RECIPE, SIZE), path)
        assert names(tmp_path) == sorted([living.name, other.name, "a.png"])
        path.unlink()
        stream.write(b"whole")
    assert path.read_bytes() == b"whole"
    assert names(tmp_path) == [other.name, "a.png"]


class Failing:
    """Wraps file operations so that the n-th one fails."""

    def __init__(self, n: int) -> None:
        self.left = n

    def wrap(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.left -= 1
            if self.left == 0:
                raise OSError(28, "No space left on device")
            return function(*arguments, **options)

        return call


@pytest.mark.parametrize("force", [True, False])
def test_whichever_operation_fails_the_old_file_stays(tmp_path: Path, force: bool) -> None:
    path = tmp_path / "a.png"
    old = b"old" if force else None
    whole = tmp_path / "whole.png"
    nnart.save(nnart.Job(RECIPE, SIZE), whole)
    rescued = 0
    for n in range(1, 100):
        if old:
            path.write_bytes(old)
        failing = Failing(n)
        with pytest.MonkeyPatch.context() as patch:
            for owner, name in ((os, "fsync"), (os, "link"), (Path, "replace"), (png, "write_chunk")):
                patch.setattr(owner, name, failing.wrap(getattr(owner, name)))
            try:
                nnart.save(nnart.Job(RECIPE, SIZE), path, nnart.Run(force=force))
            except FileError as error:
                assert "No space left on device" in str(error)
                assert (path.read_bytes() if path.exists() else None) == old
                if isinstance(error, Rescued):  # only its place was refused
                    assert "the finished file is" in str(error)
                    assert (tmp_path / "a-2.png").read_bytes() == whole.read_bytes()
                    (tmp_path / "a-2.png").unlink()
                    rescued += 1
                assert names(tmp_path) == (["a.png", "whole.png"] if old else ["whole.png"])
            else:
                assert n > 6
                break
    assert rescued == force
    assert path.read_bytes() == whole.read_bytes()
    assert names(tmp_path) == ["a.png", "whole.png"]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("", "kind"),
        ("missing/a.png", "absent"),
        ("a" * 300 + ".png", "access"),
    ],
)
def test_targets_that_cannot_be_written_are_refused(tmp_path: Path, name: str, rule: str) -> None:
    with refused(rule, error=FileError):
        files.check_target(tmp_path / name, force=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no /dev/null")
def test_devices_are_left_alone() -> None:
    with refused("kind"):
        files.check_target(Path(os.devnull), force=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with refused("access"):
        nnart.save(nnart.Job(RECIPE, SIZE), tmp_path / "a.png")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_links_target_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "target.png", tmp_path / "link.png"
    target.write_bytes(b"old")
    link.symlink_to(target)
    nnart.save(nnart.Job(RECIPE, SIZE), link, nnart.Run(force=True))
    assert link.is_symlink()
    assert nnart.read(target).recipe == RECIPE


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX modes and links")
def test_replacing_keeps_the_mode_and_refuses_a_loop_of_links(tmp_path: Path) -> None:
    path, loop = tmp_path / "a.png", tmp_path / "loop.png"
    path.touch(mode=0o600)
    nnart.save(nnart.Job(RECIPE, SIZE), path, nnart.Run(force=True))
    assert path.stat().st_mode & 0o777 == 0o600
    loop.symlink_to(loop)
    with refused("access"):
        files.check_target(loop, force=True)


def test_a_rescued_file_gets_the_first_free_name_of_what_was_wanted(tmp_path: Path) -> None:
    for name in ("a.png", "a-2.png", "a-2-2.png"):
        (tmp_path / name).write_text(name)
    assert files.move_beside(tmp_path / "a-2-2.png", tmp_path / "a.png") == tmp_path / "a-3.png"
    assert (tmp_path / "a-3.png").read_text() == "a-2-2.png"
    assert not (tmp_path / "a-2-2.png").exists()
    assert files.move_beside(tmp_path / "a-3.png", tmp_path / "a.png") == tmp_path / "a-3.png"
    gone = tmp_path / "gone.png"
    assert files.move_beside(gone, tmp_path / "a.png") == gone
