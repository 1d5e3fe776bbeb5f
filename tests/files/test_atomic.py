"""Files: the old one or the complete new one, with its recipe, and nothing left behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import nnart
from nnart.errors import FileError
from nnart.field.calibration import calibrate
from nnart.files import atomic as files
from nnart.files import png
from nnart.recipe.recipe import Recipe
from tests.conftest import names
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


def test_a_file_system_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    nnart.save(nnart.Job(RECIPE, SIZE), tmp_path / "a.png")
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
                assert names(tmp_path) == (["a.png"] if old else [])
            else:
                assert n > 6
                break
    assert nnart.verify(path) is None
    assert names(tmp_path) == ["a.png"]


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
