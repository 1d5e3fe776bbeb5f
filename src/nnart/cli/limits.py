"""Limits: what is probably a typo, and refused before anything is painted, unless an option allows it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from nnart.amounts import amount, duration
from nnart.errors import InputError, Way, fault
from nnart.files.atomic import ENDING
from nnart.rendering import refusal
from nnart.rendering.limits import MachineLimits, find_limits

if TYPE_CHECKING:
    from nnart.rendering.estimate import Estimate

MAX_TILES: Final = 1024  # of a sheet; more are probably a typo
MAX_FORCED_TILES: Final = 10_000  # of a sheet; more recipes than that have no room in its file
_HUGE: Final = Way("allows it", "huge")

check_limits = partial(refusal.check_limits, way=_HUGE)
check_many = partial(refusal.check_many, way=_HUGE)
check_all = partial(refusal.check_all, way=_HUGE)


def limits_of(output: str) -> MachineLimits:
    """Return the limits of this process for a file that may be painted in part already, or for stdout."""
    if output == "-":
        return find_limits()
    return find_limits(Path(output).parent, count_bytes(Path(output + ENDING)))


def count_bytes(path: Path) -> int:
    """Return the bytes of a file or of all in a folder; 0 if there is none."""
    if not path.is_dir():
        return path.stat().st_size if path.is_file() else 0
    return sum(entry.stat().st_size for entry in path.rglob("*") if entry.is_file())


def exceeding(takes: Estimate, exceeded: Mapping[str, str]) -> str:
    """Return what work takes as one clause, and which limits it exceeds.

    Args:
        takes: the estimate.
        exceeded: from `MachineLimits.exceeded`.
    """
    parts = {
        "time": f"about {duration(takes.seconds)}",
        "memory": f"{amount(takes.memory)} of memory",
        "disk": f"{amount(takes.disk)} of disk",
    }
    return ", ".join(
        text + (f" ({exceeded[name]})" if name in exceeded else "") for name, text in parts.items()
    )


def check_tiles(count: int, *, force: bool) -> None:
    """Refuse more tiles than a sheet has room for, or without force than are well seen, before any is made."""
    if not isinstance(count, int) or count <= (MAX_FORCED_TILES if force else MAX_TILES):
        return
    most = MAX_TILES if count <= MAX_FORCED_TILES else MAX_FORCED_TILES
    ways = Way("allows it", "force") if count <= MAX_FORCED_TILES else Way("paint several sheets")
    raise InputError(fault("limit", f"{count:,} tiles are more than {most:,} on one sheet", ways=ways))
