"""The wall of looks that resemble one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, quote

import numpy as np
import pytest

from nnart.errors import Cancelled
from nnart.explore.measures import measure
from nnart.explore.sketch import colours, sketch
from nnart.explore.taste import dull
from nnart.recipe.recipe import Recipe
from nnart.studio.alike import MAX_POOL, looks_like, pool_of
from nnart.studio.app import Studio, application
from nnart.studio.compared import SIZE
from nnart.studio.looks import read_look, write_value
from nnart.studio.pictures import paint
from nnart.studio.slots import Slots
from nnart.threads import Cancel
from tests.studio.client import HOST, SMALL, Client

VALUES = {"layers": "3", "width": "10", "palette": "reef", "preset": "none"}
LIKE = "seed=300&layers=3&width=10&palette=reef"
ADDRESS = f"/api/wall?{SMALL}&palette=reef&preset=none&like={quote(LIKE)}"


OTHER = read_look(dict(parse_qsl(LIKE)))


def found(like: str = LIKE, values: Mapping[str, str] | None = None, threads: int = 1) -> list[Recipe]:
    """Return the recipes of looks that resemble one."""
    looks = looks_like({**VALUES, **(values or {}), "like": like}, Cancel(), threads)["looks"]
    return [read_look(one["look"]) for one in looks]


def recipe_of(like: str) -> Recipe:
    """Return the recipe of a look as the query of an address."""
    return read_look(dict(parse_qsl(like)))


def gap(one: Recipe, other: Recipe) -> float:
    """Return how far the colours of pictures are apart, place by place."""
    sketches = [sketch(paint(recipe, SIZE, Cancel())) for recipe in (one, other)]
    first, second = colours(sketches) * (1, 2, 2)
    return float(np.sqrt(((first - second) ** 2).mean()))


def test_the_nearest_come_first_and_resemble_it(client: Client) -> None:
    answer = client.get(ADDRESS).json()
    differs = [one["differs"] for one in answer["looks"]]
    assert differs == sorted(differs) and 0 < differs[0] < differs[-1] < 1
    assert (answer["of"], answer["next"], len(differs)) == (MAX_POOL, str(MAX_POOL), 24)
    like = recipe_of(LIKE)
    near = [gap(read_look(one["look"]), like) for one in answer["looks"][:6]]
    usual = [gap(one.recipe, like) for one in pool_of(VALUES, 1, like)[::16]]
    assert max(near) < np.median(usual) and np.mean(near) < 0.8 * np.mean(usual)


def test_they_keep_the_values_of_the_wall() -> None:
    for recipe in found():
        assert (recipe.layers, recipe.width) == (3, 10)
        assert recipe.palette == Recipe(seed=1, palette="reef").palette


@pytest.mark.parametrize("threads", [1, 3])
def test_the_same_address_gives_the_same_wall(threads: int) -> None:
    assert found(threads=threads) == found(threads=2)


@pytest.mark.parametrize("turn", ["", "&rotate=90&reverse=on", "&rotate=180", "&rotate=-90"])
def test_a_picture_is_found_in_every_turn_and_in_reversed_colours(turn: str) -> None:
    """In colours of its own only, a picture would be the look itself."""
    like = f"seed=77&layers=3&width=10&palette=reef{turn}"
    first, *_ = found(f"{like}&contrast=1.1")
    assert first == recipe_of(like)


@pytest.mark.parametrize("turn", ["", "&rotate=90", "&reverse=on"])
def test_the_picture_itself_is_not_among_them(turn: str) -> None:
    """Whether the seed chose its palette or not."""
    palette = write_value("palette", Recipe(seed=5).palette)
    for given in ("", f"&palette={palette}"):
        shown = found(f"seed=5&layers=3&width=10{given}{turn}", {"count": "200", "palette": palette})
        assert {recipe.seed for recipe in shown} == {*range(201)} - {5}


def test_seamless_pictures_are_not_turned() -> None:
    assert {recipe.rotate for recipe in found(f"{LIKE}&seamless=x", {"seamless": "x"})} == {0}


def test_dull_ones_are_left_out() -> None:
    """Most pictures of a plane that is this near are of nearly one colour."""
    near = {"zoom": "60", "tone": "none"}
    pool = [one.recipe for one in pool_of(VALUES | near, 1, OTHER)]
    good = sum(dull(measure(paint(recipe, SIZE, Cancel()))) is None for recipe in pool)
    assert 4 < good < MAX_POOL - 24
    shown = found(LIKE, near | {"count": str(good // 2)})
    assert all(dull(measure(paint(recipe, SIZE, Cancel()))) is None for recipe in shown)


def test_the_wall_goes_on_with_the_seeds_that_follow(client: Client) -> None:
    first = client.get(ADDRESS).json()
    second = client.get(f"{ADDRESS}&from={first['next']}").json()
    seeds = [{int(one["seed"]) for one in answer["looks"]} for answer in (first, second)]
    assert max(seeds[0]) < MAX_POOL <= min(seeds[1])
    assert second["next"] == str(2 * MAX_POOL + 1)  # the picture itself, seed 300, is no candidate


def test_fewer_seeds_are_compared_where_each_takes_longer() -> None:
    assert len(pool_of(VALUES, 24, OTHER)) == MAX_POOL
    assert 24 < len(pool_of({"layers": "60"}, 24, OTHER)) < MAX_POOL
    assert len(pool_of({"layers": "300"}, 24, OTHER)) == 24
    assert len(pool_of(VALUES, 200, OTHER)) == 200


def test_the_look_itself_takes_no_place_in_the_pool() -> None:
    deep = {"layers": "300", "preset": "none"}
    own = read_look({"seed": "7", "layers": "300", "reverse": "true"})
    pool = pool_of(deep, 24, own)
    assert [one.recipe.seed for one in pool] == [seed for seed in range(25) if seed != 7]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("like=seed%3Dx", "like"),
        ("like=x", "like"),
        ("like=layers%3D3", "like"),
        ("like=seed%3D7%26seed%3D8", "like"),
        ("like=seed%3D7%26nosuch%3D1", "like"),
        (f"like={quote(LIKE)}&count=0", "count"),
        (f"like={quote(LIKE)}&layers=x", "layers"),
        (f"like={quote(LIKE)}&genome=cross(7,12,3)", "genome"),
        ("like=seed%3D7&like=seed%3D8", "like"),
    ],
)
def test_what_is_wrong_is_named(client: Client, query: str, name: str) -> None:
    answer = client.get(f"/api/wall?{query}")
    assert answer.status_code == 400
    assert name in {each for one in answer.json()["faults"] for each in one["names"]}


@pytest.mark.parametrize(
    "query", ["like=seed%3D7%26layers%3D900", f"like={quote(LIKE)}&layers=900&preset=none"]
)
def test_networks_that_are_too_large_are_refused(client: Client, query: str) -> None:
    answer = client.get(f"/api/wall?{query}")
    assert answer.status_code == 413
    assert "too large to be compared" in answer.json()["faults"][0]["says"]


def test_it_ends_where_it_is_cancelled() -> None:
    cancel = Cancel()
    cancel()
    with pytest.raises(Cancelled):
        looks_like({**VALUES, "like": LIKE}, cancel, 2)


def test_a_browser_keeps_it(client: Client) -> None:
    """As it takes a second, and is the same at any time."""
    assert "immutable" in client.get(f"{ADDRESS}&count=1&v=1").headers["Cache-Control"]
    assert client.get(f"{ADDRESS}&count=1&layers=x").headers["Cache-Control"] == "no-store"


def test_one_too_many_is_asked_to_come_again(tmp_path: Path) -> None:
    client = Client(application(Studio(tmp_path, Slots(1, waiting=-1)), hosts={HOST}))
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    client.close()
