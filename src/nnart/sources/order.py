"""Natural order: sort file names as people do, with numbers by value: 2 before 10."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath
from typing import Any

_NUMBER = re.compile("([0-9]+)")


def natural_key(name: str) -> tuple[Any, ...]:
    """Return a sort key for file names that orders numbers by value.

    The part before the ending decides first, so nnart-7.png comes before nnart-7-2.png. Case, leading zeros and
    the encoding of accents matter only between otherwise equal names: capitals and more zeros come first.
    """
    path = PurePath(name)
    return _parts(path.stem), _parts(path.suffix), name


def _parts(text: str) -> list[str | int]:
    """Return text and numbers by turns, beginning with text."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [int(part) if i % 2 else part for i, part in enumerate(_NUMBER.split(folded))]
