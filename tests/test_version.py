"""Versions: of libraries as Python knows them, also where they are installed in another way."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from nnart.version import version_of


@pytest.fixture(autouse=True)
def _forget() -> None:
    version_of.cache_clear()


@pytest.mark.parametrize("library", ["llvmlite", "pillow", "tifffile"])
def test_a_library_has_the_version_that_python_says(library: str) -> None:
    assert version_of(library) == version(library)


def test_the_first_of_several_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pillow-99.1+local.dist-info").mkdir()
    (tmp_path / "pillow_heif-1.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "absent"), str(tmp_path), *sys.path])
    assert version_of("pillow") == "99.1+local"


def test_other_ways_to_install_are_left_to_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "oldlib.egg-info"
    old.mkdir()
    (old / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: oldlib\nVersion: 3.2\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert version_of("oldlib") == "3.2"
    with pytest.raises(PackageNotFoundError):
        version_of("not-there-at-all")
