"""The pages of the reference, held against what they describe."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from nnart.cli.app import SUMMARIES
from nnart.cli.console import _TERMINAL
from nnart.files import formats
from nnart.files.networks import ENDINGS
from nnart.kernel.choice import SETTING
from nnart.kernel.processor import SETTINGS
from nnart.kernel.store import VARIABLE as CACHE
from nnart.sources.favourites import VARIABLE as FAVOURITES
from tests.conftest import Run
from tests.pages import ROOT

REFERENCE = ROOT / "docs" / "reference"
LIBRARY, ENVIRONMENT, FILES = (
    (REFERENCE / f"{name}.md").read_text(encoding="utf-8") for name in ("library", "environment", "files")
)
PUBLIC = set(re.findall(r" as (\w+)$", (ROOT / "src/nnart/__init__.pyi").read_text(), re.MULTILINE))


def section(page: str, title: str) -> str:
    """Return what stands under a heading of a page."""
    return page.split(f"\n## {title}\n")[1].partition("\n## ")[0]


def names(text: str) -> set[str]:
    """Return all that is code in the first cells of tables."""
    cells = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    return {name for cell in cells for name in re.findall("`([^`]+)`", cell)}


def test_every_public_name_of_the_library_is_there_once() -> None:
    told = re.findall(r"^\.\. auto\w+:: nnart\.(\w+)$", LIBRARY, re.MULTILINE)
    assert sorted(told) == sorted(PUBLIC - {"__version__"})
    assert "`nnart.__version__`" in LIBRARY


def test_every_short_name_of_a_signature_is_explained() -> None:
    code = (ROOT / "docs" / "extensions" / "signatures.py").read_text(encoding="utf-8")
    short = set(re.findall(r'": "(\w+)"', code)) - {"PNG"}
    assert {"AnySize", "File"} < short <= names(section(LIBRARY, "What arguments are"))


def test_every_exit_code_is_what_the_page_says(main_: Run, tmp_path: Path) -> None:
    """Those of signals are tested with signals, in tests/process/test_interrupts.py."""
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    codes = [main_("render", "7", "--size", "16", "--output", "rooms/a.png").returncode]
    codes.append(main_("show", "nosuch.png").returncode)
    codes.append(main_("render", "7", "--layers", "0").returncode)
    (rooms / "b.png").write_text("no picture")
    codes.append(main_("gallery", "rooms", "--quiet").returncode)
    assert codes == [0, 1, 2, 3]
    assert set(map(int, names(section(ENVIRONMENT, "Exit codes")))) == {*codes, 129, 130, 143}


def test_every_variable_that_is_read_is_told_and_no_other() -> None:
    libraries = {"XDG_CACHE_HOME", "XDG_DATA_HOME", "NO_COLOR", "OPENBLAS_NUM_THREADS"}
    told = names(section(ENVIRONMENT, "Environment variables"))
    assert told == {FAVOURITES, CACHE, SETTING, *SETTINGS, *_TERMINAL} | libraries


def test_folders_move_as_the_page_says(nnart_: Run, tmp_path: Path) -> None:
    where = {"XDG_DATA_HOME": str(tmp_path / "data"), "NNART_FAVOURITES": ""}
    assert nnart_("keep", "7", "--name", "dusk", **where).returncode == 0
    assert (tmp_path / "data" / "nnart" / "favourites" / "dusk.toml").is_file()
    assert nnart_("keep", "7", "--name", "dusk", NNART_FAVOURITES=str(tmp_path / "own")).returncode == 0
    assert (tmp_path / "own" / "dusk.toml").is_file()


def test_every_format_is_told_with_its_limits() -> None:
    told = section(FILES, "Pictures")
    for ending, codec in formats.PICTURES.items():
        row = next(line for line in told.splitlines() if line.startswith("| `") and f"`{ending}`" in line)
        assert f"| {min(codec.max_side, 1_000_000):,}" in row
        assert ("8 or 16" in row) == (16 in codec.bits)
        assert ("| yes |" in row) == codec.alpha
        assert ("| a few rows |" in row) == codec.streamed
    assert names(section(FILES, "Networks by hand")) == set(ENDINGS)


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_command_has_a_guide_that_teaches_it(name: str) -> None:
    code = (ROOT / "docs" / "extensions" / "commands.py").read_text(encoding="utf-8")
    guides = dict(re.findall(r'^    "(\w+)": "([./\w-]+\.md)",$', code, re.MULTILINE))
    assert guides.keys() == SUMMARIES.keys()
    assert f"nnart {name}" in (REFERENCE / "commands" / guides[name]).resolve().read_text(encoding="utf-8")
