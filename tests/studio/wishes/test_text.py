"""Texts to be exported."""

from __future__ import annotations

from pathlib import Path

import pytest

import nnart
from nnart.errors import FileError
from nnart.studio.wishes.text import TextWish


def test_it_is_written_and_replaces_nothing(tmp_path: Path) -> None:
    wish = TextWish("a = 'é'".encode(), "a.toml")
    wish.save(tmp_path / wish.name, nnart.Run())
    assert (tmp_path / "a.toml").read_text(encoding="utf-8") == "a = 'é'"
    assert wish.takes() == (0.0, 8)
    with pytest.raises(FileError):
        TextWish(b"b", "a.toml").save(tmp_path / "a.toml", nnart.Run())
    assert (tmp_path / "a.toml").read_text(encoding="utf-8") == "a = 'é'"
