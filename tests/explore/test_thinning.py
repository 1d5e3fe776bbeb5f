"""Thinning: fewer seeds, and nearly the same network."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nnart
from nnart.exact.streams import CENTRE, OUTPUT, draw, likeness
from nnart.explore.thinning import MOST, thin
from nnart.recipe.genome import Cross, Genome, Mix, parse, seeds_of
from nnart.recipe.recipe import Recipe
from tests.strategies import genomes

LAYERS = 6


def weight_of(genome: Genome, seed: int) -> float:
    """Return what a seed that occurs once counts for, by the streams themselves."""
    return sum(max(0.0, likeness(genome, seed, stream)) ** 2 for stream in (CENTRE, *range(LAYERS), OUTPUT))


@given(genomes(), st.integers(1, 6))
def test_it_has_no_more_seeds_and_keeps_their_order(text: str, most: int) -> None:
    genome = parse(text)
    before, after = list(seeds_of(genome)), list(seeds_of(thin(genome, LAYERS, most)))
    assert len(after) == min(most, len(before))
    places = iter(before)
    assert all(seed in places for seed in after)
    if len(before) <= most:
        assert thin(genome, LAYERS, most) is genome


def test_layers_that_were_crossed_away_go_first() -> None:
    genome = parse("cross(cross(7,mix(12,13,0.5),4),cross(3,9,2),2)")
    short = thin(genome, LAYERS, 2)
    assert short == Cross(7, 9, 2)
    for stream in (*range(LAYERS), OUTPUT):
        assert np.array_equal(draw(short, stream, 50), draw(genome, stream, 50))


def test_the_seed_that_counts_least_goes_first() -> None:
    genome: Genome = 1
    for seed, share in ((2, 0.3), (3, 0.02), (4, 0.1), (5, 0.2)):
        genome = Mix(genome, seed, share)
    genome = Cross(genome, 6, 4)
    by_weight = sorted(range(1, 7), key=lambda seed: weight_of(genome, seed))
    for gone in range(1, 6):
        left = set(seeds_of(thin(genome, LAYERS, 6 - gone)))
        assert left == set(by_weight[gone:])


@pytest.mark.parametrize("siblings", [True, False])
def test_fifty_generations_are_bred_without_a_refusal(siblings: bool) -> None:
    """Small recipes, and children of nearly the network that they would have had."""
    family = [Recipe(seed=7, layers=20, width=8), Recipe(seed=12, layers=20, width=8, palette="reef;ink;navy")]
    for litter in range(50):
        children = nnart.breed(family[0], family[1], 3, litter)
        full = Cross(family[0].genes, family[1].genes, 7)
        near = thin(full, 20)
        alike = [likeness(full, near, stream) for stream in (*range(20), OUTPUT)]
        assert min(alike) > 0.9 and np.mean(alike) > 0.98
        family = children[1:] if siblings else [children[0], family[0]]
        assert len(family[0].to_toml()) < 4096
        assert Recipe.from_toml(family[0].to_toml()) == family[0]
        assert len(list(seeds_of(family[0].genes))) <= MOST + 1
    nnart.render(family[0], (8, 8))


def test_variations_go_on_without_an_end() -> None:
    last = Recipe(seed=7, layers=4, width=8)
    for generation in range(300):
        (last,) = nnart.vary(last, 1, generation, change=0.01)
    assert len(last.to_toml()) < 4096
    assert 7 in seeds_of(last.genes)
