"""Exports: files and folders that are painted one after the other, while the page goes on."""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Thread
from typing import Any, Final

from nnart.errors import Cancelled, FileError, InputError, MissingFileError, NnartError, fault
from nnart.files.atomic import numbered
from nnart.files.spool import path_beside
from nnart.machine.heap import give_back_freed
from nnart.machine.processors import count_processors
from nnart.rendering.run import Run
from nnart.rendering.workers import Threads
from nnart.studio.faults import error_data
from nnart.studio.wishes.wish import Wish
from nnart.threads import Cancel

WAITING, RUNNING, DONE, CANCELLED, FAILED = "waiting", "running", "done", "cancelled", "failed"
MAX_WAITING: Final = 100
_MAX_ENDED = 100  # exports that have ended, and are still listed
_ELSEWHERE: Final = frozenset({"exists", "begun", "version", "busy"})  # rules after which another name is tried
_EARLY = 0.02  # of the work, before which nobody can tell how long the rest takes


@dataclass(eq=False)
class Export:
    """An export on its way.

    Attributes:
        wish: what it makes.
        path: of the file or folder.
        id: what the page calls it.
        state: waiting, running, done, cancelled or failed.
        share: how much is done, 0 … 1.
        started: when the work began, by `time.monotonic`.
        faults: why it failed, as plain data.
        cancel: ends it.
    """

    wish: Wish
    path: Path
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    state: str = WAITING
    share: float = 0.0
    started: float = 0.0
    faults: list[Any] = field(default_factory=list)
    cancel: Cancel = field(default_factory=Cancel)

    @property
    def ended(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state in (DONE, CANCELLED, FAILED)

    @property
    def begun(self) -> bool:
        """Whether it ended early and left a part of its file, from which the same export goes on."""
        return self.started > 0 and self.state in (CANCELLED, FAILED) and path_beside(self.path).exists()

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        known = self.state == RUNNING and self.share > _EARLY
        left = (time.monotonic() - self.started) * (1 - self.share) / self.share if known else None
        return {
            "id": self.id,
            "path": str(self.path),
            "state": self.state,
            "share": round(min(self.share, 1.0), 4),
            "seconds_left": None if left is None else round(left, 1),
            "faults": self.faults,
            "begun": self.begun,
            "left_out": list(self.wish.left_out),
        }

    def advance(self, share: float) -> None:
        """Count a share of the work as done."""
        self.share += share


class Exports:
    """All exports of a studio, painted by a thread of their own in the order in which they were wished for."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of their files."""
        self._folder = folder
        self._all: dict[str, Export] = {}
        self._changed = Condition()
        self._thread: Thread | None = None
        # One processor is left to the page.
        self._threads = max(1, count_processors() - 1)

    def add(self, wish: Wish) -> Export:
        """Put an export at the end of the row, and return it.

        Raises:
            InputError: if too many wait.
        """
        with self._changed:
            waiting = [one for one in self._all.values() if not one.ended]
            if len(waiting) >= MAX_WAITING:
                says = f"{MAX_WAITING} exports wait already"
                raise InputError(fault("limit", says, ways="wait until some are done"))
            export = Export(wish, self.free_path(wish.name))
            self._all[export.id] = export
            if self._thread is None:
                self._thread = Thread(target=self._work, daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return export

    def listed(self) -> list[dict[str, Any]]:
        """Return all exports as plain data, the oldest first."""
        with self._changed:
            return [one.as_data() for one in self._all.values()]

    def end(self, name: str) -> None:
        """Cancel an export, or leave out one that has ended.

        Raises:
            MissingFileError: if there is none of this id.
        """
        with self._changed:
            export = self._all.get(name)
            if export is None:
                raise MissingFileError(fault("absent", "there is no such export"))
            if export.ended:
                del self._all[name]
            elif export.state == WAITING:
                export.state = CANCELLED
            else:
                export.cancel()

    def close(self, patience: float = 2.0) -> None:
        """Cancel all exports, and wait until the thread has let go of its file."""
        with self._changed:
            for export in self._all.values():
                if export.state == WAITING:
                    export.state = CANCELLED
                export.cancel()
        if self._thread is not None:
            self._thread.join(patience)

    def free_path(self, name: str, but: Collection[Path] = ()) -> Path:
        """Return the first path of a.png, a-2.png and so on that neither a file nor an export has."""
        taken = {one.path for one in self._all.values() if not one.ended} | {*but}
        return next(path for path in numbered(self._folder / name) if path not in taken and not _is_there(path))

    def _work(self) -> None:
        while True:
            with self._changed:
                waiting = self._next()
                if waiting is None:
                    self._thread = None
                    return
                waiting.state, waiting.started = RUNNING, time.monotonic()
            self._paint(waiting)
            give_back_freed()
            with self._changed:
                self._forget()

    def _next(self) -> Export | None:
        return next((one for one in self._all.values() if one.state == WAITING), None)

    def _forget(self) -> None:
        ended = [one.id for one in self._all.values() if one.ended]
        for name in ended[:-_MAX_ENDED]:
            del self._all[name]

    def _paint(self, export: Export) -> None:
        """Paint one export; under another name if something else was begun under its own."""
        tried = set[Path]()
        while True:
            try:
                self._save(export)
            except Cancelled:
                export.state = CANCELLED
            except NnartError as error:
                if isinstance(error, FileError) and any(one.rule in _ELSEWHERE for one in error.faults):
                    tried.add(export.path)
                    with self._changed:
                        export.path = self.free_path(export.wish.name, tried)
                    continue
                export.state, export.faults = FAILED, error_data(error)["faults"]
            except (OSError, MemoryError) as error:
                says = getattr(error, "strerror", None) or "there is too little memory"
                export.state = FAILED
                export.faults = error_data(FileError(fault("access", says, where=export.path)))["faults"]
            else:
                export.state, export.share = DONE, 1.0
            return

    def _save(self, export: Export) -> None:
        export.share = 0.0
        run = Run(Threads(self._threads), export.advance, cancel=export.cancel, limits=True)
        export.wish.save(export.path, run)


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()
