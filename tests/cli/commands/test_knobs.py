"""`nnart knobs`: the table of knobs, for people and for programs."""

from __future__ import annotations

import json
import re

from typer.testing import CliRunner

from nnart.cli.app import app
from nnart.recipe.knobs import KNOBS
from nnart.recipe.recipe import Recipe


def test_people_get_a_table_by_group() -> None:
    done = CliRunner().invoke(app, ["knobs"])
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == [
        "Network", "Plane", "Colour", "Frame", "Output",
    ]  # fmt: skip
    assert {line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "} == set(KNOBS)
    assert re.search(r"layers +Hidden layers, 1 … 1000\.[^(]*\(default: 20\)", done.stdout)


def test_programs_get_one_document() -> None:
    done = CliRunner().invoke(app, ["knobs", "--json"])
    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert list(rows) == list(KNOBS)
    assert (rows["detail"]["min"], rows["detail"]["max"], rows["detail"]["follows"]) == (0.01, 1e6, "6")
    assert rows["tone"]["choices"] == ["equalised", "stretch", "none"]
    given = {name: row["default"] for name, row in rows.items()}
    assert Recipe.from_dict(given) == Recipe()
