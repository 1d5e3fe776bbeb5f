"""CONTRIBUTING.md: its commands and files are there. Whether its recipes work was tried by following them."""

from __future__ import annotations

import re

from tests.pages import ROOT
from tests.project.test_workflows import TARGETS

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
QUOTED = re.findall(r"`([^`\n]+)`", TEXT)
# What it makes, and what stands for a name that is yours.
MADE = re.compile(r"docs/_build/|\.venv|/NAME\.py|test_NAME\.py|src/nnart/a/|tests/a/")


def test_it_tells_every_target_of_the_task_file() -> None:
    assert set(re.findall(r"^\| `make ([a-z-]+)` \|", TEXT, re.MULTILINE)) == TARGETS.keys()


def test_it_calls_no_target_that_is_not_there() -> None:
    assert set(re.findall(r"\bmake ((?:test|setup|lint|docs|check|dist)[a-z-]*)", TEXT)) <= TARGETS.keys()


def test_every_file_that_it_names_is_there() -> None:
    words = [word.strip(",.") for text in QUOTED for word in text.split()]
    named = [word for word in words if re.match(r"(src|tests|tools|docs|\.github|\.ci)/", word)]
    assert len(named) > 40
    assert [word for word in named if not MADE.search(word) and not (ROOT / word).exists()] == []


def test_every_table_that_it_names_is_there() -> None:
    for name in ("ON_REQUEST", "CURATED"):
        assert f"\n{name} = " in (ROOT / "src/nnart/recipe/palettes.py").read_text(encoding="utf-8")
    assert "\nNAMES: Final" in (ROOT / "src/nnart/recipe/codes.py").read_text(encoding="utf-8")
    assert "\nCODECS: " in (ROOT / "src/nnart/files/formats.py").read_text(encoding="utf-8")
    assert "\nENDINGS = " in (ROOT / "src/nnart/cli/endings.py").read_text(encoding="utf-8")


def test_it_says_that_the_workflows_have_not_run() -> None:
    assert "they have not run yet" in TEXT
    assert "Nobody has tried Windows or macOS yet" in TEXT
