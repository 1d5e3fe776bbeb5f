"""`nnart gallery`."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from nnart.rendering import limits
from tests.conftest import Run
from tests.gallery.lists import build, three, write


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
    assert second.startswith("2 pictures, 0 files painted (") and second.endswith(": site/index.html")
    (tmp_path / "site" / "pictures" / "picture-1.png").unlink()
    done = nnart_("gallery", "gallery.toml", "--out", "site/")
    assert "2 pictures, 1 file painted (" in done.stderr
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


@pytest.mark.parametrize("list_", [three(*range(60)).replace("png = 32", "png = 12000"), three(1)])
def test_a_whole_gallery_is_checked_before_it_begins(
    tmp_path: Path, main_: Run, monkeypatch: pytest.MonkeyPatch, list_: str
) -> None:
    """Time and disk of all pictures that are to be painted, and of no others."""
    path = write(tmp_path, list_)
    small = list_ == three(1)
    seconds, free = (1e-9, None) if small else (limits.MAX_SECONDS, 2 * 10**8)
    monkeypatch.setattr(limits, "count_free", lambda _: free)
    given = limits.find_limits
    monkeypatch.setattr(limits, "find_limits", lambda *all_: replace(given(*all_), seconds=seconds))
    done = main_("gallery", "gallery.toml", "--out", "site")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert not (tmp_path / "site").exists()
    if small:
        assert done.stderr.startswith("nnart: 'Picture 1': size: 48 x 48 is ")
        build(path)
        done = main_("gallery", "gallery.toml", "--out", "site")
        assert (done.returncode, "0 files painted" in done.stderr) == (0, True)
        write(tmp_path, list_.replace("seed = 1", "seed = 2"))
        assert main_("gallery", "gallery.toml", "--out", "site").returncode == 2
        assert main_("gallery", "gallery.toml", "--out", "site", "--huge").returncode == 0
        return
    assert re.fullmatch(
        r"nnart: FOLDER\|GALLERY.TOML: 180 files to paint: .*B of disk \(200 MB are free\); --huge allows it\n",
        done.stderr,
    )


def test_others_files_are_kept_and_named(tmp_path: Path, main_: Run) -> None:
    path = write(tmp_path, three(1, 2))
    build(path)
    mine = tmp_path / "site" / "pictures" / "picture-2.png"
    mine.write_bytes(b"mine")
    done = main_("gallery", "gallery.toml", "--out", "site")
    assert (done.returncode, done.stderr) == (
        1,
        "nnart: 'site': nnart did not write 'pictures/picture-2.png', or it has changed since; "
        "move it elsewhere to keep it; --force replaces it\n",
    )
    assert mine.read_bytes() == b"mine"
    write(tmp_path, three(1))
    done = main_("gallery", "gallery.toml", "--out", "site")
    first, second = done.stderr.splitlines()
    assert (done.returncode, first) == (
        0,
        "nnart: 'site/pictures/picture-2.png' is not in the gallery any more, but was written or changed by "
        "someone else; it is left there",
    )
    assert "3 removed" in second
    assert mine.read_bytes() == b"mine"
    write(tmp_path, three(1, 2))
    done = main_("gallery", "gallery.toml", "--out", "site", "--force", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert mine.read_bytes() != b"mine"


def test_several_pictures_make_a_site(main_: Run, tmp_path: Path) -> None:
    """In the order given, folders among them; what holds no picture is left out, and told."""
    small = ("--layers", "2", "--width", "4", "--size", "8")
    main_("render", "7", "8", *small)
    main_("render", "9", *small, "-o", "more/")
    done = main_("gallery", "nnart-8.png", "more", "nnart-7.png", "--no-sheet", "-o", "site", "-q")
    assert (done.returncode, done.stderr) == (0, "")
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert page.index("nnart-8") < page.index("nnart-9") < page.index("nnart-7")
    done = main_("gallery", "nnart-8.png", "missing.png", "--no-sheet")
    assert done.returncode == 3
    assert done.stderr.startswith("nnart: 'missing.png': ")
    assert (tmp_path / "pictures-site" / "index.html").is_file()
