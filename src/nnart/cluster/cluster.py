"""Cluster: windows painted by the workers of dask.distributed, on this machine or on many."""

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
from nnart.rendering.painter import Painter
from nnart.rendering.workers import Window
from nnart.threads import Cancel

if TYPE_CHECKING:
    from distributed import Client, Future

T = TypeVar("T")
W = TypeVar("W", bound=Window)
R = TypeVar("R")

LOCAL = "local"
PIXELS = 2**22  # of a task: what dask needs for one, some milliseconds, is then little beside painting it
_ANSWER = 10.0  # seconds in which a scheduler answers, and has its first worker
_PATIENCE = 60.0  # seconds without any worker after which a picture is given up
_LOOK = 1.0  # seconds after which those at work are looked after
_AHEAD = 3  # tasks for each: one at work, one at hand, one that is done and fetched
_CANCELLED = ""  # in the place of a task's key
_CHATTY = ("distributed", "distributed.client", "tornado.application")


class Cluster:
    """The workers of dask.distributed; a context manager.

    All have to have the same nnart, to the last byte of its sources, so that pictures are the same too. What a
    worker was at when it was lost, others do again.

    Attributes:
        address: of the scheduler.
        count: how many windows are worked on at a time.
        together: how many of them by one process: workers are meant to have a thread each.
    """

    together = 1

    @checked
    def __init__(self, address: str = LOCAL) -> None:
        """Connect to a scheduler, as tcp://host:8786; "local" starts a worker for each processor here.

        Raises:
            InputError: if that is no address.
            NnartError: if nobody answers there, it has no workers, one of them has another nnart, or
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
        """Leave the scheduler; what was started here ends."""
        self._stack.close()

    @checked
    def map(
        self, function: Callable[[Painter, W], R], painter: Painter, items: Iterable[W], cancel: Cancel
    ) -> Generator[R, None, None]:
        """Yield function(painter, item) for every item, in order; function and items can be pickled.

        Raises:
            NnartError: if a worker has another nnart, all were lost and none came for a minute, several were
                lost with the same window, or the scheduler was.
            Cancelled: soon after a call of `cancel`.
        """
        job, extremes = painter.job, painter.extremes
        # The job is kept by the cluster, and fetched by each worker once: a network by hand may be large.
        kept = self._client.submit(give_back, job, pure=False)
        least = min(PIXELS, math.prod(job.size) // (3 * self.count))
        tasks = ((function, extremes and tuple(extremes), batch) for batch in _batches(items, least))
        for _, results in self._run(paint, tasks, cancel, kept):
            yield from results

    @checked
    def each(
        self, function: Callable[[T], R], items: Iterable[T], cancel: Cancel | None = None
    ) -> Generator[tuple[T, R], None, None]:
        """Yield items, each with function(item), as they are finished; function can be pickled.

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
        """Yield items and task(identity, *given, *item), some ahead of whoever takes them."""
        wanted, left = identity(), enumerate(items)
        waiting: dict[str, tuple[Future, Any]] = {}
        finished: SimpleQueue[str] = SimpleQueue()
        out_of_turn: set[str] = set()
        try:
            while True:
                while len(waiting) < _AHEAD * self.count and (numbered := next(left, None)) is not None:
                    number, item = numbered
                    # What comes first in a file is done first, also if it has to be done again.
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
                with suppress(Exception):  # with a scheduler that was lost, there is nobody to be told
                    future.release()

    def _next(self, finished: SimpleQueue[str], out_of_turn: set[str], first: str | None) -> str:
        """Return that key when its task is finished, or else the next one whose task is."""
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
            except TimeoutError:  # its worker was lost when it was fetched; another does it again
                self._look()
            except (CancelledError, CommClosedError):
                raise self._lost() from None

    def _look(self) -> None:
        """Count the workers, once in a while, and see to it that there are some."""
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
        """Refuse a scheduler or a worker that has another nnart."""
        everyone = self._client.run(identity, on_error="return")
        try:
            found = self._client.run_on_scheduler(identity)
        except Exception as error:  # whatever becomes of a call of what is not there
            found = error
        for who, one in (
            {"scheduler": found} | {f"worker at {where}": found for where, found in everyone.items()}
        ).items():
            compare(identity(), one, who)


def _distributed() -> ModuleType:
    """Return dask.distributed, quiet unless the program has it already.

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
        for name in _CHATTY:  # of lost workers and schedulers, nnart says itself what there is to say
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    return distributed


def _connected(distributed: ModuleType, address: str) -> Client:
    """Return a client of the scheduler at an address.

    Raises:
        NnartError: if nobody answers there.
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
            # What has to be the same, everyone is asked for.
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
    """Yield items, several at a time, so that they have so many pixels together."""
    batch: list[W] = []
    for item in items:
        batch.append(item)
        if sum(math.prod(one.shape) for one in batch) >= least:
            yield batch
            batch = []
    if batch:
        yield batch
