"""Sharing: it decides no bit of any pixel, and misses next to no pair of pixels with the same inputs."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnart
from nnart.arrays import Field, Points
from nnart.errors import Cancelled
from nnart.field import evaluator as engine
from nnart.field import sharing
from nnart.field.calibration import network_of
from nnart.field.evaluator import Evaluator, evaluate
from nnart.plane.inputs import Inputs
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.recipe.symmetries import WALLPAPERS
from nnart.rendering.painter import Painter
from tests.strategies import numbers

KINDS = ["mirror", "mirror-y", "rotation-2", "rotation-3", "rotation-4", "kaleidoscope-2", "kaleidoscope-5"]
SYMMETRIES = [*KINDS, "kaleidoscope-8", "kaleidoscope-12", *WALLPAPERS]
PLAIN = nnart.Run(nnart.Threads(1), budget=nnart.Budget(shared=0))


@pytest.fixture(autouse=True, scope="module")
def _small_networks_share() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engine, "_SMALL", 0)
        yield


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    """Symmetric recipes, often with views that map pixels onto pixels."""
    values: dict[str, Any] = {
        "seed": draw(st.integers(0, 2**64 - 1)),
        "layers": draw(st.integers(1, 3)),
        "width": draw(st.integers(2, 9)),
        "activation": draw(st.sampled_from(["tanh", "relu", "sin,step"])),
        "gain": 1.5,
        "center": draw(st.sampled_from([(0, 0), (0, 0), (0.25, -0.5), (1, 0), (0.1, 3.3)])),
        "colour": draw(st.sampled_from(["palette", "palette", "rgb", "shaded"])),
        "alpha": draw(st.sampled_from(["none", "field", "vignette"])),
        "tone": draw(st.sampled_from(["equalised", "none", "stretch"])),
    }
    if draw(st.integers(0, 4)) == 0:
        values |= {
            "seamless": draw(st.sampled_from(["x", "y", "xy"])),
            "rotate": draw(st.sampled_from([0, 180])),
        }
        return Recipe(**values, zoom=draw(st.sampled_from([1, 1 / 2, 1 / 3])))
    values["symmetry"] = name = draw(st.sampled_from(SYMMETRIES))
    values["zoom"] = draw(st.sampled_from([1.0, 1.0, 2.0, 0.5, 1 / 3]) | numbers(0.01, 100))
    values["rotate"] = draw(st.sampled_from([0, 0, 90, 180, 45]) | numbers(0, 360))
    values["samples"] = samples = draw(st.sampled_from([1, 1, 2, 3]))
    if samples == 1:
        values["sampling"] = draw(st.sampled_from(["centres", "ends"]))
    if name in WALLPAPERS:
        values["cells"] = draw(st.sampled_from([1.0, 2.0, 4.0, 0.7]))
    elif not name.startswith("rotation"):
        values["inputs"] = draw(st.sampled_from(["x,y", "x,y", "x,y,r,fourier", "y,r"]))
    return Recipe(**values)


SIDES = st.sampled_from([1, 2, 3, 16, 20, 31, 32])


@settings(max_examples=150)
@given(recipes(), SIDES, SIDES, st.integers(1, 3), st.sampled_from([1, 500, 5000, 2**20]))
def test_pictures_are_those_with_every_pixel_evaluated(
    recipe: Recipe, width: int, height: int, threads: int, room: int
) -> None:
    size = Size(width, height)
    budget = nnart.Budget(shared=room, field=0, part=300)
    plain = nnart.render(recipe, size, bits=16, run=PLAIN)
    shared = nnart.render(recipe, size, bits=16, run=nnart.Run(nnart.Threads(threads), budget=budget))
    assert np.array_equal(shared.pixels, plain.pixels)


@settings(max_examples=150)
@given(recipes(), SIDES, SIDES, st.integers(1, 3), st.data())
def test_windows_of_every_size_are_those_with_every_pixel_evaluated(
    recipe: Recipe, width: int, height: int, shrink: int, data: st.DataObject
) -> None:
    size = Size(width, height)
    network, inputs = network_of(recipe), Inputs.of(recipe, size)
    plain, shared = Evaluator.of(network, inputs, room=0), Evaluator.of(network, inputs)
    for _ in range(3):
        whole = View.of(recipe, size).shrunk(data.draw(st.sampled_from([1, shrink])))
        spans = [sorted(data.draw(st.sets(st.integers(0, n), min_size=2, max_size=2))) for n in whole.extent]
        view = whole.crop(*((start, stop) for start, stop in spans))
        assert shared.field(view).tobytes() == plain.field(view).tobytes()


@pytest.mark.parametrize("tolerance", [0.0, 0.3])
@pytest.mark.parametrize("symmetry", ["mirror", "kaleidoscope-8", "p4m", "rotation-2"])
def test_larger_pictures_too(symmetry: str, tolerance: float, tmp_path: Path) -> None:
    """With cells in the smooth places, as fields, and as tiles."""
    recipe = Recipe(seed=3, symmetry=symmetry, layers=6, width=30, detail=25.0, tolerance=tolerance)
    size = Size(320, 288)
    assert np.array_equal(nnart.render(recipe, size).pixels, nnart.render(recipe, size, run=PLAIN).pixels)
    for name, run in (("shared", None), ("plain", PLAIN)):
        nnart.save(nnart.Job(recipe, size, show="field"), tmp_path / f"{name}.npy", run)
        layout = nnart.DeepZoom(size=size, ending="png")
        nnart.render_tiles(nnart.Job(recipe, size), tmp_path / name, layout, run=run)
    assert (tmp_path / "shared.npy").read_bytes() == (tmp_path / "plain.npy").read_bytes()
    for path in (tmp_path / "plain").rglob("*.png"):
        twin = tmp_path / "shared" / path.relative_to(tmp_path / "plain")
        assert twin.read_bytes() == path.read_bytes()


def counted(recipe: Recipe, size: Size, monkeypatch: pytest.MonkeyPatch, **given: Any) -> float:
    """Return the share of pixels that are evaluated on one thread."""
    counts: list[int] = []
    at = Evaluator.at

    def counting(self: Evaluator, points: Points, tell: Any = None) -> Field:
        counts.append(points.shape[1])
        return at(self, points, tell)

    with monkeypatch.context() as patched:
        patched.setattr(Evaluator, "at", counting)
        evaluate(network_of(recipe), View.of(recipe, size), 1, inputs=Inputs.of(recipe, size), **given)
    return sum(counts) / (size.width * size.height)


# The most that geometry allows: how many pixels have the inputs of each.
TIMES = {
    **{"mirror": 2, "mirror-y": 2, "rotation-2": 2, "rotation-3": 1, "rotation-4": 4, "kaleidoscope-2": 4},
    **{"kaleidoscope-3": 2, "kaleidoscope-5": 2, "kaleidoscope-8": 8, "kaleidoscope-12": 8, "p1": 4, "p2": 8},
    **{"pm": 8, "pg": 8, "cm": 16, "pmm": 16, "pmg": 16, "pgg": 16, "cmm": 32, "p4": 16, "p4m": 32, "p4g": 32},
    **{"p3": 2, "p31m": 4, "p3m1": 4, "p6": 4, "p6m": 8},
}


@pytest.mark.parametrize("symmetry", TIMES)
def test_no_pixel_is_evaluated_twice(symmetry: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With two cells along each side; pixels on axes and diagonals have fewer images."""
    recipe, size = Recipe(seed=1, layers=1, width=2, gain=1.0, symmetry=symmetry), Size(240, 240)
    inputs = Inputs.of(recipe, size)(View.of(recipe, size).points())
    distinct = len(np.unique(inputs.T, axis=0)) / inputs.shape[1]
    assert distinct * TIMES[symmetry] == pytest.approx(1, rel=0.04)
    share = counted(recipe, size, monkeypatch)
    assert distinct <= share <= 1.01 * distinct
    evaluator = Evaluator.of(network_of(recipe), Inputs.of(recipe, size))
    found = evaluator.sharing(View.of(recipe, size))
    assert found is not None
    assert found.share == pytest.approx(distinct, rel=0.05)


@pytest.mark.parametrize(
    ("values", "size", "times"),
    [
        ({"symmetry": "mirror"}, Size(61, 40), 2),
        ({"symmetry": "mirror", "rotate": 90.0}, Size(60, 40), 2),
        ({"symmetry": "mirror", "rotate": 33.0}, Size(60, 60), 1),
        ({"symmetry": "kaleidoscope-4", "sampling": "ends"}, Size(90, 60), 5.9),
        ({"symmetry": "kaleidoscope-2", "center": (0.25, 0.25)}, Size(64, 64), 2.56),
        ({"symmetry": "p4m", "zoom": 0.5}, Size(128, 128), 120),
        ({"seamless": "xy", "zoom": 0.5}, Size(64, 96), 4),
        ({"seamless": "x", "zoom": 1 / 3}, Size(96, 96), 3),
        ({"seamless": "xy"}, Size(64, 64), 1),
    ],
    ids=str,
)
def test_views_share_what_they_can(
    values: dict[str, Any], size: Size, times: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe = Recipe(seed=1, layers=1, width=2, gain=1.0, **values)
    assert 1 / counted(recipe, size, monkeypatch) == pytest.approx(times, rel=0.1)


def test_what_there_is_no_room_for_is_evaluated_again(monkeypatch: pytest.MonkeyPatch) -> None:
    recipe, size = Recipe(seed=1, layers=1, width=2, gain=1.0, symmetry="kaleidoscope-2"), Size(300, 300)
    shares = []
    for room in (2**20, 2**19, 2**12):
        monkeypatch.setattr(Evaluator.of.__func__, "__defaults__", (None, room))  # type: ignore[attr-defined]
        shares.append(counted(recipe, size, monkeypatch))
        monkeypatch.setattr(sharing, "_COUNTED", 2**20)
        found = Evaluator.of(network_of(recipe), Inputs.of(recipe, size)).sharing(View.of(recipe, size))
        assert found is not None
        assert found.share == pytest.approx(shares[-1], rel=0.15)
    assert shares == sorted(shares)
    assert shares[0] < 0.26
    assert 0.4 < shares[-1] <= 0.5


def test_keys_with_one_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_hashed", lambda keys: np.zeros(keys.shape[1], np.uint64))
    recipe, size = Recipe(seed=1, layers=2, width=5, symmetry="p4m"), Size(48, 48)
    assert np.array_equal(nnart.render(recipe, size).pixels, nnart.render(recipe, size, run=PLAIN).pixels)


def test_threads_find_while_others_add() -> None:
    """More threads than processors, all in the same few windows."""
    recipe, size = Recipe(seed=5, layers=1, width=3, symmetry="kaleidoscope-8"), Size(256, 256)
    network, inputs, view = network_of(recipe), Inputs.of(recipe, size), View.of(recipe, size)
    expected = evaluate(network, view, 1, inputs=inputs)
    for _ in range(5):
        evaluator = Evaluator.of(network, inputs)

        def check(band: View, evaluator: Evaluator = evaluator) -> bool:
            return np.array_equal(evaluator.field(band), expected[slice(*band.rows)])

        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(check, [*view.bands(16), *view.bands(12), *view.bands(64)]))


def test_pictures_without_images_are_not_searched() -> None:
    size = Size(64, 64)
    for recipe, asked in ((Recipe(seed=1), False), (Recipe(seed=1, symmetry="rotation-3"), True)):
        found = Evaluator.of(network_of(recipe), Inputs.of(recipe, size)).sharing(View.of(recipe, size))
        assert (found is not None) == asked
        assert found is None or not found.found
        assert Painter(nnart.Job(recipe, size)).share == 1.0


def test_bands_with_all_their_images_are_not_kept() -> None:
    recipe, size = Recipe(seed=1, layers=1, width=3, symmetry="mirror"), Size(64, 64)
    evaluator = Evaluator.of(network_of(recipe), Inputs.of(recipe, size))
    view = View.of(recipe, size)
    found = evaluator.sharing(view)
    assert found is not None
    evaluator.field(view.crop((0, 32)))
    assert found._kept is None
    evaluator.field(view.crop((0, 32), (0, 32)))
    assert found._kept is not None


def test_it_can_be_stopped() -> None:
    recipe, size = Recipe(seed=1, symmetry="mirror-y"), Size(64, 64)
    evaluator = Evaluator.of(network_of(recipe), Inputs.of(recipe, size))
    evaluator.stop()
    with pytest.raises(Cancelled):
        evaluator.field(View.of(recipe, size))
