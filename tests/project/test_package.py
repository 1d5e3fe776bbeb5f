"""The wheel and the source archive, as someone gets them who has no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest

import nnart
from tests.pages import ROOT

pytestmark = pytest.mark.slow

SOURCE = ROOT / "src" / "nnart"
# Of the source archive, run without the folder that it was made from.
SOME_TESTS = ("tests/test_tree.py", "tests/recipe/test_palettes.py", "tests/files/test_png.py", "tests/golden")
# The programs and data that are no Python, each by a command that needs it, with the file that it writes.
COMMANDS = {
    "render --seed 7 --size 64": "nnart-7.png",
    "sheet 1 2 --size 16 -o sheet.html": "sheet.html",
    "tiles 7 --size 64 -o zoom": "zoom/index.html",
    "gallery nnart-7.png --out site": "site/index.html",
}


class Built(NamedTuple):
    """What was built."""

    wheel: Path  # from the source archive
    source: Path
    direct: Path  # a wheel from the folder


def run(*words: str | Path, cwd: Path, **environment: str) -> str:
    """Return what a process prints, which knows nothing of this folder; fail if it does."""
    known = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COVERAGE"))}
    done = subprocess.run(
        words, cwd=cwd, env=known | environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("built")
    build = (sys.executable, "-m", "build", "-q", "--no-isolation")
    run(*build, "--outdir", folder, ROOT, cwd=folder)
    run(*build, "--wheel", "--outdir", folder / "direct", ROOT, cwd=folder)
    (wheel,), (source,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return Built(wheel, source, folder / "direct" / wheel.name)


@pytest.fixture(scope="module")
def unpacked(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(built.source) as archive:
        archive.extractall(folder, filter="data")
    return folder / f"nnart-{nnart.__version__}"


def test_the_wheel_has_the_package_and_nothing_else(built: Built) -> None:
    wanted = {
        path.relative_to(SOURCE.parent).as_posix()
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {"nnart/py.typed", "nnart/tiles/viewer/openseadragon.min.js"} < wanted
    assert sum(name.split("/")[-2] == "templates" for name in wanted) > 10
    with ZipFile(built.wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == wanted


def test_a_wheel_from_the_source_archive_is_the_same(built: Built) -> None:
    assert built.wheel.read_bytes() == built.direct.read_bytes()


def test_the_source_archive_has_all_that_is_kept(built: Built) -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode or not listed.stdout:
        pytest.skip("this is no checkout")
    with tarfile.open(built.source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert set(listed.stdout.splitlines()) <= names


def test_the_tests_of_the_source_archive_run(unpacked: Path) -> None:
    line = (sys.executable, "-m", "pytest", "-q", "-n", "0", "-m", "not slow", *SOME_TESTS)
    assert " passed" in run(*line, cwd=unpacked, PYTHONPATH=str(unpacked / "src"))


@pytest.mark.timeout(900)  # it downloads the dependencies
def test_what_is_installed_paints(built: Built, tmp_path: Path) -> None:
    """In an environment of its own, with the dependencies that the wheel asks for."""
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    scripts = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    try:
        run(scripts / "pip", "download", "-q", "--no-deps", "-d", tmp_path / "probe", "segno", cwd=tmp_path)
    except AssertionError:
        pytest.skip("PyPI cannot be reached")
    run(scripts / "pip", "install", "-q", built.wheel, cwd=tmp_path)
    run(scripts / "pip", "check", cwd=tmp_path)

    work = tmp_path / "work"
    work.mkdir()
    where = run(scripts / "python", "-c", "import nnart; print(nnart.__file__)", cwd=work)
    assert tmp_path in Path(where).parents
    assert run(scripts / "nnart", "--version", cwd=work) == f"nnart {nnart.__version__}\n"
    for words, written in COMMANDS.items():
        run(scripts / "nnart", *words.split(), cwd=work)
        assert (work / written).stat().st_size > 0, words
    assert nnart.verify(work / "nnart-7.png") is None
