"""How soon a job ends after it was cancelled from another thread: `python -m benchmarks.cancel [--write]`."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import nnart
from benchmarks.report import deliver, machine, table
from nnart.recipe.recipe import Recipe
from nnart.threads import thread_count

AFTER = (0.02, 0.1, 0.3, 0.6, 1.0, 1.7)  # seconds after which it is cancelled
AIM = 150  # milliseconds
DEEP = Recipe(seed=3, layers=250, width=1000, detail=6.0)

Work = Callable[[Path, nnart.Run], object]


def saving(ending: str, size: tuple[int, int], recipe: Recipe, show: str = "picture") -> Work:
    job = nnart.Job(recipe, size, show="field" if show == "field" else "picture")
    return lambda folder, run: nnart.save(job, folder / f"a{ending}", run)


def rendering(size: tuple[int, int], recipe: Recipe) -> Work:
    return lambda _, run: nnart.render(recipe, size, run=run)


def tiling(size: tuple[int, int]) -> Work:
    return lambda folder, run: nnart.render_tiles(nnart.Job(Recipe(seed=7), size), folder / "tiles", run=run)


CASES: dict[str, Work] = {
    "PNG, 20000²": saving(".png", (20000, 20000), Recipe(seed=7)),
    "PNG, 8000², every pixel": saving(".png", (8000, 8000), Recipe(seed=7, tolerance=0.0)),
    "PNG, stretched, 8000²": saving(".png", (8000, 8000), Recipe(seed=7, tone="stretch")),
    "TIFF, tiled, 20000²": saving(".tif", (20000, 20000), Recipe(seed=7)),
    "JPEG, 12000²": saving(".jpg", (12000, 12000), Recipe(seed=7)),
    "AVIF, 8000²": saving(".avif", (8000, 8000), Recipe(seed=7)),
    "field, .npy, 12000²": saving(".npy", (12000, 12000), Recipe(seed=7), "field"),
    "tiles, 20000²": tiling((20000, 20000)),
    "memory, 12000²": rendering((12000, 12000), Recipe(seed=7)),
    "memory, 1000 layers": rendering((4000, 4000), Recipe(seed=7, layers=1000)),
    "250 layers of 1000": rendering((1000, 1000), DEEP),
}


def latency(work: Work, after: float) -> float | None:
    """Return the seconds from the call of `cancel` to the end of the work; None if it was done before."""
    cancel = nnart.Cancel()
    called = 0.0

    def call() -> None:
        nonlocal called
        called = time.perf_counter()
        cancel()

    with tempfile.TemporaryDirectory() as folder:
        timer = threading.Timer(after, call)
        timer.start()
        try:
            work(Path(folder), nnart.Run(cancel=cancel))
        except nnart.Cancelled:
            return time.perf_counter() - called
        finally:
            timer.cancel()
    return None


def main() -> None:
    nnart.render(Recipe(), (64, 64))  # compiled from here on
    lines = []
    for name, work in CASES.items():
        found = []
        for after in AFTER:
            seconds = latency(work, after)
            if seconds is not None:
                found.append(1000 * seconds)
            time.sleep(0.3)  # what was left to itself ends
        lines.append([name, f"{sorted(found)[len(found) // 2]:.0f} ms", f"{max(found):.0f} ms", f"{AIM} ms"])
    text = f"{machine(thread_count(None))}\n\n{table(['', 'median', 'longest', 'aim'], lines)}"
    deliver(Path(__file__).stem, text)


if __name__ == "__main__":
    main()
