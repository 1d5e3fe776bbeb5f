"""`nnart gallery`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.gallery.lists import three, write


@pytest.mark.slow
def test_the_command_line(tmp_path: Path, nnart_: Run) -> None:
    write(tmp_path, three(1, 2) + '\n[[pictures]]\nfolder = "kept"')
    (tmp_path / "kept").mkdir()
    done = nnart_("gallery", "gallery.toml", "--out", "site/", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (tmp_path / "kept" / "broken.png").write_bytes(b"x")
    done = nnart_("gallery", "gallery.toml", "--out", "site/")
    assert done.returncode == 3
    first, second = done.stderr.splitlines()
    assert first.startswith("nnart: 'kept/broken.png': ")
    assert first.endswith("; left out")
    assert second.startswith("site/index.html (2 pictures, 0 files painted, ")
    (tmp_path / "site" / "pictures" / "picture-1.png").unlink()
    done = nnart_("gallery", "gallery.toml", "--out", "site/")
    assert "(2 pictures, 1 file painted, " in done.stderr
    write(tmp_path, three(1, 2).replace("layers = 3", "layers = 0"))
    done = nnart_("gallery", "gallery.toml", "--out", "other")
    assert done.returncode == 2
    assert [line.split(":")[2] for line in done.stderr.splitlines()] == [
        " picture 1 ('Picture 1')", " picture 2 ('Picture 2')",
    ]  # fmt: skip
    write(tmp_path, three(1) + "\nsamples = 8").write_text(
        three(1)
        .replace("png = 32", "png = 16000")
        .replace("layers = 3", "layers = 1000\nsamples = 8\ntolerance = 0.0")
    )
    done = nnart_("gallery", "gallery.toml", "--out", "other")
    assert done.returncode == 2
    assert re.fullmatch(r"nnart: 'Picture 1': size: 16000 x 16000 is .*; --huge allows it\n", done.stderr)
    for folder, text in (("no/such", "there is no folder 'no'"), ("gallery.toml", "is no folder")):
        done = nnart_("gallery", "gallery.toml", "--out", folder, "--huge")
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
        assert text in done.stderr
    assert not (tmp_path / "other").exists()
