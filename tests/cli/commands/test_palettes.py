"""`nnart palettes`."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnart.recipe import palettes
from nnart.sheets import swatches
from tests.conftest import Run, names


def test_without_colours_palettes_are_written_out(nnart_: Run) -> None:
    done = nnart_("palettes")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.split() for line in done.stdout.splitlines()]
    assert [line[0] for line in lines] == palettes.names()
    assert ["hearth", HEARTH] in lines
    assert re.fullmatch(r"(#[0-9a-f]{6},){8}#[0-9a-f]{6} \(9 of 256\)", " ".join(lines[-1][1:]))


def test_those_named_are_shown(main_: Run, tmp_path: Path) -> None:
    (tmp_path / "two.hex").write_text("0b132b\nf5cb5c\n")
    done = main_("palettes", "Viridis_r", "navy,gold", "two.hex", "hearth", "--json")
    facts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [fact["name"] for fact in facts] == ["Viridis_r", "navy,gold", "two.hex", "hearth"]
    for fact in facts:
        assert set(fact) == {"name", "colours"}
        assert palettes.canonical(",".join(fact["colours"])) == ",".join(fact["colours"])
    assert len(facts[0]["colours"]) == 256
    assert [",".join(fact["colours"]) for fact in facts[1:]] == ["#000080,#ffd700", "#0b132b,#f5cb5c", HEARTH]


@pytest.mark.slow
def test_all_are_those_of_nnart_and_the_catalogues(main_: Run) -> None:
    shown = [line.split()[0] for line in main_("palettes", "--all").stdout.splitlines()]
    assert shown[: len(palettes.names())] == palettes.names()
    assert len(set(shown)) == len(shown) > 600
    assert {"viridis", "batlow", "tab10"} <= set(shown)
    assert set(palettes.catalogue()) - set(shown) == {"rainbow_discrete_1"}  # of one colour


def test_a_sheet_is_a_file_like_others(main_: Run, tmp_path: Path) -> None:
    done = main_("palettes", "-o", "a.png")
    assert (done.returncode, done.stdout) == (0, "")
    with Image.open(tmp_path / "a.png") as image:
        count = len(palettes.names())
        assert done.stderr == f"{count} palettes ({image.width} x {image.height}): a.png\n"
    again = main_("palettes", "ink", "-o", "a.png")
    assert again.returncode == 1
    assert "'a.png'" in again.stderr and "--force" in again.stderr
    assert main_("palettes", "ink", "-o", "a.png", "--force").stderr == "1 palette (240 x 76): a.png\n"
    assert main_("palettes", "ink", "-o", "a.jpg", "--json").stdout.count("\n") == 1
    assert names(tmp_path) == ["a.jpg", "a.png"]


HEARTH = "#0d0b1e,#3a1030,#8f1d33,#e0562c,#f8b862,#fff3d6"


def _on_a_terminal(*arguments: str, **environment: str) -> str:
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    main, terminal = pty.openpty()
    settings = {"TERM": "xterm", "COLORTERM": "truecolor", "COLUMNS": "60"} | environment
    inherited = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "nnart", "palettes", *arguments], stdout=terminal, env=inherited | settings
    )
    os.close(terminal)
    seen = b""
    try:
        while part := os.read(main, 65536):
            seen += part
    except OSError:  # Linux says so when the other side is closed
        pass
    os.close(main)
    assert process.wait(timeout=60) == 0
    return seen.decode().replace("\r\n", "\n")


def test_a_terminal_shows_bars_of_colour() -> None:
    lines = _on_a_terminal("hearth", "jet").splitlines()
    assert [line.split()[0] for line in lines] == ["hearth", "jet"]
    cells = re.findall(r"\x1b\[48;2;(\d+);(\d+);(\d+)m ", lines[0])
    assert len(cells) == 60 - len("hearth ")
    assert np.array_equal(np.array(cells, int), swatches.bar("hearth", len(cells)))
    assert "48;5;" in _on_a_terminal("hearth", COLORTERM="", TERM="xterm-256color")


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_a_terminal_without_colours_gets_them_written_out(environment: dict[str, str]) -> None:
    assert _on_a_terminal("hearth", **environment) == f"hearth {HEARTH}\n"
