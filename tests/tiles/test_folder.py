"""Folders of tiles: what is in them, and what is noted of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnart.tiles.block import all_blocks
from nnart.tiles.folder import UNFINISHED, TileFolder
from nnart.tiles.tiles import layout_for
from tests.conftest import names


@pytest.fixture
def folder(tmp_path: Path) -> TileFolder:
    """A folder of tiles as if all were painted: each holds its number."""
    folder = TileFolder(tmp_path, layout_for((2600, 1500), ending="png"))
    number = 0
    for block in all_blocks(folder.layout):
        files = [b"%d" % (number + place) for place in range(len(list(folder.files(block))))]
        folder.write_block(block, files)
        number += len(files)
    return folder


def test_what_is_lost_is_counted(folder: TileFolder) -> None:
    """A file that is gone, is empty, has other bytes, or is a folder now."""
    block = list(all_blocks(folder.layout))[-2]
    files = list(folder.files(block))
    noted = folder.note([path.read_bytes() for path in files])
    assert len(files) > 4
    assert folder.lost(block, noted) == 0
    files[0].unlink()
    files[1].write_bytes(b"")
    files[2].write_bytes(b"?")
    files[3].unlink()
    files[3].mkdir()
    assert folder.lost(block, noted) == 4


def test_a_record_alone_is_no_content(tmp_path: Path) -> None:
    folder = TileFolder(tmp_path, layout_for((3, 3)))
    for name in (UNFINISHED, "unfinished.lock"):
        (tmp_path / name).touch()
    assert not folder.holds()
    (tmp_path / ".DS_Store").touch()
    assert folder.holds()


def test_clearing_leaves_the_record_and_what_is_not_ours(folder: TileFolder) -> None:
    for name in (UNFINISHED, "notes.txt"):
        (folder.path / name).touch()
    (folder.path / "empty").mkdir()
    folder.clear()
    assert names(folder.path) == ["empty", "notes.txt", UNFINISHED]


def test_a_folder_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    folder = TileFolder(tmp_path / "gone", layout_for((3, 3)))
    with pytest.raises(FileNotFoundError):
        folder.write("picture_files/0/0_0.jpg", b"tile")
    assert names(tmp_path) == []
