"""Errors speak their reader's language: the library names no options, the command line no Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import nnart
from nnart.checks.calls import MEANT
from nnart.checks.instead import INSTEAD
from nnart.cli.app import SUMMARIES
from tests.pages import ROOT

SOURCE = Path(nnart.__file__).parent
MESSAGES = ROOT / "tests" / "cli" / "messages.txt"
OPTION = re.compile(rf"(?<![\w-])--[a-z]|\bnnart ({'|'.join(SUMMARIES)})\b|(?<![\w-])-o\b")
PYTHON = re.compile(r"\bnnart\.[a-z_]+\(|\brun=|=(True|False|None)\b|\bRun\(")
OTHERS = "--nworkers"  # as dask has options, too


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every text that is a part of a fault or of a way out, with its place."""
    for path in sorted(folder.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(call, "func", None)
            if isinstance(call, ast.Call) and isinstance(name, ast.Name) and name.id in ("fault", "Way"):
                for one in ast.walk(call):
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        yield f"{path.relative_to(SOURCE)}:{one.lineno}", one.value


def test_the_library_names_no_options() -> None:
    found = [(place, text) for place, text in texts(SOURCE) if not place.startswith("cli")]
    assert len(found) > 500
    found += [("instead", text) for text in (*INSTEAD.values(), *MEANT.values())]
    assert [one for one in found if OPTION.search(one[1]) and OTHERS not in one[1]] == []


def test_the_command_line_names_no_python() -> None:
    found = [(place, text) for place, text in texts(SOURCE / "cli") if PYTHON.search(text)]
    lines = MESSAGES.read_text(encoding="utf-8").splitlines()
    assert len(lines) > 100
    assert (found, [line for line in lines if PYTHON.search(line)]) == ([], [])
