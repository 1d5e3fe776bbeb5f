"""Palettes by name, as colours, and from the catalogue."""

from __future__ import annotations

import hashlib

import cmap
import numpy as np
import pytest

from nnart import palettes
from nnart.colour import blended

# Digests of blended tables. A name never changes its meaning: a new look gets a new name.
FROZEN = "97d4fc6944f850e3e24c6ab253809c96df307a7f1dda08d457abd1a5e9030a0c"
# Of matplotlib's jet, matplotlib.colormaps["jet"](numpy.arange(256), bytes=True)[:, :3].tobytes().
JET = "c1b7b97444ebebfc30a590ce3eada7cffefb868960c6c39fd4ed1ff7a40712e9"


def test_names_keep_their_meaning() -> None:
    tables = b"".join(blended(name, 1024).tobytes() for name in palettes.CURATED)
    assert hashlib.sha256(tables).hexdigest() == FROZEN


def test_jet_is_matplotlibs() -> None:
    table = (blended("jet", 256) // 257).astype(np.uint8)
    assert hashlib.sha256(table.tobytes()).hexdigest() == JET


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Ember", "ember"),
        (" #FFF, #012345 ", "#ffffff,#012345"),
        ("fff,012345", "#ffffff,#012345"),
        ("#000000000001,#fff", "#000000000001,#ffffff"),
    ],
)
def test_text_has_one_canonical_form(text: str, same: str) -> None:
    assert palettes.canonical(text) == same
    assert palettes.canonical(same) == same


@pytest.mark.parametrize("name", ["viridis", "matplotlib:viridis", "Crameri:Batlow", "viridis_r"])
def test_catalogue_palettes_carry_their_colours(name: str) -> None:
    text = palettes.canonical(name)
    assert palettes.canonical(text) == text
    assert text.startswith(f"{name.lower()}:#")
    expected = np.asarray(cmap.Colormap(name).lut(256))[:, :3]
    assert np.abs(np.array(palettes.stops(text)) / 65535 - expected).max() < 1e-5


def test_catalogue_is_cmaps() -> None:
    known = {name.lower().replace(" ", "_").replace("-", "_") for name in cmap.Catalog()}
    assert known <= palettes._catalogue()


@pytest.mark.parametrize("name", sorted(cmap.Catalog().unique_keys()))
def test_every_palette_of_the_catalogue_can_be_kept(name: str) -> None:
    """One colour alone is refused; any other becomes a text that stands for itself."""
    try:
        text = palettes.canonical(name)
    except ValueError as error:
        assert "one colour only" in str(error)
    else:
        assert palettes.canonical(text) == text
        assert len(palettes.stops(text)) >= 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("viridid", "'viridid' is no palette; did you mean viridis or "),
        ("zzzzqqqq", "'zzzzqqqq' is no palette; nnart's own are ember, dusk, "),
        ("\x1b[31m", r"'\x1b[31m' is no palette; nnart's own are "),
        ("#fff", "2 to 1024 colours are needed, not 1"),
        ("#fff," * 2000 + "#fff", "2 to 1024 colours are needed, not 2001"),
        ("#fff,red", "'red' is no colour; write #rgb, #rrggbb or #rrrrggggbbbb"),
        ("viridis:#fff", "2 to 1024 colours are needed, not 1"),
    ],
)
def test_other_text_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"no palette|no colour|colours are needed") as caught:
        palettes.canonical(text)
    assert str(caught.value).startswith(message)


def test_curated_palettes_are_told_apart() -> None:
    assert len(set(palettes.CURATED.values())) == len(palettes.CURATED)
