"""Palettes by name, as colours, and from the catalogue."""

from __future__ import annotations

import hashlib
import re

import cmap
import numpy as np
import pytest
from numpy.typing import NDArray

from nnart.colour.colouring import Colouring
from nnart.colour.oklab import to_oklab
from nnart.colour.tables import blend
from nnart.errors import InputError
from nnart.recipe import palettes
from nnart.recipe.colournames import COLOURS
from nnart.recipe.recipe import Recipe
from tests.faults_of import refused

# Digests of blended tables. A name never changes its meaning: a new look gets a new name.
FROZEN = "643df1d1448e972a44006516edc108a65c62f322430ad11f3c12affb782f8bec"
# Of matplotlib's jet, matplotlib.colormaps["jet"](numpy.arange(256), bytes=True)[:, :3].tobytes().
JET = "c1b7b97444ebebfc30a590ce3eada7cffefb868960c6c39fd4ed1ff7a40712e9"


def test_names_keep_their_meaning() -> None:
    tables = b"".join(blend(name, 1024).tobytes() for name in palettes.CURATED)
    assert hashlib.sha256(tables).hexdigest() == FROZEN


def test_jet_is_matplotlibs() -> None:
    table = (blend("jet", 256) // 257).astype(np.uint8)
    assert hashlib.sha256(table.tobytes()).hexdigest() == JET


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Hearth", "hearth"),
        ("navy, Gold", "#000080,#ffd700"),
        ("grey_r", "grey_r:#ffffff,#000000"),
        (" #FFF, #012345 ", "#ffffff,#012345"),
        ("fff,012345", "#ffffff,#012345"),
        ("#000000000001,#fff", "#000000000001,#ffffff"),
        ("rgb(0, 0, 128), HSL(0deg 100% 50%)", "#000080,#ff0000"),
        ("0x112233,#FFEEDDFF", "#112233,#ffeedd"),
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
    assert known <= palettes.catalogue_names()


@pytest.mark.slow
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
    ("text", "rule"),
    [
        ("viridid", "unknown"),
        ("zzzzqqqq", "unknown"),
        ("\x1b[31m", "unknown"),
        ("#12", "syntax"),
        ("rgb(300,0,0)", "range"),
        ("reef;fern", "unknown"),
        ("navy gold", "unknown"),
        ("#fff," * 2000 + "#fff", "count"),
        ("#fff,rad", "syntax"),
        ("ink,gold", "syntax"),
        ("viridis:#fff", "count"),
    ],
)
def test_other_text_is_refused(text: str, rule: str) -> None:
    with refused(rule):
        palettes.canonical(text)


def test_blanks_are_no_commas() -> None:
    for text, way in (("navy gold", "navy,gold"), ("reef fern", "reef,fern")):
        with refused("unknown") as caught:
            palettes.canonical(text)
        assert way in str(caught.value)


@pytest.mark.parametrize("text", ["navy", "#000080", "rgb(0 0 128)", "000080", "Navy"])
def test_one_colour_is_a_ramp_however_it_is_written(text: str) -> None:
    made = palettes.canonical(text)
    assert made == palettes.ramp_of("navy")
    assert palettes.canonical(made) == made
    assert "#000080" in made.split(",")
    assert palettes.canonical(palettes.shorten(made)) == made


@pytest.mark.parametrize("name", ["navy_r", "blue_r"])
def test_a_ramp_can_be_reversed(name: str) -> None:
    text = palettes.canonical(name)
    assert text.startswith(f"{name}:#")
    assert palettes.stops(text) == palettes.stops(palettes.ramp_of(name.removesuffix("_r")))[::-1]
    assert palettes.canonical(text) == palettes.canonical(palettes.shorten(text)) == text


def test_every_name_that_means_several_things_is_known() -> None:
    """nnart's own palettes come first, then CSS's colours, then the catalogue, as the page of knobs says."""
    own, colours, theirs = set(palettes.names()), set(COLOURS), palettes.catalogue_names()
    assert own & colours == {"grey", "orchid", "plum", "thistle"}
    assert {name for name in own | colours if f"{name}_r" in own | colours} == set()
    hidden = (colours & theirs) - own - {"gray"}
    hues = {"blue", "cyan", "green", "lavender", "magenta", "orange", "pink", "red", "white", "yellow"}
    assert hidden == hues
    for name in hidden:
        (remark,) = palettes.remarks(name)
        full = remark.split()[-1]
        assert full in theirs and palettes.canonical(full).startswith(f"{full}:#")
        assert palettes.canonical(name) == palettes.ramp_of(name)
        assert COLOURS[name] in remark
    for name in own & colours:
        assert palettes.canonical(name) == name and palettes.remarks(name) == []
    digits = re.compile("[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8}|[0-9a-f]{12}")
    assert not [name for name in own | theirs if digits.fullmatch(name)]


def test_people_are_told_of_a_colour_that_srgb_lacks() -> None:
    (remark,) = palettes.remarks("white,oklch(0.7 0.4 150)")
    assert "#00be58" in remark
    assert palettes.canonical("white,oklch(0.7 0.4 150)") == "#ffffff,#00be58"
    assert (
        palettes.remarks("viridis") == palettes.remarks("viridis:#fff,#000") == palettes.remarks("reef") == []
    )


def test_a_short_text_stands_for_the_same() -> None:
    for text, short in (
        ("matplotlib:viridis", "matplotlib:viridis"),
        ("navy,gold", "#000080,#ffd700"),
        ("reef", "reef"),
    ):
        assert palettes.shorten(palettes.canonical(text)) == short


def test_a_name_that_is_no_palette_gets_a_guess() -> None:
    with pytest.raises(InputError) as caught:
        palettes.canonical("viridid")
    assert "viridis" in caught.value.faults[0].ways[0].does
    with pytest.raises(InputError) as caught:
        palettes.canonical("zzzzqqqq")
    assert caught.value.faults[0].ways[0].call == "catalogue"


def test_curated_palettes_are_told_apart() -> None:
    assert len(set(palettes.CURATED.values())) == len(palettes.CURATED)


def test_no_own_name_hides_one_of_the_catalogue() -> None:
    assert set(palettes.names()) & palettes.catalogue_names() == {"grey", "jet"}


def test_the_first_ones_go_from_dark_to_light() -> None:
    """As the README and the table itself say: from ink to hearth, and none after them."""
    rising = [name for name in palettes.CURATED if (np.diff(_lightness(name)) >= 0).all()]
    assert rising == list(palettes.CURATED)[: len(rising)]
    assert (rising[0], rising[-1], len(rising)) == ("ink", "hearth", 19)


def _lightness(name: str) -> NDArray[np.float64]:
    return to_oklab(blend(name, 1024) / 65535)[:, 0]


@pytest.mark.parametrize("name", palettes.CURATED)
def test_a_curated_palette_is_rich_and_cheap(name: str) -> None:
    """Light and dark enough to show a shape, and without a leap that would have to be evaluated finely."""
    assert np.ptp(_lightness(name)) > 0.5
    (steepest,) = Colouring(Recipe(palette=name)).steepest
    assert steepest < 2000


@pytest.mark.parametrize("name", palettes.names())
def test_an_own_palette_can_be_reversed(name: str) -> None:
    text = palettes.canonical(f"{name}_r")
    assert text.startswith(f"{name}_r:#")
    assert palettes.canonical(text) == text
    assert palettes.stops(text) == palettes.stops(name)[::-1]


def test_grey_goes_from_black_to_white_in_even_steps() -> None:
    table = blend("grey", 101).astype(int)
    assert (table == table[:, :1]).all()
    assert (table[0, 0], table[-1, 0]) == (0, 65535)
    assert np.abs(_lightness("grey") - np.linspace(0, 1, 1024)).max() < 0.01  # 16 bits are coarse near black


def test_the_catalogues_names_are_palettes_and_each_is_one_of_its_own() -> None:
    found = palettes.catalogue()
    assert found == sorted(set(found))
    assert len(found) > 600
    assert {"viridis", "batlow", "cmap:blue", "vispy:orange"} <= set(found)
    assert not set(found) & set(COLOURS)
    assert set(found) <= palettes.catalogue_names()
    assert not set(found) & set(palettes.names())


@pytest.mark.parametrize("name", ["gray", "Gray", "GREY", " gray "])
def test_both_spellings_of_grey_are_one_palette(name: str) -> None:
    assert palettes.canonical(name) == "grey"
    assert palettes.canonical(f"{name.strip()}_r") == palettes.canonical("grey_r")
    assert palettes.is_own(name) and palettes.is_palette(name)
    assert palettes.remarks(name) == []
    assert palettes.canonical(f"{name},gold") == "#808080,#ffd700"
