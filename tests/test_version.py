"""Versions: of libraries as Python knows them, also where they are installed in another way."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from nnart.version import installed_version


@pytest.fixture(autouse=True)
def _forget() -> None:
    installed_version.cache_clear()


@pytest.mark.parametrize("library", ["llvmlite", "pillow", "tifffile"])
def test_a_library_has_the_version_that_python_says(library: str) -> None:
    assert installed_version(library) == version(library)


def test_the_first_of_several_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pillow-99.1+local.dist-info").mkdir()
    (tmp_path / "pillow_heif-1.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "absent"), str(tmp_path), *sys.path])
    assert installed_version("pillow") == "99.1+local"


def test_other_ways_to_install_are_left_to_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "oldlib.egg-info"
    old.mkdir()
    (old / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: oldlib\nVersion: 3.2\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert installed_version("oldlib") == "3.2"
    with pytest.raises(PackageNotFoundError):
        installed_version("not-there-at-all")


@pytest.mark.parametrize("name", ["pillow.egg-info", "Pillow-1-py3.11.egg-info", "Pillow-1.5.dist-info", "zip"])
def test_the_first_of_several_counts_however_it_is_installed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, text = tmp_path / "first", "Metadata-Version: 2.1\nName: pillow\nVersion: 1.5\n"
    if name == "zip":
        with zipfile.ZipFile(first, "w") as archive:
            archive.writestr("pillow-1.5.dist-info/METADATA", text)
    else:
        (first / name).mkdir(parents=True)
        (first / name / ("PKG-INFO" if name.endswith("egg-info") else "METADATA")).write_text(text, "utf-8")
    monkeypatch.syspath_prepend(str(first))
    assert installed_version("pillow") == "1.5"


def test_a_folder_that_cannot_be_read_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def iterdir(folder: Path) -> Iterator[Path]:
        if folder == tmp_path:
            raise PermissionError
        return found(folder)

    expected, found = version("pillow"), Path.iterdir
    monkeypatch.setattr(Path, "iterdir", iterdir)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert installed_version("pillow") == expected
