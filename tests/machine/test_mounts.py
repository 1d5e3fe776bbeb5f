"""Mounts, as Linux lists them."""

from __future__ import annotations

from pathlib import Path

from nnart.machine.mounts import Mount, read_mounts, read_text


def test_mounts_are_read(tmp_path: Path) -> None:
    file = tmp_path / "proc/self/mountinfo"
    assert list(read_mounts(tmp_path)) == []
    file.parent.mkdir(parents=True)
    file.write_text(
        "36 35 98:0 /top /a\\040stick rw,noatime master:1 shared:2 - vfat /dev/sdb1 rw,errors=remount-ro\n"
        "37 35 0:5 / /b rw - tmpfs - rw\n"
        "nonsense\n"
    )
    assert list(read_mounts(tmp_path)) == [
        Mount("98:0", "/top", "/a stick", "vfat", ("rw", "errors=remount-ro")),
        Mount("0:5", "/", "/b", "tmpfs", ("rw",)),
    ]


def test_what_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    assert read_text(tmp_path) == ""
