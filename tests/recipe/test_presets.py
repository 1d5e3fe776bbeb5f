"""The presets, and the page that shows them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import nnart
from nnart.errors import InputError
from nnart.explore.measures import Measures, measure
from nnart.recipe.presets import ANY, PRESETS, Preset, find_listed, recipe_from
from nnart.recipe.recipe import Recipe
from tests.explore.measured import scored

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "reference" / "presets.md").read_text(encoding="utf-8")

each = pytest.mark.parametrize("preset", PRESETS, ids=lambda p: p.name)


def test_random_is_any_and_several_are_told_of_it() -> None:
    assert find_listed("Random").name == ANY
    with pytest.raises(InputError, match="give one, or any, of which each seed chooses"):
        find_listed("silk,agate")
    with pytest.raises(InputError, match=r", any$"):
        find_listed("silk,nosuch")


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
    assert f"](../{picture.relative_to(DOCS).as_posix()})" in section
    assert picture.stat().st_size < 60_000


def test_the_page_shows_the_default() -> None:
    assert "(../pictures/presets/default.jpg)" in PAGE
    assert (DOCS / "pictures" / "presets" / "default.jpg").stat().st_size < 200_000


CHOSEN = [preset for preset in PRESETS if preset.chosen]


def test_seeds_choose_every_preset_that_is_chosen_about_as_often() -> None:
    assert not nnart.preset("lecture").chosen
    counts = Counter(nnart.preset("any", seed).name for seed in range(1600))
    assert counts.keys() == {preset.name for preset in CHOSEN}
    assert min(counts.values()) > 70 < max(counts.values()) < 135


def test_what_seeds_choose_is_fixed() -> None:
    """Another choice would paint other pictures of the same seeds."""
    found = [nnart.preset("any", seed).name for seed in (0, 1, 2, 3, 7, 2**32, 2**64 - 1)]
    assert found == ["tiles", "panes", "deep", "silk", "islands", "tiles", "facets"]


def test_a_seed_is_needed_to_choose() -> None:
    with pytest.raises(nnart.InputError, match="a seed chooses"):
        nnart.preset("any")


@pytest.mark.parametrize("seed", range(20))
def test_any_is_the_preset_that_the_seed_chooses(seed: int) -> None:
    chosen = nnart.preset("any", seed)
    assert recipe_from({"preset": "any"}, {"seed": seed}) == Recipe(seed=seed, **chosen.values)
    changed = recipe_from({"preset": "any", "contrast": 2.0}, {"seed": seed, "palette": "ink"})
    assert changed == Recipe(seed=seed, **chosen.values | {"contrast": 2.0, "palette": "ink"})


def test_any_is_a_preset_that_goes_with_the_changes() -> None:
    """Flat colours are those of a palette; the seed then chooses its next preset."""
    seeds = [seed for seed in range(60) if nnart.preset("any", seed).name == "strata"]
    assert seeds
    for seed in seeds:
        recipe = recipe_from({"preset": "any"}, {"seed": seed, "colour": "oklch"})
        assert recipe.colour == "oklch"
        assert recipe.steps == 0
    with pytest.raises(nnart.RecipeError, match="layers"):
        recipe_from({"preset": "any"}, {"seed": 7, "layers": 0})


def test_silk_is_the_calmest() -> None:
    """As `nnart explore --prefer calm` weighs it, by edges, bytes, spectrum, contrast and lively colours."""
    names = [preset.name for preset in PRESETS if preset.chosen]
    found = [measured(name, seed) for name in names for seed in range(8)]
    marks = scored(found, "calm").reshape(len(names), 8)
    calmest, next_one = np.argsort(-np.median(marks, axis=1))[:2]
    assert names[calmest] == "silk"
    assert np.median(marks[calmest]) > np.median(marks[next_one]) + 0.3


def measured(name: str, seed: int) -> Measures:
    recipe = Recipe(seed=seed, **nnart.preset(name).values)
    return measure(nnart.render(recipe, (128, 128)).pixels.astype(np.uint8, copy=False))


@pytest.mark.parametrize(("width", "bias"), [(1, 0.04), (7, 0.28), (100, 4.0), (1024, 40.96)])
def test_the_default_bias_goes_with_the_width(width: int, bias: float) -> None:
    assert Recipe(width=width).bias == bias
    assert Recipe(width=width, bias=3.0).bias == 3.0
    assert Recipe(width=50).replace(width=width).bias == bias
    assert Recipe(width=50, bias=3.0).replace(width=width).bias == 3.0
