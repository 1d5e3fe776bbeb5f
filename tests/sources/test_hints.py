"""Hints: what someone may have meant by a text that stands for no picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnart.errors import Way
from nnart.recipe.recipe import Recipe
from nnart.sources.favourites import VARIABLE, keep
from nnart.sources.hints import unknown_source


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    keep(Recipe(), "dusk")
    (tmp_path / "holiday.toml").write_text("seed = 7\n")
    return tmp_path


@pytest.mark.parametrize(
    ("source", "way"),
    [
        ("reef", Way("takes that palette", "palette", "reef")),
        ("Reef", Way("takes that palette", "palette", "reef")),
        ("mandela", Way("did you mean 'mandala'")),
        ("p4m", Way("takes that symmetry", "symmetry", "p4m")),
        ("sin", Way("takes that activation", "activation", "sin")),
        ("oklch", Way("takes that colour", "colour", "oklch")),
        ("layers=1,5,10", Way("sets it", "layers", "1,5,10")),
        ("landscape", Way("turns a size", "size", "a3-landscape")),
        ("holiday.toml[3]", Way("did you mean 'holiday.toml#3'")),
        ("holiday.toml:3-8", Way("did you mean 'holiday.toml#3-8'")),
        ("4k", Way("paints at that size", "size", "4k")),
        ("1920x1080", Way("paints at that size", "size", "1920x1080")),
        ("dsuk", Way("did you mean 'dusk'")),
        ("sikl", Way("did you mean 'silk'")),
        ("holidya.toml", Way("did you mean 'holiday.toml'")),
    ],
)
def test_what_was_meant_is_told(folder: Path, source: str, way: Way) -> None:
    (fault,) = unknown_source(source, folder).faults
    assert way in fault.ways
    assert fault.rule == "absent"


@pytest.mark.parametrize("source", ["qqqqqq", "", "x" * 5000, "\x1b[31m", "a/b/c", "\0"])
def test_where_nobody_can_tell_it_is_told_what_is_needed(folder: Path, source: str) -> None:
    error = unknown_source(source, folder)
    assert "a preset" in error.faults[0].ways[0].does
    assert str(error).isprintable()
