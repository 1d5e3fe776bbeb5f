"""Genomes: seeds that are crossed and mixed."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import nnart
from nnart.exact import streams
from nnart.field.calibration import calibrate
from nnart.recipe.genome import MAX_DEPTH, MAX_SEEDS, Cross, Genome, Mix, parse, seeds_of
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused
from tests.parts import activations_of, weights_of
from tests.strategies import genomes

SMALL: dict[str, Any] = {"layers": 5, "width": 12}


def naive(genome: Genome, stream: int, count: int) -> NDArray[np.float64]:
    """Return a genome's numbers by sines and cosines of the machine, all seeds' streams side by side."""
    if isinstance(genome, int):
        return streams.draw_uniform(genome, stream, count)
    if isinstance(genome, Cross):
        late = genome.layers <= stream < 2**32 or stream in (streams.OUTPUT, streams.HUE)
        return naive(genome.then if late else genome.first, stream, count)
    angle = genome.share * math.pi / 2
    return math.cos(angle) * naive(genome.one, stream, count) + math.sin(angle) * naive(
        genome.other, stream, count
    )


@given(genomes())
def test_a_genome_is_written_in_one_way(text: str) -> None:
    genome = parse(text)
    assert parse(str(genome)) == genome
    assert parse(f" {text.replace(',', ' , ')} ") == genome
    assert Recipe(genome=text).genome == str(genome)


@given(genomes(), st.sampled_from([0, 3, 12, streams.OUTPUT, streams.Z, streams.CENTRE, streams.HUE]))
def test_numbers_are_those_of_the_seeds_weighted(text: str, stream: int) -> None:
    genome = parse(text)
    if len(set(seeds_of(genome))) == len(list(seeds_of(genome))):
        assert np.allclose(streams.draw(genome, stream, 50), naive(genome, stream, 50), rtol=0, atol=1e-8)
    assert np.array_equal(streams.draw(genome, stream, 20), streams.draw(genome, stream, 50)[:20])


@given(genomes())
def test_networks_are_as_strong_as_those_of_a_seed(text: str) -> None:
    assert streams.draw(parse(text), 1, 20_000).std() == pytest.approx(3**-0.5, rel=0.05)


@pytest.mark.parametrize(
    "text", ["mix(7,12,0)", "mix(12,7,1)", "mix(7,7,0.3)", "cross(7,12,1000)", "cross(12,7,0)"]
)
def test_a_genome_of_one_seed_is_that_seed(text: str) -> None:
    """But for its output, which a crossing has from the second."""
    own = nnart.network_of(Recipe(seed=7, gain=2.0, **SMALL))
    bred = nnart.network_of(Recipe(seed=7, gain=2.0, genome=text, **SMALL))
    for one, other in zip(weights_of(own)[:-1], weights_of(bred)[:-1], strict=True):
        assert np.array_equal(one, other)
    assert np.array_equal(own.layers[-1].weights, bred.layers[-1].weights) == (text != "cross(7,12,1000)")


def test_a_crossing_has_the_first_layers_of_the_one_and_the_others_of_the_other() -> None:
    recipes = [Recipe(seed=seed, gain=2.0, **SMALL) for seed in (7, 12)]
    first, then = (nnart.network_of(recipe) for recipe in recipes)
    bred = nnart.network_of(Recipe(seed=7, gain=2.0, genome="cross(7,12,2)", **SMALL))
    for k, weights in enumerate(weights_of(bred)):
        assert np.array_equal(weights, weights_of(first if k < 2 else then)[k])


def test_a_seed_that_occurs_twice_does_not_make_a_network_stronger() -> None:
    assert parse("mix(7,mix(12,7,0.5),0.5)") == Mix(7, Mix(12, 7, 0.5), 0.5)
    drawn = streams.draw(parse("mix(7,mix(12,7,0.5),0.5)"), 1, 50_000)
    assert drawn.std() == pytest.approx(3**-0.5, rel=0.02)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "7",
            "",
            "mix(7,12)",
            "mix(7,12,2)",
            "mix(7,12,-0.1)",
            "mix(7,12,nan)",
            "cross(7,12,6",
            "cross(7,12,1.5)",
        ),
        *("mix(7,12,0.5)q", "mix(7,12,0.5)9", "cross(7,18446744073709551616,1)", "cross(7,12,1001)", "mix"),
        *("seed(7)", "mix(7;12;0.5)", "mix(" * 3000, "(" * 9999, "9" * 20_000, "mix(7,12,1e999)", "\x1b[2J"),
    ],
)
def test_what_is_no_genome_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(nnart.RecipeError) as caught:
        Recipe(genome=text)
    assert [fault.names for fault in caught.value.faults] == [("genome",)]
    assert len(str(caught.value)) < 250
    assert str(caught.value).isprintable()


def test_there_are_limits_to_seeds_and_depth() -> None:
    deep = "7"
    for seed in range(MAX_DEPTH):
        deep = f"mix({deep},{seed},0.1)"
    assert streams.draw(parse(deep), 0, 3).shape == (3,)
    with refused("limit", "genome"):
        Recipe(genome=f"mix({deep},7,0.1)")
    wide = [str(seed) for seed in range(MAX_SEEDS)]
    while len(wide) > 1:
        wide = [f"mix({one},{other},1.0000000000000)" for one, other in zip(wide[::2], wide[1::2], strict=True)]
    with refused("limit", "genome"):
        Recipe(genome=wide[0])
    wide[0] = wide[0].replace("1.0000000000000", "1")
    assert len(list(seeds_of(parse(wide[0])))) == MAX_SEEDS
    with refused("limit", "genome"):
        Recipe(genome=f"mix({wide[0]},7,1)")


def test_another_seed_takes_a_genomes_place() -> None:
    bred = calibrate(Recipe(seed=7, genome="mix(7,12,0.5)", **SMALL))
    assert bred.replace(palette="ink").genome == "mix(7,12,0.5)"
    assert bred.replace(palette="ink").gain == bred.gain
    assert bred.replace(seed=8) == Recipe(seed=8, palette=bred.palette, **SMALL)


def test_layers_of_a_network_are_those_of_the_whole() -> None:
    for values in (SMALL, nnart.preset("lecture").values | SMALL):
        recipe = calibrate(Recipe(seed=3, **values))
        whole = nnart.network_of(recipe)
        part = nnart.network_of(recipe.replace(after=3))
        assert recipe.replace(after=3).gain == recipe.gain
        assert len(weights_of(part)) == 4
        for one, other in zip(
            weights_of(part), [*weights_of(whole)[:3], whole.layers[-1].weights], strict=True
        ):
            assert np.array_equal(one, other)
        neuron = nnart.network_of(recipe.replace(after=3, neuron=5))
        assert activations_of(neuron)[-1] == "linear"
        assert neuron.layers[-1].weights.tolist() == [[float(k == 4) for k in range(12)]]


def test_the_gain_of_a_part_is_that_of_the_whole() -> None:
    recipe = Recipe(seed=3, **SMALL)
    assert calibrate(recipe.replace(after=2, neuron=1)).gain == calibrate(recipe).gain
