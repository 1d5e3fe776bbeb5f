"""`nnart presets`."""

from __future__ import annotations

import json

from nnart.recipe.presets import LISTED
from tests.conftest import Run


def test_people_get_names_and_reasons(main_: Run) -> None:
    done = main_("presets")
    assert (done.returncode, done.stderr) == (0, "")
    starts = [line.split()[0] for line in done.stdout.splitlines() if not line.startswith(" ")]
    assert starts == [preset.name for preset in LISTED]


def test_those_named_are_shown_with_their_values(main_: Run) -> None:
    lines = main_("presets", "Silk").stdout.splitlines()
    assert lines[0].startswith("silk ")
    assert lines[-2:] == ["  detail 7", "  center 2,2"]
    done = main_("presets", "slik")
    assert done.returncode == 2
    assert done.stderr.endswith("did you mean silk\n")


def test_programs_get_a_line_for_each(main_: Run) -> None:
    rows = [json.loads(line) for line in main_("presets", "--json").stdout.splitlines()]
    assert [row["name"] for row in rows] == [preset.name for preset in LISTED]
    assert [row["values"] for row in rows] == [json.loads(json.dumps(preset.values)) for preset in LISTED]
    assert rows[0]["size"] == [720, 720] and rows[1]["size"] is None
