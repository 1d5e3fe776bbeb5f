"""Streams: what goes to standard output, to standard error, and to neither."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from PIL import Image

from tests.commandline import POSIX, SMALL
from tests.conftest import Run, names


def test_stdout_takes_a_picture_and_nothing_else(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nnart", "render", "--seed", "7", *SMALL, "-o", "-"],
        capture_output=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.stderr == b"seed 7\n"
    with Image.open(io.BytesIO(done.stdout)) as image:
        assert image.size == (40, 30)
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_reader_that_has_seen_enough_is_no_crash() -> None:
    command = f"'{sys.executable}' -m nnart render --seed 7 --layers 3 --width 9 --size 900 -o - | head -c 8"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert done.stdout == b"\x89PNG\r\n\x1a\n"
    assert done.stderr == b""


def test_a_terminal_of_another_encoding_is_no_crash(nnart_: Run) -> None:
    assert nnart_("render", "--help", PYTHONIOENCODING="ascii").returncode == 0
    assert nnart_("render", "--seed", "7", *SMALL, "-o", "ä.png", PYTHONIOENCODING="ascii").returncode == 0
    assert nnart_("verify", "ä.png", PYTHONIOENCODING="ascii").stdout.startswith("\\xe4.png: same")


@POSIX
def test_closed_streams_are_no_crash(tmp_path: Path) -> None:
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        command = f"'{sys.executable}' -m nnart render --seed 7 --layers 3 --width 9 --size 40 --force {closed}"
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0
        assert b"Traceback" not in done.stderr
    assert names(tmp_path) == ["nnart-7.png"]


@POSIX
def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    """stderr is a pseudo-terminal here; in all the other tests it is a pipe, and they see messages only."""
    import pty

    main, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "nnart", "render", "--seed", "7", "--size", "400", "-o", "a.png"],
        stderr=terminal, cwd=tmp_path, env=os.environ | {"TERM": "xterm", "COLUMNS": "80"},
    )  # fmt: skip
    os.close(terminal)
    seen = b""
    try:
        while part := os.read(main, 1000):
            seen += part
    except OSError:  # Linux says so when the other side is closed
        pass
    assert process.wait(timeout=60) == 0
    assert "━".encode() in seen
    assert b"%" in seen
    assert re.search(rb"\d:\d\d:\d\d", seen)
    assert re.search(rb"seed 7 \(400 x 400, .*\): a\.png", seen)
