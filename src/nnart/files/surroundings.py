"""Surroundings: the files around a spool, which its owner knows."""

from __future__ import annotations

from pathlib import Path


class Surroundings:
    """The files around a spool; this base class stands for none."""

    def check(self, begun: bool, again: bool) -> None:
        """Refuse to render here, if need be; called once no other process can interfere.

        Args:
            begun: whether a spool with a readable header was here.
            again: if not, whether the work may start over: on request, or since the spool is damaged.

        Raises:
            FileError: with the reason.
        """

    def clear(self) -> None:
        """Remove other leftovers before the work starts over."""

    def holds(self) -> bool:
        """Return whether files are here for which the spool must be kept after any failure."""
        return False

    def name(self, target: Path) -> Path:
        """Return the name of the work for messages."""
        return target
