"""Tables of colours, held against ColorAide."""

from __future__ import annotations

import numpy as np
import pytest
from coloraide import Color

from nnart.colour.oklab import light_of, to_oklab
from nnart.colour.tables import blend, table
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
def test_oklch_goes_along_lightness_chroma_and_hue(seed: int, space: str) -> None:
    """An arc of 140 degrees; chroma up to 0.85 of what there is."""
    found = table(Recipe(seed=seed, colour="oklch", space=space)) / 65535
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


def test_seeds_choose_hues_all_around() -> None:
    def start(seed: int) -> float:
        colour = table(Recipe(seed=seed, colour="oklch"))[16, -1, 0] / 65535
        return float(Color("srgb", colour.tolist()).convert("oklch")["hue"])

    assert len({int(start(seed) // 90) for seed in range(20)}) == 4


def test_rgb_is_the_cube() -> None:
    found = table(Recipe(colour="rgb"))
    assert found.shape == (2, 2, 2, 3)
    assert all((found[corner] == np.array(corner) * 65535).all() for corner in np.ndindex(2, 2, 2))
