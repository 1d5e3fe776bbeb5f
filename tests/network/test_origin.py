"""What a picture carries of what it is rendered from."""

from __future__ import annotations

from pathlib import Path

import pytest

import nnart
from nnart.errors import FileError
from nnart.files.formats import PICTURES
from nnart.network import origin
from nnart.network.network import Network
from nnart.recipe.recipe import Recipe
from tests.byhand import NETWORK, same
from tests.faults_of import refused

RECIPE = Recipe(palette="#000,#fff", tone="stretch")


@pytest.mark.parametrize("depth", [10, 300, 900, 20_000])
def test_lists_of_many_levels_get_one_line(depth: int) -> None:
    text = f'{{"nnart": "1", "recipe": {{}}, "network": {{"layers": {"[" * depth}{"]" * depth}}}}}'
    with pytest.raises(FileError):
        origin.parse(text)


@pytest.mark.parametrize("ending", PICTURES)
def test_the_largest_that_is_carried(tmp_path: Path, ending: str) -> None:
    """One more character, and nothing is; where a recipe without its network would be a lie."""

    def wide(width: int) -> Network:
        return Network.of([[[0, 1]] * width, [[1] * width]], [[0] * width, [0]], "tanh")

    one, two = (len(origin.text_of(RECIPE, wide(width))) for width in (1, 2))
    width = 1 + (origin.MAX_TEXT - one) // (two - one)
    path = tmp_path / f"a{ending}"
    nnart.save(nnart.Job(RECIPE, (2, 2), network=wide(width)), path)
    assert same(nnart.read(path).network, wide(width))
    nnart.save(nnart.Job(RECIPE, (2, 2), network=wide(width + 1)), path, nnart.Run(force=True))
    with refused("absent", error=FileError):
        nnart.read(path)


def test_what_draws_a_network_is_not_carried() -> None:
    recipe = Recipe(seed=3, layers=7, width=9, activation="step", z=(1.0,), palette="ink", inputs="x,y,r")
    values = origin.data_of(recipe, NETWORK)["recipe"]
    assert not values.keys() & set(origin.DRAWING)
    assert (values["seed"], values["inputs"], values["palette"]) == (3, "x,y,r", "ink")
    assert origin.data_of(recipe) == {"recipe": recipe.to_dict()}
    assert origin.digest_of(recipe) == recipe.digest
    assert origin.digest_of(recipe, NETWORK) == origin.digest_of(recipe.replace(layers=3), NETWORK)
    assert origin.digest_of(RECIPE, NETWORK) != origin.digest_of(recipe, NETWORK) != recipe.digest
