"""Litters: children that differ."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode

import numpy as np
import pytest

from nnart.errors import Cancelled
from nnart.explore.breeding import breed, vary
from nnart.explore.sketch import colours, sketch
from nnart.explore.thinning import MOST
from nnart.recipe.genome import Cross, Mix, seeds_of
from nnart.recipe.recipe import Recipe
from nnart.studio.compared import pictured
from nnart.studio.litters import MAX_COUNT, _seed_of, litter
from nnart.studio.looks import read_look
from nnart.threads import Cancel
from tests.studio.client import Client

ONE, TWO = "seed=7&layers=4&width=10", "seed=12&layers=4&width=10&palette=reef"


def born(**look: str) -> list[Recipe]:
    """Return the children of a litter."""
    return [read_look(one["look"]) for one in litter(look, Cancel(), 2)["looks"]]


def recipe_of(query: str) -> Recipe:
    """Return the recipe of a look as the query of an address."""
    return read_look(dict(parse_qsl(query)))


def gaps(recipes: list[Recipe]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return how far the colours of any two pictures are apart, place by place."""
    found = colours([sketch(pictured(recipe, Cancel())) for recipe in recipes]).reshape(len(recipes), -1)
    between = np.sqrt(((found[:, None] - found) ** 2).mean(axis=2))
    return np.asarray(between[np.triu_indices(len(recipes), 1)])


def test_one_parent_is_varied_and_two_are_crossed() -> None:
    for child in born(one=ONE):
        assert isinstance(child.genes, Mix) and child.genes.one == 7
    for child in born(one=ONE, two=TWO):
        assert isinstance(child.genes, Mix) and isinstance(child.genes.one, Cross)
        assert {*seeds_of(child.genes.one)} == {7, 12}


def test_they_are_children_of_the_library_in_order() -> None:
    parents = recipe_of(ONE), recipe_of(TWO)
    found = born(one=ONE, two=TWO, litter="5", count="6")
    share = found[0].genes.share  # type: ignore[union-attr]
    all_ = list(breed(*parents, 12, _seed_of(parents, 5), change=share))
    places = [all_.index(child) for child in found]
    assert places == sorted(set(places)) and len(places) == 6


def test_those_that_differ_the_most_stay() -> None:
    recipe = recipe_of(ONE)
    chosen = born(one=ONE, turns="4", count="8")
    all_ = list(vary(recipe, 16, _seed_of([recipe], 0), change=max(child.genes.share for child in chosen)))  # type: ignore[union-attr]
    rng = np.random.default_rng(0)
    usual = [gaps([all_[k] for k in rng.choice(16, 8, replace=False)]).min() for _ in range(20)]
    assert gaps(chosen).min() >= np.mean(usual)


def test_the_slider_says_how_far_they_go() -> None:
    parent = recipe_of(ONE)
    means = [
        np.mean([gaps([parent, child]) for child in born(one=ONE, turns=turns)]) for turns in ("0.5", "3", "16")
    ]
    assert means[0] < 0.7 * means[1] and means[1] < means[2]


def test_other_litters_have_other_children() -> None:
    assert born(one=ONE) == born(one=ONE, litter="0", turns="2")
    first, second = ({child.seed for child in born(one=ONE, litter=number)} for number in ("0", "1"))
    assert not first & second


def test_dull_children_come_last() -> None:
    """A picture that is this near is of nearly one colour, as most of its children are."""
    children = litter({"one": f"{ONE}&zoom=80&tone=none", "turns": "16", "count": "12"}, Cancel())
    assert len(children["looks"]) == 12 and children["of"] == 24


def test_generations_go_on_without_an_end(client: Client) -> None:
    """By the addresses alone, as the page does it."""
    one, two = ONE, TWO
    for generation in range(20):
        answer = client.get(f"/api/litter?one={quote(one)}&two={quote(two)}&count=2&litter={generation}")
        assert answer.status_code == 200, answer.text
        looks = [urlencode(found["look"]) for found in answer.json()["looks"]]
        one, two = looks
        assert max(map(len, looks)) < 4096
    recipe = recipe_of(one)
    assert len(list(seeds_of(recipe.genes))) <= MOST + 1
    assert client.get(f"/api/picture?{one}&size=32").status_code == 200


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("two=seed%3D7", "one"),
        ("one=x", "one"),
        ("one=seed%3D7&two=seed%3Dx", "two"),
        ("one=seed%3D7&count=0", "count"),
        (f"one=seed%3D7&count={MAX_COUNT + 1}", "count"),
        ("one=seed%3D7&count=007x", "count"),
        ("one=seed%3D7&turns=-1", "turns"),
        ("one=seed%3D7&turns=1e9", "turns"),
        ("one=seed%3D7&turns=nan", "turns"),
        ("one=seed%3D7&litter=1.5", "litter"),
        ("one=seed%3D7&one=seed%3D8", "one"),
        (f"one={quote('seed=7&family=lecture&palette=jet')}", "family"),
    ],
)
def test_what_is_wrong_is_named(client: Client, query: str, name: str) -> None:
    answer = client.get(f"/api/litter?{query}")
    assert answer.status_code == 400
    assert name in {each for one in answer.json()["faults"] for each in one["names"]}


def test_an_unknown_name_and_a_large_network_are_refused(client: Client) -> None:
    assert client.get("/api/litter?one=seed%3D7&like=seed%3D8").status_code == 400
    assert client.get(f"/api/litter?one={quote('seed=7&layers=900')}").status_code == 413


def test_it_ends_where_it_is_cancelled() -> None:
    cancel = Cancel()
    cancel()
    with pytest.raises(Cancelled):
        litter({"one": ONE}, cancel, 2)


def test_a_browser_keeps_it(client: Client) -> None:
    answer = client.get(f"/api/litter?one={quote(ONE)}&count=1&v=1")
    assert "immutable" in answer.headers["Cache-Control"]
