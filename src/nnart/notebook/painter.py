"""Painter: one thread that paints what was wanted last, while the kernel stays free for other cells."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Thread
from typing import Final

from nnart.errors import Cancelled
from nnart.threads import Cancel

IDLE: Final = 10.0  # seconds after which a thread without work ends

Work = Callable[[Cancel], None]


class Painter:
    """Runs one piece of work at a time, the last that was wanted.

    New work cancels the work before it, so nothing out of date is painted to its end.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._next: Work | None = None
        self._cancel = Cancel()
        self._thread: Thread | None = None

    def want(self, work: Work) -> None:
        """Cancel what is being done, and do this next."""
        with self._changed:
            overtaken, self._next = self._cancel, work
            if self._thread is None:
                self._thread = Thread(target=self._run, name="nnart-notebook", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        overtaken()

    def stop(self) -> None:
        """Cancel what is being done; nothing follows until something is wanted again."""
        with self._changed:
            overtaken, self._next = self._cancel, None
        overtaken()

    def _run(self) -> None:
        while True:
            with self._changed:
                if not self._changed.wait_for(lambda: self._next is not None, IDLE):
                    self._thread = None
                    return
                work, self._next = self._next, None
                cancel = self._cancel = Cancel()
            if work is not None:
                with suppress(Cancelled):
                    work(cancel)
