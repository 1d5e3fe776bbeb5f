"""`nnart open`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.test_viewer import put_opener
from tests.conftest import Run


@pytest.mark.skipif(os.name != "posix", reason="the opener is a script of a POSIX shell")
def test_files_are_shown_one_after_the_other(
    main_: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_opener(tmp_path / "programs", f'echo "$1" >> {tmp_path}/asked')
    monkeypatch.setenv("PATH", f"{tmp_path / 'programs'}{os.pathsep}/bin{os.pathsep}/usr/bin")
    for name in ("a.png", "b.html"):
        (tmp_path / name).write_bytes(b"")
    done = main_("open", "a.png", "b.html")
    assert (done.returncode, done.stderr) == (0, "")
    assert [Path(line).name for line in (tmp_path / "asked").read_text().split()] == ["a.png", "b.html"]


def test_a_tile_is_painted_first(main_: Run) -> None:
    done = main_("open", "sheet.png#7")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.endswith("; nnart render 'sheet.png#7' --open paints it\n")


def test_what_is_not_there_is_said(main_: Run) -> None:
    done = main_("view", "missing.png")
    assert (done.returncode, done.stderr) == (1, "nnart: 'missing.png': No such file or directory\n")


def test_what_has_no_file_is_painted_first(main_: Run) -> None:
    main_("keep", "7", "--name", "dusk")
    for text, what in (
        ("dusk", "a favourite"),
        ("7", "a seed"),
        ("silk", "a preset"),
        ("nn1-0cw0s1htkw", "a code"),
    ):
        done = main_("open", text)
        assert done.returncode == 2
        assert f"{what} has no file of its own" in done.stderr
        assert done.stderr.endswith(f"; nnart render {text} --open paints it\n")
