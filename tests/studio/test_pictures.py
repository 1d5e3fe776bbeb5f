"""Pictures: those of `nnart render`, as exact as their recipes say."""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np
import pytest
from PIL import Image

import nnart
from nnart.errors import Cancelled, InputError
from nnart.recipe.presets import PRESETS, Preset, recipe_from
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.studio import pictures
from nnart.studio.pictures import paint, take
from nnart.threads import Cancel
from tests.studio.client import SMALL, Client

BASE = Recipe(seed=7, layers=4, width=16)


def levels(ours: Any, theirs: Any) -> int:
    """Return how far two pictures are apart, in levels of 255."""
    return int(np.abs(np.asarray(ours, np.int64) - np.asarray(theirs, np.int64)).max())


@pytest.mark.parametrize("preset", PRESETS, ids=lambda one: one.name)
def test_a_small_picture_of_a_preset_is_the_same(preset: Preset) -> None:
    recipe = recipe_from(preset.values, {"seed": 5})
    size = Size(60, 40)
    assert np.array_equal(paint(recipe, size, Cancel()), nnart.render(recipe, size).pixels)


@pytest.mark.parametrize(
    "changes",
    [
        {"alpha": "field"},
        {"alpha": "vignette", "samples": 2},
        {"colour": "shaded", "contrast": 3.0},
        {"colour": "oklch", "tone": "stretch"},
        {"colour": "rgb", "gamut": "full", "space": "p3"},
        {"tone": "stretch", "activation": "tanh"},
        {"tone": "none", "dither": True, "contrast": 0.4},
        {"seamless": "xy"},
        {"symmetry": "kaleidoscope-6", "rotate": 30.0},
    ],
    ids=str,
)
def test_so_is_one_of_any_colours(changes: dict[str, Any]) -> None:
    recipe = BASE.replace(**changes)
    size = Size(60, 40)
    assert np.array_equal(paint(recipe, size, Cancel()), nnart.render(recipe, size).pixels)


@pytest.mark.parametrize("changes", [{}, {"palette": "reef"}, {"contrast": 4.0}, {"palette": "malachite"}])
def test_a_large_one_is_as_exact_and_recoloured_within_a_level(changes: dict[str, Any]) -> None:
    """A fresh one is off by the tolerance at most, which may round to one level."""
    recipe, size = BASE.replace(**changes), Size(300, 260)
    paint(BASE, size, Cancel())
    exact = nnart.render(recipe.replace(tolerance=0.0), size).pixels
    assert levels(paint(recipe, size, Cancel(), 2), exact) <= 1


def test_one_that_is_not_kept_is_that_of_render(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST", 1)
    size = Size(60, 40)
    assert np.array_equal(paint(BASE, size, Cancel(), 2), nnart.render(BASE, size).pixels)
    cancel = Cancel()
    cancel()
    with pytest.raises(Cancelled):
        paint(BASE, size, cancel)


@pytest.mark.parametrize("form", ["png", "webp", "jpeg"])
def test_every_format_is_what_it_says(client: Client, form: str) -> None:
    answer = client.get(f"/api/picture?seed=7&{SMALL}&size=60x40&format={form}&alpha=vignette")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == f"image/{form}"
    image = Image.open(io.BytesIO(answer.content))
    assert (image.format, image.size) == (form.upper(), (60, 40))
    assert image.mode == ("RGB" if form == "jpeg" else "RGBA")


def test_a_png_carries_its_recipe(client: Client) -> None:
    answer = client.get(f"/api/picture?seed=7&{SMALL}&size=40&format=png")
    assert nnart.read(io.BytesIO(answer.content)).recipe.without_gain == Recipe(seed=7, layers=3, width=10)


def test_p3_has_its_profile() -> None:
    data = take(BASE.replace(space="p3"), Size(20, 20), "webp", Cancel()).data
    assert Image.open(io.BytesIO(data)).info["icc_profile"]


def test_what_has_not_changed_is_not_sent_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/api/picture?seed=7&{SMALL}&size=40"
    first = client.get(path)
    assert first.headers["Cache-Control"] == "private, immutable, max-age=31536000"
    assert first.headers["Nnart-Look"] == Recipe(seed=7, layers=3, width=10).digest
    monkeypatch.setattr("nnart.studio.app.take", None)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"{path}&palette=nosuch", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 400


def test_equal_looks_have_equal_digests(client: Client) -> None:
    paths = (f"seed=7&{SMALL}", "seed=7&width=10&layers=3&zoom=1&palette=&v=1")
    digests = {client.get(f"/api/picture?{path}&size=20").headers["Nnart-Look"] for path in paths}
    assert len(digests) == 1


@pytest.mark.parametrize("query", ["size=4097", "size=20x5000", "size=a0"])
def test_a_picture_that_is_too_large_is_refused(client: Client, query: str) -> None:
    answer = client.get(f"/api/picture?seed=7&{query}")
    assert answer.status_code == 413
    assert answer.json()["faults"][0]["ways"] == ["export the picture instead"]


def test_a_format_that_browsers_do_not_show_is_refused() -> None:
    with pytest.raises(InputError, match="webp, jpeg, png"):
        take(BASE, Size(20, 20), "tif", Cancel())


def test_measures_and_dullness_are_told(client: Client) -> None:
    answer = client.get(f"/api/picture?seed=7&{SMALL}&size=128")
    ranks = json.loads(answer.headers["Nnart-Measures"])
    assert ranks.keys() == {"busy", "colourful"}
    assert all(0 <= rank <= 1 for rank in ranks.values())
    assert "Nnart-Dull" not in answer.headers
    flat = client.get("/api/picture?seed=7&size=128&gain=0&bias=0&layers=2&width=4")
    assert flat.headers["Nnart-Dull"] == "one colour"
