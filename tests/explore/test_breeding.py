"""Breeding: children, variations and steps in between are recipes of their own."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.errors import RecipeError
from nnart.explore.breeding import half_way_of
from nnart.field.calibration import calibrate
from nnart.recipe.genome import MAX_DEPTH, Cross, Genome, Mix, parse, seeds_of, tree
from nnart.recipe.knobs import KNOBS
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused
from tests.parts import weights_of
from tests.strategies import small_recipes

TINY: dict[str, Any] = {"layers": 5, "width": 8}
ONE, OTHER = Recipe(seed=7, **TINY), Recipe(seed=12, detail=3.0, bias=1.0, **TINY)


def recipes() -> st.SearchStrategy[Recipe]:
    return small_recipes()


@given(recipes(), recipes(), st.integers(0, 2**64 - 1))
def test_any_two_recipes_have_children(one: Recipe, other: Recipe, seed: int) -> None:
    children = nnart.breed(one, other, 4, seed)
    assert children == nnart.breed(one, other, 6, seed)[:4]
    for i, child in enumerate(children):
        shapes, light = (one, other) if i % 2 == 0 else (other, one)
        assert Recipe.from_json(child.to_json()) == child
        genome = child.genes
        assert isinstance(genome, Mix)
        assert isinstance(genome.one, Cross)
        assert (genome.one.first, genome.one.then) == (shapes.genes, light.genes)
        assert genome.other == child.seed
        for name in ("layers", "width", "activation", "inputs", "symmetry", "zoom", "center"):
            assert getattr(child, name) == getattr(shapes, name)
        for name in ("alpha", "dither", "samples", "space"):
            assert getattr(child, name) == getattr(one, name)
        assert child.colour in {one.colour, other.colour}
        for name in ("bias", "detail"):
            low, high = sorted((getattr(one, name), getattr(other, name)))
            assert low * 0.999 <= getattr(child, name) <= high * 1.001
    nnart.render(children[0], (6, 6))


@given(recipes(), st.integers(0, 99))
def test_variations_differ_in_their_numbers_only(recipe: Recipe, seed: int) -> None:
    found = nnart.vary(recipe, 3, seed, change=0.06)
    kept = calibrate(recipe)
    assert [one.genes.share for one in found] == [0.015, 0.03, 0.06]  # type: ignore[union-attr]
    for one in found:
        same = kept.to_dict() | {"seed": one.seed, "genome": one.genome}
        assert one.to_dict() == same


@st.composite
def relatives(draw: st.DrawFn) -> tuple[Recipe, Recipe]:
    """Two recipes of which the second has some of the first's values."""
    one, other = draw(recipes()), draw(recipes())
    shared = draw(st.sets(st.sampled_from(sorted(KNOBS))))
    values = {name: value for name, value in one.to_dict().items() if name in shared}
    if draw(st.booleans()):
        gain = {"gain": draw(st.floats(0.5, 5))}
        one, other = (Recipe.from_dict(_without(each.to_dict(), "detail") | gain) for each in (one, other))
    try:
        return one, Recipe.from_dict(other.to_dict() | values)
    except RecipeError:
        return one, other


def _without(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != name}


@given(relatives(), st.integers(0, 2**64 - 1))
def test_what_parents_share_every_child_has(parents: tuple[Recipe, Recipe], seed: int) -> None:
    """But for what crossing is: seeds, and the gain that is found for a detail."""
    one, other = parents
    found = {"gain"} if one.detail is not None or other.detail is not None else set()
    shared = [
        name for name in KNOBS.keys() - {"seed", "genome"} - found if vars(one)[name] == vars(other)[name]
    ]
    for child in nnart.breed(one, other, 8, seed):
        assert {name: vars(child)[name] for name in shared} == {name: vars(one)[name] for name in shared}


def test_a_shared_palette_is_every_childs() -> None:
    """And children of two palettes may have a third."""
    one, other = (recipe.replace(palette="#000080,#ffd700") for recipe in (ONE, OTHER))
    assert {child.palette for child in nnart.breed(one, other, 200, 1)} == {"#000080,#ffd700"}
    palettes = {child.palette for child in nnart.breed(ONE, OTHER, 200, 1)}
    assert {ONE.palette, OTHER.palette} < palettes


def test_a_word_for_a_change_is_the_tamer_parents() -> None:
    (child,) = nnart.breed(ONE, OTHER, 1, 3, change="slight")
    share = min(half_way_of(calibrate(one)) for one in (ONE, OTHER))
    assert child.genes.share == float(f"{share:.4g}")  # type: ignore[union-attr]


def test_variations_go_ever_farther() -> None:
    recipe = Recipe(seed=7, layers=8, width=30)
    first = nnart.render(recipe, (48, 48)).pixels.astype(int)
    far = [
        np.abs(nnart.render(one, (48, 48)).pixels.astype(int) - first).mean()
        for one in nnart.vary(recipe, 12, 1, change=0.12)
    ]
    assert np.mean(far[:4]) < np.mean(far[4:8]) < np.mean(far[8:])
    assert far[0] < np.mean(far[8:]) / 1.5


def test_without_a_change_there_are_crossings_alone() -> None:
    (child,) = nnart.breed(ONE, OTHER, 1, 3, change=0)
    crossed = nnart.network_of(child.replace(genome=str(parse(child.genome or "").one), gain=2.0))  # type: ignore[union-attr]
    turned = nnart.network_of(child.replace(gain=2.0))
    assert all(np.array_equal(*pair) for pair in zip(weights_of(crossed), weights_of(turned), strict=True))
    (same,) = nnart.vary(ONE, 1, 3, change=0)
    assert np.array_equal(nnart.render(same, (9, 9)).pixels, nnart.render(ONE, (9, 9)).pixels)


def test_children_are_painted_without_their_parents(tmp_path: Path) -> None:
    """Three generations, from what a file carries alone."""
    family = [ONE, OTHER]
    for litter in range(3):
        family = nnart.breed(family[0], family[1], 3, litter)[1:]
    picture = nnart.render(family[0], (16, 16))
    picture.save(tmp_path / "a.png")
    read = nnart.read(tmp_path / "a.png").recipe
    assert len(list(seeds_of(read.genes))) == 15
    assert nnart.verify(tmp_path / "a.png") is None


@given(recipes(), recipes(), st.floats(0, 1))
def test_between_two_recipes_are_recipes(one: Recipe, other: Recipe, share: float) -> None:
    found = nnart.between(one, other, share)
    assert Recipe.from_json(found.to_json()) == found
    assert found.gain is not None
    assert nnart.between(one, other, 0) == calibrate(one)
    assert nnart.between(one, other, 1) == calibrate(other)


def test_a_morph_is_smooth_and_ends_at_both() -> None:
    """Between frames lies less than between what they lead from and to."""
    one, other = Recipe(seed=7, layers=6, width=30, zoom=1.0), Recipe(seed=12, layers=6, width=30, zoom=2.0)
    frames = [nnart.render(nnart.between(one, other, i / 64), (32, 32)).pixels.astype(int) for i in range(65)]
    assert np.array_equal(frames[0], nnart.render(one, (32, 32)).pixels)
    assert np.array_equal(frames[64], nnart.render(other, (32, 32)).pixels)
    whole = np.abs(frames[64] - frames[0]).mean()
    steps = [np.abs(b - a).mean() for a, b in pairwise(frames)]
    assert max(steps) < whole / 2
    assert min(frame.std() for frame in frames) > min(frames[0].std(), frames[64].std()) / 3


def test_numbers_lie_in_between() -> None:
    one = Recipe(seed=7, gain=2.0, bias=1.0, zoom=1.0, center=(0.0, 1.0), z=(1.0,), palette="ink", **TINY)
    other = Recipe(
        seed=9, gain=8.0, bias=4.0, zoom=4.0, center=(1.0, 0.0), z=(0.0, 2.0), palette="reef", **TINY
    )
    half = nnart.between(one, other, 0.5)
    assert (half.gain, half.bias, half.zoom, half.center, half.z) == (4.0, 2.0, 2.0, (0.5, 0.5), (0.5, 1.0))
    assert half.palette is not None
    assert half.palette.count("#") == 17
    assert parse(half.genome or "") == Mix(7, 9, 0.5)


def test_parents_that_do_not_fit_are_refused_with_the_reason() -> None:
    lecture = Recipe(seed=3, **nnart.preset("lecture").values)
    for call in (
        lambda: nnart.breed(ONE, lecture, 1, 0),
        lambda: nnart.vary(lecture, 1, 0),
        lambda: nnart.between(lecture, ONE, 0.5),
    ):
        with refused("conflict", "family"):
            call()
    for seed in (-1, 2**64, "x"):
        with refused("range", "seed"):
            nnart.vary(ONE, 1, seed)
    for change in (-0.1, 2, "x", "sligt", None):
        with refused("range", "change"):
            nnart.vary(ONE, 1, 0, change=change)  # type: ignore[arg-type]
        with refused("range", "change"):
            nnart.breed(ONE, OTHER, 1, 0, change=change)  # type: ignore[arg-type]
    for count in (0, 10_001, "x"):
        with refused("range", "count"):
            nnart.breed(ONE, OTHER, count, 0)  # type: ignore[arg-type]
    with refused("type", "seed"):
        nnart.vary(ONE, 1, True)


def test_siblings_can_be_crossed_for_twelve_generations(tmp_path: Path) -> None:
    family = [ONE, OTHER]
    for litter in range(12):
        family = nnart.breed(family[0], family[1], 2, litter)
    nnart.render(family[0], (8, 8)).save(tmp_path / "a.png")
    assert nnart.verify(tmp_path / "a.png") is None


def test_a_picture_between_two_of_too_many_seeds_is_refused() -> None:
    genome: Genome = 7
    for seed in range(MAX_DEPTH):
        genome = Mix(genome, seed, 0.01)
    old = ONE.replace(genome=str(genome))
    with refused("limit", "genome"):
        nnart.between(old, OTHER, 0.5)


def test_a_lineage_is_drawn() -> None:
    assert tree(parse("mix(cross(7,12,1),mix(3,4,0.5),0.25)")) == [
        "mixed: the first, turned by 0.25 towards the second",
        "├─ crossed: the first 1 layer of the first, all others of the second",
        "│  ├─ seed 7",
        "│  └─ seed 12",
        "└─ mixed: the first, turned by 0.5 towards the second",
        "   ├─ seed 3",
        "   └─ seed 4",
    ]
