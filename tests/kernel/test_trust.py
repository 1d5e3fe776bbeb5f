"""Files and folders that others could change are not trusted."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from nnart.kernel import trust
from nnart.kernel.trust import UntrustedError, check_file, check_folder, is_shared
from tests.commandline import POSIX

pytestmark = POSIX


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home: what is above it does not count."""
    folder = tmp_path / "home"
    folder.mkdir(0o755)
    monkeypatch.setenv("HOME", str(folder))
    return folder


def folder_of(parent: Path, name: str, mode: int) -> Path:
    folder = parent / name
    folder.mkdir()
    folder.chmod(mode)
    return folder


def give_away(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a file or folder belong to another user: root can do that; otherwise, be another user."""
    if os.geteuid() == 0:
        os.chown(path, 12345, -1, follow_symlinks=False)
    else:
        other = os.geteuid() + 1
        monkeypatch.setattr("os.geteuid", lambda: other)


def test_a_folder_of_ones_own_is_safe(home: Path) -> None:
    for mode in (0o700, 0o755):
        check_folder(folder_of(home, f"{mode:o}", mode))


@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o707])
def test_a_folder_that_others_may_write_is_not(mode: int, home: Path) -> None:
    folder = folder_of(home, "open", mode)
    with pytest.raises(UntrustedError, match=re.escape(f"others may write to '{folder}'")):
        check_folder(folder)


def test_nor_is_one_within_unless_others_cannot_rename_it(home: Path) -> None:
    inner = folder_of(folder_of(home, "open", 0o777), "inner", 0o700)
    with pytest.raises(UntrustedError, match=r"open'$"):
        check_folder(inner)
    check_folder(folder_of(folder_of(home, "sticky", 0o1777), "inner", 0o700))


def test_what_is_not_there_yet_is_judged_by_what_is(home: Path) -> None:
    check_folder(home / "a" / "b")
    with pytest.raises(UntrustedError):
        check_folder(folder_of(home, "open", 0o777) / "a" / "b")


def test_what_is_above_the_home_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    group = folder_of(tmp_path, "group", 0o777)
    cache = folder_of(folder_of(group, "me", 0o755), "cache", 0o700)
    monkeypatch.setenv("HOME", str(tmp_path / "elsewhere"))
    with pytest.raises(UntrustedError, match=r"group'$"):
        check_folder(cache)
    monkeypatch.setenv("HOME", str(group / "me"))
    check_folder(cache)


def test_a_home_that_others_may_write_counts(home: Path) -> None:
    home.chmod(0o777)
    with pytest.raises(UntrustedError, match=r"home'$"):
        check_folder(home / ".cache")


def test_a_folder_of_another_user_is_not_safe(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(home, "theirs", 0o755)
    give_away(folder, monkeypatch)
    for one in (folder, folder / "within"):
        with pytest.raises(UntrustedError, match="belongs to another user"):
            check_folder(one)


def test_links_are_followed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every folder on the way counts, and so does who made the link."""
    real = folder_of(folder_of(home, "open", 0o777), "real", 0o700)
    (home / "link").symlink_to("open/real")
    (home / "absolute").symlink_to(real)
    (home / "up").symlink_to("./open/../link")
    for name in ("link", "absolute", "up"):
        with pytest.raises(UntrustedError, match=r"open'$"):
            check_folder(home / name)
    (home / "open").chmod(0o755)
    for name in ("link", "absolute", "up"):
        check_folder(home / name)
    give_away(home / "link", monkeypatch)
    with pytest.raises(UntrustedError, match="belongs to another user"):
        check_folder(home / "up")


def test_links_that_lead_nowhere_end(home: Path) -> None:
    (home / "a").symlink_to("b")
    (home / "b").symlink_to("a")
    with pytest.raises(OSError, match="symbolic links"):
        check_folder(home / "a")


def test_a_group_of_ones_own_may_write(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the umask is 002, and everyone has a group; a group that has others may not."""
    folder = folder_of(home, "group", 0o775)
    for own in (True, False):
        monkeypatch.setattr(trust, "_is_own_group", lambda _, own=own: own)
        if own:
            check_folder(folder)
        else:
            with pytest.raises(UntrustedError, match="others may write"):
                check_folder(folder)


@pytest.mark.parametrize(
    ("group", "members", "own"),
    [
        ((7, "me"), [], True),
        ((7, "me"), ["me"], True),
        ((7, "me"), ["other"], False),
        ((7, "users"), [], False),
        ((8, "me"), [], False),
    ],
)
def test_whose_group_it_is(
    group: tuple[int, str], members: list[str], own: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import grp
    import pwd

    user = pwd.struct_passwd(("me", "x", 1000, 7, "", "/home/me", "/bin/sh"))
    monkeypatch.setattr("pwd.getpwuid", lambda _: user)
    monkeypatch.setattr("grp.getgrgid", lambda _: grp.struct_group((group[1], "x", group[0], members)))
    assert trust._is_own_group(group[0]) is own


def test_a_user_that_no_one_knows_has_no_group(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: int) -> None:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", unknown)
    assert not trust._is_own_group(7)


def check_open(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        check_file(path, os.fstat(descriptor))
    finally:
        os.close(descriptor)


def test_a_file_that_others_may_write_is_not_safe(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = home / "kernel"
    file.touch()
    for mode in (0o600, 0o644):
        file.chmod(mode)
        check_open(file)
    file.chmod(0o666)
    with pytest.raises(UntrustedError, match="others may write"):
        check_open(file)
    file.chmod(0o600)
    give_away(file, monkeypatch)
    with pytest.raises(UntrustedError, match="another user"):
        check_open(file)


def test_what_is_no_file_is_not_safe(home: Path) -> None:
    os.mkfifo(home / "pipe")
    (home / "folder").mkdir()
    for name in ("pipe", "folder"):
        with pytest.raises(UntrustedError, match="is not a regular file"):
            check_open(home / name)


def test_where_others_may_add_files(home: Path) -> None:
    modes = {"a": 0o1777, "b": 0o777, "c": 0o755, "d": 0o1755}
    assert [is_shared(folder_of(home, name, mode)) for name, mode in modes.items()] == [True, *[False] * 3]
    assert not is_shared(home / "nowhere")
