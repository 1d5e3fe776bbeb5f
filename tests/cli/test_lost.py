"""Lost: a name of nnart's holds the seed, and other names hold nothing."""

from __future__ import annotations

import pytest

from nnart.cli.lost import ways_for
from tests.conftest import Run


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nnart-42.png", "nnart render 42 paints it"),
        ("walls/nnart-42.jpg#3", "nnart render 42 paints it"),
        ("favourites", "nnart keep --sheet favourites.png"),
        ("Favs", "nnart keep lists them"),
        ("my-42.png", ""),
        ("nnart-varied.png", ""),
        ("save", ""),
    ],
)
def test_what_a_name_tells(name: str, told: str) -> None:
    assert told in "".join(ways_for(name))
    assert bool(told) == bool([*ways_for(name)])


def test_commands_say_it(main_: Run) -> None:
    assert "nnart render 42 paints it" in main_("show", "nnart-42.png").stderr
    told = main_("sheet", "favourites").stderr
    assert "nnart keep --sheet favourites.png" in told
    assert "write a seed" not in told
