"""Written values: values of a recipe as text, as command lines and addresses hold them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from nnart.recipe.kinds import Flag, Kind, Point, Real, Reals, Whole

_FLAGS: Final = {"on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}


def read_written(kind: Kind | None, text: str) -> Any:
    """Return a value as a recipe's TOML has it; a text that makes no sense stays, to be refused later."""
    with suppress(ValueError):
        match kind:
            case Whole():
                return int(text)
            case Real():
                return float(text)
            case Reals() | Point():
                return [float(part) for part in text.split(",")]
            case Flag():
                return _FLAGS.get(text.lower(), text)
    return text


def write_exactly(value: Any) -> str:
    """Return the text of a value, from which `read_written` returns the same value; empty for None and ()."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, (list, tuple)):
        return ",".join(map(write_exactly, value))
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)
