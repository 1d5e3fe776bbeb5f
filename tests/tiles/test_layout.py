"""Folders of tiles, against those that libvips writes, and the IIIF specification."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnart.errors import InputError
from nnart.recipe.size import Size
from nnart.tiles.deepzoom import DeepZoom
from nnart.tiles.iiif import IIIF
from nnart.tiles.layout import Layout
from tests.faults_of import broken, refused
from tests.tiles.folders import SIZE


@given(SIZE, st.sampled_from([DeepZoom, IIIF]))
def test_no_two_tiles_share_a_file(size: Size, kind: type[Layout]) -> None:
    layout = kind(size=size)
    paths = Counter(
        path for level in layout.levels() for tile in level.tiles() for path in layout.paths(level, tile)
    )
    assert max(paths.values()) == 1
    assert not paths.keys() & layout.descriptors().keys()


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "a b", "ä", "x" * 101, "a\n"])
def test_names_that_are_none(name: str) -> None:
    with refused("syntax", "name", error=InputError):
        DeepZoom(size=(9, 9), name=name)


def test_endings_and_sizes_that_are_none() -> None:
    with pytest.raises(InputError) as caught:
        DeepZoom(size=(9, 9), ending="tif")
    assert broken(caught.value) == [("choice", ("ending",))]
    with refused("range", "size", error=InputError):
        IIIF(size=(9, 0))
