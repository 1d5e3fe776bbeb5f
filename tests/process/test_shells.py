"""Tab in real shells, which take words apart, quote and evaluate them in their own ways."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shells import Shell

LINES = [
    ("nnart rend", ["nnart", "render"]),
    ("nnart render --preset si", ["nnart", "render", "--preset", "silk"]),
    ("nnart render --palette=kints", ["nnart", "render", "--palette=kintsugi"]),
    ("nnart render --palette bids:vir", ["nnart", "render", "--palette", "bids:viridis"]),
    ("nnart render --palette 'navy,goldenr", ["nnart", "render", "--palette", "navy,goldenrod"]),
    ("nnart render --activation tanh,so", ["nnart", "render", "--activation", "tanh,softsign"]),
    ("nnart render --from sheet.png#1", ["nnart", "render", "--from", "sheet.png#12"]),
    ("nnart render --from dus", ["nnart", "render", "--from", "dusk"]),
    ("nnart explore --prefer calm=2,stri", ["nnart", "explore", "--prefer", "calm=2,striking"]),
    ("nnart open she", ["nnart", "open", "sheet.png"]),  # a file
]


@pytest.fixture(scope="module", params=["bash", "zsh", "fish"])
def shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    name = request.param
    if sys.platform == "win32" or shutil.which(name) is None:
        pytest.skip(f"there is no {name} here")
    folder: Path = tmp_path_factory.mktemp(name)
    (folder / ".favourites").mkdir()
    (folder / ".favourites" / "dusk.toml").write_text("seed = 7\n")
    sheet = ["sheet", "--seed", "7,12", "--layers", "2", "--width", "4", "--size", "8", "-o", "sheet.png", "-q"]
    subprocess.run([sys.executable, "-m", "nnart", *sheet], cwd=folder, check=True)
    opened = Shell(name, folder)
    yield opened
    opened.close()


@pytest.mark.slow
@pytest.mark.parametrize(("line", "words"), LINES, ids=[line for line, _ in LINES])
def test_tab_completes_a_line(shell: Shell, line: str, words: list[str]) -> None:
    assert shell.complete(line) == words
