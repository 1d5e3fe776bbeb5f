"""Options that are numbers: read here, checked where their rules are known."""

from __future__ import annotations

import re
from typing import Any


def _integer(text: str) -> int:
    """Return a whole number; other text as it is, for whoever knows the rule to refuse."""
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,20}", text.strip()) else text  # type: ignore[return-value]


def _real(text: str) -> float:
    """Return a number; other text as it is, for whoever knows the rule to refuse."""
    try:
        return float(text)
    except ValueError:
        return text  # type: ignore[return-value]


def numbers(text: str) -> list[float]:
    """Return the numbers of a list such as 0.5,1; what is none is left for whoever knows the rule to refuse."""
    return [_real(part) for part in text.split(",")]


INTEGER: dict[str, Any] = {"parser": _integer, "metavar": "N"}
REAL: dict[str, Any] = {"parser": _real, "metavar": "X"}
