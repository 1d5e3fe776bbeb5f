"""The page about the library, as someone meets it who pastes from it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from tests.pages import ROOT

PAGE = (ROOT / "docs" / "guides" / "python.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_every_line_works_and_is_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands behind a line that is a value begins with that value."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for block in BLOCKS:
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
    assert {path.name for path in tmp_path.iterdir()} >= {"silk.png", "print.png", "large.tif", "many"}
