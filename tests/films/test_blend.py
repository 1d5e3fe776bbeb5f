"""Blends: frames that are sums of fields, held against plain twins."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnart.colour.oklab import to_oklab
from nnart.colour.tone import Tone
from nnart.errors import InputError
from nnart.exact.lattices import reference_points
from nnart.field.calibration import calibrate
from nnart.films.blend import Blend, levelled, spread_of, turn
from nnart.films.film import Film, Keyframe
from nnart.films.reel import Reel
from nnart.plane.view import View
from nnart.recipe.presets import preset
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from tests import naive_colour as naive
from tests.films.cases import SIZE, by_hand, film_of, settled, small

Weights = dict[int, float]


def hermite(values: list[float], at: float, ring: bool) -> float:
    """Return the cubic that passes values with half the difference of the neighbours as its slope."""
    n = len(values)
    i = int(at)

    def value(place: int) -> float:
        return values[place % n] if ring else values[min(max(place, 0), n - 1)]

    u = at - i
    one, other = value(i), value(i + 1)
    rise, then = (value(i + 1) - value(i - 1)) / 2, (value(i + 2) - one) / 2
    slow = one * (1 + 2 * u) + rise * u
    return slow * (1 - u) ** 2 + (other * (3 - 2 * u) + then * (u - 1)) * u**2


@pytest.mark.parametrize("course", ["loop", "once"])
@pytest.mark.parametrize("count", [2, 3, 5])
def test_amounts_are_a_spline_through_the_pictures(count: int, course: Any) -> None:
    film = film_of("morph", *(small(seed) for seed in range(count)), course=course)
    blend, ring = Blend(film), course == "loop"
    for moment in np.linspace(0, 1, 41):
        at = moment * (count if ring else count - 1)
        raw = [hermite([float(k == n) for k in range(count)], float(at), ring) for n in range(count)]
        length = math.hypot(*raw)
        found = {part.source: part.amount * blend._spreads[part.source][0] for part in blend.parts(moment)}
        for n, amount in enumerate(raw):
            assert found.get(n, 0.0) == pytest.approx(amount / length, abs=1e-9)


def test_at_a_picture_there_is_nothing_else() -> None:
    film = film_of("morph")
    for k in range(4):
        (part,) = Blend(film).parts(k / 3 if k < 3 else 1.0)
        assert part.source == k % 3


def test_light_turns_exactly() -> None:
    assert turn(0.0) == turn(1.0) == (1.0, 0.0)
    assert turn(0.25) == (0.0, 1.0)
    assert turn(1 / 3) == pytest.approx((math.cos(2 * math.pi / 3), math.sin(2 * math.pi / 3)), abs=1e-9)


def test_a_spread_is_half_the_range_of_the_middle() -> None:
    values = np.arange(1000.0)[::-1].reshape(10, 100)
    assert spread_of(values) == (979 - 20) / 2
    assert spread_of(np.ones(100)) == 1.0


def test_a_plateau_of_rounding_errors_is_level() -> None:
    slope = np.linspace(0, 1, 900)
    noise = 0.5 + 1e-7 * np.random.default_rng(1).standard_normal(100)
    found = levelled(np.concatenate([slope, noise]), 1e-7)
    assert np.array_equal(found[:400], slope[:400])
    assert len(np.unique(found[900:])) == 1
    assert abs(found[900] - 0.5) <= 64e-7
    assert np.array_equal(levelled(noise, 0.0), noise)


def test_a_plateau_of_a_film_shows_no_noise() -> None:
    """Two panes cancel each other near the middle of a light."""
    film = settled(Film(Recipe(seed=7, **preset("facets").values), "light"))
    frame = Reel(film, Size(160, 90)).frame(round(0.083 * film.frames)).astype(int)
    middle = frame[35:55, 70:90]
    assert np.abs(np.diff(middle, axis=1)).mean() < 1  # 8 with every value by itself


def amounts(film: Film, moment: float, count: int) -> Weights:
    """Return the factor of every source, from the formulas alone."""
    ring = film.course == "loop"
    at = moment * (count if ring else count - 1)
    raw = {n: hermite([float(k == n) for k in range(count)], at, ring) for n in range(count)}
    length = math.hypot(*raw.values())
    return {n: one / length for n, one in raw.items()}


def twin(film: Film, k: int) -> NDArray[np.uint8]:
    """Return a frame of one palette, computed plainly from its networks' answers."""
    moment, recipe = film.moment(k), film.keyframes[0].recipe
    sources = Blend(film).sources
    points = View.of(recipe, SIZE).points().T
    fields = [one.network(points).astype(np.float32).astype(np.float64).T for one in sources]
    home = [one.network(reference_points().T).T for one in sources]
    roundings = [2.0**-24 * abs(one.network.layers[-1].weights.astype(float)).sum(axis=1) for one in sources]
    if film.kind == "light":
        parts = [(math.cos(2 * math.pi * moment), 0, 0), (math.sin(2 * math.pi * moment), 0, 1)]
    else:
        found = amounts(film, moment, len(sources))
        parts = [(amount / spread_of(home[n]), n, 0) for n, amount in found.items()]
    field, measured = (sum(amount * rows[n][group] for amount, n, group in parts) for rows in (fields, home))
    rounding = sum(abs(amount) * roundings[n][group] for amount, n, group in parts)
    tone = Tone.equalised(measured, rounding)
    positions = naive.toned(naive.contrasted(tone, recipe.contrast), field).reshape(1, *SIZE.shape)
    return np.floor(naive.coloured(recipe, positions, 8)).astype(np.uint8)


@pytest.mark.parametrize("kind", ["light", "depth", "morph"])
@pytest.mark.parametrize("by", ["seed", "hand"])
def test_a_frame_is_that_of_its_plain_twin(kind: str, by: str) -> None:
    recipes: list[Any] = [small(contrast=1.5)]
    if by == "hand":
        recipes = [Keyframe(small(), by_hand(3))]
    if kind == "morph":
        recipes += [small(12, contrast=recipes[0].contrast if by == "seed" else 1.0)]
    film = film_of(kind, *recipes)
    reel = Reel(film, SIZE)
    for k in (0, 7, film.frames // 3):
        found, plain = reel.frame(k).astype(int), twin(film, k).astype(int)
        assert abs(found - plain).max() <= 1, (kind, k)  # cosines of libm differ in the last bit
        assert (found != plain).mean() < 0.001


def test_colours_lie_between_those_of_the_pictures_in_oklab() -> None:
    film = film_of("morph", small(7, palette="sundown"), small(12, palette="viridis"), course="once")
    blend = Blend(film)
    one, other = (naive.entries(calibrate(key.recipe)) / 65535 for key in film.keyframes)
    middle = blend.colouring(0.5)._colours / 65535
    assert to_oklab(middle) == pytest.approx((to_oklab(one) + to_oklab(other)) / 2, abs=1e-3)
    for moment, colours in ((0.0, one), (1.0, other)):
        assert np.array_equal(blend.colouring(moment)._colours, colours * 65535)
    assert blend.recolours
    assert not Blend(film_of("morph")).recolours


def test_a_ring_of_palettes_closes_to_the_byte() -> None:
    film = film_of("morph", small(7, palette="sundown", dither=True), small(12, palette="viridis", dither=True))
    reel = Reel(film, SIZE)
    assert np.array_equal(reel.frame(0), reel.frame(film.frames))


def test_contrast_goes_from_one_picture_to_the_next() -> None:
    blend = Blend(film_of("morph", small(7, contrast=0.5), small(12, contrast=1.5), course="once"))
    assert [blend.contrast(moment) for moment in (0.0, 0.5, 1.0)] == [0.5, 1.0, 1.5]


def test_no_frame_is_steeper_than_the_sampler_is_told() -> None:
    film = settled(film_of("morph", path=(), length=None))
    blend = Blend(film)
    steepest, together = blend.steepest(film.path)
    for k in range(film.frames):
        moment = film.moment(k)
        rise = blend.tones(moment)[0].steepest
        shares = [rise * abs(part.amount) / steepest[part.source][0, 0] for part in blend.parts(moment)]
        assert max(shares) <= 1.1
        assert sum(shares) <= together * 1.1


def test_depth_needs_two_layers() -> None:
    for picture in (calibrate(small(layers=1)), Keyframe(small(), by_hand(1))):
        with pytest.raises(
            InputError, match="a depth needs a network with two hidden layers or more"
        ) as caught:
            Blend(Film(picture, "depth"))
        assert "kind='light' moves the light of any network" in str(caught.value)
