"""Surroundings: what lies around a spool, as whoever renders knows it."""

from __future__ import annotations

from pathlib import Path


class Surroundings:
    """What lies around a spool, as whoever renders knows it; here there is nothing."""

    def check(self, begun: bool, again: bool) -> None:
        """Refuse, once no other process can interfere, to render here.

        Args:
            begun: whether a spool was here that says what was begun.
            again: whether otherwise the work may begin anew: as that is wanted, or the spool is damaged.

        Raises:
            FileError: with the reason.
        """

    def clear(self) -> None:
        """Remove what else is left of unfinished work, before it begins anew."""

    def holds(self) -> bool:
        """Return whether something is here that the spool must outlive any failure for."""
        return False

    def name(self, target: Path) -> Path:
        """Return what people call the work, of which the spool knows the target."""
        return target
