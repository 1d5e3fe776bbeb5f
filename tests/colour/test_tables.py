"""Tables of colours, held against ColorAide."""

from __future__ import annotations

import math

import numpy as np
import pytest
from coloraide import Color

from nnart.colour.oklab import light_of, to_oklab
from nnart.colour.tables import blend, table
from nnart.exact import streams
from nnart.recipe.palettes import CURATED, stops
from nnart.recipe.recipe import Recipe

NAMED = {"srgb": "srgb", "p3": "display-p3"}  # as ColorAide names them


@pytest.mark.parametrize("name", [*CURATED, "#000000,#ffffff,#ff0000"])
@pytest.mark.parametrize("space", NAMED)
def test_a_blend_goes_through_its_stops(name: str, space: str) -> None:
    written = stops(name)
    found = blend(name, 20 * (len(written) - 1) + 1, space)
    assert np.abs(found[::20].astype(int) - np.array(written)).max() <= 1


@pytest.mark.parametrize("space", NAMED)
def test_a_blend_is_in_oklab(space: str) -> None:
    middle = blend("#ff0000,#0000ff", 3, space)[1] / 65535
    ends = [Color(NAMED[space], [*colour]).convert("oklab").coords() for colour in ((1, 0, 0), (0, 0, 1))]
    expected = Color("oklab", np.mean(ends, axis=0).tolist()).convert(NAMED[space]).coords()
    assert middle == pytest.approx(expected, abs=2e-3)


@pytest.mark.parametrize("space", NAMED)
def test_shades_have_a_palettes_hue_and_chroma(space: str) -> None:
    """From 0.62 of its own lightness to 1.1 times that, but where there is no such colour."""
    found = table(Recipe(colour="shaded", palette="reef", space=space))
    assert found.shape == (513, 33, 3)
    own = to_oklab(blend("reef", 513, space) / 65535, space)[:, None]
    wanted = np.repeat(own, 33, axis=1)
    wanted[..., 0] *= np.linspace(0.62, 1.1, 33)
    light = light_of(wanted, space)
    inside = ((light > 1e-3) & (light < 1)).all(axis=2)
    assert 0.5 < inside.mean() < 1
    assert np.abs(to_oklab(found / 65535, space) - wanted)[inside].max() < 1e-3
    assert (found[light > 1] == 65535).all()


@pytest.mark.parametrize("space", NAMED)
@pytest.mark.parametrize("seed", [0, 1, 7])
def test_full_oklch_goes_along_lightness_chroma_and_hue(seed: int, space: str) -> None:
    """An arc of 140 degrees; chroma up to 0.85 of what there is."""
    found = table(Recipe(seed=seed, colour="oklch", gamut="full", space=space)) / 65535
    assert found.shape == (33, 17, 49, 3)
    starts = []
    for i, k in ((3, 0), (10, 20), (16, 48), (28, 33)):
        row = [Color(NAMED[space], colour.tolist()).convert("oklch").coords() for colour in found[i, :, k]]
        lightness, chroma, hue = np.array(row).T
        assert lightness == pytest.approx(0.18 + 0.78 * i / 32, abs=5e-4)
        assert chroma == pytest.approx(chroma[-1] * np.linspace(0.05, 0.85, 17) / 0.85, abs=5e-4)
        starts.append((hue[-1] - 140 * k / 48) % 360)
        assert (hue[8:] - hue[-1] + 180) % 360 - 180 == pytest.approx(0, abs=0.5)
        for part, inside in ((0.99, True), (1.01, False)):
            colour = Color("oklch", [lightness[-1], chroma[-1] / 0.85 * part, hue[-1]])
            assert colour.in_gamut(NAMED[space], tolerance=1e-4) == inside
    assert starts == pytest.approx([starts[0]] * 4, abs=0.3)


def most_chroma(lightness: float, hue: float, space: str) -> float:
    """Return the most chroma that ColorAide finds in a space, of a lightness and a hue in degrees."""
    low, high = 0.0, 0.5
    for _ in range(20):
        middle = (low + high) / 2
        inside = Color("oklch", [lightness, middle, hue]).in_gamut(NAMED[space], tolerance=0)
        low, high = (middle, high) if inside else (low, middle)
    return low


def tamed(middle: float, entry: tuple[int, int, int], space: str) -> list[float]:
    """Return an entry of tamed oklch by the rule in words, as lightness, chroma and hue in degrees.

    Lightness goes from 0.2 to 0.95; the darkest yellow, hue 105, is lighter by 0.15 than colours without
    yellow. Of the most chroma there are shares of 0.45 to 0.95, bent below 0.2. The arc has 90 degrees around
    its middle, which is turned by up to 30 degrees: blue, 285, attracts dark colours and repels light ones.
    """
    light, share, along = (i / n for i, n in zip(entry, (32, 16, 48), strict=True))
    turn = 30 * min(max((285 - middle) / 60, -1), 1)
    hue = middle + 90 * (along - 0.5) + turn * (1 - 2 * light)
    dark = 0.2 + 0.15 * max(math.cos(math.radians(hue - 105)), 0)
    lightness = dark + (0.95 - dark) * light
    chroma = most_chroma(lightness, hue, space) * (0.45 + 0.5 * share)
    return [lightness, 0.2 * math.tanh(chroma / 0.2), hue]


@pytest.mark.parametrize("space", NAMED)
@pytest.mark.parametrize("seed", [0, 1, 4, 7])
def test_tamed_oklch_is_its_rule_in_words(seed: int, space: str) -> None:
    found = table(Recipe(seed=seed, colour="oklch", space=space))
    assert found.shape == (33, 17, 49, 3)
    middle = 285 + 125 * float(streams.draw(seed, streams.HUE, 1)[0])
    for entry in ((0, 0, 0), (32, 16, 48), (3, 15, 10), (16, 8, 24), (20, 16, 40), (28, 2, 1)):
        expected = Color("oklch", tamed(middle, entry, space)).convert(NAMED[space]).coords()
        assert found[entry] / 65535 == pytest.approx(expected, abs=4e-5)


def test_tamed_colours_have_neither_mud_nor_glare() -> None:
    """No dark yellow with chroma, no chroma beyond 0.2, nothing grey but what is nearly black or white."""
    for seed in range(12):
        lab = to_oklab(table(Recipe(seed=seed, colour="oklch")) / 65535)
        lightness, chroma = lab[..., 0], np.hypot(lab[..., 1], lab[..., 2])
        yellow = np.cos(np.arctan2(lab[..., 2], lab[..., 1]) - np.radians(105)) > 0.9
        assert lightness[yellow].min(initial=1) > 0.32
        assert chroma.max() < 0.2
        assert chroma[(lightness > 0.35) & (lightness < 0.8)].min() > 0.02


def test_seeds_choose_hues_all_around() -> None:
    def start(seed: int) -> float:
        colour = table(Recipe(seed=seed, colour="oklch"))[16, -1, 24] / 65535
        return float(Color("srgb", colour.tolist()).convert("oklch")["hue"])

    assert len({int(start(seed) // 90) for seed in range(40)}) == 4


def test_full_rgb_is_the_cube() -> None:
    found = table(Recipe(colour="rgb", gamut="full"))
    assert found.shape == (2, 2, 2, 3)
    assert all((found[corner] == np.array(corner) * 65535).all() for corner in np.ndindex(2, 2, 2))


INKS = "#10132e", "#27409f", "#35a587", "#74cdd8", "#d8432f", "#8e2f7a", "#f8c24c", "#fcf6e8"  # from 000 to 111


@pytest.mark.parametrize("space", NAMED)
def test_tamed_rgb_blends_eight_inks_in_oklab(space: str) -> None:
    """Each of red, green and blue at a contrast of 2.5: u 2.5 / (1 + 1.5 |u|), u = -1 … 1."""
    found = table(Recipe(colour="rgb", space=space))
    assert found.shape == (17, 17, 17, 3)
    inks = np.array([Color(NAMED[space], Color(ink).coords()).convert("oklab").coords() for ink in INKS])
    for entry in ((0, 0, 0), (16, 0, 0), (0, 16, 16), (8, 8, 8), (3, 12, 16), (1, 2, 14)):
        u = np.array(entry) / 8 - 1
        red, green, blue = (2.5 * u / (1 + 1.5 * np.abs(u)) + 1) / 2
        shares = [r * g * b for r in (1 - red, red) for g in (1 - green, green) for b in (1 - blue, blue)]
        expected = Color("oklab", (np.array(shares) @ inks).tolist()).convert(NAMED[space]).coords()
        assert found[entry] / 65535 == pytest.approx(expected, abs=4e-5)


def test_more_of_an_ink_is_lighter() -> None:
    """But for blue upon red: two inks of one lightness would leave shapes to hue alone."""
    lightness = to_oklab(table(Recipe(colour="rgb")) / 65535)[..., 0]
    for axis in (0, 1):
        assert (np.diff(lightness, axis=axis) > 0).all()
