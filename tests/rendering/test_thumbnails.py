"""Thumbnails: many small pictures, each what `render` paints."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

import nnart
from nnart.field.calibration import calibrate
from nnart.recipe.size import Size
from nnart.rendering.thumbnails import Thumbnail, thumbnails
from nnart.threads import Cancel

PLAIN: dict[str, Any] = {"layers": 3, "width": 9}
SIZE = Size(30, 20)


def recipes(count: int = 1000) -> Iterator[nnart.Recipe]:
    return (nnart.Recipe(seed=seed, **PLAIN) for seed in range(count))


def same(thumbnail: Thumbnail) -> Thumbnail:
    return thumbnail


@pytest.mark.parametrize("threads", [1, 3])
def test_they_come_in_order_and_are_what_render_paints(threads: int) -> None:
    found = list(thumbnails(recipes(9), SIZE, same, nnart.Run(nnart.Threads(threads))))
    assert len(found) == 9
    for recipe, thumbnail in zip(recipes(9), found, strict=True):
        assert thumbnail.recipe == calibrate(recipe)
        assert np.array_equal(thumbnail.pixels, nnart.render(recipe, SIZE).pixels)
        assert not thumbnail.flat


def test_a_cancelled_run_ends_them() -> None:
    cancel, count = Cancel(), 0
    with pytest.raises(nnart.Cancelled):
        for _ in thumbnails(recipes(), SIZE, same, nnart.Run(cancel=cancel)):
            count += 1
            if count == 5:
                cancel()
    assert count == 5


def test_a_picture_under_way_is_not_waited_for() -> None:
    """Here one that takes ten minutes."""
    slow = nnart.Recipe(layers=500, width=500, gain=1.5, tolerance=0.0, samples=8)
    cancel = Cancel()
    timer = threading.Timer(1.0, cancel)
    timer.start()
    with pytest.raises(nnart.Cancelled):
        list(thumbnails([slow], Size(2000, 2000), same, nnart.Run(cancel=cancel)))
    timer.join()


def test_who_has_seen_enough_may_leave() -> None:
    found = thumbnails(recipes(), SIZE, same)
    next(found)
    found.close()
    assert list(found) == []
