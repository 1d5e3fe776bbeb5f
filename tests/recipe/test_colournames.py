"""Names of colours, held against Pillow's."""

from __future__ import annotations

import re

from PIL import ImageColor

from nnart.recipe.colournames import COLOURS


def test_names_of_colours_are_those_of_css() -> None:
    assert ImageColor.colormap.keys() == COLOURS.keys()
    for name, colour in COLOURS.items():  # Pillow may keep what it parsed instead of its text
        assert ImageColor.getrgb(name) == ImageColor.getrgb(colour), name


def test_every_colour_is_six_hexadecimal_digits_by_a_name_in_small_letters() -> None:
    for name, value in COLOURS.items():
        assert re.fullmatch("[a-z]+", name)
        assert re.fullmatch("#[0-9a-f]{6}", value)
