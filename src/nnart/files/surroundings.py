"""Surroundings: the files around a spool, which its owner knows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nnart.files.atomic import check_target


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


@dataclass(frozen=True)
class Target(Surroundings):
    """The file to replace, as the surroundings of its spool."""

    path: Path
    force: bool

    def check(self, begun: bool, again: bool) -> None:  # noqa: ARG002  - whatever was begun
        """Check again: another process may have finished it since the first check."""
        check_target(self.path, self.force)
