"""The options of films."""

from __future__ import annotations

import re

from nnart.cli.app import load_command
from nnart.cli.options import MOTION
from nnart.films.files.formats import CODECS, ENDINGS
from nnart.films.kinds import KINDS, PACES


def test_help_names_every_kind_and_pace() -> None:
    told = {each.name: getattr(each, "help", None) or "" for each in load_command("film").params}
    assert all(name in told["kind"] for name in KINDS)
    assert all(kind.reason[1:] in told["kind"] for kind in KINDS.values())
    assert all(name in told["pace"] for name in PACES)


def test_help_names_every_ending_and_codec() -> None:
    told = {each.name: getattr(each, "help", None) or "" for each in load_command("film").params}
    assert all(re.search(rf"{re.escape(ending)}\b", told["output"]) for ending in ENDINGS)
    assert all(codec in told["codec"] for codec in CODECS)


def test_what_moves_has_a_panel_of_its_own() -> None:
    found = {
        each.name for each in load_command("film").params if getattr(each, "rich_help_panel", None) == MOTION
    }
    places = {"to", "to_zoom", "to_rotate"}
    assert found == {"kind", "seconds", "fps", "pace", "loop", "there_and_back", "once", "radius"} | places
