"""The pages about the library, as someone meets them who pastes from them."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from tests.pages import ROOT

# Pages, and files that their blocks leave behind.
PAGES = {
    "python": {"silk.png", "print.png", "large.tif", "many"},
    "networks": {"from-python.png", "square.toml"},
    "notebooks": {"silk.png", "details.png", "mine.png"},
}


@pytest.mark.parametrize("name", PAGES)
def test_every_line_works_and_is_what_it_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands behind a line that is a value begins with that value."""
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "guides" / f"{name}.md").read_text(encoding="utf-8")
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        for statement in ast.parse(block).body:
            source = ast.get_source_segment(block, statement)
            assert source is not None
            if not isinstance(statement, ast.Expr):
                exec(source, names)
                continue
            value = eval(source, names)
            line = block.splitlines()[statement.lineno - 1]
            told = line.partition("  # ")[2]
            expected = told.rpartition(": ")[2]
            if expected[:1] in ("(", "<", "T") or isinstance(statement.value, ast.Name | ast.Attribute):
                assert repr(value) == expected, line
    assert {path.name for path in tmp_path.iterdir()} >= PAGES[name]
