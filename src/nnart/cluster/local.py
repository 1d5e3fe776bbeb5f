"""Local cluster: processes of dask.distributed on this machine, a scheduler and a worker for each processor.

They are separate programs, since multiprocessing would run the caller's main program in each. Each reads from a
pipe and ends when the pipe closes, that is, whenever this process ends for any reason.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import suppress
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from nnart.errors import NnartError, fault
from nnart.threads import thread_count

_HERE = "127.0.0.1"
_PAUSE = 0.2  # seconds before a dead worker is replaced: one that cannot start must not keep the machine busy
_NO_PAGES: dict[str, list[str]] = {
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}


class LocalCluster:
    """A scheduler and workers that only this machine can reach; a context manager. Dead workers are replaced.

    Attributes:
        address: of the scheduler.
        count: how many workers there are, each with one thread.
    """

    def __init__(self) -> None:
        """Start them; workers are ready a moment later.

        Raises:
            NnartError: if the scheduler does not start.
        """
        self.count = thread_count(None)
        self._changing = threading.Lock()
        self._open = True
        self._folder = TemporaryDirectory(prefix="nnart-", ignore_cleanup_errors=True)
        self._scheduler = _started("scheduler", self._folder.name)
        self._workers = [_started("worker", self._folder.name) for _ in range(self.count)]
        try:
            assert self._scheduler.stdout is not None
            self.address = self._scheduler.stdout.readline().strip()
            if not self.address:
                raise NnartError(
                    fault("unreachable", "dask.distributed does not start on this machine", "address")
                )
            for worker in self._workers:
                self._connect(worker)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _connect(self, worker: subprocess.Popen[str]) -> None:
        """Tell a worker where the scheduler is, and start watching it."""
        assert worker.stdin is not None
        with suppress(OSError):  # it may have ended already
            worker.stdin.write(f"{self.address}\n")
            worker.stdin.flush()
        threading.Thread(target=self._watch, args=(worker,), daemon=True).start()

    def _watch(self, worker: subprocess.Popen[str]) -> None:
        worker.wait()
        time.sleep(_PAUSE)
        with self._changing:
            if self._open:
                self._workers.remove(worker)
                _end(worker)
                self._workers.append(_started("worker", self._folder.name))
                self._connect(self._workers[-1])

    def close(self) -> None:
        """Kill all processes: nothing in them is needed, since this process has it too."""
        with self._changing:
            self._open = False
            for process in (*self._workers, self._scheduler):
                process.kill()
            for process in (*self._workers, self._scheduler):
                _end(process)
        self._folder.cleanup()


def _started(*arguments: str) -> subprocess.Popen[str]:
    """Start a process that runs `main` with this one's module path, out of reach of a terminal's Ctrl-C."""
    program = f"import sys; sys.path[:] = {sys.path!r}; from nnart.cluster.local import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def _end(process: subprocess.Popen[str]) -> None:
    process.wait()
    for stream in (process.stdin, process.stdout):
        assert stream is not None
        with suppress(OSError):
            stream.close()


def main() -> None:
    """Run as a scheduler or a worker, as the command line says, until standard input ends."""
    role, folder = sys.argv[1:]
    address = ""
    if role == "worker":
        import distributed  # noqa: F401  - takes a while, in which the scheduler starts

        address = sys.stdin.readline().strip()
    threading.Thread(target=_end_with_input, args=(role, folder), daemon=True).start()
    asyncio.run(_scheduler() if role == "scheduler" else _worker(address, folder))


def _end_with_input(role: str, folder: str) -> None:
    sys.stdin.read()
    if role == "scheduler":  # the parent may have been killed
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


async def _scheduler() -> None:
    import dask
    from distributed import Scheduler

    with dask.config.set(_NO_PAGES):
        async with Scheduler(host=_HERE, dashboard_address=f"{_HERE}:0", dashboard=False) as scheduler:
            print(scheduler.address, flush=True)  # noqa: T201  - for the process that started this one
            await scheduler.finished()


async def _worker(address: str, folder: str) -> None:
    import dask
    from distributed import Worker

    with dask.config.set(_NO_PAGES):
        async with Worker(
            address,
            nthreads=1,
            host=_HERE,
            dashboard_address=f"{_HERE}:0",
            dashboard=False,
            local_directory=folder,
            memory_limit=0,  # a window's is bounded
        ) as worker:
            await worker.finished()
