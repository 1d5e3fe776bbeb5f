"""Thumbnails: many small pictures at a time, each painted by one thread."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from nnart.arrays import Pixels
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.job import Job
from nnart.rendering.painting import Painting
from nnart.rendering.run import Run
from nnart.rendering.workers import Alone
from nnart.threads import Cancel, Never, ordered_map

R = TypeVar("R")


@dataclass(frozen=True, eq=False)
class Thumbnail:
    """A small picture.

    Attributes:
        recipe: with its gain.
        pixels: uint8 (rows, columns, 3), or 4 with alpha; exactly those of `nnart.render`.
        flat: whether it has one colour everywhere.
    """

    recipe: Recipe
    pixels: Pixels
    flat: bool


def thumbnails(
    recipes: Iterable[Recipe], size: Size, then: Callable[[Thumbnail], R], run: Run | None = None
) -> Generator[R, None, None]:
    """Render a small picture of every recipe, and yield then(picture) for each, in order.

    Args:
        recipes: what to render.
        size: of every picture.
        then: called with each picture, on the thread that rendered it.
        run: gives the number of threads, and the switch that cancels the work.

    Raises:
        InputError: if an argument is not valid.
        Cancelled: if the work is cancelled.
    """
    run = run or Run()
    cancel = run.cancel
    end = Cancel()  # even if the consumer ends early
    work = partial(_painted, size, then, replace(run, workers=Alone(), progress=None, cancel=Never()), end)
    with cancel.calling(end):
        yield from ordered_map(work, recipes, run.workers.count, end, cancel)


def _painted(size: Size, then: Callable[[Thumbnail], R], run: Run, end: Cancel, recipe: Recipe) -> R:
    end.check()
    painting = Painting(Job(recipe, size), run)
    with end.calling(painting.painter.stop):
        pixels = painting.pixels()
    return then(Thumbnail(painting.painter.job.recipe, pixels, painting.painted.flat))
