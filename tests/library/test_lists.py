"""Lists of what there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nnart
from nnart.recipe.palettes import CURATED
from tests.faults_of import refused


def test_every_preset_is_told_with_its_reason() -> None:
    presets = nnart.presets()
    assert presets["silk"] is nnart.preset("silk")
    assert presets.names == tuple(one.name for one in presets)
    assert all(one.reason.endswith(".") for one in presets)
    assert repr(presets).startswith(f"<Presets, {len(presets)} of them: ")
    assert len(repr(presets)) < 100
    assert repr(presets["silk"]) == "<Preset silk>"


def test_palettes_have_their_colours() -> None:
    palettes = nnart.palettes()
    assert ",".join(palettes["reef"].colours) == CURATED["reef"]
    assert nnart.Recipe(palette=palettes[3].name).palette == palettes[3].name
    assert len(palettes[:2]) == 2
    assert repr(palettes["reef"]) == "<Palette reef>"
    large = nnart.palettes(catalogue=True)
    assert set(palettes.names) < set(large.names)
    assert len(large["viridis"].colours) == 256
    assert nnart.Palette("navy,gold").colours == ("#000080", "#ffd700")
    with pytest.raises(nnart.InputError, match="is not a palette"):
        nnart.Palette("nosuch")


def test_activations_can_be_called() -> None:
    activations = nnart.activations()
    assert activations["relu"].value(-2.0) == 0
    assert activations["tanh"].slope(0.0) == 1
    assert all(nnart.Recipe(activation=name).activation == name for name in activations.names)
    assert repr(activations[0]) == "<Activation tanh>"


def test_an_activation_takes_arrays() -> None:
    for activation in nnart.activations():
        found = activation(np.array([[-1.0, 0.5]]))
        assert found.dtype == np.float64 and found.shape == (1, 2)
        assert found.tolist() == [[activation.value(-1.0), activation.value(0.5)]]
        assert activation.slope([0.5]) == [activation.derivative(0.5)]
    with refused("type", "z"):
        nnart.activations()[0]("x")


def test_the_short_lists_name_what_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in nnart.symmetries():
        nnart.Recipe(symmetry=name.replace("-N", "-6"))
    assert nnart.sizes()["4k"] == (3840, 2160) and nnart.sizes()["a3"].dpi
    assert all(nnart.Job(7, name).size == size for name, size in nnart.sizes().items())
    monkeypatch.setenv("NNART_FAVOURITES", str(tmp_path / "none"))
    assert nnart.favourites() == ()
    nnart.keep(7, "dawn")
    assert nnart.favourites() == ("dawn",) and nnart.recipe_of("dawn") == nnart.Recipe(7)


def test_a_palette_takes_its_colours_as_its_name() -> None:
    with refused("unknown") as caught:
        nnart.Palette(name="mine", colours=["navy", "gold"])  # type: ignore[call-arg]
    assert "palette='navy,gold'" in str(caught.value)


def test_names_that_are_unknown_are_refused_with_those_that_are() -> None:
    with refused("choice", "name"):
        nnart.activations()["cos"]


def test_several_pictures_and_recipes_are_short() -> None:
    pictures = nnart.Pictures(nnart.render_many(range(3), 8, layers=2, width=4))
    assert (repr(pictures), repr(nnart.Pictures())) == ("<3 pictures>", "<0 pictures>")
    assert repr(nnart.Pictures(pictures[:1])) == "<1 picture>"
    assert re.fullmatch("<2 recipes>", repr(nnart.vary(nnart.Recipe(layers=2, width=4), 2, 1)))


def test_names_are_found_as_everywhere_else() -> None:
    palettes: Any = nnart.palettes()
    presets: Any = nnart.presets()
    for name in ("reef", "Reef", " REEF"):
        assert (
            name in palettes
            and palettes[name].name == "reef"
            and palettes.index(name) == palettes.index("reef")
        )
    assert "nosuch" not in palettes and 7 not in palettes
    assert presets["silk"] in presets and presets[presets.index("silk")].name == "silk"
    with refused("choice", "name") as caught:
        presets["slik"]
    assert str(caught.value).endswith("; did you mean silk")


def test_sums_of_pictures_are_pictures() -> None:
    pictures = nnart.Pictures(nnart.render_many(range(2), 8, layers=2, width=4))
    others = [pictures[0]]
    assert isinstance(pictures[1:] + others, nnart.Pictures)
    assert isinstance(others + pictures, nnart.Pictures)
    with refused("type", "items"):
        pictures + [7]  # type: ignore[list-item]  # noqa: RUF005
