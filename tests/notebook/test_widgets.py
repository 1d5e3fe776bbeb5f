"""The functions that open widgets."""

from __future__ import annotations

import sys

import pytest

import nnart

SMALL = nnart.Recipe(seed=3, layers=2, width=4)
LINE = "widgets in notebooks need anywidget; pip install 'nnart[jupyter]'"


def test_a_tuner_takes_what_render_takes() -> None:
    tuner = nnart.tune(7, layers=2, preset="silk")
    assert tuner.recipe == nnart.recipe_of(7, layers=2, preset="silk")
    assert nnart.tune(SMALL).recipe is SMALL
    assert repr(nnart.tune(SMALL)) == "<Tuner of Recipe(seed=3, layers=2, width=4)>"


def test_the_size_is_the_pictures_unless_it_is_given() -> None:
    assert nnart.tune(nnart.Job(SMALL, (1920, 1080))).size == (480, 270)
    assert nnart.tune(SMALL).size == (480, 480)
    assert nnart.tune(SMALL, (600, 300)).size == (600, 300)
    with pytest.raises(nnart.InputError, match="up to 4096 pixels a side"):
        nnart.tune(SMALL, "16k")


def test_a_network_by_hand_is_refused() -> None:
    square = nnart.Network.of([[[1.0, 0.0]]], [[0.0]], "step")
    with pytest.raises(nnart.InputError, match="a network by hand, which has no values to tune"):
        nnart.tune(nnart.render(network=square, size=8))


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"layers": 0}, "layers: a whole number from 1 to 1000 is needed, not 0"),
        ({"seed": -1}, "seed: a whole number from 0"),
        ({"count": 201}, "count: a whole number from 1 to 200 is needed, not 201"),
        ({"preset": "nosuch"}, "preset: 'nosuch' is not one of"),
        (
            {"layerz": 3},
            "'layerz' is not one of the values of a recipe, nor of preset, exact; did you mean layers",
        ),
        ({"genome": "mix(1,2,0.5)"}, "genome: it takes the place of a seed"),
    ],
)
def test_an_explorer_refuses_values_at_once(values: dict[str, object], says: str) -> None:
    with pytest.raises(nnart.InputError) as caught:
        nnart.explorer(**values)  # type: ignore[arg-type]
    assert str(caught.value).startswith(says)


def test_without_anywidget_a_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    for name in ("widget", "tuner", "explorer"):
        monkeypatch.delitem(sys.modules, f"nnart.notebook.{name}", raising=False)
    for opened in (nnart.tune, nnart.explorer):
        with pytest.raises(nnart.InputError) as caught:
            opened()
        assert str(caught.value) == LINE
