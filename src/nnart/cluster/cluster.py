"""Cluster: windows painted by workers of dask.distributed, on one machine or many."""

from __future__ import annotations

import importlib
import logging
import math
import re
import sys
import time
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, suppress
from queue import Empty, SimpleQueue
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from nnart.checks.annotations import checked
from nnart.cluster.local import LocalCluster
from nnart.cluster.tasks import apply, compare, give_back, paint
from nnart.errors import Cancelled, InputError, NnartError, fault, shown
from nnart.files.identity import identity
from nnart.rendering.workers import Paints, Window
from nnart.threads import Cancel

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
P = TypeVar("P", bound=Paints)
W = TypeVar("W", bound=Window)
R = TypeVar("R")

LOCAL = "local"
PIXELS = 2**22  # of a task: dask's overhead, some milliseconds, is then small beside the painting
_ANSWER = 10.0  # seconds to wait for a scheduler to answer, and for its first worker
_PATIENCE = 60.0  # seconds without any worker before giving up a picture
_LOOK = 1.0  # seconds between checks of the workers
_AHEAD = 3  # tasks for each worker: one running, one waiting, one finished and being fetched
_CANCELLED = ""  # in the place of a task's key
_CHATTY = ("distributed", "distributed.client", "tornado.application")


class Cluster:
    """Rendering by the workers of dask.distributed; a context manager.

    All workers must have exactly the same nnart, which guarantees the same pictures. If a worker dies, others
    redo its work. With `with nnart.Cluster("local") as cluster`, render by `nnart.Run(workers=cluster)`.

    Attributes:
        address: of the scheduler.
        count: how many windows are worked on at a time.
        together: how many of them one process works on; each worker should have one thread.
    """

    together = 1

    @checked
    def __init__(self, address: str = LOCAL) -> None:
        """Connect to a scheduler such as tcp://host:8786; "local" starts a worker for each processor here.

        Raises:
            InputError: if the address is not valid.
            NnartError: if no scheduler answers, it has no workers, a worker has a different nnart, or
                dask.distributed is not installed.
        """
        if address != LOCAL and not re.fullmatch(r"(tcp|tls)://[^\s/]+:\d{1,5}", address):
            raise InputError(
                fault(
                    "syntax", "local, or an address such as tcp://host:8786 is needed", "address", got=address
                )
            )
        distributed = _distributed()
        self.count = 0
        self._local: LocalCluster | None = None
        with ExitStack() as stack:
            if address == LOCAL:
                self._local = stack.enter_context(LocalCluster())
                address = self._local.address
            self.address = address
            self._client: Client = _connected(distributed, address)
            stack.callback(self._client.close, timeout=1)
            with suppress(TimeoutError):
                self._client.wait_for_workers(self._local.count if self._local else 1, timeout=_ANSWER)
            self._seen, self._looked = time.monotonic(), -math.inf
            self._look()
            if not self.count:
                raise NnartError(
                    fault(
                        "unreachable",
                        f"{address} has no workers",
                        "address",
                        ways=f"on each machine: dask worker {address} --nworkers auto",
                    )
                )
            self._check()
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Disconnect from the scheduler, and end the workers that were started here."""
        self._stack.close()

    @checked
    def map(
        self, function: Callable[[P, W], R], painter: P, items: Iterable[W], cancel: Cancel
    ) -> Generator[R, None, None]:
        """Yield function(painter, item) for every item, in order; function and items must be picklable.

        Raises:
            NnartError: if a worker has a different nnart, all workers are lost for a minute, several die over
                the same window, or the scheduler is lost.
            Cancelled: soon after `cancel` is called.
        """
        # The cluster keeps it and each worker fetches it once: a network given by hand may be large.
        kept = self._client.submit(give_back, painter.remake, pure=False)
        least = min(PIXELS, math.prod(painter.view.size) // (3 * self.count))
        tasks = ((function, batch) for batch in _batches(items, least))
        for _, results in self._run(paint, tasks, cancel, kept):
            yield from results

    @checked
    def each(
        self, function: Callable[[T], R], items: Iterable[T], cancel: Cancel | None = None
    ) -> Generator[tuple[T, R], None, None]:
        """Yield each item with function(item) as soon as it is finished; function must be picklable.

        Raises:
            NnartError, Cancelled: as `map`.
        """
        calls = ((function, item) for item in items)
        for (_, item), result in self._run(apply, calls, cancel or Cancel(), in_order=False):
            yield item, result

    def _run(
        self,
        task: Callable[..., R],
        items: Iterable[tuple[Any, ...]],
        cancel: Cancel,
        *given: Future,
        in_order: bool = True,
    ) -> Generator[tuple[Any, R], None, None]:
        """Yield items with task(identity, *given, *item), running a few ahead of the consumer."""
        wanted, left = identity(), enumerate(items)
        waiting: dict[str, tuple[Future, Any]] = {}
        finished: SimpleQueue[str] = SimpleQueue()
        out_of_turn: set[str] = set()
        try:
            while True:
                while len(waiting) < _AHEAD * self.count and (numbered := next(left, None)) is not None:
                    number, item = numbered
                    # Earlier parts of a file have priority, even when they are redone.
                    future = self._client.submit(task, wanted, *given, *item, pure=False, priority=-number)
                    waiting[future.key] = future, item
                    future.add_done_callback(lambda future: finished.put(future.key))
                if not waiting:
                    return
                with cancel.calling(lambda: finished.put(_CANCELLED)):
                    key = self._next(finished, out_of_turn, next(iter(waiting)) if in_order else None)
                future, item = waiting[key]
                result = self._result(future)
                del waiting[key]
                future.release()
                yield item, result
        finally:
            for future in (*given, *(future for future, _ in waiting.values())):
                with suppress(Exception):  # the scheduler is lost: there is nobody to tell
                    future.release()

    def _next(self, finished: SimpleQueue[str], out_of_turn: set[str], first: str | None) -> str:
        """Wait for a task to finish, and return its key: `first`, or without one whichever finishes next."""
        while first is None or first not in out_of_turn:
            self._look()
            with suppress(Empty):
                key = finished.get(timeout=_LOOK)
                if key == _CANCELLED:
                    raise Cancelled
                if first is None:
                    return key
                out_of_turn.add(key)
        out_of_turn.remove(first)
        return first

    def _result(self, future: Future) -> Any:
        from distributed import CancelledError, KilledWorker
        from distributed.comm import CommClosedError

        while True:
            try:
                return future.result(timeout=_PATIENCE)
            except KilledWorker:
                raise NnartError(
                    fault(
                        "unreachable",
                        f"several workers at {self.address} were lost with the same part of the work",
                        "address",
                        ways="have they enough memory?",
                    )
                ) from None
            except TimeoutError:  # its worker died while it was fetched; another redoes it
                self._look()
            except (CancelledError, CommClosedError):
                raise self._lost() from None

    def _look(self) -> None:
        """Count the workers from time to time, and give up if there are none for too long."""
        now = time.monotonic()
        if now - self._looked < _LOOK:
            return
        self._looked = now
        try:
            count = sum(self._client.nthreads().values())
        except OSError:
            raise self._lost() from None
        if count:
            self.count, self._seen = count, now
        elif now - self._seen > _PATIENCE:
            raise NnartError(
                fault(
                    "unreachable",
                    f"all workers at {self.address} were lost, and none came for a minute",
                    "address",
                )
            )

    def _lost(self) -> NnartError:
        return NnartError(fault("unreachable", f"the scheduler at {self.address} was lost", "address"))

    def _check(self) -> None:
        """Refuse a scheduler or worker that has a different nnart."""
        everyone = self._client.run(identity, on_error="return")
        try:
            found = self._client.run_on_scheduler(identity)
        except Exception as error:  # any error may come from calling a module that is not there
            found = error
        for who, one in (
            {"scheduler": found} | {f"worker at {where}": found for where, found in everyone.items()}
        ).items():
            compare(identity(), one, who)


def _distributed() -> ModuleType:
    """Import dask.distributed, and silence its log unless the program has imported it already.

    Raises:
        NnartError: if it is not installed.
    """
    known = "distributed" in sys.modules
    try:
        distributed = importlib.import_module("distributed")
    except ImportError:
        raise NnartError(
            fault("missing", "dask.distributed is needed", "address", ways="pip install 'nnart[cluster]'")
        ) from None
    if not known:
        for name in _CHATTY:  # nnart itself reports lost workers and schedulers
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return distributed


def _connected(distributed: ModuleType, address: str) -> Client:
    """Return a client of the scheduler at an address.

    Raises:
        NnartError: if no scheduler answers.
    """
    encryption = distributed.Security().get_connection_args("client")
    if address.startswith("tls") != bool(encryption["ssl_context"] or encryption["require_encryption"]):
        raise NnartError(
            fault(
                "conflict",
                f"{shown(address)} and the settings of dask disagree on whether TLS is used",
                "address",
                ways="set distributed.comm.tls for tls://, and nothing of it for tcp://",
            )
        )
    try:
        with warnings.catch_warnings():
            # Every worker is asked for whatever must be the same.
            warnings.simplefilter("ignore", distributed.versions.VersionMismatchWarning)
            return distributed.Client(address, timeout=_ANSWER, set_as_default=False)
    except OSError:
        raise NnartError(
            fault(
                "unreachable",
                f"nobody answers at {shown(address)}",
                "address",
                ways="start one there: dask scheduler",
            )
        ) from None


def _batches(items: Iterable[W], least: int) -> Iterator[list[W]]:
    """Yield items in batches of about the given number of pixels."""
    batch: list[W] = []
    for item in items:
        batch.append(item)
        if sum(math.prod(one.shape) for one in batch) >= least:
            yield batch
            batch = []
    if batch:
        yield batch
