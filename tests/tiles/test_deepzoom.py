"""Deep Zoom, held against the folders that libvips writes."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.recipe.size import Size
from nnart.tiles.deepzoom import DeepZoom
from tests.judges import tiles_by_vips
from tests.tiles.folders import SIZE, SIZES, found, tiles


@pytest.mark.parametrize(
    ("size", "ending"), [*((size, "jpg") for size in SIZES), (SIZES[0], "png"), (SIZES[0], "webp")], ids=str
)
def test_deep_zoom_is_what_libvips_writes(tmp_path: Path, size: Size, ending: str) -> None:
    layout = DeepZoom(size=size, name="a-1", ending=ending)
    tiles_by_vips(tmp_path / "a-1", size, layout="dz", tile_size=510, overlap=1, suffix=f".{ending}")
    assert tiles(layout) == found(tmp_path, ending)
    (ours,) = layout.descriptors().items()
    assert ours[0] == "a-1.dzi"
    theirs = (tmp_path / "a-1.dzi").read_bytes()
    assert _elements(ours[1].encode()) == _elements(theirs)


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    return [(element.tag, element.attrib) for element in ElementTree.fromstring(xml).iter()]


@given(SIZE, st.sampled_from(["jpg", "png", "webp"]))
def test_the_source_is_what_the_descriptor_says(size: Size, ending: str) -> None:
    layout = DeepZoom(size=size, name="wall", ending=ending)
    (image,), (text,) = layout.source().values(), layout.descriptors().values()
    (_, described), (_, sides) = _elements(text.encode())
    assert image["Size"] == sides == {"Width": str(size.width), "Height": str(size.height)}
    assert {name: image[name] for name in described} == described
    assert image["Url"] == "wall_files/"


@given(SIZE)
def test_tiles_lie_in_a_folder_for_each_level(size: Size) -> None:
    layout = DeepZoom(size=size)
    folders = {path.rsplit("/", 1)[0] for path in tiles(layout)}
    assert folders == {f"picture_files/{number}" for number in range((max(size) - 1).bit_length() + 1)}
    assert tiles(layout)["picture_files/0/0_0.jpg"] == (1, 1)
