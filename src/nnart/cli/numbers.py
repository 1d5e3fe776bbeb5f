"""Options that are numbers: read here, checked where their rules are known."""

from __future__ import annotations

import re
from typing import Any, Final

_NUMBER: Final = r"(-?[0-9]*\.?[0-9]+)"
_PARTS: Final = re.compile(rf"{_NUMBER} ?/ ?{_NUMBER}")
_TIME: Final = re.compile(
    rf"(?:{_NUMBER} ?h)? ?(?:{_NUMBER} ?m(?:in)?)? ?(?:{_NUMBER} ?s(?:ec(?:onds?)?)?)?|{_NUMBER} ?ms"
)
_SCALED: Final = re.compile(rf"{_NUMBER} ?(%|[x×])")


def _integer(text: str) -> int:
    """Return a whole number; other text as it is, for whoever knows the rule to refuse."""
    return int(text) if re.fullmatch(r"[+-]?[0-9]{1,20}", text.strip()) else text  # type: ignore[return-value]


def _real(text: str) -> float:
    """Return a number, also of 1/3, 40 % or 2x; other text as it is, for whoever knows the rule to refuse."""
    plain = text.strip()
    if found := _SCALED.fullmatch(plain):
        return float(found[1]) / (100 if found[2] == "%" else 1)
    return _part(text)


def _angle(text: str) -> float:
    """Return an angle in degrees, which may stand behind it; other text as it is."""
    return _plain_real(re.sub(r"(?<=[0-9.]) ?(?:°|deg|degrees?)$", "", text.strip()))


def _seconds(text: str) -> float:
    """Return seconds, also of 10s, 500ms, 2min, 1m30s or 1/2; other text as it is."""
    plain = text.strip().lower()
    found = _TIME.fullmatch(plain)
    if not plain or found is None or "-" in plain:
        return _part(text)
    parts = [float(part or 0) for part in found.groups()]
    return sum(part * unit for part, unit in zip(parts, (3600, 60, 1, 0.001), strict=True))


def _part(text: str) -> float:
    found = _PARTS.fullmatch(text.strip())
    return float(found[1]) / float(found[2]) if found and float(found[2]) else _plain_real(text)


def _plain_real(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return text  # type: ignore[return-value]


def numbers(text: str) -> list[float]:
    """Return the numbers of a list such as 0.5,1; what is none is left for whoever knows the rule to refuse."""
    return [_plain_real(part) for part in text.split(",")]


INTEGER: dict[str, Any] = {"parser": _integer, "metavar": "N"}
REAL: dict[str, Any] = {"parser": _real, "metavar": "X"}
SECONDS: dict[str, Any] = {"parser": _seconds, "metavar": "X"}
ANGLE: dict[str, Any] = {"parser": _angle, "metavar": "X"}
