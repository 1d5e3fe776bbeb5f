"""Natural order: file names as people sort them, numbers by their value, so that 2 comes before 10."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath
from typing import Any

_NUMBER = re.compile("([0-9]+)")


def natural_key(name: str) -> tuple[Any, ...]:
    """Return what file names are sorted by, so that numbers in them count by their value.

    The part before the ending decides first, so nnart-7.png comes before nnart-7-2.png. Case, leading zeros
    and how accents are stored count only between names that are the same otherwise: capitals and more zeros
    come first.
    """
    path = PurePath(name)
    return _parts(path.stem), _parts(path.suffix), name


def _parts(text: str) -> list[str | int]:
    """Return text and numbers by turns, beginning with text."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [int(part) if i % 2 else part for i, part in enumerate(_NUMBER.split(folded))]
