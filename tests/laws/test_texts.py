"""Texts: whatever people paste is read or refused, in a time that grows no faster than its length.

Where it grew with the square of the length, the longer texts here would take longer than a test may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nnart.errors import NnartError
from nnart.recipe.forms import parse
from nnart.recipe.sizes import parse_size
from nnart.recipe.toml import MAX_TEXT
from nnart.studio.reading import read_text

MAX_SIZE = 200  # characters of a size
LONG = 2**18  # characters that nobody pastes: who reads files and what is pasted refuses them before
PARTS = (
    *("\n", " ", "\xa0", "\u200b", "a", "0", "🙂", "=", ":", ",", ".", "#", "-", "_", "—", "…", "&", "\\", "/"),
    *(
        '"',
        "'",
        '\\"',
        "{",
        "[",
        "(",
        "{a:",
        "{a=",
        "[[a]]\n",
        '",".',
        "a=\n",
        "a=1,",
        "7,",
        "0x",
        "a ",
        "#fff,",
    ),
    *("nn1-", "mix(", "rgb(", "url(", "--a "),
)
BEGINNINGS = ("", "a = ", "x = a", "{", "nn1-", "nnart render --palette ")


@pytest.fixture(autouse=True)
def _no_favourites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path))


def _texts(part: str, length: int) -> Iterator[str]:
    """Yield texts of a length that repeat a part, behind all beginnings; another end may change all of it."""
    for beginning in BEGINNINGS:
        times = (length - len(beginning) - 1) // len(part)
        yield f"{beginning}{part * times}"
        yield f"{beginning}{part * times}b"


@pytest.mark.parametrize("part", PARTS, ids=ascii)
@pytest.mark.parametrize(
    ("read", "length"),
    [(read_text, MAX_TEXT), (parse, LONG), (parse_size, MAX_SIZE), (parse_size, LONG)],
)
def test_any_text_is_read_or_refused(read: Callable[[str], object], length: int, part: str) -> None:
    for text in _texts(part, length):
        try:
            read(text)
        except NnartError as error:
            assert error.faults
            assert len(str(error)) < 1000
