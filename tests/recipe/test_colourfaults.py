"""Errors about colours."""

from __future__ import annotations

from nnart.recipe.colourfaults import not_a_colour, see_through
from tests.faults_of import broken


def test_an_error_quotes_the_colour_and_has_a_way_out() -> None:
    error = not_a_colour("gould", "is not a colour", "write gold")
    assert broken(error) == [("syntax", ())]
    assert str(error) == "'gould' is not a colour; write gold"
    assert "write #fff" in str(see_through("#fff8", "#fff"))
