"""Symmetries by name, as people write them; `nnart.plane.symmetry` has what they do."""

from __future__ import annotations

import re

from nnart.errors import InputError, fault
from nnart.words import did_you_mean, fold, match

MIRRORS = ("mirror", "mirror-y")
TURNED = ("kaleidoscope", "rotation")  # with an order, as in kaleidoscope-6
MAX_ORDER = 64
WALLPAPERS = (  # the 17 groups, by their names in the International Tables for Crystallography
    *("p1", "p2", "pm", "pg", "cm", "pmm", "pmg", "pgg", "cmm"),
    *("p4", "p4m", "p4g", "p3", "p3m1", "p31m", "p6", "p6m"),
)

CELLS = 2.0  # when not given
MIN_CELLS, MAX_CELLS = 0.01, 1000.0


def names() -> list[str]:
    """Return all names, with N for an order from 2 to 64."""
    return [*MIRRORS, *(f"{kind}-N" for kind in TURNED), *WALLPAPERS]


def canonical(text: str) -> str:
    """Return the one name of a symmetry: `Kaleidoscope 06` or `kaleidoscope6` is kaleidoscope-6.

    Raises:
        InputError: if it is none.
    """
    name = match(text, (*MIRRORS, *WALLPAPERS))
    if name is not None:
        return name
    name = fold(text)
    turned = re.fullmatch(rf"({'|'.join(TURNED)})-?([0-9]{{1,3}})", name)
    if turned is not None:
        kind, order = turned.groups()
        if 2 <= int(order) <= MAX_ORDER:
            return f"{kind}-{int(order)}"
        raise InputError(
            fault("range", f"{kind} needs an order from 2 to {MAX_ORDER}", "symmetry", got=int(order))
        )
    if name in TURNED:
        says = f"{name} needs an order from 2 to {MAX_ORDER}"
        raise InputError(fault("missing", says, "symmetry", ways=f"write {name}-6"))
    says = f"{', '.join(names())}, N from 2 to {MAX_ORDER}"
    raise InputError(fault("choice", says, "symmetry", got=text, ways=did_you_mean(text, ("none", *names()))))


def parse(text: str) -> str:
    """Return `none`, or the one name of a symmetry as `canonical` does."""
    return match(text, ("none",)) or canonical(text)


def split(name: str) -> tuple[str, int]:
    """Return kind and order of a canonical name; the order is 1 of those that have none."""
    kind, _, order = name.rpartition("-")
    return (kind, int(order)) if kind in TURNED else (name, 1)
