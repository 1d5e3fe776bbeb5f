"""Identity: what decides bytes is hashed, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import nnart
from nnart.files.identity import DECIDING, code_digest, identity

ROOT = Path(nnart.__file__).parent
# What chooses what is rendered, hands it around or shows it.
OTHERS = {
    "checks",
    "cli",
    "cluster",
    "explore",
    "gallery",
    "library",
    "machine",
    "notebook",
    "sheets",
    "sources",
    "studio",
}
OTHER_MODULES = {
    "__init__.py",
    "__main__.py",
    "amounts.py",
    "arrays.py",
    "crew.py",
    "display.py",
    "errors.py",
    "inputfiles.py",
}
OTHER_MODULES |= {"notices.py", "progress.py", "templates.py", "threads.py", "version.py", "words.py"}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """All of nnart's sources, to be changed."""
    root = tmp_path / "nnart"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns("__pycache__"))
    assert code_digest(root) == code_digest()
    return root


def changed(root: Path, source: Path) -> bool:
    """Return whether a comma in a comment of a source makes another nnart of it."""
    code_digest.cache_clear()
    source.write_text(source.read_text(encoding="utf-8") + "# ,\n", encoding="utf-8")
    return code_digest(root) != code_digest()


def test_every_package_either_decides_bytes_or_not() -> None:
    packages = {path.name for path in ROOT.iterdir() if (path / "__init__.py").is_file()}
    modules = {path.name for path in ROOT.glob("*.py")}
    assert packages | modules == DECIDING.keys() | OTHERS | OTHER_MODULES
    assert not DECIDING.keys() & (OTHERS | OTHER_MODULES)


@pytest.mark.parametrize("name", DECIDING)
def test_a_comma_in_what_decides_bytes_makes_another_nnart(copy: Path, name: str) -> None:
    source = copy / name
    assert changed(copy, source if source.is_file() else max(source.rglob("*.py")))


def test_a_comma_elsewhere_changes_nothing(copy: Path) -> None:
    sources = [copy / name for name in OTHER_MODULES]
    sources += [source for name in OTHERS for source in (copy / name).rglob("*.py")]
    for source in sources:
        assert not changed(copy, source), source


def test_a_source_by_another_name_makes_another_nnart(copy: Path) -> None:
    code_digest.cache_clear()
    (copy / "files" / "note.py").rename(copy / "files" / "notes.py")
    assert code_digest(copy) != code_digest()


def test_versions_count_too() -> None:
    found = identity()
    assert found.keys() == {"nnart", "code", "zlib", "pillow", "tifffile"}
    assert found["nnart"] == nnart.__version__
