"""Adaptive evaluation: faithful to the picture with every pixel evaluated, and the same however it is cut."""

from __future__ import annotations

import itertools
import math
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nnart
from nnart.activation import BY_NAME
from nnart.colour.tone import Tone
from nnart.exact.lattices import reference_points
from nnart.field.adaptive import Sampler
from nnart.field.calibration import network_of
from nnart.field.evaluator import Evaluator, evaluate
from nnart.network.network import Network
from nnart.plane.inputs import Inputs
from nnart.plane.view import View
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.recipe.sizes import AnySize, size_of
from nnart.rendering.job import Job
from nnart.rendering.painter import Painter
from nnart.rendering.painting import Painting
from tests import naive
from tests.strategies import numbers

SIZE = Size(310, 260)  # the smallest that is interpolated, and no multiple of a cell


SMOOTH = [name for name, activation in BY_NAME.items() if activation.smooth]


def smooth_recipes() -> st.SearchStrategy[Recipe]:
    """Recipes of which something is interpolated and something is not."""
    return st.builds(
        Recipe,
        seed=st.integers(0, 2**64 - 1),
        layers=st.integers(2, 4),
        width=st.integers(2, 12),
        activation=st.sampled_from([*SMOOTH, "tanh,sin"]),
        detail=numbers(0.3, 4),
        bias=numbers(0, 4),
        symmetry=st.sampled_from(["none", "none", "mirror", "kaleidoscope-5", "rotation-3", "p4g"]),
        colour=st.sampled_from(["palette", "palette", "shaded", "rgb"]),
        alpha=st.sampled_from(["none", "none", "field"]),
        rotate=numbers(-360, 360),
        sampling=st.sampled_from(["centres", "ends"]),
        zoom=numbers(0.3, 3),
        tolerance=numbers(0.01, 2),
    )


def windows(size: Size) -> st.SearchStrategy[tuple[tuple[int, int], tuple[int, int]]]:
    spans = [st.lists(st.integers(0, n), min_size=2, max_size=2, unique=True).map(sorted) for n in size.shape]
    return st.tuples(*(span.map(tuple) for span in spans))


def sampler_for(
    recipe: Recipe, size: AnySize, tolerance: float = 1e-3, *, step: int | None = None
) -> tuple[Sampler, View]:
    evaluator = Evaluator.of(network_of(recipe), Inputs.of(recipe, size_of(size)))
    view, tones = View.of(recipe, size), [Tone.equalised(one) for one in evaluator.at(reference_points()).T]
    curves, tolerances = [tone.curve for tone in tones], [tolerance] * len(tones)
    return Sampler(evaluator, view, curves, tolerances, step=step), view


@settings(max_examples=60)
@given(smooth_recipes(), st.lists(windows(SIZE), min_size=1, max_size=3))
def test_a_window_is_a_slice_of_the_whole(
    recipe: Recipe, some: list[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    """Bit by bit, as is where it is the network's own answer."""
    sampler, view = sampler_for(recipe, SIZE)
    whole = sampler.field(view)
    for rows, cols in some:
        part = sampler.field(view.crop(rows, cols))
        assert np.array_equal(part.fields, whole.fields[:, slice(*rows), slice(*cols)])
        assert np.array_equal(part.evaluated, whole.evaluated[slice(*rows), slice(*cols)])


@pytest.mark.slow
@settings(max_examples=20)
@given(smooth_recipes(), st.integers(1, 5), st.sampled_from([8, 16]), st.sampled_from([1, 1, 2]), st.booleans())
def test_windows_threads_and_bands_do_not_show(
    recipe: Recipe, threads: int, bits: int, samples: int, dither: bool
) -> None:
    centres = {"sampling": "centres"} if samples > 1 else {}
    recipe = recipe.replace(samples=samples, dither=dither, **centres)
    size = Size(SIZE.width // samples, SIZE.height // samples)
    whole = nnart.render(recipe, size, bits=bits, run=nnart.Run(nnart.Threads(1))).pixels
    assert np.array_equal(
        nnart.render(recipe, size, bits=bits, run=nnart.Run(nnart.Threads(threads))).pixels, whole
    )
    one = Painter(Job(recipe, size, bits))
    if recipe.tone == "stretch":
        one = Painting(one.job).painter
    assert np.array_equal(one.band(one.view.crop((33, 70), (5, 71)))[0], whole[33:70, 5:71])
    small = nnart.Run(nnart.Threads(threads), budget=nnart.Budget(bands=1, part=1))
    assert np.array_equal(nnart.render(recipe, size, bits=bits, run=small).pixels, whole)


@settings(max_examples=30)
@given(smooth_recipes())
def test_what_is_evaluated_is_exact(recipe: Recipe) -> None:
    sampler, view = sampler_for(recipe, SIZE)
    sampled = sampler.field(view)
    exact = evaluate(network_of(recipe), view, inputs=Inputs.of(recipe)).transpose(2, 0, 1)
    assert np.array_equal(sampled.fields[:, sampled.evaluated], exact[:, sampled.evaluated])
    assert np.isfinite(sampled.fields).all()


@pytest.mark.parametrize(
    "values",
    [
        {"seed": 1, "detail": 2.0},
        {"seed": 2, "detail": 3.0, "rotate": 30.0},
        {"seed": 3, "activation": "softsign", "bias": 6.0, "detail": 1.0},
        {"seed": 4, "activation": "sin", "detail": 3.0, "zoom": 2.0},
        {"seed": 5, "detail": 1.5, "symmetry": "kaleidoscope-3", "rotate": 5.0, "tolerance": 1.0},
        {"seed": 6, "detail": 1.5, "colour": "oklch", "alpha": "field"},
    ],
    ids=str,
)
def test_cells_are_those_of_the_naive_twin(values: dict[str, Any]) -> None:
    recipe = Recipe(**{"layers": 3, "width": 8} | values)
    sampler, view = sampler_for(recipe, SIZE)
    sampled = sampler.field(view)
    assert 0.01 < sampled.evaluated.mean() < 0.99
    inputs = Inputs.of(recipe)
    evaluator = Evaluator.of(network_of(recipe), inputs)
    rows, cols = np.indices((1024, 1024))
    points = view.points_at(rows.ravel(), cols.ravel())
    answers = evaluator.at(points).T.reshape(-1, 1024, 1024)
    sheets = inputs.sheets(points)
    sides = np.zeros((1024, 1024), np.int64) if sheets is None else sheets.reshape(1024, 1024)
    rules = []
    for answer, weights in zip(evaluator.at(reference_points()).T, evaluator.network.final, strict=True):
        rounding = 2.0**-24 * float(np.abs(weights.astype(np.float64)).sum())
        rules.append(naive.Rules(Tone.equalised(answer), 1e-3 / 4, rounding))
    fields, evaluated = naive.sampled(answers, sides, rules, sampler.step, SIZE.shape)
    assert np.array_equal(sampled.evaluated, evaluated)
    assert (np.abs(sampled.fields - fields).max(axis=(1, 2)) < 1e-9 * np.ptp(fields, axis=(1, 2))).all()


def test_a_step_that_is_known_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = Recipe(seed=7, layers=3, width=10)
    sampler, view = sampler_for(recipe, 300)
    monkeypatch.setattr(Evaluator, "swing", None)  # which the search asks for
    other, _ = sampler_for(recipe, 300, step=sampler.step)
    assert other.step == sampler.step > 1
    assert np.array_equal(other.field(view).fields, sampler.field(view).fields)


def compare(recipe: Recipe, size: AnySize, network: Network | None = None) -> tuple[int, float, float]:
    """Return the furthest a byte is from the exact one, the share that is the same, and that evaluated."""
    fast = Painting(Job(recipe, size, network=network))
    pixels = fast.pixels().astype(int)
    exact = nnart.render(recipe.replace(tolerance=0.0), size, network=network).pixels.astype(int)
    return int(np.abs(pixels - exact).max()), float((pixels == exact).mean()), fast.painted.evaluated


@pytest.mark.slow
@pytest.mark.parametrize("preset", [None, "silk", "islands"])
def test_pictures_are_faithful(preset: str | None) -> None:
    values = nnart.preset(preset).values if preset else {}
    for seed in (0, 1):
        furthest, same, evaluated = compare(Recipe(seed=seed, **values), (768, 768))
        assert furthest <= 1
        assert same > 0.998
        assert evaluated < 0.8


@pytest.mark.slow
@pytest.mark.parametrize("activation", SMOOTH)
def test_pictures_of_every_activation_are_faithful(activation: str) -> None:
    least = 1.0
    for seed, detail in itertools.product(range(4), (2.0, 4.0, 8.0)):
        recipe = Recipe(seed=seed, layers=4, width=24, activation=activation, detail=detail)
        furthest, same, evaluated = compare(recipe, (640, 640))
        assert furthest <= 1
        assert same > (0.998 if activation == "linear" else 0.999)  # whose layers magnify rounding errors most
        least = min(least, evaluated)
    assert least < 0.8


KINDS: list[dict[str, Any]] = [
    {"symmetry": "kaleidoscope-5"},
    {"symmetry": "mirror"},
    {"symmetry": "rotation-3"},
    {"symmetry": "p4g", "cells": 1.0},
    {"seamless": "xy"},
    {"inputs": "x,r,fourier"},
    {"alpha": "field"},
    {"alpha": "vignette", "contrast": 4.0, "reverse": True},
    {"colour": "shaded"},
    {"colour": "oklch", "alpha": "field"},
    {"colour": "rgb", "dither": True, "space": "p3"},
    {"tone": "none"},
    {"samples": 2},
    {"samples": 2, "symmetry": "kaleidoscope-5", "alpha": "field"},
    {"samples": 2, "colour": "oklch", "dither": True},
]


@pytest.mark.slow
@pytest.mark.parametrize("values", KINDS, ids=str)
def test_pictures_of_every_kind_are_faithful(values: dict[str, Any]) -> None:
    """Those with creases too: no cell has one in it that is interpolated."""
    side = 640 // values.get("samples", 1)
    for seed in range(2):
        recipe = Recipe(**{"seed": seed, "layers": 6, "width": 24, "detail": 3.0, "tolerance": 0.25} | values)
        furthest, same, evaluated = compare(recipe, (side, side))
        assert furthest <= 1
        assert same > 0.998
        assert evaluated < 0.8


def test_creases_are_evaluated() -> None:
    """Along the axis of a mirror, and nowhere else in a picture that is smooth."""
    recipe = Recipe(seed=1, layers=2, width=8, detail=0.5, symmetry="mirror", tolerance=0.25)
    sampler, view = sampler_for(recipe, (512, 512), 0.01)
    evaluated = sampler.field(view).evaluated
    assert sampler.step == 32
    assert evaluated[:, 248:256].all()  # the cell to the left of it, whose last nodes are to the right
    assert evaluated[:, :192].mean() < 0.01
    assert evaluated[:, 256:].mean() < 0.01


@pytest.mark.slow
@settings(max_examples=60)
@given(
    st.builds(
        Recipe,
        seed=st.integers(0, 2**64 - 1),
        layers=st.integers(2, 10),
        width=st.sampled_from([2, 5, 10, 20, 40]),
        bias=numbers(0, 20),
        activation=st.sampled_from(SMOOTH),
        detail=numbers(0.5, 8),
        gain=st.none() | numbers(0.1, 10),
    )
)
def test_no_recipe_strays_by_more_than_a_level(recipe: Recipe) -> None:
    """Narrow networks and large biases make sharp shores, and fields of which a tone shows the last bits."""
    assert compare(recipe, Size(400, 300))[0] <= 1


def line_through(kind: str, angle: float, pixels: float, side: int) -> Network:
    """Return a network of a calm picture with a line so many pixels wide across it, at an angle in degrees."""
    across = [math.cos(math.radians(angle)), math.sin(math.radians(angle))]
    line = [1.6 * side / 2 / pixels * part for part in across]
    steep, place = 1.6 * side / 2 / pixels, 0.1234
    calm = [[0.6, 0.4], [-0.3, 0.9]]
    if kind == "gauss":
        weights = [[line, *calm], [[1.0, 2.0, 1.5]]]
        return Network.of(weights, [[-steep * place, 0.1, -0.2], [0.0]], ["gauss", "linear"])
    edges = [-steep * place + 1, -steep * place - 1]
    if kind == "tanh":
        weights = [[line] * 2 + calm, [[0.5, -0.5, 2.0, 1.5]]]
        return Network.of(weights, [[*edges, 0.1, -0.2], [0.0]], ["tanh", "linear"])
    # No sum is steep before the second layer.
    first = [[0.3 * part for part in across], *calm]
    second: list[list[float]] = [[steep / 0.3, 0, 0], [steep / 0.3, 0, 0], [0, 1, 0], [0, 0, 1]]
    biases = [[0, 0.1, -0.2], [*edges, 0, 0], [0.0]]
    return Network.of([first, second, [[0.5, -0.5, 2.0, 1.5]]], biases, ["tanh", "tanh", "linear"])


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["gauss", "tanh", "second layer"])
@pytest.mark.parametrize("pixels", [0.5, 1.0, 3.0, 10.0])
def test_lines_thinner_than_a_step_are_seen(kind: str, pixels: float) -> None:
    recipe = Recipe(palette="#000000,#ffffff")
    for angle in (0, 7, 30, 45, 90, 133):
        furthest, same, _ = compare(recipe, (512, 512), line_through(kind, angle, pixels, 512))
        assert furthest <= 1
        assert same > 0.999


@pytest.mark.parametrize("activation", ["relu", "abs", "step"])
def test_with_kinks_and_jumps_every_pixel_is_evaluated(activation: str) -> None:
    network = Network.of(
        [[[0.03, 0.01]], [[1.0]], [[1.0]]], [[0.1], [0.0], [0.0]], ["tanh", activation, "linear"]
    )
    assert compare(Recipe(), (300, 300), network) == (0, 1.0, 1.0)
    assert Recipe(activation=activation).tolerance == 0.0


def test_a_flat_picture_takes_hardly_any_evaluation() -> None:
    painted = Painting(Job(Recipe(gain=0.0, layers=2, width=5), (1000, 1000)))
    painted.pixels()
    assert painted.painted.flat
    assert painted.painted.evaluated < 0.002


def test_tolerance_decides() -> None:
    shares = []
    for tolerance in (0.0, 0.01, 0.25, 4.0):
        recipe = Recipe(seed=2, layers=4, width=20, detail=5.0, tolerance=tolerance)
        one = Painting(Job(recipe, (512, 512)))
        one.pixels()
        shares.append(one.painted.evaluated)
    assert shares[0] == 1.0
    assert shares == sorted(shares, reverse=True)
    assert shares[2] > shares[3]


def test_small_pictures_are_evaluated_everywhere() -> None:
    assert sampler_for(Recipe(seed=1, detail=0.5), Size(256, 255))[0].step == 1
    assert sampler_for(Recipe(seed=1, detail=0.5), Size(256, 256))[0].step > 1


def test_a_cell_is_no_larger_than_the_picture() -> None:
    assert sampler_for(Recipe(gain=0.0), Size(100_000, 1))[0].step == 1
    assert sampler_for(Recipe(gain=0.0), Size(10_000, 17))[0].step == 2


def test_a_flat_window_takes_little_memory() -> None:
    """A row of a wide picture, as one of its bands may be."""
    one = Painter(Job(Recipe(seed=7, layers=3, width=10, detail=0.1), (100_000, 300)))
    assert one.sampler().side == 256
    tracemalloc.start()
    one.band(one.view.crop((255, 256)))
    assert tracemalloc.get_traced_memory()[1] < 40 * 2**20
    tracemalloc.stop()


@pytest.mark.parametrize("threads", [1, 4, 64])
def test_there_are_bands_for_all_threads(threads: int) -> None:
    one = Painter(Job(Recipe(gain=0.0), Size(2048, 2048)))
    assert one.sampler().side == 256
    assert 2048 // one.height(threads) >= min(2 * threads, 128)


def test_swings_decide_on_the_step() -> None:
    """With one neuron whose sum changes by so much a pixel."""
    for change, step in ((0.01, 32), (0.1, 16), (0.51, 2), (1.1, 1), (1e30, 1)):
        network = Network.of([[[min(change * 300 / 2, 2.0**39), 0.0]]], [[0.0]], "tanh")
        view = View.of(Recipe(), (300, 300))
        sampler = Sampler(Evaluator.of(network), view, [Tone.stretched(0.0, 1.0).curve], [1e-3])
        assert sampler.step == step


@pytest.mark.parametrize("value", [0.0, 0.5, 2.0**40])
def test_swings_are_differences_of_sums(value: float) -> None:
    """Between the points of a pair, and in no layer that is linear."""
    points = np.array([[0.0, value, 5.0, 5.0], [0.0] * 4])
    network = Network.of([[[1.0, 0.0]], [[2.0]], [[100.0]]], [[0.0], [0.0], [0.0]], ["tanh", "sin", "linear"])
    swing = Evaluator.of(network).swing(points)
    assert swing == pytest.approx(max(value, 2 * math.tanh(value)), rel=1e-6)


def test_a_swing_beyond_all_numbers_is_infinite() -> None:
    huge = [[2.0**40, 0.0]]
    network = Network.of([huge, *[[[2.0**40]]] * 3], [[0.0]] * 4, ["linear", "linear", "linear", "tanh"])
    assert Evaluator.of(network).swing(np.array([[-(2.0**40), 2.0**40], [0.0, 0.0]])) > 2.0**100


def test_a_map_of_samples_shows_them() -> None:
    recipe = Recipe(seed=1, layers=3, width=8, detail=2.0, palette="#204060,#808080")
    shown = nnart.render(recipe, SIZE, show="samples")
    one = Painting(Job(recipe, SIZE))
    one.pixels()
    white = (shown.pixels == 255).all(axis=2)
    assert white.mean() == one.painted.evaluated
    assert shown.pixels[~white].max() < 64
    assert shown.recipe is None
