"""IIIF, held against the folders that libvips writes, and the specification."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from nnart.errors import InputError
from nnart.recipe.size import Size
from nnart.tiles.iiif import IIIF
from tests.faults_of import refused
from tests.judges import tiles_by_vips
from tests.tiles.folders import SIZE, SIZES, found, tiles


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_iiif_is_what_libvips_writes_and_what_the_specification_adds(tmp_path: Path, size: Size) -> None:
    layout = IIIF(size=size, name="a-1")
    tiles_by_vips(tmp_path / "a-1", size, layout="iiif3", tile_size=512, overlap=0)
    ours, theirs = tiles(layout), found(tmp_path, "jpg")
    assert theirs.items() <= ours.items()
    # libvips ends at the largest level that is one tile and announces no sizes; level 0 of the compliance
    # document asks for full/max too, and section 5.3 for whatever `sizes` announces.
    information = json.loads(layout.descriptors()["a-1/info.json"])
    sizes = [(entry["height"], entry["width"]) for entry in information["sizes"]]
    more = {f"a-1/full/{columns},{rows}/0/default.jpg": (rows, columns) for rows, columns in sizes}
    more["a-1/full/max/0/default.jpg"] = sizes[-1]
    assert ours == theirs | more
    judged = json.loads((tmp_path / "a-1" / "info.json").read_text())
    # In section 5.4, height may be left out of square tiles; it is given for those who overlook that.
    assert [entry.pop("height") for entry in information["tiles"]] == [512]
    assert information == judged | {
        key: information[key] for key in ("sizes", "maxWidth") if key in information
    }


@given(SIZE)
def test_iiif_has_what_its_information_announces(size: Size) -> None:
    """By the algorithm of the Implementation Notes, section 3, and sections 4.8, 5.2 and 5.3."""
    layout = IIIF(size=size)
    (information,) = (json.loads(text) for text in layout.descriptors().values())
    width, height = size
    wanted = {"full/max": _largest(information)}
    for entry in information["sizes"]:
        wanted[f"full/{entry['width']},{entry['height']}"] = entry["height"], entry["width"]
    (block,) = information["tiles"]
    for s in block["scaleFactors"]:
        for n in range(-(-width // (block["width"] * s))):
            for m in range(-(-height // (block["height"] * s))):
                region, part = _tile(size, s, (block["width"], block["height"]), (n, m))
                wanted[f"{region}/{part[0]},{part[1]}"] = part[1], part[0]
    assert tiles(layout) == {f"picture/{path}/0/default.jpg": shape for path, shape in wanted.items()}


def _largest(information: dict[str, Any]) -> tuple[int, int]:
    """Return the size of full/max: the largest that is there, within the limits that are announced."""
    sizes = [(entry["height"], entry["width"]) for entry in information["sizes"]]
    assert sizes == sorted(sizes)
    limit = information.get("maxWidth")
    if limit is None:
        assert sizes[-1] == (information["height"], information["width"])
    else:
        assert limit // 2 < max(sizes[-1]) <= limit
    return sizes[-1]


def _tile(size: Size, s: int, side: tuple[int, int], place: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """Return region and size, (w, h), as the Implementation Notes compute them; `full` as section 4.8 wants."""
    (width, height), (tw, th), (n, m) = size, side, place
    xr, yr, wr, hr = n * tw * s, m * th * s, tw * s, th * s
    ws, hs = tw, th
    if xr + wr > width:
        wr = width - xr
        ws = (width - xr + s - 1) // s
    if yr + hr > height:
        hr = height - yr
        hs = (height - yr + s - 1) // s
    return "full" if (wr, hr) == (width, height) else f"{xr},{yr},{wr},{hr}", (ws, hs)


def test_other_formats_are_declared() -> None:
    information = IIIF(size=(9, 9), ending="webp").source()
    assert information["preferredFormats"] == information["extraFormats"] == ["webp"]


def test_an_address_of_ones_own() -> None:
    layout = IIIF(size=(9, 9), name="wall", base="https://example.org/art/")
    assert json.loads(layout.descriptors()["wall/info.json"])["id"] == "https://example.org/art/wall"
    assert layout.source()["id"] == "wall"


@pytest.mark.parametrize(
    "base", ["", "art", "ftp://a/b", "https://", "https://a b", "https://a/?x", 'https://a/"']
)
def test_addresses_that_are_none(base: str) -> None:
    with refused("syntax", "base", error=InputError):
        IIIF(size=(9, 9), base=base)
