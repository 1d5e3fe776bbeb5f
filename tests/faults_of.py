"""Which rules an error says were broken, and by which values."""

from __future__ import annotations

from nnart.errors import NnartError


def broken(error: NnartError) -> list[tuple[str, tuple[str, ...]]]:
    """Return the rule and the names of every fault."""
    return [(fault.rule, fault.names) for fault in error.faults]
