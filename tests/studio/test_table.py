"""What the page has to know before it shows anything."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from nnart.colour.tables import blend
from nnart.recipe.knobs import KNOBS
from nnart.recipe.palettes import names
from nnart.recipe.presets import LISTED
from nnart.recipe.sizes import GROUPS, NAMED, parse_size
from nnart.studio.looks import read_look
from nnart.studio.table import gradient, table
from tests.studio.client import Client


def test_it_is_json_and_has_all_tables(client: Client, tmp_path: Path) -> None:
    found = client.get("/api/studio").json()
    assert found == json.loads(json.dumps(table(tmp_path / "exports")))
    assert [one["name"] for one in found["knobs"]] == list(KNOBS)
    assert {one["group"] for one in found["knobs"]} == {*found["groups"]}
    assert [one["name"] for one in found["palettes"]] == names()
    assert [one["name"] for one in found["sizes"]] == list(NAMED)
    assert found["folder"] == str(tmp_path / "exports")
    assert [one["name"] for one in found["measures"]] == ["busy", "colourful"]
    assert [one["name"] for one in found["formats"]] == ["png", "jpg", "webp", "avif", "tif"]


def test_a_knob_has_its_range_and_default_in_words() -> None:
    layers = next(one for one in table(Path())["knobs"] if one["name"] == "layers")
    assert (layers["words"], layers["default_words"], layers["kind"]) == ("1 … 1000", "20", "whole")


def test_presets_begin_with_any_and_are_looks() -> None:
    presets = table(Path())["presets"]
    assert presets[0]["name"] == "any"
    assert {one["name"] for one in presets} == {one.name for one in LISTED}
    for one in presets:
        if one["name"] != "any":
            assert read_look({"seed": "7", **one["values"]}) == read_look({"seed": "7", "preset": one["name"]})


def test_a_gradient_is_blended_as_pictures_are() -> None:
    colours = [bytes.fromhex(one[1:]) for one in gradient("reef")]
    assert len(colours) == 17
    whole = blend("reef", 4097)[::256] / 257
    assert np.abs(np.array([[*one] for one in colours]) - whole).max() <= 1


def test_a_size_has_the_pixels_of_its_name() -> None:
    for one in table(Path())["sizes"]:
        width, height = parse_size(one["name"]).size
        assert f"{width} × {height} pixels" in one["words"]
        assert one["name"] in GROUPS[one["group"]]
    assert "210 × 297 mm" in next(one["words"] for one in table(Path())["sizes"] if one["name"] == "a4")
