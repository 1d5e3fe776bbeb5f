"""Thumbnails: many small pictures at a time, each painted by one thread."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TypeVar

from nnart.arrays import Pixels
from nnart.errors import Cancelled
from nnart.recipe.recipe import Recipe
from nnart.rendering.job import Job
from nnart.rendering.painting import Painting
from nnart.rendering.run import Run
from nnart.rendering.workers import Alone
from nnart.threads import ordered_map

R = TypeVar("R")


@dataclass(frozen=True, eq=False)
class Thumbnail:
    """A small picture.

    Attributes:
        recipe: with its gain.
        pixels: uint8 (rows, columns, 3), or 4 with alpha; those that `nnart.render` paints.
        flat: whether it has one colour everywhere.
    """

    recipe: Recipe
    pixels: Pixels
    flat: bool


def thumbnails(
    recipes: Iterable[Recipe],
    size: tuple[int, int],
    then: Callable[[Thumbnail], R],
    *,
    threads: int | None = None,
) -> Generator[R, None, None]:
    """Yield what `then` makes of every recipe's picture, in order; both are a thread's work.

    Args:
        recipes: what to paint.
        size: rows and columns of every picture.
        then: called with each on the thread that painted it.
        threads: 1 … 1024; all processors when not given. Pictures do not depend on it.

    Raises:
        InputError: if an argument breaks its rule.
    """
    stopped = Event()
    yield from ordered_map(partial(_painted, size, then, stopped), recipes, threads, stopped.set)


def _painted(size: tuple[int, int], then: Callable[[Thumbnail], R], stopped: Event, recipe: Recipe) -> R:
    if stopped.is_set():
        raise Cancelled
    painting = Painting(Job(recipe, size), Run(Alone()))
    pixels = painting.pixels()
    return then(Thumbnail(painting.painter.job.recipe, pixels, painting.painted.flat))
