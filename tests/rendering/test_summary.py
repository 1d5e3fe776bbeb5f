"""The summary of a picture: for people, and for nnart to read again."""

from __future__ import annotations

from hypothesis import given

from nnart.field.calibration import calibrate
from nnart.network.origin import DRAWING
from nnart.recipe.forms import parse
from nnart.recipe.recipe import Recipe
from nnart.recipe.size import Size
from nnart.rendering.summary import Facts, summary
from tests.byhand import NETWORK
from tests.strategies import recipes


@given(recipes(layers=4, width=12))
def test_a_summary_is_read_as_the_recipe(recipe: Recipe) -> None:
    for everything in (False, True):
        text = summary(recipe, None, Facts(Size(30, 20), 16, 300, "PNG", "1.0"), everything=everything)
        values = parse(text)
        assert (values.pop("size"), values.pop("bits"), values.pop("dpi")) == ("30x20", 16, 300)
        assert Recipe.from_dict(values) == recipe


def test_a_summary_tells_what_differs_and_what_makes_a_picture_this_one() -> None:
    assert summary(Recipe(seed=7, zoom=2.0, palette="ink"), None, Facts()).splitlines() == [
        "seed       = 7",
        "layers     = 20",
        "width      = 100",
        'activation = "tanh"',
        'palette    = "ink"',
        "zoom       = 2.0",
    ]


def test_a_found_gain_is_left_out() -> None:
    recipe = calibrate(Recipe(seed=7, layers=3, width=9))
    assert "gain" not in summary(recipe, None, Facts())
    assert f"gain       = {recipe.gain}" in summary(recipe, None, Facts(), everything=True)
    assert Recipe.from_dict(parse(summary(recipe, None, Facts()))).gain is None


def test_facts_and_lineage_are_comments() -> None:
    recipe = Recipe(seed=7, genome="cross(7,12,3)")
    lines = summary(recipe, None, Facts(Size(8, 8), 32, None, "TIFF", "1.0"), everything=True).splitlines()
    assert lines[:2] == ["# TIFF, 32 bits, painted by nnart 1.0", f"# digest {recipe.digest}"]
    assert lines[-3:] == [
        "# crossed: the first 3 layers of the first, all others of the second",
        "# ├─ seed 7",
        "# └─ seed 12",
    ]


def test_a_network_by_hand_takes_the_place_of_how_one_is_drawn() -> None:
    values = parse(summary(Recipe(palette="ink", tone="stretch"), NETWORK, Facts()))
    assert values == {"seed": 0, "palette": "ink", "tone": "stretch", "network": "2 → 2 → 1"}
    assert not values.keys() & set(DRAWING)
