"""The wall: looks of seeds in a row."""

from __future__ import annotations

import pytest

from nnart.errors import InputError
from nnart.recipe.presets import choose_preset
from nnart.studio.looks import read_look, write_look
from nnart.studio.wall import looks_from
from tests.studio.client import Client


def test_seeds_follow_one_another_each_with_its_preset(client: Client) -> None:
    found = client.get("/api/wall?from=5&count=3&palette=reef").json()
    assert (found["next"], [one["seed"] for one in found["looks"]]) == ("8", ["5", "6", "7"])
    for one in found["looks"]:
        preset, recipe = choose_preset({"palette": "reef"}, {"seed": int(one["seed"])})
        assert (one["preset"], one["palette"], one["look"]) == (preset.name, "reef", write_look(recipe))


def test_a_preset_alone_or_none() -> None:
    assert {one["preset"] for one in looks_from({"preset": "silk", "count": "4"})["looks"]} == {"silk"}
    plain = looks_from({"preset": "none", "count": "2"})["looks"]
    assert [one["look"] for one in plain] == [{"seed": "0"}, {"seed": "1"}]


def test_the_palette_is_named_that_a_seed_chooses() -> None:
    (one,) = looks_from({"preset": "none", "count": "1", "from": "7"})["looks"]
    assert "palette" not in one["look"]
    assert read_look({"seed": "7", "palette": one["palette"]}).palette == read_look({"seed": "7"}).palette
    (rgb,) = looks_from({"preset": "none", "count": "1", "colour": "rgb"})["looks"]
    assert rgb["palette"] is None


def test_the_last_seed_is_followed_by_the_first() -> None:
    found = looks_from({"from": str(2**64 - 1), "count": "2", "preset": "none"})
    assert [one["seed"] for one in found["looks"]] == [str(2**64 - 1), "0"]
    assert found["next"] == "1"


def test_locked_values_are_those_of_all() -> None:
    found = looks_from({"preset": "silk", "layers": "9", "seed": "3"})
    assert len(found["looks"]) == 24
    assert {read_look(one["look"]).layers for one in found["looks"]} == {9}


@pytest.mark.parametrize(
    "look",
    [
        {"from": "-1"},
        {"from": "x"},
        {"from": "9" * 5000},  # more digits than Python reads
        {"count": "9" * 5000},
        {"count": "0"},
        {"count": "201"},
        {"preset": "nosuch"},
        {"layers": "x"},
        {"genome": "cross(7,12,3)"},
    ],
)
def test_what_is_wrong_is_named(look: dict[str, str]) -> None:
    with pytest.raises(InputError) as raised:
        looks_from(look)
    assert {*look} & {name for one in raised.value.faults for name in one.names}


def test_so_is_it_in_an_address(client: Client) -> None:
    for name in ("from", "count"):
        answer = client.get(f"/api/wall?{name}={'9' * 5000}")
        assert (answer.status_code, answer.json()["faults"][0]["names"]) == (400, [name])
