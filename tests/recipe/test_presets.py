"""The presets, and the page that shows them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import nnart
from nnart.recipe.presets import PRESETS, Preset
from nnart.recipe.recipe import Recipe

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "presets.md").read_text(encoding="utf-8")

each = pytest.mark.parametrize("preset", PRESETS, ids=lambda p: p.name)


def test_no_two_are_alike() -> None:
    assert len({preset.name for preset in PRESETS}) == len(PRESETS)
    assert len({Recipe(**preset.values) for preset in PRESETS} | {Recipe()}) == len(PRESETS) + 1


@each
def test_names_are_one_short_word(preset: Preset) -> None:
    assert preset.name.isalpha()
    assert preset.name == preset.name.lower()
    assert len(preset.name) < 10


@each
def test_every_value_makes_a_difference(preset: Preset) -> None:
    """But for the lecture's, where some are said for the family's sake."""
    if preset.name != "lecture":
        for name in preset.values:
            rest = {other: value for other, value in preset.values.items() if other != name}
            assert Recipe(**rest) != Recipe(**preset.values), name


@each
def test_pictures_are_neither_flat_nor_all_the_same(preset: Preset) -> None:
    pictures = [nnart.render(Recipe(seed=seed, **preset.values), (24, 24)).pixels for seed in (1, 2)]
    for pixels in pictures:
        assert len(np.unique(pixels.reshape(-1, 3), axis=0)) >= 4
    assert (pictures[0] != pictures[1]).any()


@each
def test_the_page_shows_it(preset: Preset) -> None:
    section = PAGE.split(f"## {preset.name}\n")[1].split("\n## ")[0]
    assert preset.reason in section
    assert f"nnart render --preset {preset.name} " in section
    assert f"`{', '.join(f'{name} {value}' for name, value in preset.values.items())}`" in section
    picture = DOCS / "pictures" / "presets" / f"{preset.name}.jpg"
    assert f"]({picture.relative_to(DOCS).as_posix()})" in section
    assert picture.stat().st_size < 60_000


def test_the_page_shows_the_default() -> None:
    assert "(pictures/presets/default.jpg)" in PAGE
    assert (DOCS / "pictures" / "presets" / "default.jpg").stat().st_size < 200_000


@pytest.mark.parametrize(("width", "bias"), [(1, 0.04), (7, 0.28), (100, 4.0), (1024, 40.96)])
def test_the_default_bias_goes_with_the_width(width: int, bias: float) -> None:
    assert Recipe(width=width).bias == bias
    assert Recipe(width=width, bias=3.0).bias == 3.0
    assert Recipe(width=50).replace(width=width).bias == bias
    assert Recipe(width=50, bias=3.0).replace(width=width).bias == 3.0
