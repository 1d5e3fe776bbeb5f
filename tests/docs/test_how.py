"""The pages on how nnart works: what their Python prints is what stands beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pages import ROOT, blocks

PAGES = [
    path for path in sorted((ROOT / "docs" / "how").glob("*.md")) if "```python" in path.read_text("utf-8")
]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_python_prints_what_it_says(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a line of these pages prints follows it as a comment."""
    for language, block in blocks(path.read_text(encoding="utf-8")):
        if language != "python":
            continue
        exec(compile(block, path.name, "exec"), {})
        told = re.findall(r"^print\(.*\)  # (.*)$|^# (.*)$", block, re.MULTILINE)
        assert capsys.readouterr().out.splitlines() == [beside or below for beside, below in told]


def test_the_drawing_is_small() -> None:
    assert (ROOT / "docs" / "pictures" / "way.svg").stat().st_size < 30_000
