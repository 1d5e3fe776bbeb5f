"""Help texts: an option is proposed only if its help has the word."""

from __future__ import annotations

import pytest

from nnart.cli.app import load_command
from nnart.cli.helptexts import find_in_help


@pytest.mark.parametrize(
    ("option", "command", "told"),
    [
        ("--ellipse", "render", "perhaps --alpha, transparency"),
        ("--interpolated", "render", "perhaps --tolerance, how far a colour may differ"),
        ("--bogus", "render", "nnart knobs lists what shapes a picture"),
        ("--picture", "render", "nnart knobs lists"),
        ("--bogus", "show", ""),
    ],
)
def test_words_of_help_are_found(option: str, command: str, told: str) -> None:
    found = find_in_help(option, load_command(command).params)
    assert found.startswith(told) if told else not found
