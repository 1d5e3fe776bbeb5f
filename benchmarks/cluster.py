"""What a cluster costs: local workers against as many threads, `python -m benchmarks.cluster [--write]`."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil

import nnart
from benchmarks.report import deliver, machine, table
from nnart.cluster.cluster import Cluster
from nnart.recipe.recipe import Recipe
from nnart.threads import thread_count

PICTURES = (
    ("1024², .png", 1024, "png", None),
    ("4096², .png", 4096, "png", None),
    ("16384², .png", 16384, "png", None),
    ("16384², .tif", 16384, "tif", None),
    ("1024², .png, exact", 1024, "png", 0.0),
)
BATCH = 20  # pictures of 256²
TASKS, LENGTH = 300, 2**17  # that do nothing, and the bytes that each returns
REPEATS = 3


def used(workers: Cluster) -> list[float]:
    """Return the seconds of a processor that this process, the scheduler and the workers have used so far."""
    assert workers._local is not None
    found = [time.process_time()]
    for process in (workers._local._scheduler, *workers._local._workers):
        spent = psutil.Process(process.pid).cpu_times()
        found.append(spent.user + spent.system)
    return found


def compared(workers: Cluster, title: str, *calls: Callable[[], object]) -> list[str]:
    """Return a line of the table: the least seconds of threads and of workers, made in turn."""
    seconds, spent = ([float("inf")] * len(calls) for _ in range(2))
    for _ in range(REPEATS):
        for place, call in enumerate(calls):
            before, started = used(workers), time.perf_counter()
            call()
            seconds[place] = min(seconds[place], time.perf_counter() - started)
            spent[place] = min(spent[place], sum(used(workers)) - sum(before))
    (threads, cluster), (by_threads, by_cluster) = seconds, spent
    return [
        title,
        f"{threads:.2f} s",
        f"{cluster:.2f} s",
        f"{by_threads:.2f} s",
        f"{by_cluster:.2f} s",
        f"{by_cluster / by_threads:.2f}",
    ]


def of_tasks(workers: Cluster) -> str:
    """Return a sentence on what tasks cost that do nothing."""
    before, started = used(workers), time.perf_counter()
    for _ in workers.each(bytes, [LENGTH] * TASKS):
        pass
    seconds = time.perf_counter() - started
    client, scheduler = (
        1e3 * (after - one) / TASKS for one, after in list(zip(before, used(workers), strict=True))[:2]
    )
    return (
        f"A task that does nothing and returns {LENGTH // 1024} KiB takes {1e3 * seconds / TASKS:.1f} ms; "
        f"{client:.1f} ms of a processor where the picture is written, {scheduler:.1f} ms at the scheduler."
    )


def several(workers: Cluster | None, folder: Path) -> None:
    """Paint a batch of small pictures, by a cluster or by threads."""
    pictures = [(nnart.Job(Recipe(seed=seed), (256, 256)), folder / f"{seed}.png") for seed in range(BATCH)]
    if workers is not None:
        for _ in nnart.save_all(pictures, nnart.Run(workers, force=True)):
            pass
        return
    for job, path in pictures:
        nnart.save(job, path, nnart.Run(force=True))


def main() -> None:
    count, lines = thread_count(None), []
    started = time.perf_counter()
    with Cluster("local") as workers, tempfile.TemporaryDirectory() as name:
        starting, folder = time.perf_counter() - started, Path(name)
        for title, side, ending, tolerance in PICTURES:
            recipe = Recipe(seed=7) if tolerance is None else Recipe(seed=7, tolerance=tolerance)
            paint = partial(nnart.save, nnart.Job(recipe, (side, side)), folder / f"a.{ending}")
            runs = (nnart.Run(force=True), nnart.Run(workers, force=True))
            lines.append(compared(workers, title, *(partial(paint, run) for run in runs)))
        batch = partial(several, None, folder), partial(several, workers, folder)
        lines.append(compared(workers, f"{BATCH} of 256²", *batch))
        head = ["20 x 100, default", f"{count} threads", f"{count} local workers"]
        head += ["processors' time: threads", "workers", "ratio"]
        said = f"{of_tasks(workers)} To start the cluster took {starting:.1f} s."
    deliver("cluster", f"{machine(count)}\n\n{table(head, lines)}\n\n{said}")


if __name__ == "__main__":
    main()
