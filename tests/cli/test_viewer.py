"""The viewer: the system's program is given the file, and what it cannot open is said."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from nnart.cli.viewer import open_in_viewer
from nnart.errors import FileError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the opener is a script of a POSIX shell")
OPENER = "open" if sys.platform == "darwin" else "xdg-open"


def put_opener(folder: Path, script: str) -> None:
    """Write the program that the system opens files with."""
    folder.mkdir(exist_ok=True)
    opener = folder / OPENER
    opener.write_text(f"#!/bin/sh\n{script}\n")
    opener.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that programs are found in before all others."""
    folder = tmp_path / "programs"
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/bin{os.pathsep}/usr/bin")
    return folder


def test_a_file_is_given_to_the_opener_by_its_whole_name(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put_opener(programs, f'printf %s "$1" > {tmp_path}/asked')
    Path("-a b.png").write_bytes(b"")
    open_in_viewer("-a b.png")
    assert Path("asked").read_text() == str(tmp_path / "-a b.png")


def test_an_opener_that_stays_is_not_waited_for(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nnart.cli.viewer._PATIENCE", 0.01)
    put_opener(programs, "sleep 3")
    open_in_viewer(programs / OPENER)


def test_what_the_opener_cannot_open_is_said(programs: Path) -> None:
    put_opener(programs, "echo complaint >&2; exit 3")
    with pytest.raises(FileError, match=f"{OPENER} finds nothing that opens it"):
        open_in_viewer(programs / OPENER)


def test_a_missing_file_and_a_missing_opener_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileError, match="No such file"):
        open_in_viewer(tmp_path / "missing.png")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileError, match=f"there is no {OPENER}"):
        open_in_viewer(tmp_path)
