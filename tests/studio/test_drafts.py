"""Drafts: of the whole picture's tone and colours, and of a constant amount of work."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from nnart.errors import Cancelled, InputError
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.job import Job
from nnart.studio import drafts
from nnart.studio.drafts import MAX_COLOURED, MAX_SIDE, MIN_SIDE, WORK, draft, draft_size
from nnart.studio.pictures import paint
from nnart.threads import Cancel
from tests.studio.client import SMALL, Client

BASE = Recipe(seed=7, layers=4, width=16, detail=3.0)
LARGE = 14.0  # levels of 255: mean distance to the whole picture that blur and JPEG explain


def pixels(data: bytes, size: Size) -> NDArray[np.float64]:
    """Return the pixels of a draft as the page shows it: stretched."""
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB").resize(size), np.float64)


@pytest.mark.parametrize("layers", [1, 4, 20, 100, 1000])
@pytest.mark.parametrize("size", [Size(800, 800), Size(1600, 900), Size(90, 160), Size(40, 40)])
def test_a_draft_is_of_a_constant_amount_of_work_within_limits(layers: int, size: Size) -> None:
    recipe = Recipe(seed=7, layers=layers)
    for threads in (1, 2, 16):
        found = draft_size(recipe, size, threads)
        longest = max(found)
        assert longest <= min(MAX_SIDE, max(size)) and longest >= min(MIN_SIDE, max(size))
        assert abs(found.width * size.height / (found.height * size.width) - 1) < 0.05
        if MIN_SIDE < longest < min(MAX_SIDE, max(size)):
            work = found.width * found.height * Job(recipe, size).weights
            assert abs(work / (WORK * threads) - 1) < 0.05


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"colour": "rgb", "samples": 2},
        {"alpha": "vignette"},
        {"tone": "stretch"},
        {"symmetry": "kaleidoscope-6"},
    ],
    ids=str,
)
@pytest.mark.parametrize("is_kept", [False, True])
def test_a_draft_looks_like_the_whole_picture(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], is_kept: bool
) -> None:
    """So that nothing but its sharpness changes when the whole one takes its place."""
    recipe, size = BASE.replace(seed=8 + is_kept, **changes), Size(330, 240)
    if is_kept:
        whole = paint(recipe, size, Cancel())
        monkeypatch.setattr(drafts, "paint", None)
        small = draft(recipe, size, Cancel())
    else:
        small = draft(recipe, size, Cancel())
        whole = paint(recipe, size, Cancel())
    image = Image.fromarray(whole)
    base = Image.new("RGBA", image.size, "white")
    flat = np.asarray(Image.alpha_composite(base, image.convert("RGBA")).convert("RGB"), np.float64)
    found = pixels(small, size)
    assert np.abs(found - flat).mean() < LARGE
    assert np.abs(found.mean((0, 1)) - flat.mean((0, 1))).max() < 1.5  # levels: no jump of the tone


def test_other_colours_evaluate_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    size = Size(700, 520)
    paint(BASE, size, Cancel())
    monkeypatch.setattr(drafts, "paint", None)
    image = Image.open(io.BytesIO(draft(BASE.replace(palette="reef", contrast=2.0), size, Cancel())))
    assert max(image.size) == MAX_COLOURED


def test_a_draft_can_be_cancelled() -> None:
    cancel = Cancel()
    cancel()
    with pytest.raises(Cancelled):
        draft(BASE, Size(100, 100), cancel)


def test_one_that_is_too_large_is_refused() -> None:
    with pytest.raises(InputError, match="4096"):
        draft(BASE, Size(4097, 100), Cancel())


def test_it_is_a_jpeg_that_is_not_stored(client: Client) -> None:
    answer = client.get(f"/api/draft?seed=7&{SMALL}&size=60x40")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "no-store"
    assert Image.open(io.BytesIO(answer.content)).size == (60, 40)
