"""Start: what a picture starts from, with changes on top."""

from __future__ import annotations

from pathlib import Path

import pytest

import nnart
from nnart.errors import FileError, InputError, RecipeError
from nnart.recipe.size import SQUARE
from nnart.sources.opening import choose_start, open_recipe, open_source
from tests.faults_of import broken, refused
from tests.sources.conftest import RECIPE


def test_the_seed_chooses_the_preset_any() -> None:
    start = choose_start(preset="any")
    assert start.size == SQUARE
    seeds = range(8)
    changed = start.recipes({"palette": "reef"}, seeds)
    for seed, recipe in zip(seeds, changed, strict=True):
        assert recipe == choose_start(preset=nnart.preset("any", seed).name).recipe(
            {"palette": "reef", "seed": seed}
        )
    assert len({(recipe.symmetry, recipe.inputs, recipe.layers, recipe.bias) for recipe in changed}) > 4


def test_a_network_by_hand_is_shown_in_every_colour(folder: Path) -> None:
    begun = choose_start(network=folder / "net.toml")
    assert begun.recipe().gamut is None
    assert begun.recipe({"colour": "rgb"}).gamut == "full"
    assert begun.recipe({"colour": "rgb", "gamut": "tamed"}).gamut == "tamed"


def test_changes_go_on_top(folder: Path) -> None:
    start = open_source("own.toml", folder)
    assert start.recipe({"palette": "reef"}) == RECIPE.replace(palette="reef")
    assert [recipe.seed for recipe in start.recipes({"palette": "reef"}, [1, 2])] == [1, 2]
    assert start.recipe({"seed": 8}).seed == 8
    seedless = open_source("seedless.toml", folder)
    assert seedless.recipe({"seed": 5}) == RECIPE
    with pytest.raises(RecipeError) as caught:
        seedless.recipe()
    assert broken(caught.value) == [("missing", ("seed",))]
    assert caught.value.faults[0].where == (repr(str(folder / "seedless.toml")),)


def test_a_fault_is_the_files_or_a_changes(folder: Path) -> None:
    with pytest.raises(RecipeError) as caught:
        open_source("wrong.toml", folder).recipe({"width": 0})
    places = {str(fault).partition(":")[0]: fault.where for fault in caught.value.faults}
    assert len(places) == 2 and places["width"] == ()
    assert places[repr(str(folder / "wrong.toml"))] != ()


def test_a_network_by_hand_leaves_out_how_one_is_drawn(folder: Path) -> None:
    start = choose_start(recipe=folder / "own.toml", network=Path("net.toml"), folder=folder)
    assert start.network is not None and start.name == "net" and start.given == "'net.toml' gives one"
    assert "layers" not in start.values and start.values["seed"] == 5
    assert open_source("hand.png", folder).given.endswith("hand.png' was painted from one")
    start.check_drawn(["palette", "zoom"])
    with pytest.raises(InputError) as caught:
        start.check_drawn(["palette", "width", "preset", "layers"], seeds=2)
    assert broken(caught.value) == [("conflict", ("layers", "width", "preset")), ("conflict", ("seed",))]
    open_source("own.toml", folder).check_drawn(["layers"], seeds=2)


@pytest.mark.parametrize("data", [b"", b"\n", b"# seed = 7\n", b"version = 3\n", "\ufeff".encode()])
def test_a_recipe_without_a_value_is_refused(folder: Path, data: bytes) -> None:
    """It would be a picture of a seed that is drawn at random."""
    for name in ("empty.toml", "empty"):
        (folder / name).write_bytes(data)
        for opening in (open_source, open_recipe):
            with refused("missing", error=FileError):
                opening(name, folder)
