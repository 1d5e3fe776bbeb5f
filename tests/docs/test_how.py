"""The pages on how nnart works and is built: what their Python prints is what stands beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pages import ROOT, blocks

DOCS = ROOT / "docs"
PAGES = [DOCS / "how" / f"{name}.md" for name in ("pixels", "chaos", "lecture")] + [
    DOCS / "project" / "architecture.md"
]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_python_prints_what_it_says(
    path: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What these pages print follows as a comment, in the same line or below."""
    monkeypatch.chdir(tmp_path)
    found = [block for language, block in blocks(path.read_text(encoding="utf-8")) if language == "python"]
    assert found
    for block in found:
        exec(compile(block, path.name, "exec"), {})
        told = re.findall(r"^ *print\(.*\)  # (.*)$|^# (.*)$", block, re.MULTILINE)
        assert capsys.readouterr().out.splitlines() == [beside or below for beside, below in told]


def test_the_drawing_is_small() -> None:
    assert (DOCS / "pictures" / "way.svg").stat().st_size < 30_000
