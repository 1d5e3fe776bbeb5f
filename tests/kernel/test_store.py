"""The store: private whatever the umask, deaf to what others left there, and never in the way."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnart.kernel import store
from nnart.kernel.store import Store
from tests.commandline import POSIX
from tests.conftest import names


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that is empty, and no folder that is named."""
    for name in ("NNART_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder


@pytest.fixture
def umask() -> Iterator[None]:
    """Set the umask back."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def keep(data: bytes) -> None:
    """Look for a kernel first, as nnart does."""
    one = Store("kernel")
    list(one.read())
    one.keep(data)


def read() -> list[bytes]:
    return list(Store("kernel").read())


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_where_it_is_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def folders() -> list[Path]:
        return list(Store("kernel")._folders())

    assert folders() == [home / ".cache" / "nnart"]
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache")
    assert folders() == [Path("/cache/nnart")]
    monkeypatch.setenv("NNART_CACHE_DIR", "/elsewhere")
    assert folders() == [Path("/elsewhere"), Path("/cache/nnart")]


def test_what_is_kept_is_found(home: Path) -> None:
    assert read() == []
    keep(b"old")
    keep(b"new")
    assert read() == [b"new"]
    assert names(home / ".cache" / "nnart") == ["kernel"]


@POSIX
@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("mask", [0, 0o002, 0o022, 0o077, 0o777])
def test_folders_are_private_whatever_the_umask(mask: int, home: Path) -> None:
    os.umask(mask)
    keep(b"code")
    made = [home / ".cache", home / ".cache" / "nnart", home / ".cache" / "nnart" / "kernel"]
    assert [mode_of(path) for path in made] == [0o700, 0o700, 0o600]
    assert read() == [b"code"]


@POSIX
@pytest.mark.usefixtures("umask")
def test_what_is_shared_on_purpose_can_be_read_by_all(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under any umask: otherwise others would compile at every start."""
    shared = home / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    monkeypatch.setenv("NNART_CACHE_DIR", str(shared))
    os.umask(0o077)
    keep(b"code")
    assert mode_of(shared / "kernel") == 0o644


@POSIX
def test_where_others_may_add_files_a_folder_of_ones_own_is_made(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = home / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    (shared / "kernel").write_bytes(b"a stranger's")
    monkeypatch.setenv("NNART_CACHE_DIR", str(shared))
    assert read() == []
    keep(b"code")
    own = shared / f"nnart-{os.geteuid()}"
    assert (mode_of(own), names(own)) == (0o700, ["kernel"])
    assert read() == [b"code"]


@POSIX
def test_what_others_may_write_is_told_and_not_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own folder is used instead, once and for all."""
    open_to_all = home / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    (open_to_all / "kernel").write_bytes(b"a stranger's")
    monkeypatch.setenv("NNART_CACHE_DIR", str(open_to_all))
    assert read() == []
    with pytest.warns(RuntimeWarning, match=r"now kept in '.*nnart' \(others may write to '.*open'\)"):
        keep(b"code")
    assert read() == [b"code"]
    assert (open_to_all / "kernel").read_bytes() == b"a stranger's"


@POSIX
@pytest.mark.parametrize("kind", ["pipe", "link", "open to all"])
def test_what_is_no_kernel_is_told_and_replaced(kind: str, home: Path) -> None:
    """A pipe is not waited for."""
    keep(b"code")
    file = home / ".cache" / "nnart" / "kernel"
    if kind == "open to all":
        file.chmod(0o666)
    else:
        file.unlink()
        if kind == "pipe":
            os.mkfifo(file)
        else:
            (home / "other").write_bytes(b"another's")
            file.symlink_to(home / "other")
    assert read() == []
    with pytest.warns(RuntimeWarning, match="now kept in"):
        keep(b"new")
    assert read() == [b"new"]
    assert stat.S_IMODE(file.lstat().st_mode) == 0o600


def test_a_folder_in_its_place_is_told(home: Path) -> None:
    (home / ".cache" / "nnart" / "kernel").mkdir(parents=True)
    assert read() == []
    with pytest.warns(RuntimeWarning, match="not kept for the next time"):
        keep(b"code")
    assert names(home / ".cache" / "nnart") == ["kernel"]


@POSIX
def test_what_is_shared_is_read_and_what_it_lacks_is_kept_in_the_own_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And found there by the next process. Root can write to every folder, so it is told that it cannot."""
    shared = tmp_path / "shared"
    shared.mkdir()
    monkeypatch.setattr("os.access", lambda path, _: Path(path) != shared)

    def refuse(path: Path, *_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setenv("NNART_CACHE_DIR", str(shared))
    (shared / "kernel").write_bytes(b"root's")
    assert read() == [b"root's"]
    (shared / "kernel").unlink()
    write = store._write
    monkeypatch.setattr(store, "_write", lambda path, *rest: (refuse if path == shared else write)(path, *rest))
    with pytest.warns(RuntimeWarning, match=r"now kept in '.*nnart' \('.*shared': Permission denied\)"):
        keep(b"code")
    assert read() == [b"code"]
    assert names(home / ".cache" / "nnart") == ["kernel"]


def test_a_folder_that_lacks_it_is_filled(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever the user's own folder has."""
    keep(b"code")
    monkeypatch.setenv("NNART_CACHE_DIR", str(tmp_path / "cache"))
    assert read() == []
    keep(b"new")
    assert names(tmp_path / "cache") == names(home / ".cache" / "nnart") == ["kernel"]


def test_a_file_in_the_place_of_a_folder_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").touch()
    monkeypatch.setenv("NNART_CACHE_DIR", str(home / "file"))
    with pytest.warns(RuntimeWarning, match="now kept in"):
        keep(b"code")
    assert read() == [b"code"]


@POSIX
def test_a_huge_file_is_not_read_in_full(home: Path) -> None:
    keep(b"code")
    os.truncate(home / ".cache" / "nnart" / "kernel", 1 << 40)
    (found,) = read()
    assert len(found) == store._MAX_BYTES


def test_a_folder_that_depends_on_where_it_runs_is_not_used(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for given in ("cache", ".", "./cache"):
        (tmp_path / given).mkdir(exist_ok=True)
        monkeypatch.setenv("NNART_CACHE_DIR", given)
        with pytest.warns(RuntimeWarning, match="NNART_CACHE_DIR has to be an absolute path, not "):
            keep(b"code")
        assert read() == [b"code"]
    assert names(tmp_path) == ["cache", "home"]
    assert names(home) == [".cache"]


@POSIX
@pytest.mark.parametrize("name", ["HOME", "XDG_CACHE_HOME"])
def test_a_home_that_depends_on_where_it_runs_is_not_used(
    name: str, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, "here")
    folders = list(Store("kernel")._folders())
    assert all(folder.is_absolute() for folder in folders)  # an old platformdirs knows none
    assert tmp_path / "here" not in {parent for folder in folders for parent in folder.parents}
    assert names(home) == []


def test_a_home_that_is_nowhere_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NNART_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    with pytest.warns(RuntimeWarning, match="not kept for the next time"):
        keep(b"code")


def test_a_place_that_is_fine_asks_for_no_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("NNART_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    keep(b"code")
    assert read() == [b"code"]


def test_a_folder_that_vanishes_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = store._make

    def make_and_lose(folder: Path) -> None:
        make(folder)
        folder.rmdir()

    monkeypatch.setattr(store, "_make", make_and_lose)
    with pytest.warns(RuntimeWarning, match=r"not kept for the next time \('.*nnart': No such file"):
        keep(b"code")
    assert names(home / ".cache") == []
